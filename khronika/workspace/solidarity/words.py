"""Campaigns, observances, actions and counts in words: the same rows on the screens and in the command line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khronika.desk.register.told import Cite
from khronika.desk.solidarity.answers import Action, Campaign, Ending, Everything, Figure, Observance, Spread, Year
from khronika.desk.solidarity.territories import called
from khronika.pages.counts import reckoned
from khronika.pages.when import day, span
from khronika.pages.words import words
from khronika.vocabulary.counted import ORDER, Count
from khronika.vocabulary.observed import Going
from khronika.vocabulary.terms import label
from khronika.workspace.naming import Names

MET = "met"
ABROAD = "abroad"


@dataclass(frozen=True, slots=True)
class Said:
    """A count in words: 'more than 18 countries and territories'; when, who counted, how, the words it was said in, its sources."""

    claim: str
    figure: str
    unit: str
    when: str
    by: str
    method: str
    said: str
    opposed: bool
    whole: str
    cites: tuple[Cite, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """The counts of one unit, side by side; `apart` says that they disagree."""

    unit: str
    counts: tuple[Said, ...]
    apart: str = ""


@dataclass(frozen=True, slots=True)
class Stands:
    """A demand that would end something, and how it stands in words."""

    demand: str
    name: str
    state: str
    said: str


@dataclass(frozen=True, slots=True)
class Done:
    """An action in words; `out` is the day from which it may go out, empty where it has no date."""

    record: str
    name: str
    kind: str
    when: str
    start: str
    place: str
    country: str
    code: str
    campaign: str
    observance: str
    hosts: tuple[str, ...]
    counts: tuple[str, ...]
    coming: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A year of an observance in words."""

    year: int
    number: int | None
    state: str
    actions: tuple[Done, ...]
    territories: tuple[str, ...]
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A campaign or an observance in words. `why` says why it goes on, or that it ended."""

    record: str
    name: str
    kind: str
    when: str
    runs: bool
    why: str
    people: tuple[str, ...]
    hosts: tuple[str, ...]
    warning: str
    origin: str
    next: str
    following: str
    moves: bool
    endings: tuple[Stands, ...]
    units: tuple[Unit, ...]
    territories: tuple[str, ...]
    actions: tuple[Done, ...]
    years: tuple[Held, ...] = ()

    def plain(self) -> dict[str, Any]:
        """For programs."""
        return asdict(self)


def counted(count: Count, language: str) -> str:
    """'more than 18 countries and territories', 'hundreds of people', '7'."""
    figure = reckoned(count.value, count.bound, words(language))
    if not count.counted:
        return figure
    unit = label(f"counted.{count.counted}", language)
    if count.bound == ORDER:
        return _("%(figure)s of %(unit)s") % {"figure": figure, "unit": unit}
    return f"{figure} {unit}"


class Teller:
    """Puts what is recorded into words of a language; names are asked for once."""

    def __init__(self, every: Everything, language: str, at: date) -> None:
        self.every, self.language, self.at = every, language, at
        self.names, self.words = Names(language), words(language)
        self.names.learn(self._spoken())

    def _spoken(self) -> Iterable[str]:
        both: tuple[Campaign | Observance, ...] = (*self.every.campaigns, *self.every.observances)
        for each in both:
            yield from (each.record, each.country, *each.hosts, *(one.demand for one in each.endings))
            yield from (one.by for one in each.figures)
            yield from (one.place for one in each.territories)
        for its in self.every.campaigns:
            yield from its.people
        for one in self.every.observances:
            yield from (one.origin, *(figure.by for year in one.years for figure in year.figures))
        for act in self.every.actions.values():
            yield from (act.record, act.place, act.country, *act.hosts, *(each.by for each in act.figures))

    def name(self, record: str) -> str:
        """A record's name; nothing for none."""
        return self.names(record) if record else ""

    def action(self, its: Action) -> Done:
        """An action; one without a title is called by what it is and where it was."""
        kind = (
            label(f"action_type.{its.kind}", self.language)
            if its.kind
            else label("record.SolidarityAction", self.language)
        )
        place, own = self.name(its.place), self.name(its.record)
        title = (
            own if own != label("record.SolidarityAction", self.language) else ", ".join(filter(None, (kind, place)))
        )
        return Done(
            its.record,
            title,
            kind,
            self.period(its.start, its.until),
            its.start,
            place,
            self.name(its.country),
            its.code,
            self.name(its.campaign),
            self.name(its.observance),
            tuple(map(self.name, its.hosts)),
            tuple(said.whole for said in map(self.figure, its.figures)),
            its.last is None or its.last >= self.at,
        )

    def actions(self, ids: Iterable[str]) -> tuple[Done, ...]:
        """Some actions, in their order."""
        return tuple(self.action(self.every.actions[each]) for each in ids)

    def period(self, start: str, until: str = "") -> str:
        """Dates in words, never more exact than they were said."""
        if not start and not until:
            return ""
        return span(start, until, self.words) if until and until != start else day(start, self.words)

    def figure(self, its: Figure) -> Said:
        """A count."""
        count, whole = its.count, counted(its.count, self.language)
        return Said(
            its.claim,
            reckoned(count.value, count.bound, self.words),
            label(f"counted.{count.counted}", self.language) if count.counted else "",
            self.period(its.start, its.until),
            self.name(its.by),
            its.method,
            "" if count.said == whole else count.said,
            its.opposed,
            whole,
            its.cites,
        )

    def units(self, figures: Sequence[Figure]) -> tuple[Unit, ...]:
        """Counts side by side, each unit by itself; nothing is added up."""
        found: dict[str, list[Figure]] = {}
        for each in figures:
            found.setdefault(each.count.counted, []).append(each)
        return tuple(self._unit(its) for its in found.values())

    def _unit(self, its: Sequence[Figure]) -> Unit:
        said = tuple(map(self.figure, its))
        apart = list(dict.fromkeys(each.figure for each in said if each.opposed))
        voices = len({cite.source for each in said if each.opposed for cite in each.cites}) or len(apart)
        told = ngettext("%(count)d source says: %(figures)s", "%(count)d sources say: %(figures)s", voices)
        return Unit(said[0].unit, said, told % {"count": voices, "figures": " · ".join(apart)} if apart else "")

    def spread(self, its: Sequence[Spread]) -> tuple[str, ...]:
        """Territories by their names, in the order of the language."""
        return tuple(sorted(called(each.code, self.language) if each.code else self.name(each.place) for each in its))

    def ending(self, its: Ending) -> Stands:
        """A demand that would end something."""
        state, stand = its.standing.state, its.standing
        said = label(f"assessment.{state}", self.language) if state else _("nothing assessed yet")
        if stand.of and state != MET:
            count = _("for %(met)d of %(of)d named") % {"met": stand.met, "of": stand.of}
            said = f"{said}, {count}"
        words = its.words.get(self.language) or next(iter(its.words.values()), "")
        return Stands(its.demand, words or self.name(its.demand), state, said)

    def why(self, going: Going, endings: Sequence[Ending]) -> str:
        """Why something goes on, or that it ended: partial fulfilment is named."""
        if not endings:
            return _("Goes on: no demand is recorded that would end it.")
        if not going.lives:
            return _("Ended: all demands that were to end it are met.")
        if going.state == "partly":
            return ngettext(
                "Goes on: of %(of)d demand that would end it %(met)d is met wholly; what is met in part does not end it.",
                "Goes on: of %(of)d demands that would end it %(met)d are met wholly; what is met in part does not end it.",
                going.of,
            ) % {"of": going.of, "met": going.met}
        return ngettext(
            "Goes on: the demand that would end it is not met.",
            "Goes on: none of the %(of)d demands that would end it is met.",
            going.of,
        ) % {"of": going.of}

    def warning(self, its: Campaign | Observance) -> str:
        """From where one may not take part."""
        if its.take_part != ABROAD:
            return label(f"take_part.{its.take_part}", self.language) if its.take_part else ""
        if its.country:
            return _("Take part: not from inside %(country)s") % {"country": self.name(its.country)}
        return _("Take part: not from inside the country")

    def campaign(self, its: Campaign) -> Shown:
        """A campaign."""
        return Shown(
            its.record,
            self.name(its.record),
            label(f"campaign_type.{its.kind}", self.language) if its.kind else "",
            self.period(its.start, its.until),
            its.runs(self.at),
            self._until(its),
            tuple(map(self.name, its.people)),
            tuple(map(self.name, its.hosts)),
            self.warning(its),
            "",
            "",
            "",
            False,
            tuple(map(self.ending, its.endings)),
            self.units(its.figures),
            self.spread(its.territories),
            self.actions(its.actions),
        )

    def _until(self, its: Campaign) -> str:
        """Whether a campaign goes on: by its demands, else by its last day."""
        if its.endings:
            return self.why(its.going, its.endings)
        if not its.runs(self.at):
            return _("Ended: its last day is over.")
        return "" if its.until.strip(".") else _("No end is recorded.")

    def observance(self, its: Observance) -> Shown:
        """An observance with each of its years."""
        following = its.next(self.at)
        return Shown(
            its.record,
            self.name(its.record),
            label("record.Observance", self.language),
            self.date(its),
            its.going.lives,
            self.why(its.going, its.endings),
            (),
            tuple(map(self.name, its.hosts)),
            self.warning(its),
            self.name(its.origin),
            day(following.isoformat(), self.words) if following else "",
            following.isoformat() if following else "",
            its.moves,
            tuple(map(self.ending, its.endings)),
            self.units(its.figures),
            self.spread(its.territories),
            (),
            tuple(map(self.year, its.years)),
        )

    def date(self, its: Observance) -> str:
        """'4 August'; a day that no year has as it was recorded."""
        try:
            said = day(date(2000, its.month, its.day).isoformat(), self.words)
        except ValueError:
            return f"{its.day}.{its.month}"
        return said.replace(" 2000", "").replace(" г.", "").strip()

    def year(self, its: Year) -> Held:
        """A year of an observance."""
        state = label(f"occurrence_state.{its.state}", self.language) if its.state else ""
        return Held(
            its.year,
            its.number,
            state,
            self.actions(its.actions),
            self.spread(its.territories),
            self.units(its.figures),
        )


def countries(every: Everything, language: str) -> list[tuple[str, str]]:
    """The countries in which actions took place, with their names, in the order of the language."""
    names = Names(language)
    found: Mapping[str, str] = {
        each.code or each.country: each.country for each in every.actions.values() if each.country
    }
    names.learn(found.values())
    told = [(key, called(key, language) if len(key) == 2 else names(record)) for key, record in found.items()]
    return sorted(told, key=lambda each: each[1])
