"""What an edition holds: nothing that nobody cleared, and the same bytes however it was pressed."""

import json

import pytest

from khronika.desk.claims.models import Address, Record
from khronika.desk.claims.undo import undo
from khronika.edition.verify import State, verify
from khronika.press.allot import allot
from khronika.vocabulary.kind import Level
from tests.desk.making import Said, accept, account, claim, kept, lay, level, named, publish, record, subject
from tests.press.conftest import NOON
from tests.press.telling import ANNA, told, trial

# Withheld by default


def test_what_nobody_cleared_is_not_in_the_edition(house):
    trial(clear=False)
    report = house.press()
    assert report.added == 0
    for words in ("Sample", "District Court", "chairwoman", "Article 1"):
        assert house.holding(1, words) == set()


def test_what_was_cleared_is_there_in_three_languages_with_its_source(house):
    version, _ = trial()
    house.press()
    pages = {path for path in house.texts(1) if path.startswith("site/")}
    for language in ("en", "be", "ru"):
        assert {
            f"site/{language}/{address}.html"
            for address in (
                "people/anna-sample",
                "organizations/example-house",
                "places/sampletown",
                f"sources/{version.capture.source_id}",
            )
        } <= pages
    assert "chairwoman" in house.texts(1)["site/en/people/anna-sample.html"]
    assert verify(house.home.editions, at=NOON).state is State.GENUINE


@pytest.mark.parametrize("lacking", ["record", "claim", "source"])
def test_one_thing_that_is_not_cleared_withholds_the_claim(house, lacking):
    version, proposals = trial()
    position = claim(proposals[5])
    which = {"record": subject(proposals[1]), "claim": position.id, "source": version.capture.source_id}[lacking]
    level(lacking, which, Level.TEAM)
    house.press()
    assert house.holding(1, "chairwoman") == set()
    assert house.holding(1, position.id) == set()


def test_a_claim_that_speaks_of_a_withheld_record_is_withheld_whole(house):
    _, proposals = trial()
    level("record", subject(proposals[2]), Level.TEAM)
    house.press()
    assert house.holding(1, claim(proposals[8]).id) == set()
    assert "Article 1" in house.texts(1)["site/en/people/anna-sample.html"]


def test_only_public_chains_to_sources_are_shown(house):
    first, proposals = trial()
    second, _ = told(named(ANNA), title="A secret letter", meant={ANNA: subject(proposals[0])}, clear=False)
    house.press()
    assert house.holding(1, "secret letter") | house.holding(1, second.capture.source_id) == set()
    publish(second)
    house.press()
    assert house.holding(2, "secret letter")
    level("source", first.capture.source_id, Level.TEAM)
    report = house.press()
    assert house.holding(report.number, first.capture.source_id) == set()
    assert house.holding(report.number, "Anna Sample")


def test_a_withheld_passage_hides_what_rests_on_it_alone(house):
    _, proposals = trial()
    level("passage", proposals[5].passages.get().id, Level.RESTRICTED)
    house.press()
    assert house.holding(1, "chairwoman") == set()
    assert house.holding(1, "Anna Sample")


def test_the_whole_text_is_shown_only_where_that_was_decided(house):
    text = "Anna Sample came.\nNobody cleared this line."
    version = kept(text)
    accept(lay(version, Said("Name", ANNA, {"text": ANNA[1]}, quote="Anna Sample")))
    publish(version)
    house.press()
    assert house.holding(1, "Nobody cleared") == set()
    publish(version, whole=True)
    house.press()
    assert house.holding(2, "Nobody cleared")


# A withheld person in what others say


@pytest.fixture
def hidden(house) -> str:
    """A withheld person, of whom public sources speak."""
    return record(kept(title="Kept inside"), ("Person", "Ivan Zakharchanka"))


@pytest.mark.parametrize(
    "words", ["Ivan Zakharchanka", "Zakharchanka", "Іванам Захарчанкам", "Захарченко", "ZAKHARCHANKA"]
)
def test_a_withheld_person_is_replaced_in_every_text_of_the_edition(house, hidden, words):
    text = f"Anna Sample wrote to {words} in spring."
    version = kept(
        text, title=f"A letter to {words}", publisher=f"Friends of {words}", url="https://example.org/zakharchanka"
    )
    union = ("Organization", f"Committee for {words}")
    statement = ("JointStatement", "")
    said = [
        named(ANNA),
        named(union),
        Said("Membership", ANNA, {"organization": union, "role": f"adviser to {words}"}, quote="Anna Sample wrote to"),
        Said("Text", statement, {"role": "title", "language": "en", "text": f"Free {words}"}),
        Said("Text", ANNA, {"role": "description", "language": "en", "text": f"She knew {words}."}),
    ]
    accept(lay(version, *said))
    publish(version, whole=True)
    report = house.press()
    for part in (words, words.split()[-1], "zakharch", "Захарч"):
        assert house.holding(1, part) == set()
    assert house.holding(1, "[withheld]")
    assert report.redacted
    assert house.holding(1, "Anna Sample")


