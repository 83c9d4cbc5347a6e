"""The review screen: what it shows, and that each press of a button calls one deed and leads back."""

import re

import pytest

from khronika.desk.claims.decide import Answer, decide
from khronika.desk.claims.models import Claim, Decision, Mention, Proposal, Record, Ruling
from khronika.desk.claims.propose import Fact, Mentioned, propose
from khronika.desk.register.models import Membership, SentenceComponent
from khronika.vocabulary.kinds import CLAIMS
from tests.workspace.laid import TEXT, Laid, lay, record_of, text_version


def review(desk, laid: Laid, query: str = ""):
    return desk.get(f"/admin/sources/{laid.source.id}/review/{query}")


def cards(answer):
    return {card.id: card for group in answer.context["sheet"].groups for card in group.cards}


def rule(desk, laid: Laid, answers: str, **given):
    return desk.post(f"/admin/sources/{laid.source.id}/review/rule/", {"answers": answers, **given}, follow=True)


def said(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def test_the_text_is_shown_whole_with_its_passages_marked(desk, laid):
    answer = review(desk, laid)
    assert "".join(piece.text for piece in answer.context["sheet"].pieces) == TEXT
    marked = [piece.text for piece in answer.context["sheet"].pieces if laid.penalty in piece.proposals]
    assert marked == ["sentenced to four years in prison"]


def test_names_come_first_then_claims_in_sentences(desk, laid):
    sheet = review(desk, laid).context["sheet"]
    assert [group.key for group in sheet.groups] == ["who", "positions", "proceedings"]
    card = sheet.card(laid.penalty)
    assert f"{card.label}: {card.said} · {card.about}" == "Penalty: Imprisonment, 4.5 years · Proceeding · Anna Sample"
    assert str(sheet.card(laid.position).said) == "chairwoman, Example House"


def test_accepting_a_name_makes_a_record(desk, laid, vera):
    answer = rule(desk, laid, f"{laid.anna}:new")
    assert answer.redirect_chain[-1][0].endswith(f"#proposal-{laid.anna}")
    assert said(answer) == ["Accepted: 1 proposal."]
    assert laid.state(laid.anna) == "accepted"
    assert Record.objects.get().kind == "Person"
    assert Decision.objects.get().by == vera


def test_a_claim_waits_until_it_is_decided_who_is_meant(desk, laid):
    card = cards(review(desk, laid))[laid.position]
    assert not card.ready
    assert dict(card.waits) == {"Anna Sample": laid.anna, "Example House": laid.house}
    answer = rule(desk, laid, f"{laid.position}:")
    assert said(answer) == ["Decide first who 'Anna Sample' is: a new record or one that exists."]
    assert laid.state(laid.position) == "pending"
    assert not Decision.objects.exists()


def test_who_is_meant_is_new_when_nothing_similar_exists(desk, laid):
    assert cards(review(desk, laid))[laid.anna].meant.what == "new"


def test_a_good_match_is_suggested_and_linked_by_accepting(desk, decided):
    second = lay(title="Second report")
    card = cards(review(desk, second))[second.anna]
    assert (card.meant.what, card.meant.record) == ("link", record_of(decided))
    assert card.meant.candidates[0].reason
    assert laid_unchanged(second)
    rule(desk, second, card.token)
    assert record_of(second) == record_of(decided)
    assert Record.objects.filter(kind="Person").count() == 1


def laid_unchanged(laid: Laid) -> bool:
    return record_of(laid) is None and laid.state(laid.anna) == "pending"


def similar(text: str = "Sample spoke."):
    """A source that names somebody who may be Anna Sample."""
    version = text_version(text, "Third report")
    fact = Fact("Name", "person-1", {"text": "Sample"}, ((0, 6),))
    return version, propose(version, [Mentioned("person-1", "Person", "Sample")], [fact], reader="test 1")


def test_a_likeness_that_is_not_clear_must_be_chosen(desk, decided):
    version, reading = similar()
    answer = desk.get(f"/admin/sources/{version.capture.source_id}/review/")
    (card,) = cards(answer).values()
    assert card.meant.what == "choose"
    assert not card.ready
    assert answer.context["sheet"].ready == ()
    page = answer.content.decode()
    assert "Which one is it?" in page
    assert f'value="{record_of(decided)}"' in page
    given = {"answers": f"{card.id}:", "meant": record_of(decided)}
    desk.post(f"/admin/sources/{version.capture.source_id}/review/rule/", given)
    assert Mention.objects.get(reading=reading).record_id == record_of(decided)


def test_a_record_is_found_by_any_spelling_for_linking(desk, decided):
    version, reading = similar("Somebody spoke.")
    proposal = reading.proposals.get()
    answer = desk.get(f"/admin/sources/{version.capture.source_id}/review/?link={proposal.id}&w=Анна+Сампле")
    assert [each.record for each in answer.context["opened"].found] == [record_of(decided)]


def test_refusing_takes_a_reason_and_shows_who_and_why(desk, laid):
    rule(desk, laid, f"{laid.penalty}:", outcome="refused", reason="It was two years.")
    assert laid.state(laid.penalty) == "refused"
    ruled = cards(review(desk, laid))[laid.penalty].ruled
    assert (ruled.by, ruled.outcome, ruled.reason) == ("Vera", "refused", "It was two years.")


def test_undo_brings_back_what_was_decided_last(desk, decided):
    last = review(desk, decided).context["sheet"].last
    assert last.what == "accepted 5 proposals"
    desk.post(f"/admin/sources/{decided.source.id}/review/undo/", {"decision": last.decision})
    assert all(card.pending for card in cards(review(desk, decided)).values())
    assert not Claim.objects.filter(known_until=None).exists()


def test_undoing_twice_gets_a_sentence(desk, decided):
    last = review(desk, decided).context["sheet"].last
    address = f"/admin/sources/{decided.source.id}/review/undo/"
    desk.post(address, {"decision": last.decision})
    assert said(desk.post(address, {"decision": last.decision}, follow=True))[-1].startswith(
        "Expected a ruling or a judgement that stands"
    )
    assert desk.post(address, {"decision": "nonsense"}).status_code == 404


def test_a_colleagues_decision_is_not_what_undo_takes_back(desk, laid, pavel):
    decide(pavel, [Answer(laid.anna, meant="new")])
    assert review(desk, laid).context["sheet"].last is None


def test_of_two_people_the_second_is_told_and_nothing_is_lost(desk, laid, pavel):
    decide(pavel, [Answer(laid.anna, meant="new")])
    answer = rule(desk, laid, f"{laid.anna}:new {laid.house}:new")
    assert "was decided meanwhile: accepted" in said(answer)[0]
    assert laid.state(laid.house) == "pending"
    assert Decision.objects.count() == 1


def test_all_of_a_group_is_accepted_at_once(desk, laid):
    who = next(group for group in review(desk, laid).context["sheet"].groups if group.key == "who")
    rule(desk, laid, " ".join(who.batch))
    assert Decision.objects.count() == 1
    assert (laid.state(laid.anna), laid.state(laid.house), laid.state(laid.position)) == (
        "accepted",
        "accepted",
        "pending",
    )


def test_all_that_is_left_is_accepted_by_one_decision_after_a_look(desk, laid):
    everything = review(desk, laid, "?all=1").context["all"]
    assert [card.about for card in everything.made] == ["Anna Sample", "Example House"]
    assert (everything.claims, everything.left) == (3, 0)
    rule(desk, laid, " ".join(everything.tokens))
    assert Decision.objects.count() == 1
    assert Ruling.objects.filter(outcome="accepted").count() == 5
    assert SentenceComponent.objects.get().amount == 4.5


def test_two_new_mentions_of_one_name_do_not_become_two_records(desk, laid):
    fact = Fact("Name", "person-1", {"text": "Anna Sample"}, ((0, 5),))
    propose(laid.version, [Mentioned("person-1", "Person", "Anna Sample")], [fact], reader="test 2")
    everything = review(desk, laid, "?all=1").context["all"]
    assert [card.about for card in everything.made] == ["Anna Sample", "Example House"]
    rule(desk, laid, " ".join(everything.tokens))
    left = [card for card in cards(review(desk, laid)).values() if card.pending]
    assert [(card.about, card.meant.what) for card in left] == [("Anna Sample", "link")]


def test_a_filter_limits_what_is_shown_and_what_a_batch_takes(desk, laid):
    answer = review(desk, laid, "?q=house")
    assert laid.anna not in cards(answer)
    assert laid.house in cards(answer)
    assert all(laid.anna not in token for token in answer.context["sheet"].ready)
    rule(desk, laid, f"{laid.anna}:new")
    assert laid.anna not in cards(review(desk, laid, "?show=waiting"))
    assert set(cards(review(desk, laid, "?show=decided"))) == {laid.anna}


def test_a_deed_leads_back_to_the_same_filter(desk, laid):
    answer = desk.post(
        f"/admin/sources/{laid.source.id}/review/rule/?show=waiting&q=sample", {"answers": f"{laid.anna}:new"}
    )
    assert answer.headers["Location"].endswith(f"/review/?show=waiting&q=sample#proposal-{laid.anna}")


def test_proposals_of_another_source_are_not_decided_from_here(desk, laid):
    other = lay(title="Other report")
    answer = rule(desk, laid, f"{other.anna}:new")
    assert "Expected proposals of this source" in said(answer)[0]
    assert laid_unchanged(other)


@pytest.mark.parametrize("answers", ["", "nonsense:new", "::: x"])
def test_a_nonsense_answer_gets_a_sentence(desk, laid, answers):
    assert said(rule(desk, laid, answers))[0].startswith("Expected")


def change(desk, laid: Laid, proposal: str, **given):
    return desk.post(f"/admin/sources/{laid.source.id}/review/change/{proposal}/", given)


def test_the_form_for_changing_has_every_field_of_the_kind(desk, laid):
    answer = desk.get(f"/admin/sources/{laid.source.id}/review/change/{laid.penalty}/")
    names = [each.name for each in answer.context["opened"].form.inputs]
    assert names == [
        "meant",
        *(f"v-{field.name}" for field in CLAIMS["SentenceComponent"].fields),
        "from",
        "until",
        "status",
    ]
    values = {each.name: each.value for each in answer.context["opened"].form.inputs}
    assert (values["v-amount"], values["from"]) == ("4.5", "2021-03-04")


def test_a_changed_proposal_is_recorded_as_changed(desk, laid):
    rule(desk, laid, f"{laid.anna}:new")
    given = {
        "v-sentence_type": "imprisonment",
        "v-amount": "2",
        "v-unit": "years",
        "from": "2021-03",
        "status": "alleged",
    }
    answer = change(desk, laid, laid.penalty, **given)
    assert answer.headers["Location"].endswith(f"#proposal-{laid.penalty}")
    assert laid.state(laid.penalty) == "changed"
    claim = SentenceComponent.objects.get().claim
    assert (SentenceComponent.objects.get().amount, claim.valid_from, claim.status) == (2, "2021-03", "alleged")
    assert str(cards(review(desk, laid))[laid.penalty].said) == "Imprisonment, 2 years"


def test_a_form_sent_back_as_it_was_is_plainly_accepted(desk, laid):
    given = {
        "v-sentence_type": "imprisonment",
        "v-amount": "4.5",
        "v-unit": "years",
        "from": "2021-03-04",
        "status": "asserted",
    }
    change(desk, laid, laid.penalty, **given)
    assert laid.state(laid.penalty) == "accepted"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"v-amount": "many"}, "amount expects a number; got 'many'."),
        ({"v-sentence_type": ""}, "sentence_type is needed and was empty."),
        ({"from": "yesterday"}, "Expected the day from which"),
        ({"from": "soon"}, "Expected a date such as 4.8.2012"),
        ({"from": "2021", "until": "2019"}, "Expected an end that is not before its start"),
    ],
)
def test_what_cannot_be_recorded_keeps_the_form_as_it_was_filled_in(desk, laid, wrong, sentence):
    given = {"v-sentence_type": "imprisonment", "v-amount": "2", "v-unit": "years", "status": "asserted", **wrong}
    answer = change(desk, laid, laid.penalty, **given)
    assert answer.status_code == 422
    form = answer.context["opened"].form
    assert sentence in form.problem
    assert {each.name: each.value for each in form.inputs}[next(iter(wrong))] == next(iter(wrong.values()))
    assert laid.state(laid.penalty) == "pending"


