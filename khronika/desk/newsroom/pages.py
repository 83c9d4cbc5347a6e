"""Articles and topics as pages of Wagtail: one newsroom a language, and below it everything, each original with its translations.

Wagtail shows none of this to the public; what is published is frozen (see `publish`). All versions of one page share Wagtail's
`translation_key`.
"""

import json
from typing import Any

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as mark
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import CharBlock, ChoiceBlock, RichTextBlock, StreamBlock, StructBlock, URLBlock
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from khronika.desk.newsroom import choices

FEATURES = ["bold", "italic", "outside", "record", "ul", "ol"]
LINE = 300
ADDRESS = FieldPanel(
    "slug",
    heading=mark("Address"),
    help_text=mark("The last part of its address; made from the title. Once published, an address stays as it is."),
)


class Picture(StructBlock):
    """A clean copy of a picture, and what is written below it."""

    image = ChoiceBlock(choices=choices.images, label=mark("Picture"))
    caption = CharBlock(required=False, max_length=1000, label=mark("Caption"))

    class Meta:
        icon = "image"
        label = mark("Picture")


class Body(StreamBlock):
    """What a text is made of."""

    paragraph = RichTextBlock(features=FEATURES, label=mark("Text"), icon="pilcrow")
    heading = CharBlock(max_length=LINE, label=mark("Heading"), icon="title")
    quote = RichTextBlock(features=FEATURES[:4], label=mark("Quote"), icon="openquote")
    picture = Picture()


class Source(StructBlock):
    """What an article rests on: a kept source by its id, or an address outside."""

    title = CharBlock(max_length=LINE, label=mark("Title"))
    url = URLBlock(required=False, label=mark("Address"))
    source = CharBlock(required=False, max_length=12, label=mark("Id of a kept source"))

    class Meta:
        icon = "doc-full"
        label = mark("Source")


class Sources(StreamBlock):
    """The list of them."""

    source = Source()


class Newsroom(Page):
    """Where all articles and topics of one language are."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["newsroom.ArticlePage", "newsroom.TopicPage"]
    preview_modes: list[tuple[str, str]] = []
    promote_panels: list[Any] = []
    settings_panels: list[Any] = []


class Version(models.Model):
    """What both kinds keep of being one of several languages: in which one the page was `written` first, and the digest of the
    original that a translation was last brought up to."""

    written = models.CharField(max_length=20, blank=True, editable=False)
    of = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """A page that no other is a version of is an original."""
        alone = self._state.adding and not type(self).objects.filter(translation_key=self.translation_key).exists()
        if alone or not self.written:
            self.written = self.locale.language_code
        super().save(*args, **options)


class PageForm(WagtailAdminPageForm):
    """The form of both kinds of pages: what is chosen from our lists is chosen, not typed."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """With the lists as they are now."""
        super().__init__(*args, **options)
        if "kind" in self.fields:
            self.fields["kind"] = forms.ChoiceField(choices=choices.kinds(), label=_("Kind"))
        if "topics" in self.fields:
            self.fields["topics"] = forms.MultipleChoiceField(
                choices=topic_choices(), widget=forms.CheckboxSelectMultiple, required=False, label=_("Topics")
            )
        if "image" in self.fields:
            self.fields["image"] = forms.ChoiceField(choices=choices.or_none(), required=False, label=_("Picture"))
        if "records" in self.fields:
            self.fields["records"] = choices.RecordsField(label=_("Records it is about"))
            self.initial["records"] = self.instance.records


class TopicPage(Version, Page):
    """A topic: an introduction, below which its articles are listed."""

    order = models.IntegerField(
        mark("order"), default=0, help_text=mark("Topics stand in this order, then by their titles.")
    )
    body = StreamField(Body(), blank=True, verbose_name=mark("introduction"))

    base_form_class = PageForm
    parent_page_types = ["newsroom.Newsroom"]
    subpage_types: list[str] = []
    preview_modes: list[tuple[str, str]] = []
    content_panels = [*Page.content_panels, FieldPanel("order"), FieldPanel("body")]
    promote_panels = [ADDRESS]
    private_page_options: list[str] = []
    override_translatable_fields = [SynchronizedField("slug"), SynchronizedField("order")]

    class Meta:
        verbose_name = mark("topic")
        verbose_name_plural = mark("topics")


class ArticlePage(Version, Page):
    """An article. `topics` are translation keys of topics, `records` ids; `refused` are records that an editor said are not meant in it."""

    kind = models.CharField(mark("kind"), max_length=60, default="news")
    date = models.DateField(mark("date"), default=timezone.localdate, help_text=mark("The date that stands over it."))
    byline = models.CharField(
        mark("byline"), max_length=LINE, blank=True, help_text=mark("Who wrote it, as it is shown.")
    )
    publisher = models.CharField(
        mark("published by"), max_length=LINE, blank=True, help_text=mark("Where it came out first, if not here.")
    )
    teaser = models.TextField(
        mark("teaser"), max_length=1000, blank=True, help_text=mark("Two sentences for lists of articles.")
    )
    image = models.CharField(mark("picture"), max_length=12, blank=True)
    caption = models.CharField(mark("caption"), max_length=1000, blank=True)
    body = StreamField(Body(), blank=True, verbose_name=mark("text"))
    topics = models.JSONField(mark("topics"), default=list, blank=True)
    records = models.JSONField(mark("records"), default=list, blank=True)
    sources = StreamField(Sources(), blank=True, verbose_name=mark("sources"))
    refused = models.JSONField(default=list, editable=False)

    base_form_class = PageForm
    parent_page_types = ["newsroom.Newsroom"]
    subpage_types: list[str] = []
    preview_modes: list[tuple[str, str]] = []
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("kind"), FieldPanel("date"), FieldPanel("byline"), FieldPanel("publisher")],
            heading=mark("What it is"),
        ),
        FieldPanel("teaser"),
        MultiFieldPanel([FieldPanel("image"), FieldPanel("caption")], heading=mark("Picture above the text")),
        FieldPanel("body"),
        FieldPanel("topics"),
        FieldPanel("records"),
        FieldPanel("sources"),
    ]
    promote_panels = [ADDRESS]
    private_page_options: list[str] = []
    override_translatable_fields = [SynchronizedField(name) for name in ("slug", "kind", "date", "image")]

    class Meta:
        verbose_name = mark("article")
        verbose_name_plural = mark("articles")


def topic_choices() -> list[tuple[str, str]]:
    """Every topic by its key, under the title of its original."""
    found: dict[str, str] = {}
    for key, title in TopicPage.objects.order_by("pk").values_list("translation_key", "title"):
        found.setdefault(str(key), title)
    return sorted(found.items(), key=lambda each: each[1])


def loaded(value: Any) -> list[str]:
    """A list kept as JSON, which a form may give as text."""
    return list(json.loads(value) if isinstance(value, str) else value or [])
