"""The one door: nothing passes that is held above the audience."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.press.gate import Basis, Because, Chain, Shown, Spoken, Thing, Withheld, release
from khronika.vocabulary.kind import Level, Topic

PUBLIC, PARTNERS, TEAM, RESTRICTED = Level.PUBLIC, Level.PARTNERS, Level.TEAM, Level.RESTRICTED
DAY = date(2026, 8, 4)
LEVELS = st.sampled_from(list(Level))


def spoken(*levels: Level) -> tuple[Spoken, ...]:
    return tuple(map(Spoken, levels))


def chained(*chains: tuple[Level, ...]) -> tuple[Chain, ...]:
    return tuple(map(Chain, chains))


WHOLE = chained((PUBLIC, PUBLIC))
LATER = DAY + timedelta(days=1)
ALIKE = Spoken(PUBLIC, person=True)
AGREED = Spoken(PUBLIC, person=True, agreed=frozenset({(Topic.FAMILY, PUBLIC)}))
CHILD = Spoken(PUBLIC, person=True, child=True)
HEARD = Spoken(PUBLIC, person=True, child=True, agreed=frozenset({(Topic.CHILDREN, PUBLIC)}))
NOT_CLEARED = "it speaks of a record that is not cleared for this audience"
NO_SOURCE = "no whole chain to a source is cleared for this audience"
NO_FAMILY = "not everybody it speaks of has agreed to what is about family"
MADE_PUBLIC, SOURCE_WITHHELD = (frozenset({(each, PUBLIC)}) for each in Basis)


def test_what_is_public_in_every_way_goes_out() -> None:
    assert release(Thing(PUBLIC, spoken(PUBLIC, PUBLIC), WHOLE), PUBLIC, DAY) == Shown((0,))
    assert release(Thing(PUBLIC), PUBLIC, DAY) == Shown()


@pytest.mark.parametrize(
    ("thing", "reason"),
    [
        (Thing(TEAM, spoken(PUBLIC), WHOLE), "its level is team"),
        (Thing(PUBLIC, spoken(PUBLIC, TEAM), WHOLE), NOT_CLEARED),
        (Thing(PUBLIC, spoken(PUBLIC), chained((PUBLIC, TEAM))), NO_SOURCE),
        (Thing(PUBLIC, spoken(PUBLIC), ()), NO_SOURCE),
        (Thing(PUBLIC, embargo=LATER), "it is under embargo until 2026-08-05"),
        (Thing(PUBLIC, hidden=True), "it was called back"),
        (
            Thing(PUBLIC, (Spoken(PUBLIC, hidden=True),), WHOLE),
            "it speaks of somebody or something that was called back",
        ),
        (
            Thing(PUBLIC, (Spoken(PUBLIC, embargo=LATER),), WHOLE),
            "it speaks of a record that is under embargo until 2026-08-05",
        ),
        (
            Thing(PUBLIC, (Spoken(PUBLIC, unwilling=True),), WHOLE),
            "it speaks of somebody who no longer agrees to be named",
        ),
        (Thing(PUBLIC, spoken(PUBLIC), (Chain((PUBLIC,), embargo=LATER),)), NO_SOURCE),
        (
            Thing(PUBLIC, spoken(PUBLIC), (Chain((PUBLIC,), naming=True), Chain((TEAM,)))),
            "each source that is cleared names somebody who appears under a pseudonym",
        ),
        (Thing(PUBLIC, naming=True, chains=WHOLE), "it says the name of somebody who appears under a pseudonym"),
        (Thing(PUBLIC, portrait=True, coerced=True), "it is a portrait that somebody was forced to"),
        (Thing(PUBLIC, (AGREED, ALIKE), WHOLE, topic=Topic.FAMILY), NO_FAMILY),
        (
            Thing(PUBLIC, (AGREED,), WHOLE, topic=Topic.HOME),
            "not everybody it speaks of has agreed to what is about home",
        ),
        (Thing(PUBLIC, (CHILD,), WHOLE), "not everybody it speaks of has agreed to what is about children"),
        (Thing(PUBLIC, (AGREED, HEARD), WHOLE, topic=Topic.FAMILY), NO_FAMILY),
        (Thing(PUBLIC, (ALIKE,), chained((TEAM,)), topic=Topic.FAMILY, bases=SOURCE_WITHHELD), NO_FAMILY),
        (Thing(PUBLIC, spoken(PUBLIC), (), bases=SOURCE_WITHHELD), NO_SOURCE),
    ],
)
def test_one_thing_that_is_not_public_withholds_it_and_is_told(thing: Thing, reason: str) -> None:
    assert release(thing, PUBLIC, DAY) == Withheld(reason)
    assert any(reason.startswith(each.value) for each in Because)


@pytest.mark.parametrize(
    "thing",
    [
        Thing(PUBLIC, (AGREED, AGREED), WHOLE, topic=Topic.FAMILY),
        Thing(PUBLIC, (AGREED, Spoken(PUBLIC)), WHOLE, topic=Topic.FAMILY),
        Thing(PUBLIC, (HEARD, ALIKE), WHOLE),
        Thing(PUBLIC, (ALIKE, CHILD), WHOLE, topic=Topic.HEALTH, bases=MADE_PUBLIC),
        Thing(PUBLIC, coerced=True, chains=WHOLE),
    ],
)
def test_who_agreed_or_made_it_public_is_heard(thing: Thing) -> None:
    assert release(thing, PUBLIC, DAY) == Shown((0,))


def test_what_was_agreed_for_partners_is_not_for_the_public() -> None:
    near = Spoken(PUBLIC, person=True, agreed=frozenset({(Topic.FAMILY, PARTNERS)}))
    tie = Thing(PUBLIC, (near,), WHOLE, topic=Topic.FAMILY)
    assert release(tie, PUBLIC, DAY) == Withheld(NO_FAMILY)
    assert release(tie, PARTNERS, DAY) == Shown((0,))


def test_within_the_team_nothing_is_guarded() -> None:
    inside = Thing(TEAM, (ALIKE, CHILD), (Chain((TEAM,), naming=True),), topic=Topic.HOME, naming=True)
    assert release(inside, TEAM, DAY) == Shown((0,))


def test_only_whole_public_chains_are_shown() -> None:
    chains = chained((PUBLIC, PUBLIC), (PUBLIC, TEAM), (RESTRICTED, PUBLIC), (PUBLIC, PUBLIC))
    assert release(Thing(PUBLIC, (), chains), PUBLIC, DAY) == Shown((0, 3))


def test_withheld_sources_are_said_to_be_withheld_only_where_none_is_open() -> None:
    secret = Thing(PUBLIC, spoken(PUBLIC), chained((TEAM,)), bases=SOURCE_WITHHELD)
    assert release(secret, PUBLIC, DAY) == Shown((), sourceless=True)
    both = Thing(PUBLIC, spoken(PUBLIC), chained((TEAM,), (PUBLIC,)), bases=SOURCE_WITHHELD)
    assert release(both, PUBLIC, DAY) == Shown((1,))


def test_an_embargo_ends_on_its_day() -> None:
    assert release(Thing(PUBLIC, embargo=DAY), PUBLIC, DAY) == Shown()


def test_a_partner_sees_what_is_for_partners_and_nothing_narrower() -> None:
    assert release(Thing(PARTNERS), PARTNERS, DAY) == Shown()
    assert release(Thing(TEAM), PARTNERS, DAY) == Withheld("its level is team")


DAYS = st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1))
TRUTH = st.booleans()
AGREEMENTS = st.frozensets(st.tuples(st.sampled_from(Topic), LEVELS), max_size=3)
SPOKEN = st.builds(Spoken, LEVELS, TRUTH, DAYS, TRUTH, TRUTH, TRUTH, AGREEMENTS)
CHAINS = st.builds(Chain, st.lists(LEVELS, max_size=3).map(tuple), DAYS, TRUTH)
THINGS = st.builds(
    Thing,
    LEVELS,
    st.lists(SPOKEN, max_size=3).map(tuple),
    st.none() | st.lists(CHAINS, max_size=4).map(tuple),
    DAYS,
    TRUTH,
    st.none() | st.sampled_from(Topic),
    st.frozensets(st.tuples(st.sampled_from(Basis), LEVELS), max_size=2),
    TRUTH,
    TRUTH,
    TRUTH,
)


@given(THINGS, LEVELS)
def test_nothing_above_the_audience_ever_passes(thing: Thing, audience: Level) -> None:
    answer = release(thing, audience, DAY)
    if isinstance(answer, Withheld):
        assert answer.reason
        return
    assert all(level.width <= audience.width for level in (thing.level, *(each.level for each in thing.speaks_of)))
    assert not thing.hidden and not any(each.hidden for each in thing.speaks_of)
    assert all(day is None or day <= DAY for day in (thing.embargo, *(each.embargo for each in thing.speaks_of)))
    assert not (thing.portrait and thing.coerced)
    bases = {basis for basis, level in thing.bases if level.width <= audience.width}
    if thing.chains is not None:
        assert answer.chains or (answer.sourceless and Basis.SOURCE_WITHHELD in bases)
        for chain in (thing.chains[each] for each in answer.chains):
            assert all(level.width <= audience.width for level in chain.levels)
            assert chain.embargo is None or chain.embargo <= DAY
            assert not (chain.naming and audience.width < TEAM.width)
    if thing.topic and audience.width < TEAM.width and Basis.MADE_PUBLIC not in bases:
        people = [each for each in thing.speaks_of if each.person]
        agreed = [[level for topic, level in each.agreed if topic == thing.topic] for each in people]
        assert all(any(level.width <= audience.width for level in levels) for levels in agreed)


@given(THINGS, LEVELS, LEVELS)
def test_a_narrower_circle_sees_all_that_a_wider_one_sees(thing: Thing, one: Level, other: Level) -> None:
    wide, narrow = sorted((one, other), key=lambda level: level.width)
    seen = release(thing, wide, DAY)
    if isinstance(seen, Shown):
        further = release(thing, narrow, DAY)
        assert isinstance(further, Shown)
        assert set(seen.chains) <= set(further.chains)


@given(THINGS, CHAINS)
def test_a_secret_corroboration_neither_hides_nor_shows_itself(thing: Thing, secret: Chain) -> None:
    closed = Chain((*secret.levels, TEAM), secret.embargo, secret.naming)
    told = release(thing, PUBLIC, DAY)
    if thing.chains:
        assert release(replace(thing, chains=(*thing.chains, closed)), PUBLIC, DAY) == told


def test_an_action_is_told_of_from_the_day_after_it_and_the_team_knows_of_it_before() -> None:
    coming = Thing(PUBLIC, (Spoken(PUBLIC, over=LATER),), WHOLE)
    assert release(coming, PUBLIC, DAY) == Withheld(f"{Because.ABOUT_TO_COME}{LATER}")
    assert release(coming, PARTNERS, DAY) == Withheld(f"{Because.ABOUT_TO_COME}{LATER}")
    assert release(coming, PUBLIC, LATER) == Shown((0,)) == release(coming, TEAM, DAY)


def test_an_action_of_which_no_date_is_known_is_never_told_of() -> None:
    unknown = Thing(PUBLIC, (Spoken(PUBLIC, undated=True),), WHOLE)
    assert release(unknown, PUBLIC, date.max) == Withheld(Because.ABOUT_UNDATED.value)
    assert release(unknown, TEAM, DAY) == Shown((0,))
