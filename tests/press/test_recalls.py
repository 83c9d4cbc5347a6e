"""After somebody is called back: the next edition lacks them, older ones go, and a list that tells nobody who went is signed."""

import json
from pathlib import Path

import pytest

from khronika.desk.claims import erase, second, withdraw
from khronika.desk.claims.errors import ClaimsError, Waits
from khronika.desk.claims.held import held
from khronika.desk.claims.models import Recall, Record, Tombstone, Withdrawal
from khronika.edition import chain, recall
from khronika.edition.errors import Malformed, Missing
from khronika.edition.ship import ship
from khronika.edition.verify import State, verify
from khronika.press.custody import check
from khronika.press.recalls import clear, due, follow, mirrors
from tests.desk.making import ANNA, Said, accept, account, kept, lay, named, publish, subject
from tests.press.conftest import NOON
from tests.press.telling import trial

PAGE = "site/en/people/anna-sample.html"


def numbers(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir() if each.name.isdecimal())


def listed(house) -> dict:
    (path,) = (house.home.editions / "tuf").glob("*.recall.json")
    return json.loads(path.read_bytes())


def erased(house, record: str, **more) -> None:
    """Two people decide, and it is carried out."""
    from khronika.desk.accounts.models import User

    with pytest.raises(Waits) as waits:
        erase.erase(account(), record, reason="asked by law", **more)
    second.confirm(User.objects.create(username="paula", held="publisher"), waits.value.number)
    erase.finish(house.home)


@pytest.fixture
def anna(house) -> str:
    """Anna Sample, in edition 1."""
    _version, proposals = trial()
    house.press()
    assert PAGE in house.texts(1)
    return subject(proposals[0])


def test_a_hiding_is_followed_by_an_edition_without_them_and_older_ones_go(house, anna):
    withdraw.hide(account(), anna, reason="threatened")
    assert due(house.home)
    assert follow(house.home).report.number == 2
    assert house.holding(2, "anna-sample") == set() and house.holding(2, "Anna Sample") == set()
    assert numbers(house.home.editions) == ["2"]
    assert not due(house.home) and follow(house.home).report is None


def test_nothing_in_the_new_edition_says_that_something_was_called_back(house, anna):
    words = ("withdr", "hidden", "called back", "threatened", "recall", anna)
    before = {each: house.holding(1, each) for each in words}
    withdraw.hide(account(), anna, reason="threatened by neighbours")
    follow(house.home)
    for each in words:
        assert house.holding(2, each) <= before[each], each
    assert house.holding(2, anna) == set()


def test_a_list_is_signed_with_every_edition_and_its_length_is_a_power_of_two(house, anna):
    first = listed(house)
    assert len(first["entries"]) == recall.LEAST and not Recall.objects.exists()
    withdraw.hide(account(), anna, reason="threatened")
    follow(house.home)
    second_list = listed(house)
    assert len(second_list["entries"]).bit_count() == 1
    assert not set(first["entries"]) & set(second_list["entries"])
    house.press()
    third = listed(house)
    assert not set(third["entries"]) & set(second_list["entries"]), "lists have nothing in common"
    assert len(third["entries"]) == len(second_list["entries"])


def test_a_mirror_with_the_key_removes_what_was_called_back_and_without_it_learns_nothing(house, anna, tmp_path):
    mirror = tmp_path / "mirror"
    ship(house.home.editions, mirror)
    (mirror / "kept").mkdir()
    (mirror / "1").rename(mirror / "kept" / "1")
    withdraw.hide(account(), anna, reason="threatened")
    follow(house.home)
    ship(house.home.editions, mirror)
    (mirror / "kept" / "1").rename(mirror / "1")
    (mirror / "kept").rmdir()
    key = mirrors(house.home)
    assert recall.apply(mirror, bytes(32)).removed == ()
    done = recall.apply(mirror, key)
    assert done.newest == 2 and f"1/{PAGE}" in done.removed
    left = [each for each in (mirror / "1").rglob("*") if each.is_file()]
    assert not any(b"nna Sample" in each.read_bytes() or "anna-sample" in each.name for each in left)
    assert verify(mirror / "2", at=NOON).state is State.GENUINE
    assert verify(mirror / "1", at=NOON).state is State.ALTERED
    told = verify(mirror / "1", at=NOON, key=key)
    assert told.state is State.STALE and told.recalled and "called them back" in told.explanation
    (mirror / "1" / "edition.json").chmod(0o644)
    assert recall.apply(mirror, key).removed == ()


def test_a_list_that_was_changed_or_is_missing_is_told(house, anna):
    tuf = house.home.editions / "tuf"
    (path,) = tuf.glob("*.recall.json")
    data = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(data.replace(b'"format":1', b'"format":2'))
    assert verify(house.home.editions, at=NOON).state is State.ALTERED
    path.unlink()
    found = verify(house.home.editions, at=NOON)
    assert [each.path for each in found.differences] == [f"tuf/{path.name}"]
    with pytest.raises(Malformed, match="32 bytes"):
        recall.apply(house.home.editions, b"short")


