"""The desk is whole in Belarusian and Russian: every phrase is said, with its placeholders and its plural forms, and no English is left."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib import resources
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.template.engine import Engine
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, ngettext, override

from khronika.workspace.language import COOKIE, TRANSLATED, catalogue, prepare
from khronika.workspace.phrases import lacking, put_together, said_in_code, said_in_template, unreadable

HELD = re.compile(r"%\(\w+\)[sd]|\{\w+(?:!r)?\}|</?[^>]+>")
END = (".", "!", ":", "?", "…")
WORD = re.compile(r"[A-Za-z]{2,}")
NAMES = {  # names of programs, formats, keys and commands, which are the same in every language
    *("Khronika", "khronika", "desk", "doctor", "Telegram", "Desktop", "WhatsApp", "Signal"),
    *(
        "PDF",
        "ZIP",
        "EML",
        "MBOX",
        "JPEG",
        "PNG",
        "TIFF",
        "WebP",
        "none",
        "blurred",
        "consented",
        "JSON",
        "CSV",
        "XLSX",
        "ODS",
        "YAML",
        "JSONL",
        "UTC",
        "EDTF",
        "HURIDOCS",
        "SHA",
        "https",
    ),
    *(
        "FollowTheMoney",
        "JavaScript",
        "Enter",
        "Shift",
        "Delete",
        "Ctrl",
        "Esc",
        "media",
        "stick",
        "editions",
        "withheld",
        "records",
        "English",
    ),
    *("DOCX", "docx", "pdf", "eml", "Debian", "fontconfig", "fonts", "dejavu", "core"),
    *("anna", "example", "org", "be", "ru"),  # of an address that stands as an example
}
BLOCKS = ("k-day", "k-review")  # classes in a block of their own
SCREENS = (
    *("wagtailadmin_home", "sources", "source_add", "source_alike", "source_questions", "day_today", "adding"),
    *("records", "duplicates", "press", "press_coming", "second", "ledger", "team", "team_add"),
    *("imports", "factor", "wagtailadmin_account"),
)


def messages(tag: str) -> list[Message]:
    """The entries of a catalogue."""
    return [each for each in read_po(BytesIO(catalogue(tag)), locale=tag) if each.id]


def said(message: Message) -> tuple[str, ...]:
    """What an entry says, in each of its forms."""
    return message.string if isinstance(message.string, tuple) else (message.string,)


def original(message: Message) -> str:
    """The English of an entry; of a plural the one that has every placeholder."""
    return message.id[-1] if isinstance(message.id, tuple) else message.id


@pytest.mark.parametrize("tag", TRANSLATED)
def test_every_phrase_of_the_screens_is_said(tag):
    assert lacking(tag) == []


@pytest.mark.parametrize("tag", TRANSLATED)
def test_every_placeholder_survives(tag):
    changed = [
        (original(each), form)
        for each in messages(tag)
        for form in said(each)
        if sorted(HELD.findall(original(each))) != sorted(HELD.findall(form))
    ]
    assert changed == []


@pytest.mark.parametrize("tag", TRANSLATED)
def test_no_entry_is_left_in_english(tag):
    left = [form for each in messages(tag) for form in said(each) if {*WORD.findall(HELD.sub(" ", form))} - NAMES]
    assert left == []


@pytest.mark.parametrize("tag", TRANSLATED)
def test_a_plural_has_three_forms_and_a_sentence_keeps_its_end(tag):
    for each in messages(tag):
        assert len(said(each)) == (3 if isinstance(each.id, tuple) else 1), each.id
        for form in said(each):
            assert form == form.strip()
            assert original(each).endswith(END) == form.endswith(END), form


@pytest.mark.parametrize(
    ("tag", "forms"),
    [
        ("be", ("1 прапанова", "3 прапановы", "5 прапаноў", "11 прапаноў", "21 прапанова", "112 прапаноў")),
        (
            "ru",
            ("1 предложение", "3 предложения", "5 предложений", "11 предложений", "21 предложение", "112 предложений"),
        ),
    ],
)
def test_numbers_take_their_form(tag, forms):
    prepare()
    with override(tag):
        for form in forms:
            count = int(form.split()[0])
            assert ngettext("{count} proposal", "{count} proposals", count).format(count=count) == form


@pytest.mark.parametrize("tag", TRANSLATED)
@pytest.mark.parametrize("count", [1, 3, 5, 21])
def test_every_plural_says_its_number(tag, count):
    prepare()
    given = {"count": str(count)}
    with override(tag):
        for each in messages(tag):
            if isinstance(each.id, tuple) and "%(count)s" in each.id[1]:
                others = dict.fromkeys(re.findall(r"%\((\w+)\)s", each.id[1]), "x")
                assert str(count) in ngettext(*each.id, count) % {**others, **given}, each.id


def test_our_words_stand_before_those_of_the_shell():
    prepare()
    with override("be"):
        assert gettext("Close") == "Закрыць"
        assert gettext("Monday") == "Панядзелак"  # Django's, which we leave to it


def test_nothing_put_together_is_translated():
    assert unreadable() == []


def test_phrases_are_found_in_code():
    code = (
        '_("one"); mark("two"); ngettext("{n} a", "{n} b", n); translation.gettext("three"); found.mark("no"); _(word)'
    )
    assert set(said_in_code(code)) == {("one", ""), ("two", ""), ("{n} a", "{n} b"), ("three", "")}
    assert list(put_together('_(f"a {b}")\n_("a" + b)\n_("a".format(b))\n_("a" if b else "c")\n_("fine")')) == [
        1,
        2,
        3,
        4,
    ]


def test_phrases_are_found_in_templates():
    source = """{% load i18n %}{% if a %}{% translate "one" %}{% endif %}{% translate word %}{% translate "5 %" as b %}
        {% include "x.html" with label=_("two") %}{{ c|default:_('three') }}
        {% blocktranslate trimmed count n=n with a=a %}
            {{ n }} of {{ a }} %
        {% plural %}{{ n }} of all{% endblocktranslate %}"""
    found = set(said_in_template(source, Engine.get_default()))
    assert found == {("one", ""), ("two", ""), ("three", ""), ("5 %%", ""), ("%(n)s of %(a)s %%", "%(n)s of all")}


COMMENTS = r"\{% comment %\}.*?\{% endcomment %\}"
MARKED = rf"{COMMENTS}|\{{% blocktranslate.*?\{{% endblocktranslate %\}}|<(script|style|kbd|code|svg|bdi)\b.*?</\1>|<table[^>]*k-letters.*?</table>"
TAGS = r"\{%.*?%\}|\{\{.*?\}\}"


def test_no_template_says_what_is_not_marked():
    bare = []
    folder = Path(str(resources.files("khronika.workspace"))) / "templates"
    for path in folder.rglob("*.html"):
        page = re.sub(TAGS, "", re.sub(MARKED, " ", path.read_text(encoding="utf-8"), flags=re.S), flags=re.S)
        bare += [(path.name, words) for words in Seen(page).english() if words.strip("· \n") not in BLOCKS]
    assert bare == []


class Seen(HTMLParser):
    """What a person reads on a page or has read out."""

    HIDDEN = ("script", "style", "kbd", "code", "template", "svg", "bdi")
    READ = ("aria-label", "title", "placeholder", "alt")

    def __init__(self, page: str) -> None:
        """Read the page."""
        super().__init__()
        self.inside: list[str] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.words += [given[each] or "" for each in self.READ if each in given]
        if (
            tag in self.HIDDEN
            or "k-letters" in (given.get("class") or "")
            or given.get("name") == "locale-current_time_zone"
        ):
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            del self.inside[self.inside.index(tag) :]

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.words.append(data)

    def english(self) -> Iterator[str]:
        """Texts with a Latin word that is no name."""
        return (text.strip() for text in self.words if {*WORD.findall(text)} - NAMES - {"Vera", "vera"})


@pytest.mark.parametrize("tag", TRANSLATED)
@pytest.mark.parametrize("name", SCREENS)
def test_no_screen_has_english_left(desk, tag, name):
    desk.cookies[COOKIE] = tag
    page = desk.get(reverse(name), follow=True)
    assert page.status_code == 200
    assert list(Seen(page.content.decode()).english()) == []


@pytest.mark.parametrize("tag", TRANSLATED)
def test_the_door_has_no_english_left(db, tag):
    page = Client(headers={"accept-language": tag}).get("/admin/login/")
    assert list(Seen(page.content.decode()).english()) == []
