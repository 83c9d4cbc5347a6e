"""The one place that decides what may go out. Pure: plain values in, an answer with its reason out. Withheld unless everything says otherwise.

A claim goes out when it, every record it speaks of, and at least one whole chain to a source may; only such chains are shown.
What could be used against people (a `Topic`) needs more than levels: everybody it speaks of has agreed, or two people decided
that it was made public by the person. The first of these reasons that applies is told; `Because` has all of them.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from khronika.vocabulary.kind import Level, Topic


class Because(StrEnum):
    """Every reason for which something stays inside. A level, a day or a topic follows where a reason ends in a space."""

    HIDDEN = "it was called back"
    LEVEL = "its level is "
    EMBARGO = "it is under embargo until "
    ABOUT_HIDDEN = "it speaks of somebody or something that was called back"
    ABOUT_LEVEL = "it speaks of a record that is not cleared for this audience"
    ABOUT_UNWILLING = "it speaks of somebody who no longer agrees to be named"
    ABOUT_EMBARGO = "it speaks of a record that is under embargo until "
    ABOUT_UNDATED = "it speaks of an action of which no date is known, and which may still be to come"
    ABOUT_TO_COME = "it speaks of an action that is told of after it is over, from "
    NAMING = "it says the name of somebody who appears under a pseudonym"
    COERCED = "it is a portrait that somebody was forced to"
    FACES = "it is not said whose faces can be seen in the picture"
    SEEN = "not everybody who can be recognised in the picture has agreed to be shown"
    PICTURE = "its picture is not there any more"
    TOPIC = "not everybody it speaks of has agreed to what is about "
    SOURCE = "no whole chain to a source is cleared for this audience"
    SOURCE_NAMES = "each source that is cleared names somebody who appears under a pseudonym"


class Basis(StrEnum):
    """What two people decided of a claim, for an audience and every narrower one."""

    MADE_PUBLIC = "made public"
    SOURCE_WITHHELD = "source withheld"


@dataclass(frozen=True, slots=True)
class Shown:
    """It may go out; `chains` are the positions of the chains that may be shown with it. `sourceless`: none may, and it says so."""

    chains: tuple[int, ...] = ()
    sourceless: bool = False


@dataclass(frozen=True, slots=True)
class Withheld:
    """It stays inside; `reason` says why in words that reveal nothing further."""

    reason: str


Answer: TypeAlias = Shown | Withheld
Agreed: TypeAlias = frozenset[tuple[Topic, Level]]  # a topic with the widest circle that a living consent allows


@dataclass(frozen=True, slots=True)
class Spoken:
    """A record that something speaks of. Only a `person` has `agreed` to anything; who may be a `child` needs that for every claim.

    `unwilling` has ended the consent to be named for this audience and given no other. What people will come to (an action)
    is told of from the day `over` on; where that is `undated`, on no day.
    """

    level: Level
    hidden: bool = False
    embargo: date | None = None
    person: bool = False
    child: bool = False
    unwilling: bool = False
    agreed: Agreed = frozenset()
    over: date | None = None
    undated: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """A way to a source: the levels of all that lies on it. `naming`: the source names somebody who appears under a pseudonym here."""

    levels: tuple[Level, ...]
    embargo: date | None = None
    naming: bool = False


@dataclass(frozen=True, slots=True)
class Thing:
    """What is asked about: its own level, the records it speaks of, and each chain to a source.

    `chains` is None for a thing that needs none (a record or source itself). `embargo` is the first day it may go out.
    `naming`: it is a name of somebody who appears under another. `portrait` and `coerced` are said of pictures.
    """

    level: Level
    speaks_of: tuple[Spoken, ...] = ()
    chains: tuple[Chain, ...] | None = None
    embargo: date | None = None
    hidden: bool = False
    topic: Topic | None = None
    bases: frozenset[tuple[Basis, Level]] = frozenset()
    naming: bool = False
    portrait: bool = False
    coerced: bool = False


def release(thing: Thing, audience: Level, at: date) -> Answer:
    """Whether a thing may go out to an audience on a day.

    >>> release(Thing(Level.TEAM), Level.PUBLIC, date(2026, 1, 1))
    Withheld(reason='its level is team')

    A tie between two people goes out only if both agreed, or if it was made public:

    >>> anna = Spoken(Level.PUBLIC, person=True, agreed=frozenset({(Topic.FAMILY, Level.PUBLIC)}))
    >>> boris = Spoken(Level.PUBLIC, person=True)
    >>> cited = (Chain((Level.PUBLIC,)),)
    >>> release(Thing(Level.PUBLIC, (anna, boris), cited, topic=Topic.FAMILY), Level.PUBLIC, date(2026, 1, 1))
    Withheld(reason='not everybody it speaks of has agreed to what is about family')
    >>> release(Thing(Level.PUBLIC, (anna, anna), cited, topic=Topic.FAMILY), Level.PUBLIC, date(2026, 1, 1))
    Shown(chains=(0,), sourceless=False)
    """
    reason = _itself(thing, audience, at) or _speaking(thing, audience, at) or _touching(thing, audience)
    if reason:
        return Withheld(reason)
    if thing.chains is None:
        return Shown()
    return _chained(thing, thing.chains, audience, at)


def closed(record: Spoken, audience: Level, at: date) -> str:
    """Why a record may not be spoken of before an audience on a day; empty if it may.

    >>> closed(Spoken(Level.PUBLIC, embargo=date(2026, 1, 2)), Level.PUBLIC, date(2026, 1, 1))
    'it speaks of a record that is under embargo until 2026-01-02'
    """
    if record.hidden:
        return Because.ABOUT_HIDDEN.value
    if record.level.width > audience.width:
        return Because.ABOUT_LEVEL.value
    if record.unwilling and _outside(audience):
        return Because.ABOUT_UNWILLING.value
    if record.embargo is not None and at < record.embargo:
        return f"{Because.ABOUT_EMBARGO}{record.embargo}"
    return _coming(record, at) if _outside(audience) else ""


def _coming(record: Spoken, at: date) -> str:
    """Why an action may not be told of yet: who is there would be found there."""
    if record.undated:
        return Because.ABOUT_UNDATED.value
    return f"{Because.ABOUT_TO_COME}{record.over}" if record.over is not None and at < record.over else ""


def agrees(record: Spoken, topic: Topic, audience: Level) -> bool:
    """Whether a record stands in no way of a topic before an audience; only a person can."""
    return not record.person or any(about == topic and level.width <= audience.width for about, level in record.agreed)


def _itself(thing: Thing, audience: Level, at: date) -> str:
    if thing.hidden:
        return Because.HIDDEN.value
    if thing.level.width > audience.width:
        return f"{Because.LEVEL}{thing.level}"
    if thing.embargo is not None and at < thing.embargo:
        return f"{Because.EMBARGO}{thing.embargo}"
    if thing.coerced and thing.portrait:
        return Because.COERCED.value
    return Because.NAMING.value if thing.naming and _outside(audience) else ""


def _speaking(thing: Thing, audience: Level, at: date) -> str:
    return next((reason for each in thing.speaks_of if (reason := closed(each, audience, at))), "")


def _touching(thing: Thing, audience: Level) -> str:
    """What is guarded, of whom it is asked, and whether it was made public; within the team nothing is guarded."""
    if not _outside(audience) or _decided(thing, Basis.MADE_PUBLIC, audience):
        return ""
    children = (each for each in thing.speaks_of if each.child)
    if not all(agrees(each, Topic.CHILDREN, audience) for each in children):
        return f"{Because.TOPIC}{Topic.CHILDREN}"
    topic = thing.topic
    if topic is not None and not all(agrees(each, topic, audience) for each in thing.speaks_of):
        return f"{Because.TOPIC}{topic}"
    return ""


def _chained(thing: Thing, chains: tuple[Chain, ...], audience: Level, at: date) -> Answer:
    cleared = [n for n, chain in enumerate(chains) if _open(chain, audience, at)]
    found = tuple(n for n in cleared if not (chains[n].naming and _outside(audience)))
    if found:
        return Shown(found)
    if chains and _decided(thing, Basis.SOURCE_WITHHELD, audience):
        return Shown(sourceless=True)
    return Withheld(Because.SOURCE_NAMES.value if cleared else Because.SOURCE.value)


def _open(chain: Chain, audience: Level, at: date) -> bool:
    due = chain.embargo is None or at >= chain.embargo
    return due and all(level.width <= audience.width for level in chain.levels)


def _decided(thing: Thing, basis: Basis, audience: Level) -> bool:
    return any(each == basis and level.width <= audience.width for each, level in thing.bases)


def _outside(audience: Level) -> bool:
    """Whether an audience is none of ours."""
    return audience.width < Level.TEAM.width
