"""What a page says of itself to machines: schema.org in a data block that no browser runs.

The block sits inside HTML, so every '<', '>' and '&' in it is written as an escape: no name can end it.
"""

import json
from collections.abc import Iterable

from markupsafe import Markup

from khronika.edition.model import Record, Source, Title
from khronika.pages.called import NAMELESS
from khronika.pages.titles import choose

_TYPES = {
    "Person": "Person",
    "Organization": "Organization",
    "Place": "Place",
    "Event": "Event",
    "Act": "Event",
    "SolidarityAction": "Event",
    "JointStatement": "CreativeWork",
}
_ESCAPES = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def describe(thing: Record | Source, language: str) -> Markup:
    """The data block of a page, empty for what schema.org has no word for."""
    if isinstance(thing, Source):
        return block(_work(thing))
    kind = _TYPES.get(thing.ref.kind)
    if kind is None:
        return Markup()
    name = choose(thing.ref.titles, language).text
    said: dict[str, object] = {"@type": kind, "name": name}
    others = _others(thing.ref.titles, name)
    if others and thing.ref.kind not in NAMELESS:
        said["alternateName"] = others
    return block(said)


def _others(titles: Iterable[Title], name: str) -> list[str]:
    return list(dict.fromkeys(title.text for title in titles if title.text != name))


def _work(source: Source) -> dict[str, object]:
    said = {"name": source.title, "inLanguage": source.language, "url": source.url, "datePublished": source.published}
    return {"@type": "CreativeWork", **{key: value for key, value in said.items() if value}}


def block(said: dict[str, object]) -> Markup:
    """The data block that says something."""
    text = json.dumps({"@context": "https://schema.org", **said}, ensure_ascii=False, sort_keys=True)
    return Markup(text.translate(_ESCAPES))  # escaped above for the place where it stands