def test_a_published_namesake_is_not_replaced(house, hidden):
    maryna = ("Person", "Maryna Zakharchanka")
    version = kept("Maryna Zakharchanka came; Ivan Zakharchanka stayed.")
    accept(lay(version, named(maryna)))
    publish(version)
    house.press()
    assert "Maryna Zakharchanka" in house.texts(1)["site/en/people/maryna-zakharchanka.html"]
    assert house.holding(1, "Ivan Zakh") == set()


def test_a_person_set_to_team_is_gone_from_pages_lists_data_and_quotes(house):
    _version, proposals = trial()
    house.press()
    assert house.holding(1, "anna-sample") and house.holding(1, "Anna Sample")
    anna = subject(proposals[0])
    level("record", anna, Level.TEAM)
    report = house.press()
    assert report.removed
    for words in ("Anna", "anna-sample", "Sample ", anna, "chairwoman"):
        assert house.holding(2, words) == set(), words


def test_an_address_with_the_name_of_somebody_withheld_later_does_not_stay(house):
    """An address is allotted once; if it names somebody who must not be named, the page may not keep it."""
    _version, proposals = told(
        named(ANNA),
        Said("Text", ("JointStatement", ""), {"role": "title", "language": "en", "text": "Free Anna Sample"}),
    )
    house.press()
    assert house.holding(1, "statements/free-anna-sample")
    level("record", subject(proposals[0]), Level.TEAM)
    house.press()
    assert house.holding(2, "anna-sample") == set()


# Addresses


def test_an_address_is_given_once_and_never_to_another(house):
    _first, _ = told(named(ANNA))
    house.press()
    level("record", Address.objects.get(path="people/anna-sample").record_id, Level.TEAM)
    other = record(second := kept(), ("Person", "Anna Sample"))
    publish(second)
    house.press()
    assert Address.objects.get(record_id=other).path == "people/anna-sample-2"
    assert Address.objects.count() == 2


def test_who_is_withheld_has_no_address(house):
    trial(clear=False)
    house.press()
    assert not Address.objects.exists()


def test_an_address_stays_when_the_name_changes(house):
    _version, proposals = told(named(ANNA))
    house.press()
    further = kept(title="Later")
    record(further, ("Person", "Hanna Sample"), of=subject(proposals[0]))
    publish(further)
    undo(account(), claim(proposals[0]).decision)
    house.press()
    assert "Hanna Sample" in house.texts(2)["site/en/people/anna-sample.html"]


def test_addresses_of_one_name_are_numbered_in_their_order(db):
    from khronika.edition.model import Title

    for each in ("a", "b", "c"):
        Record.objects.create(id=each, kind="Person")
    title = (Title("Алесь Беляцкі", "be"),)
    assert allot({"a": ("people", title), "b": ("people", title)}) == {
        "a": "people/ales-beliatski",
        "b": "people/ales-beliatski-2",
    }
    assert allot({"c": ("people", title)}) == {"c": "people/ales-beliatski-3"}
    assert allot({}) == {}


def test_hostile_names_are_words_on_pages_and_nothing_else(house):
    words = ["<script>alert(1)</script>", "{{7*7}}", "</script><img src=x onerror=alert(1)>", "\u202eelpmaS"]
    version = kept(" ".join(words), title=words[0], publisher=words[2])
    accept(lay(version, *(named(("Organization", each)) for each in words)))
    publish(version)
    house.press()
    pages = {path: text for path, text in house.texts(1).items() if path.endswith(".html")}
    assert any("&lt;script&gt;alert(1)" in text for text in pages.values())
    assert any("{{7*7}}" in text for text in pages.values())
    for text in pages.values():
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_every_line_of_data_is_one_published_record_or_source(house):
    trial()
    house.press()
    lines = [
        json.loads(line)
        for path, text in house.texts(1).items()
        if path.startswith(("data/records/", "data/sources/"))
        for line in text.splitlines()
    ]
    kinds = sorted(line["ref"]["kind"] for line in lines if "ref" in line)
    assert kinds == ["Act", "Organization", "Organization", "Person", "Place", "Proceeding"]
    assert len(lines) == 7
