"""The tracker of demands: how each stands, since when it is asked, what changed since an edition. All people are invented."""

from datetime import date

import pytest

from khronika.desk.advocacy import demands
from khronika.desk.advocacy.demands import OPEN, Wanted, by_year, changes, concerning, find, tracked
from khronika.desk.claims.decide import Answer, decide
from khronika.desk.claims.judge import judge
from khronika.desk.claims.models import Decision, Proposal
from khronika.desk.claims.propose import DESK
from khronika.desk.claims.undo import undo
from khronika.desk.ledger.append import head
from tests.desk.demanding import MINISTRY, assess, demanded, released
from tests.desk.making import Said, accept, account, kept, lay, record

pytestmark = pytest.mark.django_db
SEVEN = tuple(("Person", f"{name} Sample") for name in ("Anna", "Borys", "Vera", "Hleb", "Dasha", "Eva", "Zmitser"))


def seven() -> tuple[str, dict]:
    known = {who: record(kept(f"{who[1]} exists."), who) for who in SEVEN}
    return demanded("Release the seven", people=SEVEN, known=known), known


def test_of_seven_named_people_three():
    demand, known = seven()
    assert tracked()[demand].standing.state == ""
    for day, who in enumerate(SEVEN[:3], 1):
        released(known[who], f"2014-06-2{day}")
    for waiting in Proposal.objects.filter(reading__reader=DESK):
        decide(account(), [Answer(waiting.pk)])
    found = tracked()[demand].standing
    assert (found.state, found.since, found.met, found.of) == ("partly_met", "2014-06-21", 3, 7)
    assert {who for who, state in found.each.items() if state == "met"} == {known[who] for who in SEVEN[:3]}
    (then,) = find(Wanted(at="2014-06-22"))
    assert (then.standing.met, then.standing.of) == (2, 7)
    assert find(Wanted(at="2011")) == []


def test_filters_narrow_and_the_oldest_comes_first():
    anna = record(kept("Anna Sample"), SEVEN[0])
    one = demanded("Register the Example Spring", "2013-05-01", scope="no_change_of_law")
    two = demanded("Release Anna Sample", "2011-08-04", people=SEVEN[:1], known={SEVEN[0]: anna})
    three = demanded("Change the law on meetings", "2012", scope="change_of_law")
    assess(one, "refused", "2013-09-01")

    def ids(**wanted: object) -> list[str]:
        return [each.record for each in find(Wanted(**wanted))]

    assert ids() == [two, three, one]
    assert ids(states=frozenset(("refused",))) == [one] and ids(states=frozenset((OPEN,))) == [two, three]
    assert ids(beneficiary=anna) == [two] and ids(scope="change_of_law") == [three] and ids(year="2013") == [one]
    (ministry,) = tracked()[one].demand.addressees
    assert ids(addressee=ministry) == [one] and ids(statement=tracked()[three].demand.statement) == [three]
    assert concerning(anna) == {two} and concerning(one) == {one}
    assert tracked()[two].age(date(2012, 8, 4)) == 366 and MINISTRY


def test_a_chain_is_asked_since_its_first_and_only_its_last_may_be_wanted():
    first = demanded("Release all political prisoners", "2010-12-20")
    second = demanded("Release all political prisoners", "2012-11-26")
    decide(account(), [Answer(Proposal.objects.get(reading__reader=DESK).pk)])
    one, two = tracked()[first], tracked()[second]
    assert (one.first, two.first, two.asked) == ("2010-12-20", "2010-12-20", 2)
    assert one.after == (second,) and two.before == (first,)
    assert [each.record for each in find(Wanted(last=True))] == [second]


def test_two_demands_with_one_number_are_told_and_no_longer_once_they_are_one():
    statement = ("JointStatement", "Statement")
    told = lay(
        kept("Statement. One. Two."),
        *(Said("DemandDetails", ("Demand", which), {"statement": statement, "number": 3}) for which in ("One", "Two")),
    )
    accept(told)
    one, two = sorted(tracked())
    assert tracked()[one].twice == (two,) and tracked()[two].twice == (one,)
    judge(account(), one, two, verdict="same")
    assert list(tracked()) == [one] and tracked()[one].twice == ()


def test_what_changed_since_an_edition():
    one = demanded("Register the Example Spring", "2011")
    two = demanded("Change the law on meetings", "2012")
    then = head()[0]
    assert changes(then) == []
    assess(one, "refused", "2013-09-01")
    three = demanded("Publish the list of the detained", "2014")
    found = changes(then)
    assert [(each.tracked.record, each.before and each.before.state) for each in found] == [(one, ""), (three, None)]
    undo(account(), Decision.objects.get(pk=found[0].tracked.demand.marks[0].told.order))
    assert [each.tracked.record for each in changes(then)] == [three] and two


def test_worked_out_step_by_step_it_is_the_same_as_worked_out_at_once():
    demand, known = seven()
    kept_ = demands.fresh()
    for step in (
        lambda: assess(demand, "met", "2014-06-21", whom=known[SEVEN[0]]),
        lambda: demanded("Release the seven at last", "2015-01-01", people=SEVEN, known=known),
        lambda: [decide(account(), [Answer(each.pk)]) for each in Proposal.objects.filter(reading__reader=DESK)],
        lambda: undo(account(), Decision.objects.filter(deed="ruling", undone_by=None).latest("pk")),
        lambda: record(kept("Nobody asks for her."), ("Person", "Other Sample")),
    ):
        step()
        kept_ = demands.renewed(kept_, head())
        assert kept_.rows == demands.fresh().rows


def test_the_years_count_what_was_asked_by_then():
    one = demanded("Register the Example Spring", "2011")
    demanded("Change the law on meetings", "2012-05")
    assess(one, "met", "2013-09-01")
    assess(one, "reversed", "2014-09-01")
    found = by_year(tracked().values(), range(2010, 2015))
    assert found == {
        2010: {},
        2011: {OPEN: 1},
        2012: {OPEN: 2},
        2013: {OPEN: 1, "met": 1},
        2014: {OPEN: 1, "reversed": 1},
    }


def test_questions_are_as_many_for_many_demands(django_assert_max_num_queries):
    for year in range(2009, 2014):
        demanded(f"Ask number {year}", str(year))
    with django_assert_max_num_queries(12):
        assert len(tracked()) == 5
