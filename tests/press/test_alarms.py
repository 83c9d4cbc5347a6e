"""The press stops where somebody withheld may be named, asks once, and leaves nothing behind; every answer is kept."""

import pytest

from khronika.desk.accounts.errors import NotAllowed
from khronika.desk.claims import second
from khronika.desk.claims.alarm import Judged, judge
from khronika.desk.claims.errors import ClaimsError, Waits
from khronika.desk.claims.models import Address, Alarm, Clearance, Decision
from khronika.desk.ledger.append import head
from khronika.edition.reader import newest
from khronika.press.alarms import Alarmed, answer, choose, kept, pending
from khronika.press.answers import Answers
from khronika.press.preview import preview
from khronika.vocabulary.kind import Level
from tests.desk.making import Said, accept, account, claim, lay, level, named, publish, record, subject
from tests.desk.making import kept as keep_source
from tests.press.conftest import NOON
from tests.press.telling import ANNA

TODAY = NOON.date()
WORDS = "She knew Ivan Zakharchanka well."


@pytest.fixture
def hidden(house) -> str:
    """A withheld person, of whom a public source speaks."""
    return record(keep_source(title="Kept inside"), ("Person", "Ivan Zakharchanka"))


def telling(words: str = WORDS, **source: str) -> list:
    """Anna Sample, public, with a description in these words; its proposals."""
    version = keep_source(f"Anna Sample came. {words} They left.", **source)
    proposals = lay(
        version,
        named(ANNA),
        Said("Text", ANNA, {"role": "description", "language": "en", "text": words}, quote=words),
    )
    accept(proposals)
    publish(version)
    return proposals


def stopped(house) -> Alarmed:
    """The error of a press that stops."""
    with pytest.raises(Alarmed) as caught:
        house.press(replace=False)
    return caught.value


def test_a_press_stops_and_says_where_in_which_words_and_who(house, hidden):
    proposals = telling()
    error = stopped(house)
    assert {place for each in error.questions for place in each.places} == {
        f"claim {claim(proposals[1]).id}",
        *(f"passage {passage.id}" for each in proposals for passage in each.passages.all()),
    }
    assert all(each.records == (hidden,) for each in error.questions)
    assert all(each.seen[0].name == "Ivan Zakharchanka" for each in error.questions)
    assert "Zakharchanka" not in str(error)


def test_nothing_of_a_stopped_press_stays(house, hidden):
    telling()
    before = head()
    stopped(house)
    assert newest(house.home.editions) == 0
    assert not [path for path in house.home.editions.iterdir() if path.name.startswith(".pressing") or path.name == "1"]
    assert not Address.objects.exists()
    assert head() == before


def test_what_is_a_false_alarm_goes_out_and_is_not_asked_about_again(house, hidden):
    telling()
    answer(account(), pending(house.home, TODAY), "false", reason="the painter, long dead")
    assert pending(house.home, TODAY) == ()
    house.press(replace=False)
    assert WORDS in house.texts(1)["site/en/people/anna-sample.html"]
    house.press(replace=False, full=True)
    assert Alarm.objects.filter(answer="false", record=hidden).exists()


def test_what_is_replaced_goes_out_without_the_name(house, hidden):
    telling()
    answer(account(), pending(house.home, TODAY), "replace", reason="it is him")
    report = house.press(replace=False)
    assert report.redacted
    assert house.holding(1, "zakharch") == set()
    assert house.holding(1, "She knew [withheld] well")


def test_what_is_withheld_stays_inside_by_the_same_decision(house, hidden):
    proposals = telling()
    made = answer(account(), pending(house.home, TODAY), "withhold", reason="it tells too much")
    assert set(Clearance.objects.filter(decision=made).values_list("level", flat=True)) == {Level.TEAM.value}
    house.press(replace=False)
    assert house.holding(1, "She knew") == set()
    assert Clearance.objects.filter(decision=made, claim=claim(proposals[1])).exists()


def test_other_words_and_another_person_are_asked_about_anew(house, hidden):
    proposals = telling()
    answer(account(), pending(house.home, TODAY), "false", reason="somebody else")
    house.press(replace=False)
    version = keep_source("Later she met Zakharchanka.", title="Later")
    more = lay(
        version, Said("Text", ANNA, {"role": "description", "language": "en", "text": "Later she met Zakharchanka."})
    )
    accept(more, {ANNA: subject(proposals[0])})
    publish(version)
    assert all("Later" in seen.before for each in pending(house.home, TODAY) for seen in each.seen)
    answer(account(), pending(house.home, TODAY), "false", reason="somebody else")
    record(keep_source(title="Inside too"), ("Person", "Ivan Zakharchanka"))
    assert {each.records for each in pending(house.home, TODAY)} != {(hidden,)}


def test_an_answer_after_an_edition_makes_the_same_bytes_as_all_anew(house, hidden):
    proposals = telling("She knew nobody.")
    house.press(replace=False)
    version = keep_source(WORDS, title="Later")
    more = lay(version, Said("Text", ANNA, {"role": "description", "language": "en", "text": WORDS}))
    accept(more, {ANNA: subject(proposals[0])})
    publish(version)
    answer(account(), pending(house.home, TODAY), "false", reason="somebody else")
    report = house.press(replace=False)
    assert not report.everything
    house.press(full=True, replace=False)
    assert house.texts(2) == house.texts(3)