def test_signatures_without_a_list_have_nothing_to_apply(house, anna, tmp_path, monkeypatch):
    monkeypatch.setattr(recall, "TARGET", "another.json")
    with pytest.raises(Missing, match="there is none"):
        recall.apply(house.home.editions, bytes(32))
    assert recall.read(house.home.editions / "tuf", chain.follow(house.home.editions / "tuf")) is None


def test_an_older_edition_goes_though_the_press_died_before_it_could_remove_it(house, anna, monkeypatch):
    withdraw.hide(account(), anna, reason="threatened")
    monkeypatch.setattr("khronika.press.press.clear", lambda home: 0)
    house.press()
    assert numbers(house.home.editions) == ["1", "2"]
    assert clear(house.home) == 1
    assert numbers(house.home.editions) == ["2"]


def test_an_ordinary_press_leaves_the_edition_before_and_asks_mirrors_for_nothing(house, anna):
    house.press()
    assert numbers(house.home.editions) == ["1", "2"]
    assert not Recall.objects.exists()


def test_an_erased_person_is_in_nothing_that_is_pressed_and_their_neighbours_stand(house, anna):
    other = ("Person", "Barys Susedau")
    version = kept("Anna Sample met Barys Susedau there. Barys Susedau stayed; Sample left.", "A meeting")
    met = "Barys Susedau stayed"
    said = [named(ANNA), named(other), Said("Occupation", other, {"text": "guest", "language": "en"}, quote=met)]
    accept(lay(version, *said), {ANNA: anna})
    publish(version, whole=True)
    erased(house, anna)
    version.refresh_from_db()
    assert version.text == "████ ██████ met Barys Susedau there. Barys Susedau stayed; ██████ left."
    quotes = set(version.passages.values_list("quote", flat=True))
    assert met in quotes and not any("Sample" in each for each in quotes)
    house.press()
    assert house.holding(2, "anna") == set() and house.holding(2, "Barys Susedau")
    assert check(house.home)[1] == []


def test_what_is_gone_without_an_erasure_that_says_so_breaks_the_ledger(house, anna):
    from khronika.desk.claims.models import Decision

    first = Decision.objects.order_by("pk").first()
    Decision.objects.filter(pk=first.pk).update(payload="", salt=b"")
    (found,) = check(house.home)[1]
    assert found.number == first.pk and "no erasure says" in found.what


def test_an_erasure_takes_a_publisher_and_a_reason_that_does_not_name_them(house, anna):
    from khronika.desk.accounts.models import User

    one, other = (User.objects.create(username=name, held="editor") for name in ("eva", "emma"))
    with pytest.raises(ClaimsError, match="does not name"):
        erase.erase(one, anna, reason="Anna Sample asked")
    with pytest.raises(Waits) as waits:
        erase.erase(one, anna, reason="asked by law")
    with pytest.raises(ClaimsError, match="Expected a publisher"):
        second.confirm(other, waits.value.number)
    assert not Withdrawal.objects.exists()


def test_only_a_person_is_erased(house, anna):
    place = Record.objects.filter(kind="Place").first()
    with pytest.raises(ClaimsError, match="only people are erased"):
        erase.erase(account(), place.pk, reason="asked by law")


def test_a_source_on_which_others_rest_does_not_go_whole_and_one_that_is_spared_is_left(house, anna):
    source = held(anna).sources[0].id
    with pytest.raises(ClaimsError, match="known of somebody else"):
        erase.going(anna, whole=[source])
    assert erase.going(anna, spare=[source]).blanked == ()


def test_a_restored_database_is_emptied_again_and_a_second_time_nothing_happens(house, anna):
    made = withdraw.hide(account(), anna, reason="threatened")
    Tombstone.objects.create(decision=made, what="record", digest=erase.tombstone(house.home, anna))
    assert erase.replay(house.home) == 1
    assert held(anna).claims == () and held(anna).names == ()
    assert Withdrawal.objects.filter(record=anna, deed="erase").exists()
    assert erase.replay(house.home) == 0
    assert check(house.home)[1] == []


def test_all_that_is_held_of_somebody_is_told(house, anna):
    kept("It was said that Hanna Other saw Anna Sample.", "Hearsay")
    found = held(anna)
    assert "Anna Sample" in found.names and "people/anna-sample" in found.addresses
    assert {each.kind for each in found.claims} >= {"Name", "Membership", "ActDetails", "Judgment", "SentenceComponent"}
    told = {each.title: each.cited for each in found.sources}
    assert told == {"Court in Sampletown": True, "Hearsay": False}
    assert {each.deed for each in found.decisions} >= {"ruling", "clearance"}
