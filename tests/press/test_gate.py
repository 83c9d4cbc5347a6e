"""The one door: nothing passes that is held above the audience."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.press.gate import Shown, Thing, Withheld, release
from khronika.vocabulary.kind import Level

PUBLIC, PARTNERS, TEAM, RESTRICTED = Level.PUBLIC, Level.PARTNERS, Level.TEAM, Level.RESTRICTED
DAY = date(2026, 8, 4)
LEVELS = st.sampled_from(list(Level))


def test_what_is_public_in_every_way_goes_out() -> None:
    assert release(Thing(PUBLIC, (PUBLIC, PUBLIC), ((PUBLIC, PUBLIC),)), PUBLIC, DAY) == Shown((0,))
    assert release(Thing(PUBLIC), PUBLIC, DAY) == Shown()


@pytest.mark.parametrize(
    ("thing", "reason"),
    [
        (Thing(TEAM, (PUBLIC,), ((PUBLIC,),)), "its level is team"),
        (Thing(PUBLIC, (PUBLIC, TEAM), ((PUBLIC,),)), "it speaks of a record that is not cleared for this audience"),
        (Thing(PUBLIC, (PUBLIC,), ((PUBLIC, TEAM),)), "no whole chain to a source is cleared for this audience"),
        (Thing(PUBLIC, (PUBLIC,), ()), "no whole chain to a source is cleared for this audience"),
        (Thing(PUBLIC, embargo=DAY + timedelta(days=1)), "it is under embargo until 2026-08-05"),
    ],
)
def test_one_thing_that_is_not_public_withholds_it_and_is_told(thing: Thing, reason: str) -> None:
    assert release(thing, PUBLIC, DAY) == Withheld(reason)


def test_only_whole_public_chains_are_shown() -> None:
    chains = ((PUBLIC, PUBLIC), (PUBLIC, TEAM), (RESTRICTED, PUBLIC), (PUBLIC, PUBLIC))
    assert release(Thing(PUBLIC, (), chains), PUBLIC, DAY) == Shown((0, 3))


def test_an_embargo_ends_on_its_day() -> None:
    assert release(Thing(PUBLIC, embargo=DAY), PUBLIC, DAY) == Shown()


def test_a_partner_sees_what_is_for_partners_and_nothing_narrower() -> None:
    assert release(Thing(PARTNERS), PARTNERS, DAY) == Shown()
    assert release(Thing(TEAM), PARTNERS, DAY) == Withheld("its level is team")


THINGS = st.builds(
    Thing,
    LEVELS,
    st.lists(LEVELS, max_size=4).map(tuple),
    st.none() | st.lists(st.lists(LEVELS, max_size=3).map(tuple), max_size=4).map(tuple),
    st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1)),
)


@given(THINGS, LEVELS)
def test_nothing_above_the_audience_ever_passes(thing: Thing, audience: Level) -> None:
    answer = release(thing, audience, DAY)
    if isinstance(answer, Withheld):
        assert answer.reason
        return
    assert all(level.width <= audience.width for level in (thing.level, *thing.speaks_of))
    assert thing.embargo is None or thing.embargo <= DAY
    if thing.chains is not None:
        assert answer.chains
        assert all(level.width <= audience.width for shown in answer.chains for level in thing.chains[shown])


@given(THINGS, LEVELS, LEVELS)
def test_a_narrower_circle_sees_all_that_a_wider_one_sees(thing: Thing, one: Level, other: Level) -> None:
    wide, narrow = sorted((one, other), key=lambda level: level.width)
    seen = release(thing, wide, DAY)
    if isinstance(seen, Shown):
        further = release(thing, narrow, DAY)
        assert isinstance(further, Shown)
        assert set(seen.chains) <= set(further.chains)
