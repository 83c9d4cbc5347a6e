"""The figures of an edition as a reader sees them: each with what it means, a chart, and the table that the chart is made of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from khronika.edition.asked import OPEN, STATES
from khronika.pages.amounts import number
from khronika.pages.page import Page
from khronika.pages.render import SITE, Renderer
from khronika.pages.when import day
from khronika.pages.words import Words
from khronika.vocabulary.terms import label, members

RUBLES = ("BYN", "BYR")
Counts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its name (also of its chart), heading, definition, and table. `long` tables open with a click.

    What has no year cannot be `drawn`. A `note` is said after the meaning.
    """

    name: str
    heading: str
    meaning: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    long: bool = False
    drawn: bool = True
    note: str = ""


def figures(counts: Counts, words: Words) -> list[Figure]:
    """Every figure that has something to show, in their order."""
    found = [_stock(counts, words), _flow(counts, words), _cumulative(counts, words), _acts(counts, words)]
    found += [_fines(counts, unit, words) for unit in units(counts)]
    found.append(demanded(counts, words))
    undated = words.gettext("No year")
    return [replace(each, drawn=any(row[0] != undated for row in each.rows)) for each in found if each.rows]


def units(counts: Counts) -> list[str]:
    """The units in which fines were imposed, rubles first."""
    used = dict.fromkeys(each["unit"] for each in counts.get("fines", ()))
    return sorted(used, key=lambda unit: (RUBLES.index(unit) if unit in RUBLES else len(RUBLES), unit))


