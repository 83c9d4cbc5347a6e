"""The panel that protects a record: what it shows, what its forms do, and who may press them."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from khronika.desk.accounts.models import User
from khronika.desk.claims import protect
from khronika.desk.claims.models import Clearance, Consent, Prepared, Pseudonym
from khronika.press.gate import Because
from khronika.workspace.press.reasons import reason
from tests.workspace.laid import record_of

SOON = (timezone.now().date() + timedelta(days=40)).isoformat()
AGREED = {"topic": "family", "audience": "public", "given_by": "herself", "given_on": "2024-05"}


@pytest.fixture
def anna(decided) -> str:
    return record_of(decided)


def do(desk, record: str, deed: str, **said: object):
    return desk.post(f"/admin/records/{record}/protect/", {"protect": deed, **said}, follow=True)


def panel(desk, record: str):
    return desk.get(f"/admin/records/{record}/").context["protection"]


def test_a_consent_is_recorded_and_ended_from_the_page(desk, anna):
    assert not panel(desk, anna).any
    assert "it holds from the next edition on" in do(desk, anna, "consent", **AGREED).content.decode()
    (shown,) = panel(desk, anna).consents
    assert (shown.topic, shown.audience, shown.by) == ("Family and other ties", "Public", "herself")
    do(desk, anna, "end", number=shown.number, reason="she rang")
    assert (panel(desk, anna).consents, panel(desk, anna).ended) == ((), 1)
    assert Consent.objects.get().withdrawn is not None


def test_nothing_typed_is_lost_where_a_consent_is_refused(desk, anna):
    answer = do(desk, anna, "consent", **{**AGREED, "given_on": "yesterday"})
    assert answer.status_code == 422
    assert 'value="herself"' in answer.content.decode() and 'value="yesterday"' in answer.content.decode()
    assert "Expected a date" in answer.content.decode()


def test_a_consent_of_somebody_else_is_not_ended_here(desk, vera, anna, decided):
    other = record_of(decided, "organization-1")
    number = protect.consent(vera, anna, protect.Agreement(**AGREED)).pk
    assert do(desk, other, "end", number=number, reason="x").status_code == 422
    assert Consent.objects.get().withdrawn is None


def test_an_embargo_is_set_and_lifted(desk, anna):
    do(desk, anna, "embargo", until=SOON, reason="until she has left")
    assert panel(desk, anna).until == SOON
    do(desk, anna, "lift", reason="she has left")
    assert panel(desk, anna).until == ""
    assert do(desk, anna, "embargo", until="soon", reason="x").status_code == 422


def test_a_pseudonym_is_given_and_its_end_waits_for_a_second_person(desk, anna):
    do(desk, anna, "pseudonym", text="Teacher N.", audience="public", reason="she asked")
    assert [each.text for each in panel(desk, anna).pseudonyms] == ["Teacher N."]
    assert "Appears as <b>Teacher N.</b> (Public)" in desk.get(f"/admin/records/{anna}/").content.decode()
    answer = do(desk, anna, "name", audience="public", reason="she is safe")
    assert "a second person must confirm it" in answer.content.decode()
    assert Pseudonym.objects.count() == 1
    assert "show a name again" in desk.get("/admin/second/").content.decode()
    assert do(desk, anna, "pseudonym", text=" ", audience="public", reason="x").status_code == 422


def test_claims_are_prepared_for_two(desk, anna):
    line = desk.get(f"/admin/records/{anna}/").context["own"][0].lines[0]
    answer = do(desk, anna, "basis", claim=[line.id], basis="made public", where="her page", reason="she wrote it")
    assert "a second person must confirm it" in answer.content.decode()
    assert Prepared.objects.get().order["targets"] == [["claim", line.id, False, "made public", "her page"]]
    do(desk, anna, "basis", claim=[line.id], basis="source withheld", reason="in danger")
    assert Prepared.objects.latest("pk").order["targets"][0][3] == "source withheld"
    assert not Clearance.objects.exists()
    assert do(desk, anna, "basis", basis="made public", where="x", reason="x").status_code == 422
    assert do(desk, anna, "nonsense").status_code == 422


def test_an_organisation_has_an_embargo_and_nothing_of_people(desk, decided):
    page = desk.get(f"/admin/records/{record_of(decided, 'organization-1')}/").content.decode()
    assert "Set an embargo" in page and "Record a consent" not in page


def test_who_may_not_clear_sees_the_state_and_no_form(client, anna, desk):
    do(desk, anna, "embargo", until=SOON, reason="until she has left")
    client.force_login(User.objects.create(username="rita", held="researcher"))
    page = client.get(f"/admin/records/{anna}/").content.decode()
    assert "Under embargo" in page and "Change the embargo" not in page
    assert client.post(f"/admin/records/{anna}/protect/", {"protect": "lift", "reason": "x"}).status_code in (302, 403)
    assert panel(desk, anna).until == SOON


@pytest.mark.parametrize("because", Because)
def test_every_reason_of_the_gate_has_words_in_every_language(because):
    said = f"{because}{ {'it is under embargo until ': '2027-01-01', 'its level is ': 'team'}.get(because, 'family') }".rstrip()
    said = said if because.endswith(" ") else because.value
    with override("en"):
        english = reason(said)
    assert english[0].isupper() and english.endswith(".")
    for language in ("be", "ru"):
        with override(language):
            assert reason(said) != english
