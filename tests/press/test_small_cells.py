"""No figure counts anybody who is not printed, so neither a cell nor a difference reveals one; who withdrew is one number by fives."""

import json
from datetime import UTC, date, datetime
from random import Random

import pytest

from khronika.desk.claims import second, withdraw
from khronika.desk.claims.errors import Waits
from khronika.desk.claims.models import Prepared, Withdrawal
from khronika.edition.held import path, read
from khronika.press.numbers import counted, figures
from khronika.press.numbers.numbers import ACTS
from khronika.press.numbers.parted import STEP, parted
from khronika.vocabulary.kind import Level
from tests.desk.making import HOUSE, Said, account, level, named, subject
from tests.press.test_prisoners import recognised, told

NOON = datetime(2026, 12, 4, 12, tzinfo=UTC)
STATUS = "political_prisoner"
WHO = [
    ("Person", name)
    for name in (
        "Anna Sampleman",
        "Boris Modelov",
        "Vera Patternick",
        "Gleb Fourthling",
        "Dora Inventska",
        "Egor Makeupin",
        "Zoya Testarova",
        "Ivan Dummovich",
        "Kira Mockenko",
        "Lev Trialsky",
        "Mira Fauxman",
        "Nil Pretendik",
    )
]


def people(count: int, seed: int = 1) -> list[str]:
    """Recognised people, each with a source of their own."""
    rng, found = Random(seed), []
    for title, who in zip("ABCDEFGHIJKL", WHO[:count], strict=False):
        start = f"20{rng.randint(20, 25)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        until = rng.choice(("..", "2026-03-01"))
        act = Said("ActDetails", ("Act", f"arrest {title}"), {"victim": who, "act_type": "arrest"}, start=start)
        _, proposals = told(named(who), named(HOUSE), recognised(who, start, until), act, title=f"Report {title}")
        found.append(subject(proposals[0]))
    return found


def withdrawn(record: str) -> None:
    with pytest.raises(Waits) as waits:
        withdraw.withdraw(account(), record, reason="asked by herself")
    second.confirm(account("rita"), waits.value.number)


def gone(rng: Random, record: str) -> None:
    """One of the ways in which somebody is not printed any more."""
    match rng.choice(("hide", "withdraw", "narrow")):
        case "hide":
            withdraw.hide(account(), record, reason="danger")
        case "withdraw":
            withdrawn(record)
        case "narrow":
            level("record", record, Level.TEAM)


def printed(house, number: int) -> tuple[dict, list]:
    files = house.files(number)
    lines = files.get(path(STATUS), b"").splitlines()
    return json.loads(files["data/statistics.json"]), [read(each) for each in lines]


@pytest.mark.parametrize("seed", range(3))
def test_every_cell_is_the_sum_over_those_who_are_printed_whoever_is_withheld(house, seed):
    rng, ids = Random(seed), people(5, seed)
    out = set(rng.sample(ids, rng.randint(1, 4)))
    house.press(at=NOON)
    for record in sorted(out):
        gone(rng, record)
        number = house.press(at=NOON).number
    counts, held = printed(house, number)
    assert {each.ref.id for each in held} == set(ids) - out
    assert {name: counts[name] for name in ("now", "stock", "flow", "cumulative")} == counted.people(held, NOON.date())
    acts = [json.loads(each) for each in house.files(number).get(ACTS, b"").splitlines()]
    assert counts["acts"] == figures.acts(figures.Dated(each["type"], each["day"], each["sure"]) for each in acts)
    assert len(acts) == len(ids) - len(out)
    assert counts["withdrawn"] == 0
    assert Withdrawal.objects.count() or Prepared.objects.count() or len(out)


def test_between_two_editions_all_that_differs_is_who_was_printed_before(house):
    ids = people(6)
    was, held = printed(house, house.press(at=NOON).number)
    withdrawn(ids[2])
    now, left = printed(house, house.press(at=NOON).number)
    (lost,) = {each.ref.id for each in held} - {each.ref.id for each in left}
    assert lost == ids[2] and was["withdrawn"] == now["withdrawn"]
    ever = [sum(row["certain"] for row in counts["cumulative"][-1:]) for counts in (was, now)]
    assert ever[0] - ever[1] == 1


@pytest.mark.parametrize(("count", "told_"), [(4, 0), (5, 5), (9, 5), (10, 10)])
def test_who_withdrew_is_one_number_by_fives_and_never_below_five(db, count, told_):
    for record in people(count):
        withdrawn(record)
    assert parted(STATUS, date(2999, 1, 1)) == told_
    assert told_ % STEP == 0


def test_the_number_of_those_who_withdrew_does_not_change_within_a_year(db):
    ids = people(5)
    year = datetime.now(UTC).year
    for record in ids:
        withdrawn(record)
        assert parted(STATUS, date(year, 12, 31)) == 0
    assert parted(STATUS, date(year + 1, 1, 1)) == 5


def test_who_was_never_public_is_not_counted_among_them(db):
    for record in people(4):
        withdrawn(record)
    _, proposals = told(named(WHO[9]), named(HOUSE), recognised(WHO[9], "2021-01-01"), title="Another")
    for each in proposals[2:3]:
        level("claim", each.citations.get().claim_id, Level.TEAM)
    withdrawn(subject(proposals[0]))
    assert parted(STATUS, date(2999, 1, 1)) == 0


def test_the_page_says_how_many_withdrew(house):
    for record in people(6)[:5]:
        withdrawn(record)
    later = datetime(datetime.now(UTC).year + 1, 2, 1, tzinfo=UTC)
    from khronika.pages.numbers.statistics import figures as shown
    from khronika.pages.words import words

    counts = {"cumulative": [{"year": "2021", "certain": 1, "possible": 0}], "withdrawn": parted(STATUS, later.date())}
    (figure,) = shown(counts, words("en"))
    assert figure.note.startswith("At least 5 people more")
    assert shown({**counts, "withdrawn": 0}, words("en"))[0].note == ""