def test_a_record_field_takes_a_mention_or_a_record_found_by_name(desk, decided):
    second = lay(title="Second report")
    rule(desk, second, f"{second.anna}:{record_of(decided)}")
    address = f"/admin/sources/{second.source.id}/review/change/{second.position}/"
    answer = desk.post(address, {"v-organization": "", "find-organization": "Example", "status": "asserted"})
    field = next(each for each in answer.context["opened"].form.inputs if each.name == "v-organization")
    options = {heading: [option.value for option in its] for heading, its in field.groups}
    house = record_of(decided, "organization-1")
    assert options == {"In this text": ["mention:organization-1"], "Records": [f"record:{house}"]}
    change(
        desk, second, second.position, **{"v-organization": f"record:{house}", "v-role": "member", "status": "asserted"}
    )
    assert Membership.objects.get(role="member").organization_id == house


def test_enter_adds_a_claim_by_hand_from_marked_words(desk, decided, vera):
    start = TEXT.index("calls for her release")
    address = f"/admin/sources/{decided.source.id}/review/enter/"
    form = desk.get(f"{address}?start={start}&end={start + 21}&kind=Membership")
    assert form.context["stretch"].quote == "calls for her release"
    given = {
        "start": start,
        "end": start + 21,
        "kind": "Membership",
        "subject": f"record:{record_of(decided)}",
        "v-organization": f"record:{record_of(decided, 'organization-1')}",
        "v-role": "member",
        "status": "asserted",
    }
    desk.post(address, given)
    made = Membership.objects.get(role="member")
    proposal = Proposal.objects.get(citations__claim=made.claim)
    assert (proposal.reading.reader, proposal.reading.by) == ("person", vera)
    assert [passage.quote for passage in proposal.passages.all()] == ["calls for her release"]


