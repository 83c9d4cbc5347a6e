"""A statement is written, frozen, signed by its digest, and recorded; what each signed stays provable, and no one loses a signature."""

import hashlib
from types import SimpleNamespace

import pytest
from django.db import connection

from khronika.desk.accounts.models import User
from khronika.desk.advocacy.models import Answer, DraftDemand, DraftVersion, Invitation, StatementDraft
from khronika.desk.advocacy.papers.paper import paper
from khronika.desk.advocacy.signon import answer, draft, invite, record, table, who, wording
from khronika.desk.advocacy.signon.answer import Given
from khronika.desk.advocacy.signon.draft import About, Beside
from khronika.desk.advocacy.signon.invite import Asked
from khronika.desk.advocacy.signon.wording import Wording, worded
from khronika.desk.claims import erase, second
from khronika.desk.claims.decide import NEW, decide
from khronika.desk.claims.decide import Answer as Ruled
from khronika.desk.claims.errors import ClaimsError, Waits
from khronika.desk.claims.held import held
from khronika.desk.claims.models import Claim, Record
from khronika.desk.claims.tables import table as typed
from khronika.desk.claims.undo import undo
from khronika.desk.erasure.finder import BLANK
from khronika.desk.sources import note as notes
from tests.desk.making import account, kept, lay, named

pytestmark = pytest.mark.django_db
EN = Wording(
    "en", "Free Anna Sample", "We ask the authorities.", ((1, "Free Anna Sample."), (2, "Repeal the article."))
)
RU = Wording("ru", "Свободу Анне Сэмпл", "Мы просим власти.", ((1, "Освободите её."), (2, "Отмените статью.")))


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """An opened home, as the desk's process has it."""
    opened = SimpleNamespace(folder=tmp_path, derive=lambda purpose: purpose.encode().ljust(32, b"-"))
    (tmp_path / "vault").mkdir()
    monkeypatch.setattr(notes, "current", lambda: opened)
    return opened


@pytest.fixture
def by() -> User:
    return account()


@pytest.fixture
def begun(by) -> StatementDraft:
    """A draft in two languages, version 1 frozen, three asked."""
    made = draft.begin(by, About("Free Anna", due="2026-03-10", on="2026-03-12", reply_to="desk@example.org"))
    draft.write(by, made, [EN, RU])
    draft.freeze(by, made)
    many = "Example House;Boris Example;chair;boris@example.org;en\nSample Union;Vera Sample;;vera@example.org;ru\nThird Circle"
    invite.invite(by, made, invite.listed(many))
    return made


def asked(begun: StatementDraft, place: int) -> Invitation:
    return begun.invitations.get(number=place)


def signs(by: User, invitation: Invitation, **given: str) -> Answer:
    said = {"on": "2026-03-09", "version": "1", **given}
    return answer.answer(by, invitation, answer.typed(by, invitation, f"We sign. {invitation}"), Given(**said))


def signatories(statement: Record) -> list[tuple[str, str, str, str]]:
    rows = typed("Signatory").objects.filter(claim__subject=statement, claim__known_until=None).select_related("claim")
    return [(str(r.number), r.signing, r.claim.valid_from, r.claim.valid_until) for r in rows.order_by("number")]


def test_the_digest_is_of_the_words_alone_and_anybody_can_make_it(by, begun):
    row = DraftVersion.objects.get(draft=begun, language="en")
    text = "Free Anna Sample\n\nWe ask the authorities.\n\n1. Free Anna Sample.\n2. Repeal the article."
    assert row.digest == hashlib.sha256(text.encode()).hexdigest() == row.capture.sha256


def test_what_was_frozen_never_changes_and_the_next_words_are_a_new_version(by, begun):
    with pytest.raises(ClaimsError, match="nothing to freeze"):
        draft.freeze(by, begun)
    assert draft.write(by, begun, [EN]) == 1, "the same words are no new version"
    assert draft.write(by, begun, [worded("en", EN.title, "We ask again.", EN.demands)]) == 2
    assert DraftVersion.objects.get(draft=begun, number=1, language="en").wording == "We ask the authorities."
    assert DraftVersion.objects.get(draft=begun, number=2, language="ru").title == RU.title, "the others go along"


def test_who_signed_words_that_did_not_change_has_signed_the_new_version_too(by, begun):
    signs(by, asked(begun, 1))
    signs(by, asked(begun, 2), language="ru")
    draft.write(by, begun, [worded("en", EN.title, "We ask again.", EN.demands)])
    draft.freeze(by, begun)
    states = [each.state for each in table.table(begun).rows]
    assert states == ["older", "signed", "asked"], "the Russian wording is the same, the English is not"


