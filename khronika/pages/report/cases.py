"""The cases of a report: who somebody is, and what happened to them in the order of its dates, each step with its notes."""

from collections.abc import Iterator

from khronika.dates import parse
from khronika.edition.model import Claim, Record
from khronika.pages.page import Page
from khronika.pages.render import Renderer
from khronika.pages.report.model import Block, Line, Material, Said, Style
from khronika.pages.statuses import period, standing
from khronika.pages.timeline import Item, folded, timeline
from khronika.pages.titles import choose
from khronika.pages.when import day, span
from khronika.pages.words import Words, words
from khronika.vocabulary.terms import label

_UNDATED = {"Proceeding": ("Charge", "Judgment", "SentenceComponent", "SentenceChange"), "DetentionSpell": ("Custody",)}
_SPOKEN = ("StatusDetermination",)  # said before all that happened


def case(record: Record, material: Material, renderer: Renderer) -> Block:
    """One person: a heading, a numbered paragraph that says who it is, and a line for each thing that happened."""
    spoken = words(material.language)
    name = choose(record.ref.titles, spoken.language).text
    lines = [Line(Style.HEADING, (Said(name),)), Line(Style.NUMBERED, tuple(_who(record, name, material, spoken)))]
    page = Page(spoken.language, record.ref.address or "report", subject=record.ref.id)
    for item in timeline(record):
        if item.main.kind not in _SPOKEN and _in_time(item, material):
            lines.append(Line(Style.ITEM, tuple(_step(item, page, material, renderer))))
    lines += [Line(Style.ITEM, (said,)) for said in _undated(record, page, material, renderer)]
    return Block(f"case.{record.ref.id}", tuple(lines))


def _who(record: Record, name: str, material: Material, spoken: Words) -> Iterator[Said]:
    born = next((claim for claim in record.of("PersonDetails") if getattr(claim.detail, "birth", None)), None)
    if born:
        date = day(str(getattr(born.detail, "birth", "")), spoken)
        yield Said(spoken.gettext("%(name)s (born: %(date)s).", name=name, date=date), material.notes(born))
    else:
        yield Said(f"{name}.", material.notes(*record.of("Name")[:1]))
    for claim in record.of("Membership"):
        role, house = getattr(claim.detail, "role", None) or "", getattr(claim.detail, "organization", None)
        where = choose(house.titles, spoken.language).text if house else ""
        if said := ", ".join(filter(None, (role, where, span(claim.valid_from, claim.valid_until, spoken)))):
            yield Said(f" {_first(said)}.", material.notes(claim))
    for status in standing(record):
        kind = label(f"person_status.{getattr(status.claim.detail, 'status', '')}", spoken.language)
        said = ", ".join(filter(None, (kind, period(status, spoken))))
        by = [claim for _, claim in status.by]
        yield Said(f" {sure(status.claim, spoken)}{said}.", material.notes(*by) or material.notes(status.claim))


def _step(item: Item, page: Page, material: Material, renderer: Renderer) -> Iterator[Said]:
    spoken = words(material.language)
    when = span(item.start, item.end, spoken) if item.end else day(item.start, spoken)
    what = plain(renderer.piece("report/happened", page, item=item))
    yield Said(f"{when}: {what}" if when else what, material.notes(item.main))
    for claim in () if item.ends else item.others:
        said = plain(renderer.piece("report/step", page, claim=claim))
        date = day(claim.valid_from, spoken) if claim.valid_from not in ("", item.start) else ""
        yield Said("; " + (f"{date}: {said}" if date else said), material.notes(claim))


def _undated(record: Record, page: Page, material: Material, renderer: Renderer) -> Iterator[Said]:
    """What a source tells of cases and detention without a day: it is in no order, and stands after all else."""
    items = timeline(record)
    said = {(claim.kind, claim.detail) for item in items for claim in (item.main, *item.others)}
    for part in record.parts:
        for kind in _UNDATED.get(part.ref.kind, ()):
            for claim in folded(part.of(kind)):
                if (claim.kind, claim.detail) not in said and not claim.valid_from and not claim.valid_until:
                    yield Said(plain(renderer.piece("report/step", page, claim=claim)), material.notes(claim))


def _in_time(item: Item, material: Material) -> bool:
    """Whether it did not surely begin after the period."""
    first, last = parse(item.start).earliest, parse(material.until).latest
    return first is None or last is None or first <= last


def sure(claim: Claim | None, spoken: Words) -> str:
    """'Alleged: ' before what is not asserted."""
    if claim is None or claim.status == "asserted":
        return ""
    return label(f"status.{claim.status}", spoken.language) + ": "


def plain(piece: object) -> str:
    """A piece of a page as words alone.

    >>> from markupsafe import Markup
    >>> plain(Markup("<b>Arrest</b> &amp;\\n search"))
    'Arrest & search'
    """
    striptags = getattr(piece, "striptags", None)
    return str(striptags() if striptags else piece).replace(" ;", ";").strip()


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]