def test_enter_makes_a_new_record_with_its_name(desk, laid):
    given = {
        "start": 9,
        "end": 19,
        "kind": "PlaceDetails",
        "subject": "new:Place",
        "name": "Sampletown",
        "v-place_kind": "town",
        "status": "asserted",
    }
    desk.post(f"/admin/sources/{laid.source.id}/review/enter/", given)
    assert {claim.kind for claim in Claim.objects.all()} == {"Name", "PlaceDetails"}


@pytest.mark.parametrize(
    "wrong", [{"subject": ""}, {"subject": "record:nobody"}, {"subject": "new:Person"}, {"name": ""}]
)
def test_enter_refuses_with_a_sentence_and_writes_nothing(desk, laid, wrong):
    given = {"start": 9, "end": 19, "kind": "PlaceDetails", "subject": "new:Place", "name": "x", "v-place_kind": "town"}
    answer = desk.post(f"/admin/sources/{laid.source.id}/review/enter/", {**given, **wrong})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Decision.objects.exists()
    assert Proposal.objects.count() == 5


@pytest.mark.parametrize("query", ["", "?start=x&end=y", "?start=5&end=5", "?start=0&end=999999999999999"])
def test_enter_without_words_leads_back(desk, laid, query):
    answer = desk.get(f"/admin/sources/{laid.source.id}/review/enter/{query}")
    assert answer.status_code == 302


