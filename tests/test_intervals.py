"""Several claims about one time say together what each leaves out, and never more."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from khronika.dates import Certainty, Interval, complete, holds, parse, strongest, together

DAYS = st.dates(date(2000, 1, 1), date(2020, 12, 31))
DATES = st.one_of(DAYS.map(date.isoformat), DAYS.map(lambda day: f"{day:%Y-%m}"), DAYS.map(lambda day: f"{day:%Y}"))
ENDS = st.one_of(DATES, st.sampled_from(["", ".."]))
RANK = (Certainty.NO, Certainty.POSSIBLE, Certainty.CERTAIN)


@st.composite
def intervals(draw) -> Interval:
    start, end = parse(draw(st.one_of(DATES, st.just("")))), parse(draw(ENDS))
    if start.earliest and end.latest and end.latest < start.earliest:
        start, end = end, start
    return Interval(start, end)


@given(st.lists(intervals(), min_size=1, max_size=6), DAYS, st.randoms())
def test_the_order_of_claims_does_not_matter(told, at, dice):
    shuffled = list(told)
    dice.shuffle(shuffled)
    assert together(told, at) is together(shuffled, at)


@given(DAYS, st.integers(0, 4000), DAYS)
def test_a_start_and_an_end_told_apart_are_one_time(start, length, at):
    end = start + timedelta(days=length)
    halves = [Interval(parse(start.isoformat()), parse("")), Interval(parse(""), parse(end.isoformat()))]
    whole = Interval(parse(start.isoformat()), parse(end.isoformat()))
    assert together(halves, at) is holds(whole.start, whole.end, at)


@given(st.lists(intervals(), min_size=1, max_size=6), DAYS)
def test_whole_intervals_answer_for_themselves(told, at):
    whole = [each for each in told if each.start.text and each.end.latest is not None]
    assert together(whole, at) is strongest(holds(each.start, each.end, at) for each in whole)


@given(st.lists(intervals(), min_size=1, max_size=6), DAYS)
def test_completing_keeps_what_was_said(told, at):
    for said, made in zip(told, complete(told), strict=True):
        assert said.start.latest is None or made.start == said.start
        assert said.end.latest is None or made.end == said.end


@given(st.lists(intervals(), min_size=1, max_size=6), DAYS, DAYS)
def test_a_death_makes_nothing_longer(told, death, at):
    limit = parse(death.isoformat())
    ranks = [RANK.index(together(told, at, limits=limits)) for limits in ((), (limit,))]
    # a day that might be one of theirs may become one for certain, for the death says how an open end ended
    assert ranks[0] > 0 or ranks[1] == 0
    # an end that nobody told is the death's; what is told to begin or end after it is a contradiction for people to settle
    begun = [each for each in told if each.end.latest is None and (each.start.latest or date.min) <= death]
    assert at <= death or together(begun, at, limits=(limit,)) is Certainty.NO
