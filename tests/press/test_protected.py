"""Who is protected stays so in every byte of an edition, whether all of it is made or only what changed."""

from datetime import timedelta

import pytest

from khronika.desk.accounts.models import User
from khronika.desk.claims import protect, second
from khronika.desk.claims.clear import Target
from khronika.desk.claims.errors import Waits
from khronika.desk.claims.models import Address, Decision, Pseudonym, Withdrawal
from khronika.desk.claims.protect import Agreement
from khronika.edition.codec import from_json
from khronika.press.gate import Withheld
from khronika.press.preview import preview
from khronika.press.why import why
from khronika.vocabulary.kind import Level
from tests.desk.making import HOUSE, Said, account, claim, level, named, subject
from tests.press.conftest import NOON
from tests.press.telling import ACT, ANNA, ARREST, COURT, DETAILS, JUDGMENT, PENALTY, TRIAL, told

NINA, BORIS, CHILD = ("Person", "Nina Sister"), ("Person", "Boris Second"), ("Person", "Zoja Little")
TIE = Said("Relationship", ANNA, {"other": NINA, "relationship": "sibling"}, quote="March")
TODAY = NOON.date()
WORDS = "A woman was arrested in March and sentenced in the District Court; nobody is named."


def same_bytes(house, at=NOON) -> int:
    """Press what changed and then all; the bytes are the same. The number of the first of the two."""
    number = house.press(at=at).number
    assert house.press(at=at, full=True).everything
    made, anew = house.texts(number), house.texts(number + 1)
    assert made.keys() == anew.keys()
    assert [path for path in made if made[path] != anew[path]] == []
    return number


def confirmed(deed, *given, **said) -> Decision:
    """Do what takes two."""
    with pytest.raises(Waits) as waits:
        deed(*given, **said)
    return second.confirm(User.objects.get_or_create(username="pavel", held="editor")[0], waits.value.number)


def agree(record: str, topic: str, audience: str = "public") -> Decision:
    return protect.consent(account(), record, Agreement(topic, audience, "themselves", "2024"))


def hide(record: str) -> Withdrawal:
    """A hiding as the deed would write it."""
    made = protect.enter(account(), Decision.Deed.HIDE, {"record": record}, reason="danger")
    return Withdrawal.objects.create(decision=made, record_id=record, deed="hide")


@pytest.fixture
def family(db) -> dict[str, str]:
    """Anna, her sister, and the claim that ties them; all of it cleared."""
    _, proposals = told(named(ANNA), named(NINA), TIE)
    return {"anna": subject(proposals[0]), "nina": subject(proposals[1]), "tie": claim(proposals[2]).id}


# Guarded topics


def test_a_tie_goes_out_when_both_agreed_and_goes_when_one_no_longer_does(house, family):
    house.press()
    assert house.holding(1, family["tie"]) == set()
    agree(family["anna"], "family")
    assert house.holding(same_bytes(house), family["tie"]) == set()
    mine = agree(family["nina"], "family")
    number = same_bytes(house)
    assert any("data/records" in path for path in house.holding(number, family["tie"]))
    protect.end_consent(account(), mine.pk, reason="she rang")
    assert house.holding(same_bytes(house), family["tie"]) == set()


def test_a_tie_that_was_made_public_goes_out_and_withholding_it_ends_that(house, family):
    confirmed(protect.made_public, account(), [family["tie"]], where="her own page", reason="she wrote of it")
    house.press()
    assert house.holding(1, family["tie"])
    level("claim", family["tie"], Level.TEAM)
    level("claim", family["tie"], Level.PUBLIC)
    assert house.holding(same_bytes(house), family["tie"]) == set()


def test_a_child_is_nowhere_until_somebody_agreed_and_is_none_from_the_eighteenth_birthday(house):
    _, proposals = told(
        named(CHILD), Said("PersonDetails", CHILD, {"birth": "2008-12-01"}), named(ANNA), title="Zoja Little was there"
    )
    house.press()
    assert house.holding(1, "Zoja") == house.holding(1, "Little") == set()
    assert same_bytes(house, NOON.replace(month=11, day=30)) == 2
    assert house.holding(2, "Zoja") == set()
    number = same_bytes(house, NOON.replace(month=12, day=1))
    assert "site/en/people/zoja-little.html" in house.holding(number, "Zoja")
    agree(subject(proposals[0]), "children")
    assert house.holding(same_bytes(house), "Zoja"), "on an earlier day it now takes, and has, a consent"


def test_who_no_longer_agrees_to_be_named_is_nowhere(house, family):
    number = agree(family["nina"], "").pk
    house.press()
    assert house.holding(1, "Nina")
    protect.end_consent(account(), number, reason="she rang")
    assert house.holding(same_bytes(house), "Nina") == set()


# Days