def test_two_demands_of_one_number_are_refused_in_a_sentence():
    with pytest.raises(ClaimsError, match="Two demands have the number 1"):
        worded("en", "Title", "", wording.numbered("1. One.\n1. Another."))
    with pytest.raises(ClaimsError, match="Expected a number before each demand"):
        wording.numbered("Preface\n1. One.")


def test_demands_that_one_language_lacks_are_told_before_freezing(by):
    made = draft.begin(by, About("Free Anna"))
    draft.write(by, made, [EN, worded("ru", "Свободу", "", RU.demands[:1])])
    with pytest.raises(ClaimsError, match="numbered 1, 2 in ‘en’ and 1 in ‘ru’"):
        draft.freeze(by, made)


def test_of_two_who_write_at_once_the_second_is_told(by, begun):
    seen = draft.mark(begun)
    draft.write(by, begun, [worded("en", "Mine", "", EN.demands)], seen=seen)
    with pytest.raises(ClaimsError, match="meanwhile"):
        draft.write(by, begun, [worded("en", "Yours", "", EN.demands)], seen=seen)


def test_an_answer_that_quotes_the_digest_tells_its_own_version(by, begun):
    ru = DraftVersion.objects.get(draft=begun, language="ru")
    spaced = " ".join(ru.digest[i : i + 4] for i in range(0, 16, 4))
    capture = answer.typed(by, asked(begun, 1), f"Падпісваем, {spaced}")
    assert answer.answer(by, asked(begun, 1), capture, Given()).version == ru
    capture = answer.typed(by, asked(begun, 2), "We sign.")
    with pytest.raises(ClaimsError, match="Expected which version"):
        answer.answer(by, asked(begun, 2), capture, Given())


def test_the_same_answer_twice_is_one_and_after_the_day_it_is_late(by, begun):
    assert signs(by, asked(begun, 1)) == signs(by, asked(begun, 1))
    assert signs(by, asked(begun, 2), on="2026-03-11").manner == "late"
    with pytest.raises(ClaimsError, match="no frozen version"):
        signs(by, asked(begun, 3), version="7")


def test_a_list_is_taken_whole_or_not_and_nobody_twice(by, begun):
    with pytest.raises(ClaimsError, match=r"Line 2.*no e-mail address"):
        invite.invite(by, begun, invite.listed("Fourth House\nFifth House;;;not an address"))
    assert begun.invitations.count() == 3
    assert invite.invite(by, begun, invite.listed("example house;BORIS EXAMPLE")) == []
    many = "\n".join(f"House {n};Person {n};chair;p{n}@example.org" for n in range(161))
    assert len(invite.invite(by, begun, invite.listed(many))) == 161


def test_the_table_asks_the_same_few_questions_for_three_and_for_many(by, begun, django_assert_max_num_queries):
    invite.invite(by, begun, [Asked(f"House {n}") for n in range(158)])
    for each in begun.invitations.all()[:40]:
        Answer.objects.create(
            invitation=each,
            version=begun.versions.first(),
            digest="x",
            manner="on_time",
            capture=kept(f"We sign {each}").capture,
            answered_on="2026-03-01",
            by=by,
            at="2026-03-01T00:00Z",
        )
    with django_assert_max_num_queries(5):
        assert len(table.table(begun).rows) == 161


def test_the_statement_is_recorded_with_texts_demands_and_signatures_on_the_answers(by, begun):
    house = Record.objects.create(kind="Organization")
    anna = Record.objects.create(kind="Person")
    draft.change(by, begun, About("Free Anna", addressees=(house.pk,), on="2026-03-12", due="2026-03-10"))
    draft.tell(by, begun, 1, Beside(scope="no_change_of_law", beneficiaries=(anna.pk,)))
    signs(by, asked(begun, 1))
    signs(by, asked(begun, 2), on="2026-03-11")
    signs(by, asked(begun, 3), manner="unnamed")
    record.record(by, begun)
    assert signatories(begun.statement) == [
        ("1", "on_time", "2026-03-09", ""),
        ("2", "late", "2026-03-11", ""),
        ("3", "unnamed", "2026-03-09", ""),
    ]
    rows = typed("Signatory").objects.order_by("number").select_related("claim")
    assert (rows[0].role, rows[0].version.split()[0], rows[0].version.split()[-1]) == (
        "chair",
        "1",
        begun.versions.get(language="en").digest,
    )
    assert rows[2].person is None and rows[2].organization is None, "unnamed is unnamed"
    quotes = rows[0].claim.citations.get().proposal.passages.get()
    assert quotes.version.capture == asked(begun, 1).answers.get().capture
    demands = typed("DemandDetails").objects.filter(statement=begun.statement).order_by("number")
    assert [(each.number, each.scope) for each in demands] == [(1, "no_change_of_law"), (2, "")]
    first = demands[0].claim.subject
    texts = typed("Text").objects.filter(claim__subject=first).order_by("language").values_list("language", "text")
    assert list(texts) == [("en", "Free Anna Sample."), ("ru", "Освободите её.")]
    assert typed("Beneficiary").objects.get(claim__subject=first).party == anna
    assert {each.party for each in typed("Addressee").objects.all()} == {house}
    assert typed("Text").objects.filter(claim__subject=begun.statement, role="title").count() == 2


