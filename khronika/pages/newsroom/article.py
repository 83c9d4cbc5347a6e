"""The page of an article: in the reader's language if it is written in it, else in its own; in every language of the site."""

import hashlib
from collections.abc import Iterable

from markupsafe import Markup

from khronika.edition import newsroom
from khronika.edition.articles import Article, Written
from khronika.edition.model import Ref
from khronika.pages.newsroom.lists import Made
from khronika.pages.newsroom.shown import repeats, shown, tongues
from khronika.pages.page import Page, web
from khronika.pages.render import SITE, Renderer
from khronika.pages.sections import heading
from khronika.pages.structured import block
from khronika.pages.titles import choose
from khronika.pages.words import Words

_TYPES = {"opinion": "OpinionNewsArticle", "vacancy": "JobPosting"}


def page(renderer: Renderer, article: Article, near: Iterable[Ref], language: str, *, line: bytes = b"") -> Made:
    """The page of an article with those that came out just before it (`near`). `line` is its line, if that is made already."""
    place, text = Page(language, article.ref.address, subject=article.ref.id), shown(article.texts, language)
    shown_ = {
        "article": article,
        "text": text,
        "near": tuple(near),
        "named": _named(article, renderer.words(language)),
        "repeated": repeats(text),
        "spoken": tongues(article),
        "structured": described(article, text, renderer.front.organisation, language),
    }
    said = hashlib.sha256((line or newsroom.line(article)) + repr(shown_["near"]).encode("utf-8", "surrogatepass"))
    path = f"{SITE}/{language}/{article.ref.address}.html"
    return Made(path, said.hexdigest(), lambda: renderer.make("article", place, **shown_))


def _named(article: Article, words: Words) -> list[tuple[str, list[Ref]]]:
    """The records that an article is about, by kind."""
    found: dict[str, list[Ref]] = {}
    for ref in article.records:
        found.setdefault(ref.kind, []).append(ref)
    return [(heading(kind, words), refs) for kind, refs in found.items()]


def described(article: Article, text: Written, organisation: str, language: str) -> Markup:
    """What it says of itself to machines: a news article, an opinion, or a vacancy."""
    kind = _TYPES.get(article.kind, "NewsArticle")
    vacant = kind == "JobPosting"
    publisher = {"@type": "Organization", "name": article.publisher or organisation}
    said: dict[str, object] = {
        "@type": kind,
        "title" if vacant else "headline": text.title,
        "datePosted" if vacant else "datePublished": article.date,
        "hiringOrganization" if vacant else "publisher": publisher,
        "description": text.teaser or text.title,
    }
    if not vacant:
        said["inLanguage"] = text.language
        if text.byline:
            said["author"] = {"name": text.byline}
        if article.records:
            said["about"] = [{"name": choose(ref.titles, language).text} for ref in article.records]
        if cited := [each.url for each in article.sources if web(each.url)]:
            said["isBasedOn"] = cited
    return block(said)
