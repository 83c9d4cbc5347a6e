"""The public log of corrections: what was published and corrected, and never a word of what may not go out."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from khronika.desk.claims import withdraw
from khronika.desk.claims.amend import Amended, amend, said
from khronika.desk.claims.undo import undo
from khronika.desk.sources.models import Source
from khronika.vocabulary.kind import Level
from tests.desk.making import ANNA, HOUSE, account, claim, level, named, subject
from tests.press.telling import COURT, PLACE, POSITION, told, trial

LOG, PAGE = "site/data/corrections.jsonl", "site/{}/corrections.html"
FREE = "her cousin in Othertown told us on the phone"


def now() -> datetime:
    return datetime.now(UTC)


def log(house, number: int) -> list[dict]:
    return [json.loads(each) for each in house.files(number).get(LOG, b"").splitlines()]


@pytest.fixture
def published(house):
    """An edition in which Anna Sample is chairwoman of the Example House."""
    _, proposals = told(named(ANNA), named(HOUSE), named(PLACE), POSITION)
    house.press(at=now())
    return {"position": claim(proposals[3]), "anna": subject(proposals[0]), "house": subject(proposals[1])}


def corrected(published, role: str = "director", **more):
    old = published["position"]
    values = {**said(old), "role": role}
    new = published["position"] = amend(account(), old.pk, Amended(values, **more), reason=FREE)
    level("claim", new.pk, Level.PUBLIC)
    return new


def test_what_was_published_and_corrected_is_told_and_why_is_not(house, published):
    assert log(house, 1) == []
    corrected(published, valid_from="2019", status="disputed")
    number = house.press(at=now()).number
    (entry,) = log(house, number)
    assert entry["record"]["names"] == {"en": "Anna Sample"} and entry["claim"] == "Membership"
    assert (entry["was"], entry["is"]) == (
        {"role": "chairwoman", "status": "asserted", "when": None},
        {"role": "director", "status": "disputed", "when": "2019/"},
    )
    assert entry["category"] == ["value", "date", "certainty"] and entry["out"] == now().date().isoformat()
    for language in ("en", "be", "ru"):
        page = house.files(number)[PAGE.format(language)].decode()
        assert "<del>" in page and "chairwoman" in page and "director" in page
    assert house.holding(number, "cousin") == set()


def test_an_edition_without_corrections_says_so_and_has_no_data(house, published):
    assert "corrected yet" in house.files(1)[PAGE.format("en")].decode()
    assert LOG not in house.files(1)


def test_what_was_corrected_before_it_came_out_is_no_correction(house):
    _, proposals = told(named(ANNA), named(HOUSE), POSITION)
    corrected({"position": claim(proposals[2])})
    house.press(at=now())
    assert log(house, 1) == []


def test_what_was_cleared_only_after_it_was_corrected_was_never_published(house):
    version, proposals = told(named(ANNA), named(HOUSE), POSITION, clear=False)
    house.press(at=now())
    corrected({"position": claim(proposals[2])})
    from tests.desk.making import publish

    publish(version)
    assert log(house, house.press(at=now()).number) == []


@pytest.mark.parametrize("what", ["record", "other", "old", "new", "source", "hidden", "undone", "waiting", "embargo"])
def test_what_may_not_go_out_leaves_nothing(house, published, what):
    old, new = published["position"], corrected(published)
    match what:
        case "record":
            level("record", published["anna"], Level.TEAM)
        case "other":
            level("record", published["house"], Level.TEAM)
        case "old":
            level("claim", old.pk, Level.TEAM)
        case "new":
            level("claim", new.pk, Level.TEAM)
        case "source":
            level("source", Source.objects.get().pk, Level.TEAM)
        case "hidden":
            withdraw.hide(account(), published["anna"], reason="danger")
        case "undone":
            undo(account(), new.decision, reason="it was right")
        case "waiting":
            level("claim", new.pk, Level.PARTNERS)
        case "embargo":
            from khronika.desk.claims.models import Embargo

            day = now().date() + timedelta(days=30)
            Embargo.objects.create(decision=new.decision, record_id=published["anna"], public_from=day)
    number = house.press(at=now()).number
    assert log(house, number) == []
    assert "corrected yet" in house.files(number)[PAGE.format("en")].decode()


def test_a_correction_that_names_somebody_who_is_withheld_is_left_out(house, published):
    _, proposals = told(named(("Person", "Barbara Withheldova")), title="Another", clear=False)
    corrected(published, role="deputy of Barbara Withheldova")
    assert subject(proposals[0])
    number = house.press(at=now()).number
    assert log(house, number) == []
    assert house.holding(number, "withheldova") == set()


def test_a_claim_that_was_corrected_twice_is_told_twice_newest_first(house, published):
    corrected(published, role="director")
    house.press(at=now())
    corrected(published, role="president")
    number = house.press(at=now()).number
    assert [(each["was"]["role"], each["is"]["role"]) for each in log(house, number)] == [
        ("director", "president"),
        ("chairwoman", "director"),
    ]


def test_pressing_what_changed_gives_the_bytes_of_pressing_all(house, published):
    trial()
    corrected(published)
    one = house.press(at=now()).number
    again = house.press(at=now(), full=True).number
    two = house.press(at=now()).number
    wanted = (LOG, *map(PAGE.format, ("en", "be", "ru")))
    pages = [[house.files(number)[path] for path in wanted] for number in (one, again, two)]
    assert pages[0] == pages[1] == pages[2]
    assert log(house, two)
    level("record", published["anna"], Level.TEAM)
    assert LOG not in house.files(house.press(at=now()).number)


def test_the_page_is_bounded_and_the_data_file_has_all(house, published, monkeypatch):
    monkeypatch.setattr("khronika.pages.corrections.MOST", 2)
    for role in ("a", "b", "c"):
        corrected(published, role=role)
        number = house.press(at=now()).number
    assert len(log(house, number)) == 3
    page = house.files(number)[PAGE.format("en")].decode()
    assert page.count("<del>") == 2 and "1 older correction is in the data file." in page


def test_a_reference_is_told_by_its_name(house):
    _, proposals = told(named(ANNA), named(HOUSE), named(COURT), POSITION)
    house.press(at=now())
    old = claim(proposals[3])
    other = Amended({**said(old), "organization": subject(proposals[2])})
    level("claim", amend(account(), old.pk, other, reason="typing error").pk, Level.PUBLIC)
    number = house.press(at=now()).number
    page = house.files(number)[PAGE.format("en")].decode()
    assert "Example House</del>" in page and "District Court</ins>" in page