@pytest.mark.parametrize("what", ["record", "claim", "source"])
def test_an_embargo_runs_out_by_the_day_alone(house, what):
    version, proposals = told(named(ANNA), named(HOUSE), named(BORIS), title="Canary")
    which = {"record": subject(proposals[0]), "claim": claim(proposals[0]).id, "source": version.capture.source_id}
    house.press()
    assert house.holding(1, "Anna Sample</")
    until = NOON + timedelta(days=300)
    protect.embargo(account(), Target(what, which[what]), until=until.date(), reason="until the verdict")
    assert house.holding(same_bytes(house, until - timedelta(days=1)), "Anna Sample</") == set()
    assert house.holding(same_bytes(house, until), "Anna Sample</")
    assert house.holding(same_bytes(house, NOON), "Anna Sample</") == set()


# What was called back


def test_what_is_hidden_is_nowhere_and_comes_back_when_that_is_lifted(house):
    _, proposals = told(named(ANNA), DETAILS, named(COURT), JUDGMENT, ARREST, named(("Place", "Sampletown")))
    anna = subject(proposals[0])
    house.press()
    court = "site/en/organizations/district-court.html"
    assert "onvicted" in house.texts(1)[court]
    row = hide(anna)
    number = same_bytes(house)
    assert "onvicted" not in house.texts(number)[court]
    for word in ("Anna", "Sample ", anna, subject(proposals[1]), "arrest-"):
        assert house.holding(number, word) == set()
    assert why([anna], TODAY).claims[claim(proposals[0]).id] == Withheld(
        "it speaks of somebody or something that was called back"
    )
    Withdrawal.objects.filter(pk=row.pk).update(lifted=protect.enter(account(), "lift", {}, reason="safe"))
    assert "onvicted" in house.texts(same_bytes(house))[court]


def test_what_is_hidden_is_hidden_from_the_team_as_well(db, family):
    hide(family["anna"])
    for audience in Level:
        said = why([family["anna"]], TODAY, audience)
        assert all(isinstance(each, Withheld) for each in said.claims.values())


# Withheld sources


def test_a_claim_whose_source_is_withheld_says_so_and_shows_nothing_of_it(house):
    _, proposals = told(named(ANNA), named(HOUSE), title="Public")
    position = Said("Membership", ANNA, {"organization": subject(proposals[1]), "role": "canary role"})
    meant = {ANNA: subject(proposals[0])}
    secret, others = told(position, title="Secret canary", meant=meant, clear=False)
    mine = claim(others[0]).id
    level("claim", mine, Level.PUBLIC)
    house.press()
    assert house.holding(1, "canary role") == set()
    confirmed(protect.source_withheld, account(), [mine], reason="whoever told us is in danger")
    number = same_bytes(house)
    texts = house.texts(number)
    for language, words in (
        ("en", "source withheld"),
        ("be", "крыніца не раскрываецца"),
        ("ru", "источник не раскрывается"),
    ):
        assert words in texts[f"site/{language}/people/anna-sample.html"]
    assert house.holding(number, "Secret canary") == house.holding(number, secret.capture.source_id) == set()
    assert any('"basis":"source withheld"' in text for path, text in texts.items() if path.startswith("data/records"))
    level("source", secret.capture.source_id, Level.PUBLIC)
    assert house.holding(same_bytes(house), "source withheld") <= {"data/openapi.json"}


def test_a_secret_corroboration_leaves_every_byte_as_it_is(house):
    said = (named(ANNA), named(HOUSE), Said("Membership", ANNA, {"organization": HOUSE, "role": "chairwoman"}))
    _, proposals = told(*said, title="Public")
    house.press()
    meant = {ANNA: subject(proposals[0]), HOUSE: subject(proposals[1])}
    told(*said, title="Secret canary", meant=meant, clear=False)
    assert claim(proposals[2]).citations.count() == 2
    number = same_bytes(house)
    assert house.texts(number) == house.texts(1)


# Pseudonyms


@pytest.fixture
def veiled(house) -> dict[str, str]:
    """Anna, published under her name and then under a pseudonym. One source names her, another does not."""
    version, proposals = told(named(ANNA), named(HOUSE), DETAILS, PENALTY, ARREST, named(("Place", "Sampletown")))
    ids = {name: subject(proposals[n]) for name, n in (("anna", 0), ("trial", 2), ("act", 4))}
    meant = {ANNA: ids["anna"], TRIAL: ids["trial"], ACT: ids["act"]}
    quiet, others = told(
        named(COURT),
        Said("ActDetails", ACT, {"victim": ids["anna"], "act_type": "arrest"}, quote="arrested", start="2021-03"),
        Said("ProceedingDetails", TRIAL, {"defendant": ids["anna"], "proceeding_kind": "criminal"}, quote="sentenced"),
        Said("Judgment", TRIAL, {"court": COURT, "verdict": "convicted"}, quote="District Court"),
        Said("Membership", ANNA, {"organization": subject(proposals[1]), "role": "teacher"}, quote="woman"),
        title="A quiet source",
        text=WORDS,
        meant=meant,
    )
    ids |= {"source": version.capture.source_id, "quiet": quiet.capture.source_id}
    ids |= {f"claim{n}": claim(each).id for n, each in enumerate((*proposals[:1], *proposals[2:5], *others[1:]))}
    house.press()
    assert house.holding(1, "people/anna-sample")
    protect.pseudonym(account(), ids["anna"], audience="public", text="Teacher N.", reason="she asked")
    return ids