def test_a_failed_capture_has_no_review_but_a_sentence(desk, failed):
    assert "The PDF is cut off." in desk.get(f"/admin/sources/{failed.id}/review/").content.decode()


def test_a_source_that_is_not_there_is_not_found(desk, db):
    assert desk.get("/admin/sources/nothing/review/").status_code == 404


HOSTILE = "<script>alert(1)</script> {{ settings.SECRET_KEY }} \u202eelpmaS"


def test_hostile_names_and_texts_are_shown_as_they_are(desk, db):
    version = text_version(HOSTILE + "\n<img src=x onerror=alert(2)>", HOSTILE)
    mention = Mentioned("person-1", "Person", HOSTILE)
    reading = propose(
        version, [mention], [Fact("Name", "person-1", {"text": HOSTILE}, ((0, len(HOSTILE)),))], reader="t"
    )
    source = version.capture.source_id
    pages = ["/admin/", "/admin/sources/", f"/admin/sources/{source}/review/?all=1"]
    token = f"{reading.proposals.get().id}:new"
    shown = [desk.get(page).content.decode() for page in pages]
    desk.post(f"/admin/sources/{source}/review/rule/", {"answers": token, "reason": HOSTILE})
    record = Mention.objects.get(reading=reading).record_id
    pages = [
        "/admin/",
        f"/admin/sources/{source}/review/",
        f"/admin/records/{record}/",
        f"/admin/sources/{source}/clear/",
    ]
    pages += ["/admin/records/", f"/admin/records/?q={HOSTILE}", "/admin/ledger/"]
    for page in [*shown, *(desk.get(page).content.decode() for page in pages)]:
        assert "<script>alert(1)" not in page
        assert "<img src=x" not in page
        without = re.sub(
            r"<bdi[^>]*>[^<]*</bdi>|<q[^>]*>[^<]*</q>|<mark[^>]*>[^<]*</mark>|<title>[^<]*</title>|(?:value|aria-label|title)=\"[^\"]*\"",
            "",
            page,
        )
        assert "\u202e" not in without  # letters that turn the direction stay within their own element


def test_our_pages_have_no_inline_script_or_style(desk, decided):
    for page in ("/admin/", "/admin/sources/", f"/admin/sources/{decided.source.id}/review/", "/admin/records/"):
        body = desk.get(page).content.decode().partition('<div class="k-desk')[2]
        assert not re.search(r"<script(?![^>]*src=)|\sstyle=|\son[a-z]+=|javascript:", body)
