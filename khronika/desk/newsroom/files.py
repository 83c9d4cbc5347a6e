"""Articles and topics as files: a head in YAML between two lines '---', then the text in Markdown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from khronika.desk.newsroom import markdown
from khronika.desk.newsroom.content import Article, Cited, Topic
from khronika.desk.newsroom.draft import Head
from khronika.desk.newsroom.errors import NewsroomError

_BOTH = ("title", "language", "address", "translates")
_ARTICLE = (
    *_BOTH,
    "kind",
    "date",
    "topic",
    "byline",
    "publisher",
    "teaser",
    "picture",
    "caption",
    "sources",
    "records",
)
_TOPIC = (*_BOTH, "order")


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says, and where it goes."""

    head: Head
    said: Article | Topic


def article(text: str) -> Document:
    """An article from the text of a file. Raises NewsroomError with the word of the head that is wrong."""
    given, body = _split(text, _ARTICLE)
    made = Article(
        kind=_line(given, "kind") or "news",
        title=_line(given, "title"),
        date=_line(given, "date") or date.today().isoformat(),
        teaser=_line(given, "teaser"),
        byline=_line(given, "byline"),
        publisher=_line(given, "publisher"),
        image=_line(given, "picture"),
        caption=_line(given, "caption"),
        topics=_several(given, "topic"),
        records=_several(given, "records"),
        sources=tuple(map(_cited, _list(given, "sources"))),
        blocks=markdown.parse(body),
    )
    return Document(_head(given), made)


def topic(text: str) -> Document:
    """A topic from the text of a file; the text is its introduction."""
    given, body = _split(text, _TOPIC)
    order = given.get("order", 0)
    if not isinstance(order, int):
        raise NewsroomError(f"Expected a whole number as 'order', such as 'order: 2'; got {order!r}.")
    return Document(_head(given), Topic(_line(given, "title"), order, markdown.parse(body)))


def written(head: Head, said: Article | Topic) -> str:
    """The file that says this; read again it says the same."""
    given: dict[str, Any] = {"title": said.title, "language": head.language, "address": head.slug}
    if head.translates:
        given["translates"] = head.translates
    if isinstance(said, Topic):
        given["order"] = said.order
    else:
        given |= {"kind": said.kind, "date": said.date, "topic": list(said.topics), "byline": said.byline}
        given |= {"publisher": said.publisher, "teaser": said.teaser, "picture": said.image, "caption": said.caption}
        given["sources"] = [_row(each) for each in said.sources]
        given["records"] = list(said.records)
    kept = {name: value for name, value in given.items() if value not in ("", [])}
    head_text = yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=100)
    return f"---\n{head_text}---\n\n{markdown.write(said.blocks)}\n"


def _row(cited: Cited) -> dict[str, str]:
    return {
        name: value for name, value in (("title", cited.title), ("url", cited.url), ("source", cited.source)) if value
    }


def _split(text: str, known: Sequence[str]) -> tuple[Mapping[str, Any], str]:
    """The head and the text."""
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").split("\n")
    marks = [at for at, line in enumerate(lines) if line.rstrip() == "---"][:2]
    if len(marks) < 2 or marks[0] != 0:
        raise NewsroomError("Expected a head between two lines '---' at the beginning of the file; there is none.")
    try:
        given = yaml.safe_load("\n".join(lines[1 : marks[1]])) or {}
    except yaml.YAMLError as error:
        raise NewsroomError(f"The head of the file is not YAML: {' '.join(str(error).split())}.") from error
    if not isinstance(given, dict):
        raise NewsroomError("Expected lines such as 'title: …' in the head of the file; got something else.")
    for name in given:
        if name not in known:
            raise NewsroomError(f"Expected these words in the head of the file: {', '.join(known)}; got {name!r}.")
    return given, "\n".join(lines[marks[1] + 1 :])


def _head(given: Mapping[str, Any]) -> Head:
    return Head(
        _line(given, "language") or "en", _line(given, "address").rsplit("/", 1)[-1], _line(given, "translates")
    )


def _line(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    if isinstance(value, (list, dict)):
        raise NewsroomError(f"Expected one line as {name!r} in the head of the file; got {value!r}.")
    return "" if value is None else " ".join(str(value).split())


def _list(given: Mapping[str, Any], name: str) -> list[Any]:
    value = given.get(name)
    return [] if value is None else value if isinstance(value, list) else [value]


def _several(given: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(str(each).split()) for each in _list(given, name)))


def _cited(given: Any) -> Cited:
    if isinstance(given, dict) and set(given) <= {"title", "url", "source"}:
        named = {name: str(value) for name, value in given.items()}
        url = named.get("url", "")
        if (url.startswith(("https://", "http://")) or (not url and "source" in named)) or (
            not url and "title" in named
        ):
            return Cited(named.get("title") or url or named["source"], url, named.get("source", ""))
    elif isinstance(given, str) and given.startswith(("https://", "http://")):
        return Cited(given, given)
    raise NewsroomError(
        f"Expected a source such as '- title: …' with 'url: https://…' or 'source: ID' below it; got {given!r}."
    )
