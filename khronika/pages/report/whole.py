"""All generated parts of a report in their order. The same material gives the same parts: what changed is what differs."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from khronika.edition.model import Front, Ref
from khronika.pages.amounts import amount, number
from khronika.pages.render import Renderer
from khronika.pages.report.asked import demands, recommendations
from khronika.pages.report.cases import case
from khronika.pages.report.model import Block, Count, Figures, Line, Material, Note, Said, Status, Style, Table
from khronika.pages.titles import choose
from khronika.pages.when import day, span
from khronika.pages.words import Words, words
from khronika.vocabulary.terms import label

Rows = tuple[tuple[str, ...], ...]
Told = tuple[str, Rows]  # a sentence, and the table under it


def blocks(material: Material) -> list[Block]:
    """The parts of a report, each known by its key."""
    return list(_blocks(material))


def _blocks(material: Material) -> Iterator[Block]:
    spoken = words(material.language)
    renderer = Renderer(Front(0, "", "", material.organisation, (material.language,)), (material.language,))
    yield _title(material, spoken)
    if material.recommendations:
        yield _section("recommendations", spoken.gettext("Recommendations and what came of them"))
        yield from recommendations(material)
    if material.demands:
        yield _section("demands", spoken.gettext("Demands and what came of them"))
        yield from demands(material)
    figures = list(_figures(material, spoken))
    if figures:
        yield _section("figures", spoken.gettext("Figures"))
        yield from figures
    if material.cases:
        yield _section("cases", spoken.gettext("Cases"))
        yield from (case(each, material, renderer) for each in material.cases)
    yield _section("method", spoken.gettext("How this can be checked"))
    yield _method(material, spoken)


def _section(key: str, heading: str) -> Block:
    return Block(f"section.{key}", (Line(Style.SECTION, (Said(heading),)),), free=True)


def _title(material: Material, spoken: Words) -> Block:
    """The first page; mechanisms count no word of it."""
    lines = [Line(Style.TITLE, (Said(material.title),))]
    before = [_called(material.mechanism, spoken), _called(material.session.ref if material.session else None, spoken)]
    if any(before):
        lines.append(Line(Style.SUBTITLE, (Said(", ".join(filter(None, before))),)))
    lines.append(Line(Style.COVER, (Said(spoken.gettext("Submitted by %(who)s", who=material.organisation)),)))
    for claim in material.session.of("SessionDetails")[:1] if material.session else ():
        about = getattr(claim.detail, "about", None)
        told = [_called(about, spoken), span(claim.valid_from, claim.valid_until, spoken)]
        if any(told):
            lines.append(Line(Style.COVER, (Said(", ".join(filter(None, told))),)))
    period = spoken.gettext("Period: %(period)s", period=span(material.since, material.until, spoken))
    known = spoken.gettext("Facts and figures as known on %(date)s", date=day(material.known, spoken))
    lines += [Line(Style.COVER, (Said(each),)) for each in (period, known)]
    return Block("title", tuple(lines), counted=False)


def _figures(material: Material, spoken: Words) -> Iterator[Block]:
    figures, note = material.figures, _counted(material, spoken)
    period = span(material.since, material.until, spoken)
    people = [each for each in figures.statuses if each.ever.certain or each.ever.possible]
    if people:
        yield _tabled("figures.people", *_people(people, period, spoken), note)
    if figures.acts:
        yield _tabled("figures.acts", *_acts(figures, period, spoken), note)
    if figures.sums:
        yield _tabled("figures.sums", *_sums(figures, period, spoken), note)


def _people(people: Iterable[Status], period: str, spoken: Words) -> Told:
    head = (
        spoken.gettext("Status"),
        spoken.gettext("On the last day"),
        spoken.gettext("Began"),
        spoken.gettext("Ended"),
        spoken.gettext("Ever, until then"),
    )
    rows = []
    for each in people:
        counts = (_count(count, spoken) for count in (each.held, each.began, each.ended, each.ever))
        rows.append((label(f"person_status.{each.status}", spoken.language), *counts))
    said = spoken.gettext("People by status, %(period)s. People are counted, not claims.", period=period)
    return said, (head, *rows)


def _acts(figures: Figures, period: str, spoken: Words) -> Told:
    head = (spoken.gettext("What was done"), spoken.gettext("How often"))
    rows = [(label(f"act_type.{what}", spoken.language), _count(count, spoken)) for what, count in figures.acts]
    return spoken.gettext("What was done to people, %(period)s.", period=period), (head, *rows)


def _sums(figures: Figures, period: str, spoken: Words) -> Told:
    head = (spoken.gettext("Penalty"), spoken.gettext("Sum"), spoken.gettext("Penalties"), spoken.gettext("People"))
    rows = tuple(
        (
            label(f"sentence_type.{each.penalty}", spoken.language),
            amount(Decimal(each.amount), each.unit, spoken),
            number(each.penalties, spoken),
            number(each.people, spoken),
        )
        for each in figures.sums
    )
    said = spoken.gettext("Fines and days of detention imposed, %(period)s. Units are never added.", period=period)
    return said, (head, *rows)


def _tabled(key: str, said: str, rows: Rows, note: Note) -> Block:
    return Block(key, (Line(Style.NUMBERED, (Said(said, (note,)),)), Table(rows)))


def _counted(material: Material, spoken: Words) -> Note:
    date, claims = day(material.known, spoken), number(material.figures.claims, spoken)
    return Note(
        spoken.gettext(
            "Counted from %(claims)s published statements of fact as known on %(date)s, after entry %(entry)s of our "
            "register's ledger. Whoever is withheld is not counted.",
            claims=claims, date=date, entry=material.entry,
        )
    )  # fmt: skip


def _count(count: Count, spoken: Words) -> str:
    said = number(count.certain, spoken)
    if count.possible:
        return f"{said} " + spoken.gettext("(+%(number)s possibly)", number=number(count.possible, spoken))
    return said


def _method(material: Material, spoken: Words) -> Block:
    date = day(material.known, spoken)
    said = (
        spoken.gettext(
            "Every fact in the paragraphs above rests on words of a source, quoted in a footnote with its title, publisher "
            "and address, the day on which we kept it, and the SHA-256 digest of what we kept: whoever has the same file "
            "gets the same digest."
        ),
        spoken.gettext(
            "Facts and figures are as they were known on %(date)s. Where the name of somebody must be protected it is "
            "replaced by ‘[withheld]’.",
            date=date,
        ),
    )
    return Block("method", tuple(Line(Style.NUMBERED, (Said(each),)) for each in said))


def _called(ref: Ref | None, spoken: Words) -> str:
    return choose(ref.titles, spoken.language).text if ref else ""