def own(ids: dict[str, str]) -> list[str]:
    """All ids that would tell who it is."""
    return [value for name, value in ids.items() if name not in ("source", "quiet")]


def test_under_a_pseudonym_nothing_of_the_name_is_left(house, veiled):
    number = same_bytes(house)
    for word in ("Anna", "anna-sample", "Sample House", *own(veiled)):
        assert house.holding(number, word) == set(), word
    alias = Pseudonym.objects.get().alias
    page = house.texts(number)[f"site/en/people/{alias}.html"]
    assert "Teacher N." in page and "teacher" in page and "convicted" in page.lower()
    assert house.holding(number, "Teacher N.") - {f"site/en/people/{alias}.html"}, "lists and data have the pseudonym"
    assert set(Address.objects.values_list("path", flat=True)) == set(
        Address.objects.filter(record__isnull=False).values_list("path", flat=True)
    )


def test_a_source_that_names_the_person_is_cited_for_none_of_it(house, veiled):
    number = same_bytes(house)
    alias = Pseudonym.objects.get().alias
    page = house.texts(number)[f"site/en/people/{alias}.html"]
    assert f"sources/{veiled['quiet']}" in page and f"sources/{veiled['source']}" not in page
    assert "4 years" not in page and "imprisonment" not in page.lower()
    assert (
        "names somebody who appears under a pseudonym" in why([veiled["trial"]], TODAY).claims[veiled["claim2"]].reason
    )
    confirmed(protect.source_withheld, account(), [veiled["claim2"]], reason="its source names her")
    page = house.texts(same_bytes(house))[f"site/en/people/{alias}.html"]
    assert "4 years" in page and "source withheld" in page


def test_when_a_pseudonym_ends_nothing_leads_from_it_to_the_name(house, veiled):
    under = house.texts(same_bytes(house))
    confirmed(protect.pseudonym, account(), veiled["anna"], audience="public", text="", reason="she is safe")
    open_ = house.texts(same_bytes(house))
    alias = Pseudonym.objects.order_by("decision_id").first().alias
    assert not any(alias in path or alias in text or "Teacher N." in text for path, text in open_.items())
    assert "site/en/people/anna-sample.html" in open_
    published = [
        {claim.id for record in _records(texts) for claim in (*record.claims, *record.incoming)}
        for texts in (under, open_)
    ]
    records = [{record.ref.id for record in _records(texts)} for texts in (under, open_)]
    theirs = {value for name, value in veiled.items() if name.startswith("claim")}
    assert theirs <= published[1] and not theirs & published[0]
    for name in ("anna", "trial", "act"):
        assert veiled[name] in records[1] and veiled[name] not in records[0]


def _records(texts):
    def whole(record):
        yield record
        for part in record.parts:
            yield from whole(part)

    lines = (line for path, text in texts.items() if path.startswith("data/records/") for line in text.splitlines())
    for line in lines:
        yield from whole(from_json(line.encode()))


def test_another_pseudonym_has_other_ids(house, veiled):
    first = house.texts(same_bytes(house))
    protect.pseudonym(account(), veiled["anna"], audience="public", text="Reader K.", reason="the first one was known")
    second_ = house.texts(same_bytes(house))
    old, new = Pseudonym.objects.order_by("decision_id").values_list("alias", flat=True)
    assert any(old in path for path in first) and not any(old in path or old in text for path, text in second_.items())
    assert f"site/en/people/{new}.html" in second_
    assert not any("Teacher N." in text for text in second_.values())


def test_a_pseudonym_for_partners_holds_for_the_public_too_and_not_within_the_team(veiled):
    protect.pseudonym(account(), veiled["anna"], audience="partners", text="Reader K.", reason="she asked")
    assert why([veiled["anna"]], TODAY, Level.PARTNERS).published[veiled["anna"]]
    name = why([veiled["anna"]], TODAY, Level.PARTNERS).claims[veiled["claim0"]]
    assert name == Withheld("it says the name of somebody who appears under a pseudonym")
    assert not isinstance(why([veiled["anna"]], TODAY, Level.TEAM).claims[veiled["claim0"]], Withheld)


def test_the_desk_is_told_of_the_record_and_not_of_the_pseudonym(house, veiled):
    found = preview(house.home, TODAY)
    assert veiled["anna"] in found.changed and veiled["anna"] in {each.record for each in found.withheld}
    assert Pseudonym.objects.get().alias not in {*found.added, *found.changed, *found.removed}