def test_unattended_a_press_replaces_as_a_decision(house, hidden):
    telling()
    house.press(replace=True)
    assert Decision.objects.get(deed="alarm").reason == "pressed with '--replace'"
    assert set(Alarm.objects.values_list("answer", flat=True)) == {"replace"}


def test_a_preview_has_the_questions(house, hidden):
    telling()
    assert {each.key for each in preview(house.home, TODAY).questions} == {
        each.key for each in stopped(house).questions
    }


def test_a_name_over_the_edge_of_a_quote_is_found(house, hidden):
    version = keep_source("Anna Sample met Ivan Zakharchanka in spring.")
    accept(
        lay(
            version,
            named(ANNA),
            Said("Text", ANNA, {"role": "description", "language": "en", "text": "A"}, quote="Anna Sample met Ivan"),
        )
    )
    publish(version)
    house.press()
    assert house.holding(1, "zakharch") == set()
    assert house.holding(1, "met Ivan") == set()


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/%D0%97%D0%B0%D1%85%D0%B0%D1%80%D1%87%D0%B0%D0%BD%D0%BA%D0%B0",
        "https://example.org/ivan-zakharchanka",
        "https://example.org/freezakharchanka",
    ],
)
def test_a_name_in_an_address_is_asked_about(house, hidden, address):
    telling("She knew nobody.", url=address)
    found = stopped(house).questions
    assert any(place.startswith("source ") for each in found for place in each.places)
    house.press()
    assert house.holding(1, address) == set()


def test_a_place_that_is_called_like_somebody_is_asked_about_once(house):
    record(keep_source(title="Kept inside"), ("Person", "Ivan Ivanou"))
    version = keep_source("The village of Ivanova.", title="A village")
    accept(lay(version, named(("Place", "Ivanova"))))
    publish(version)
    answer(account(), pending(house.home, TODAY), "false", reason="a village")
    house.press(replace=False)
    assert "site/en/places/ivanova.html" in house.texts(1)
    telling("She knew nobody.")
    report = house.press(replace=False)
    assert (report.everything, house.holding(2, "ivanova") != set()) == (False, True)


def test_what_only_a_file_says_stops_the_press_and_is_kept_for_an_editor(house, hidden, monkeypatch):
    telling("She knew nobody.")
    monkeypatch.setattr("khronika.press.render.added", lambda: "kind.x\tZakharchanka said\n")
    error = stopped(house)
    assert [each.places for each in error.questions] == [("file data/terms.tsv",)]
    assert newest(house.home.editions) == 0
    assert not Address.objects.exists()
    assert kept(house.home) == list(error.questions)
    assert b"Zakharchanka" not in (house.home.folder / "cache" / "press.alarms").read_bytes()
    for said in ("replace", "withhold"):
        with pytest.raises(ClaimsError, match="where it comes from"):
            answer(account(), pending(house.home, TODAY), said, reason="no")
    with pytest.raises(Alarmed):
        house.press(replace=True)
    answer(account(), pending(house.home, TODAY), "false", reason="a word of ours")
    house.press(replace=False)
    assert kept(house.home) == []


def test_whom_no_role_allows_cannot_judge(house, hidden):
    telling()
    reviewer = account("rina")
    reviewer.is_superuser = False
    reviewer.save()
    with pytest.raises(NotAllowed):
        answer(reviewer, pending(house.home, TODAY), "false", reason="x")
    assert not Alarm.objects.exists()


def test_of_somebody_at_risk_a_false_alarm_needs_two(house, hidden):
    telling()
    second.mark(account(), hidden, reason="in danger")
    with pytest.raises(Waits) as held:
        answer(account(), pending(house.home, TODAY), "false", reason="another")
    assert not Alarm.objects.exists()
    assert pending(house.home, TODAY)
    second.confirm(account("pavel"), held.value.number)
    assert pending(house.home, TODAY) == ()


@pytest.mark.parametrize(("said", "reason"), [("perhaps", "x"), ("false", " ")])
def test_an_answer_needs_a_reason_and_one_of_three_words(house, hidden, said, reason):
    with pytest.raises(ClaimsError, match="Expected"):
        judge(account(), [Judged(("claim x",), "d" * 64, (hidden,), said)], reason=reason)


def test_a_key_that_calls_nothing_is_told(house, hidden):
    telling()
    with pytest.raises(ClaimsError, match="nosuchkey"):
        choose(pending(house.home, TODAY), ["nosuchkey"])


def test_digests_are_keyed(house):
    one, other = Answers.of(house.home), Answers(b"x" * 32)
    assert one.digest(WORDS) != other.digest(WORDS)


def test_who_is_withheld_later_is_searched_for_everywhere(house):
    telling()
    ivan = record(version := keep_source("Ivan Zakharchanka spoke.", title="Speech"), ("Person", "Ivan Zakharchanka"))
    publish(version)
    house.press(replace=False)
    assert house.holding(1, "zakharch")
    level("record", ivan, Level.TEAM)
    assert stopped(house).questions
    report = house.press()
    assert report.everything
    assert house.holding(2, "zakharch") == set()