def test_recorded_again_it_adds_only_what_is_new_and_a_withdrawal_ends_the_signature(by, begun):
    signs(by, asked(begun, 1))
    record.record(by, begun)
    with pytest.raises(ClaimsError, match="recorded already"):
        record.record(by, begun)
    signs(by, asked(begun, 2), on="2026-03-20")
    back = answer.typed(by, asked(begun, 1), "We take our signature back.")
    with pytest.raises(ClaimsError, match="after the signature"):
        answer.withdraw(by, asked(begun, 1), back, on="2026-03-01")
    answer.withdraw(by, asked(begun, 1), back, on="2026-04-01")
    before = Claim.objects.filter(kind="DemandDetails").count()
    record.record(by, begun)
    assert signatories(begun.statement) == [
        ("1", "on_time", "2026-03-09", "2026-04-01"),
        ("2", "late", "2026-03-20", ""),
    ]
    assert Claim.objects.filter(kind="DemandDetails").count() == before
    with pytest.raises(ClaimsError, match="withdrawn the signature already"):
        answer.withdraw(by, asked(begun, 1), back)


def test_what_was_undone_can_be_recorded_once_more(by, begun):
    signs(by, asked(begun, 1))
    made = record.record(by, begun)
    undo(by, made, reason="too early")
    assert signatories(begun.statement) == []
    record.record(by, begun)
    assert len(signatories(begun.statement)) == 1


def test_a_name_that_may_mean_a_record_is_asked_never_taken(by, begun):
    laid = lay(kept(), named(("Organization", "Example House Foundation")))
    decide(by, [Ruled(laid[0].pk, meant=NEW)])
    signs(by, asked(begun, 1))
    with pytest.raises(who.Unclear, match="Example House Foundation"):
        record.record(by, begun)
    assert begun.statement is None and not typed("Signatory").objects.exists(), "nothing of it was written"
    record.record(by, begun, new=[asked(begun, 1).pk])
    assert asked(begun, 1).organization is not None


def anna_is_asked(by: User, begun: StatementDraft) -> str:
    """Anna Sample as a record, who is asked for a house and alone, and for whom the first demand is."""
    laid = lay(kept(), named(("Person", "Anna Sample")))
    decide(by, [Ruled(laid[0].pk, meant=NEW)])
    anna = Claim.objects.get(kind="Name").subject_id
    draft.tell(by, begun, 1, Beside(beneficiaries=(anna,)))
    invite.invite(by, begun, [Asked("Fourth House", "Anna Sample", "chair", "anna@example.org", person=anna)])
    invite.invite(by, begun, [Asked(person_name="Anna Sample", address="a@example.org", person=anna)])
    return anna


def test_all_that_is_held_of_a_person_has_drafts_and_invitations(by, begun):
    found = held(anna_is_asked(by, begun)).drafted
    assert [each.what for each in found] == ["invitation", "invitation", "demand", "wording", "wording"]
    assert "anna@example.org" in found[0].words


def test_who_is_erased_is_in_no_draft_and_no_invitation_and_no_digest_proves_a_guess(by, begun, home):
    anna = anna_is_asked(by, begun)
    signs(by, asked(begun, 4))
    signs(by, asked(begun, 1))
    record.record(by, begun)
    with pytest.raises(Waits) as waits:
        erase.erase(by, anna, reason="asked by law")
    second.confirm(User.objects.create(username="paula", is_superuser=True), waits.value.number)
    erase.finish(home)
    assert [each.organization_name for each in begun.invitations.order_by("number")][3:] == ["Fourth House"]
    house = asked(begun, 4)
    assert (house.person_id, house.person_name, house.role, house.address) == (None, "", "", "")
    english = begun.versions.get(language="en")
    assert "Anna" not in english.title + english.wording + str(english.demands) and BLANK in english.title
    assert english.digest == "" == asked(begun, 1).answers.get().digest
    assert not DraftDemand.objects.filter(beneficiaries=anna).exists()
    assert not connection.check_constraints(), "nothing points to what went"
    with pytest.raises(ClaimsError, match="A name was erased"):
        paper(begun, english)
    assert table.table(begun).counts["asked"] == 2
    assert table.table(begun).counts["signed"] == 2, "whose signature it is stays, without the digest"
