"""A record is told whole, in the order of time, with what each claim rests on, in few questions."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khronika.desk.claims.decide import NEW, Answer, decide
from khronika.desk.claims.errors import WrongRecord
from khronika.desk.claims.judge import judge
from khronika.desk.claims.models import Record
from khronika.desk.register.told import Window, tell
from khronika.vocabulary.kinds import CLAIMS
from tests.desk.making import ANNA, HOUSE, Said, accept, account, kept, lay, named, record, subject
from tests.desk.reference import claim, decision

pytestmark = pytest.mark.django_db


def test_a_person_is_told_with_parts_and_who_decided_on_which_passage():
    trial = ("Proceeding", "trial")
    said = Said(
        "ProceedingDetails", trial, {"defendant": ANNA, "proceeding_kind": "criminal"}, "sentenced", "2021-03-04"
    )
    sentence = {"sentence_type": "imprisonment", "amount": "4", "unit": "years"}
    held = Said("SentenceComponent", trial, sentence, "four years", "2021-03-04")
    job = Said("Membership", ANNA, {"organization": HOUSE}, "of the Example House", "2019", "2020")
    name, _, *facts = lay(kept(), named(ANNA), named(HOUSE), said, held, job)
    proposals = [name, _, *facts]
    fresh = {ANNA, HOUSE, trial}
    answers = []
    for proposal in proposals:
        who = (proposal.subject.kind, proposal.subject.name)
        answers.append(Answer(proposal.id, meant=NEW if who in fresh else ""))
        fresh.discard(who)
    decide(account(), answers, reason="it says so")
    told = tell(subject(name), date(2019, 6, 1))
    assert (told.name, told.kind) == ("Anna Sample", "Person")
    assert [(line.kind, line.place, line.certain) for line in told.lines] == [
        ("Name", "own", ""),
        ("Membership", "own", "possible"),
        ("ProceedingDetails", "part", "no"),
        ("SentenceComponent", "part", "no"),
    ]
    last = told.lines[-1]
    assert (str(last.values["amount"]), last.by, last.reason) == ("4", "vera", "it says so")
    assert [cite.quote for cite in last.cites] == ["four years"]
    assert told.names[told.lines[1].values["organization"]] == "Example House"


def test_merged_records_are_told_as_one_and_apart_before():
    one, other = record(kept(), ANNA), record(kept(title="Second"), ("Person", "Hanna Sample"))
    judge(account(), one, other, verdict="same")
    told = tell(max(one, other))
    assert (told.record, told.merged) == (min(one, other), (max(one, other),))
    assert len(told.lines) == 2
    assert tell(one, known=date(2001, 1, 1)).lines == ()


def test_a_record_that_is_not_there_is_told():
    with pytest.raises(WrongRecord, match="none with 'nobody'"):
        tell("nobody")


def test_however_much_is_known_it_takes_at_most_25_questions():
    by, anna = decision(), Record.objects.create(kind="Person")
    for kind in CLAIMS.values():
        whose = anna if "Person" in kind.subjects else Record.objects.create(kind=kind.subjects[0])
        values = {f"{each.name}": anna for each in kind.references}
        numbers = {each.name: 1 for each in kind.fields if each.type.value in ("integer", "decimal")}
        claim(by, whose, kind.name, "2013", **{**values, **numbers})
    with CaptureQueriesContext(
        connection,
    ) as asked:
        told = tell(anna.id)
    assert {line.kind for line in told.lines} >= {each.name for each in CLAIMS.values() if "Person" in each.subjects}
    assert len(asked) <= 25
    accepted = accept(lay(kept(), named(ANNA)), {ANNA: anna.id})
    assert tell(anna.id).lines[0].decision == accepted.pk


def test_of_many_claims_that_point_to_a_record_a_window_is_told_and_how_many_more_there_are():
    by, house = decision(), Record.objects.create(kind="Organization")
    for number in range(7):
        anna = Record.objects.create(kind="Person")
        claim(by, anna, "Membership", str(2019 - number), organization=house)
    whole = tell(house.id)
    assert [line.valid_from for line in whole.lines] == [str(year) for year in range(2013, 2020)]
    assert whole.more == 0
    for after in range(0, 9, 3):
        told = tell(house.id, window=Window(3, after))
        assert [line.id for line in told.lines] == [line.id for line in whole.lines[after : after + 3]]
        assert told.more == 7 - len(told.lines)
    assert tell(house.id, window=Window(7)).more == 0
    assert tell(house.id, known=date(2001, 1, 1), window=Window(3)).more == 0


def test_a_question_that_was_asked_before_is_asked_about_others():
    """Questions are kept; what they are asked about is not."""
    told = [tell(record(kept(title=name), ("Person", name))) for name in ("Anna Sample", "Boris Sample")]
    assert [each.name for each in told] == ["Anna Sample", "Boris Sample"]
    assert [each.lines[0].values["text"] for each in told] == ["Anna Sample", "Boris Sample"]