def years(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """The years of some counts, those without one left out."""
    return sorted({each["year"] for each in rows} - {""})


def others(words: Words) -> str:
    """What stands for all that has no colour of its own."""
    return words.gettext("Others")


def page(renderer: Renderer, language: str, counts: Counts) -> tuple[str, bytes]:
    """The page of figures with its path in the edition."""
    words = renderer.words(language)
    shown = figures(counts, words)
    made = renderer.make("statistics", Page(language, "statistics"), figures=shown)
    return f"{SITE}/{language}/statistics.html", made


def _stock(counts: Counts, words: Words) -> Figure:
    return Figure(
        "stock",
        words.gettext("Political prisoners, month by month"),
        words.gettext(
            "Everyone who held the status on the last day of the month, counted once. Certain: on every "
            "reading of the sources. Possible: on some reading only, for example because a date is not "
            "known to the day."
        ),
        (words.gettext("Month"), words.gettext("Certain"), words.gettext("Possible")),
        tuple((day(each["month"], words), *_pair(each, words)) for each in reversed(counts.get("stock", ()))),
        long=True,
    )


def _flow(counts: Counts, words: Words) -> Figure:
    return Figure(
        "flow",
        words.gettext("Recognised and released, year by year"),
        words.gettext(
            "Recognised: people who began to hold the status in the year and did not hold it the day "
            "before. No longer: people whose status ended in the year, on whatever ground, and did not go "
            "on."
        ),
        (
            words.gettext("Year"),
            words.gettext("Recognised in the year"),
            words.gettext("No longer"),
            words.gettext("How it ended"),
        ),
        tuple(
            (each["year"], _both(each["began"], words), _both(each["ended"], words), _grounds(each["grounds"], words))
            for each in reversed(counts.get("flow", ()))
        ),
    )


def _grounds(grounds: Sequence[Counts], words: Words) -> str:
    known = members("end_ground")

    def named(ground: str) -> str:
        return label(f"end_ground.{ground}", words.language) if ground in known else words.gettext("Not said")

    said = [f"{named(each['ground'])}: {_both(each, words)}" for each in grounds]
    return "; ".join(said)


def _cumulative(counts: Counts, words: Words) -> Figure:
    return Figure(
        "cumulative",
        words.gettext("Political prisoners in all, up to the end of each year"),
        words.gettext(
            "Everyone who ever held the status by the end of the year, each counted once however often. "
            "Nobody leaves this figure again."
        ),
        (words.gettext("Year"), words.gettext("Certain"), words.gettext("Possible")),
        tuple((each["year"], *_pair(each, words)) for each in reversed(counts.get("cumulative", ()))),
        note=_withdrawn(counts.get("withdrawn", 0), words),
    )


def _withdrawn(count: int, words: Words) -> str:
    """Who is in no figure any more, as one number."""
    said = words.gettext(
        "At least %(count)s people more were published here and have withdrawn since. They are in no other figure; this number "
        "goes up by fives, once a year.",
        count=number(count, words),
    )
    return said if count else ""


def _acts(counts: Counts, words: Words) -> Figure:
    found = counts.get("acts", ())
    when = [*years(found), *([""] if any(not each["year"] for each in found) else ())]
    by = {(each["type"], each["year"]): each for each in found}
    order = {name: place for place, name in enumerate(members("act_type"))}
    types = sorted({each["type"] for each in found}, key=lambda name: order.get(name, len(order)))
    return Figure(
        "acts",
        words.gettext("Acts by type and year"),
        words.gettext(
            "Each act against one person or organisation, in the year in which it began. In brackets: those "
            "that are alleged or disputed only."
        ),
        (words.gettext("Year"), *(label(f"act_type.{name}", words.language) for name in types)),
        tuple(
            (year or words.gettext("No year"), *(_both(by.get((name, year), {}), words) for name in types))
            for year in reversed(when)
        ),
    )


def demanded(counts: Counts, words: Words) -> Figure:
    """How many demands stood how at the end of each year."""
    states = (*STATES[:-1], OPEN)
    return Figure(
        "demands",
        words.gettext("Demands by what came of them, year by year"),
        words.gettext(
            "Every demand that was asked by the end of the year, with what was assessed of it by then. A demand that was "
            "asked again counts once, as it was asked last."
        ),
        (words.gettext("Year"), *(state_name(state, words) for state in states)),
        tuple(
            (each["year"], *(number(each[state], words) if each[state] else "–" for state in states))
            for each in reversed(counts.get("demands", ()))
        ),
    )


def state_name(state: str, words: Words) -> str:
    """What the state of a demand is called; one of which nothing was assessed is open."""
    return words.gettext("Open") if state in ("", OPEN) else label(f"assessment.{state}", words.language)


def _fines(counts: Counts, unit: str, words: Words) -> Figure:
    its = [each for each in counts.get("fines", ()) if each["unit"] == unit]
    heads = (words.gettext("Year"), words.gettext("Sum"), words.gettext("Possibly more"))
    return Figure(
        f"fines-{unit.lower().replace('_', '-')}",
        words.gettext("Fines: %(unit)s", unit=label(f"unit.{unit}", words.language)),
        words.gettext(
            "Fines as they stand after the last court, added up by the year in which they were imposed. "
            "Sums in different currencies are never added to each other, and a base unit is no sum of money."
        ),
        (*heads, words.gettext("Fines"), words.gettext("People")),
        tuple(
            (each["year"] or words.gettext("No year"), *_sums(each, words))
            for each in sorted(its, key=_newest, reverse=True)
        ),
    )


def _newest(each: Counts) -> str:
    return str(each["year"])


def _sums(each: Counts, words: Words) -> tuple[str, ...]:
    sums = (number(Decimal(each[name]), words) for name in ("certain", "possible"))
    return (*sums, *(number(each[name], words) for name in ("fines", "people")))


def _pair(each: Counts, words: Words) -> tuple[str, str]:
    return number(each["certain"], words), number(each["possible"], words)


def _both(each: Counts, words: Words) -> str:
    """A certain number, and in brackets the possible one; a dash for neither."""
    certain, possible = each.get("certain", 0), each.get("possible", 0)
    if not certain and not possible:
        return "–"
    return f"{number(certain, words)} ({number(possible, words)})" if possible else number(certain, words)
