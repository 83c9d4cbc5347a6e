"""What `verify` answers about copies, whole and spoiled."""

import os
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from khronika.edition import canonical, header, manifest
from khronika.edition.chain import Chain, follow
from khronika.edition.compare import Difference, Fault
from khronika.edition.errors import EditionError, Malformed, Missing
from khronika.edition.publish import publish, stage
from khronika.edition.reader import open_edition
from khronika.edition.root import create_root, renew_root
from khronika.edition.signing import FRESH, place_root, renew_timestamp, revoke, withdraw
from khronika.edition.verify import State, Verdict, verify
from tests.edition.pressing import NOON, PAGES, House, build, write
from tests.edition.pressing import header as about


def asked(house: House, **how: object) -> Verdict:
    """The verdict about the newest edition under the root that its reader trusts."""
    return verify(house.editions, **{"at": NOON, "trusted_root": house.founded.root, **how})  # type: ignore[arg-type]


def spoil(path: Path, place: int, bit: int = 1) -> None:
    """Change one byte of a file."""
    data = bytearray(path.read_bytes())
    data[place] ^= bit
    path.write_bytes(bytes(data))


def test_a_signed_edition_is_genuine_from_the_folder_of_editions_and_as_a_copy(house: House, tmp_path: Path) -> None:
    verdict = asked(house)
    assert (verdict.state, verdict.number, verdict.differences, verdict.trusted) == (State.GENUINE, 1, (), True)
    assert verdict.digest == open_edition(house.editions / "1").digest
    stick = tmp_path / "stick"
    shutil.copytree(house.editions / "1", stick / "Хроника № 1")
    shutil.copytree(house.tuf, stick / "tuf")
    assert verify(stick / "Хроника № 1", at=NOON, trusted_root=house.founded.root).state is State.GENUINE


def test_it_works_from_inside_the_folder(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(house.editions / "1")
    assert verify(Path("."), at=NOON).state is State.GENUINE


def test_without_a_trusted_root_it_names_the_fingerprint_of_the_one_it_believed(house: House) -> None:
    verdict = asked(house, trusted_root=None)
    assert (verdict.state, verdict.trusted) == (State.GENUINE, False)
    assert verdict.fingerprint is not None and verdict.fingerprint in verdict.explanation
    assert "found beside the edition" in verdict.explanation


def test_one_byte_changed_in_any_file_is_found_and_the_file_named(house: House) -> None:
    for path in sorted(house.editions.glob("1/**/*")) + sorted(house.tuf.iterdir()):
        if not path.is_file():
            continue
        before = path.read_bytes()
        for place in {0, len(before) // 2, len(before) - 1}:
            spoil(path, place)
            verdict = asked(house)
            name = str(path.relative_to(house.editions)).removeprefix("1/")
            assert verdict.state is State.ALTERED, (name, place)
            assert [each.path for each in verdict.differences] == [name]
            assert "edition" in verdict.explanation.lower() or name.removeprefix("tuf/") in verdict.explanation
            path.write_bytes(before)
    assert asked(house).state is State.GENUINE


@pytest.mark.parametrize("name", ["1/edition.json", "tuf/timestamp.json", "tuf/1.targets.json", "tuf/1.root.json"])
@pytest.mark.parametrize("bit", [0x01, 0x20])
def test_no_byte_of_what_is_signed_or_signs_can_change_unseen(house: House, name: str, bit: int) -> None:
    path = house.editions / name
    before = path.read_bytes()
    for place in range(0, len(before), 11):
        spoil(path, place, bit)
        assert asked(house, trusted_root=None).state is State.ALTERED, place
        path.write_bytes(before)


def test_white_space_added_to_signatures_is_found(house: House) -> None:
    path = house.tuf / "timestamp.json"
    path.write_bytes(path.read_bytes() + b"\n")
    assert asked(house).state is State.ALTERED


def test_every_missing_extra_and_changed_file_is_named(house: House) -> None:
    edition = house.editions / "1"
    (edition / "data/people.csv").unlink()
    (edition / "site/en/index.html").write_bytes(b"<title>Chronicly</title>")
    (edition / "site/en/people/b.html").write_bytes(b"")
    (edition / "notes.txt").write_bytes(b"")
    (edition / "manifests/extra.json").write_bytes(b"")
    (edition / "media/empty").mkdir()
    assert asked(house).differences == (
        Difference("data/people.csv", Fault.MISSING),
        Difference("manifests/extra.json", Fault.EXTRA),
        Difference("media/empty/", Fault.EXTRA),
        Difference("notes.txt", Fault.EXTRA),
        Difference("site/en/index.html", Fault.CHANGED),
        Difference("site/en/people/b.html", Fault.EXTRA),
    )


def test_below_a_spoiled_manifest_nothing_is_called_extra(house: House) -> None:
    path = house.editions / "1/manifests/site/_.json"
    path.write_bytes(b"{}")
    (house.editions / "1/media/b.png").write_bytes(b"")
    assert asked(house).differences == (
        Difference("manifests/site/_.json", Fault.CHANGED),
        Difference("media/b.png", Fault.EXTRA),
    )


def test_a_spoiled_part_of_a_large_folder_hides_only_its_own_names(tmp_path: Path) -> None:
    house = build(tmp_path)
    house.press({f"site/en/p{i}.html": b"" for i in range(1500)})
    (house.editions / "2/manifests/site/en/_3.json").unlink()
    names = [f"x{i}.html" for i in range(64)]
    for name in names:
        (house.editions / "2/site/en" / name).write_bytes(b"")
    found = {each.path for each in asked(house).differences}
    assert found == {"manifests/site/en/_3.json"} | {
        f"site/en/{name}" for name in names if not manifest.within(name, "3")
    }


@pytest.mark.parametrize(
    "place", ["site/en/index.html", "site/en", "site/new", "manifests/site/_.json", "edition.json"]
)
def test_a_link_in_an_edition_is_never_followed(house: House, tmp_path: Path, place: str) -> None:
    path = house.editions / "1" / place
    aside = tmp_path / "aside"
    if path.exists():
        path.rename(aside)
    else:
        aside.write_bytes(b"")
    path.symlink_to(aside)
    verdict = asked(house)
    assert verdict.state is State.ALTERED
    assert place in {each.path for each in verdict.differences}


def test_a_pipe_does_not_make_it_wait(house: House) -> None:
    path = house.editions / "1/site/en/index.html"
    path.unlink()
    os.mkfifo(path)
    assert asked(house).differences == (Difference("site/en/index.html", Fault.IRREGULAR),)


@pytest.mark.parametrize("name", ["edition.json", "manifests/_.json"])
@pytest.mark.parametrize("data", [b"", b"{", b"[" * 60_000, b"\xff" * 100, bytes(3)])
def test_truncated_or_hostile_json_is_altered_and_named(house: House, name: str, data: bytes) -> None:
    (house.editions / "1" / name).write_bytes(data)
    assert asked(house).differences == (Difference(name, Fault.CHANGED),)


@pytest.mark.parametrize("name", ["1/edition.json", "1/manifests/_.json", "tuf/timestamp.json", "tuf/1.root.json"])
def test_json_of_a_terabyte_is_refused_unread(house: House, name: str) -> None:
    with open(house.editions / name, "r+b") as file:
        file.truncate(1 << 40)
    verdict = asked(house)
    assert verdict.state is State.ALTERED
    assert [each.path for each in verdict.differences] == [name.removeprefix("1/")]


def test_a_missing_edition_json_is_named(house: House) -> None:
    (house.editions / "1/edition.json").unlink()
    assert verify(house.editions / "1", at=NOON).differences == (Difference("edition.json", Fault.MISSING),)


def test_where_there_is_no_edition_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(Missing, match="Expected an edition"):
        verify(tmp_path, at=NOON)


def test_a_spoiled_latest_is_named(house: House) -> None:
    (house.editions / "latest").write_text("../../etc", encoding="utf-8")
    assert asked(house).differences == (Difference("latest", Fault.CHANGED),)


def test_a_whole_forged_edition_is_altered(house: House) -> None:
    shutil.rmtree(house.editions / "1")
    write(house.editions / "1", {**PAGES, "site/en/index.html": b"forged"})
    assert asked(house).differences == (Difference("edition.json", Fault.CHANGED),)


def test_an_edition_that_no_signature_names_is_unsigned(house: House) -> None:
    before = open_edition(house.editions / "1").digest
    with stage(house.editions) as folder:
        write(folder, PAGES, about(2, before))
        publish(folder, house.editions, 2)
    assert asked(house).state is State.UNSIGNED
    shutil.rmtree(house.tuf)
    verdict = asked(house)
    assert verdict.state is State.UNSIGNED and "no" in verdict.explanation


def test_an_older_edition_is_stale_and_the_newest_is_genuine(house: House) -> None:
    house.press({**PAGES, "site/en/index.html": b"second"})
    assert (asked(house).state, asked(house).number) == (State.GENUINE, 2)
    verdict = verify(house.editions / "1", at=NOON, trusted_root=house.founded.root)
    assert verdict.state is State.STALE and "edition 2 is newer" in verdict.explanation


def test_when_the_timestamp_ends_it_is_stale_until_renewed(house: House) -> None:
    late = NOON + FRESH + timedelta(seconds=1)
    assert asked(house, at=NOON + FRESH - timedelta(seconds=1)).state is State.GENUINE
    verdict = asked(house, at=late)
    assert verdict.state is State.STALE and "timestamp" in verdict.explanation
    renew_timestamp(house.tuf, house.founded.keys, at=late)
    assert (asked(house, at=late).state, asked(house).sequence) == (State.GENUINE, 2)


def test_an_altered_edition_is_altered_even_when_its_time_is_over(house: House) -> None:
    spoil(house.editions / "1/site/en/index.html", 3)
    assert asked(house, at=NOON + timedelta(days=4000)).state is State.ALTERED


def test_an_older_state_shown_again_is_stale_for_who_saw_the_newer(house: House, tmp_path: Path) -> None:
    shutil.copytree(house.tuf, tmp_path / "old")
    house.press(PAGES)
    seen = asked(house).sequence
    shutil.rmtree(house.tuf)
    shutil.copytree(tmp_path / "old", house.tuf)
    verdict = verify(house.editions / "1", at=NOON, trusted_root=house.founded.root, seen=seen)
    assert verdict.state is State.STALE and "older than those seen" in verdict.explanation


@pytest.mark.parametrize("name", ["1.targets.json", "1.snapshot.json"])
def test_an_old_file_under_a_new_name_is_altered(house: House, name: str, tmp_path: Path) -> None:
    shutil.copy(house.tuf / name, tmp_path / name)
    house.press(PAGES)
    new = name.replace("1.", "2.")
    shutil.copy(tmp_path / name, house.tuf / new)
    assert asked(house).differences == (Difference(f"tuf/{new}", Fault.CHANGED),)


@pytest.mark.parametrize("name", ["timestamp.json", "1.snapshot.json", "1.targets.json", "1.root.json"])
def test_missing_signature_files_are_named(house: House, name: str) -> None:
    (house.tuf / name).unlink()
    verdict = asked(house, trusted_root=None)
    assert (verdict.state, [each.path for each in verdict.differences]) == (State.ALTERED, [f"tuf/{name}"])


def test_a_swapped_root_is_altered_for_who_trusts_the_true_one(house: House, tmp_path: Path) -> None:
    other = build(tmp_path / "other")
    shutil.rmtree(house.editions)
    shutil.copytree(other.editions, house.editions)
    verdict = asked(house)
    assert verdict.state is State.ALTERED and "trusted root" in verdict.explanation
    assert verdict.differences == (Difference("tuf/1.root.json", Fault.CHANGED),)
    (house.tuf / "1.root.json").unlink()
    assert asked(house).differences == (Difference("tuf/timestamp.json", Fault.CHANGED),)


def test_a_root_that_the_one_before_did_not_sign_is_altered(house: House, tmp_path: Path) -> None:
    other = create_root(tmp_path / "other", ["other passphrase"], valid_until=NOON + timedelta(days=9))
    new = renew_root(tmp_path / "other", {1: "other passphrase"}, root=other.root, valid_until=NOON)
    (house.tuf / "2.root.json").write_bytes(new.root)
    assert asked(house).differences == (Difference("tuf/2.root.json", Fault.CHANGED),)


def test_a_trusted_root_that_is_none_is_the_callers_mistake(house: House) -> None:
    with pytest.raises(EditionError):
        asked(house, trusted_root=b"{}")
    with pytest.raises(Malformed, match="time zone"):
        asked(house, at=datetime(2026, 8, 4))


@pytest.mark.parametrize(("deed", "state"), [(revoke, State.REVOKED), (withdraw, State.WITHDRAWN)])
def test_an_edition_called_back_says_so_and_the_one_before_is_the_newest_again(
    house: House, deed: Callable[..., None], state: State
) -> None:
    house.press({**PAGES, "site/en/index.html": b"second"})
    deed(house.tuf, house.founded.keys, 2, at=NOON)
    assert asked(house).state is state
    assert verify(house.editions / "1", at=NOON, trusted_root=house.founded.root).state is State.GENUINE
    house.press({**PAGES, "site/en/index.html": b"third"})
    assert (asked(house).state, asked(house).number) == (State.GENUINE, 3)


@pytest.mark.parametrize(("revoked", "state"), [(True, State.REVOKED), (False, State.STALE)])
def test_a_copy_signed_with_replaced_keys_is_stale_and_with_revoked_keys_revoked(
    house: House, tmp_path: Path, revoked: bool, state: State
) -> None:
    shutil.copytree(house.editions, tmp_path / "copy")
    new = renew_root(
        house.roots,
        {1: "correct horse"},
        root=house.founded.root,
        valid_until=NOON + timedelta(days=700),
        revoke=revoked,
    )
    assert verify(tmp_path / "copy", at=NOON, trusted_root=new.root).state is state
    place_root(house.tuf, new.root, new.keys, at=NOON)
    assert asked(house).state is State.GENUINE
    assert asked(house, trusted_root=new.root).state is State.GENUINE
    shutil.copy(house.tuf / "2.root.json", tmp_path / "copy/tuf/2.root.json")
    assert verify(tmp_path / "copy", at=NOON, trusted_root=house.founded.root).state is state


def test_what_is_signed_is_the_digest_and_size_of_edition_json(house: House) -> None:
    data = (house.editions / "1" / header.FILE).read_bytes()
    signed: Chain = follow(house.tuf)
    assert signed.editions()[1].digest == open_edition(house.editions / "1").digest
    assert signed.editions()[1].size == len(data)
    assert canonical.dump(canonical.load(data, "x")) == data


def test_a_withdrawn_and_altered_copy_is_altered(house: House) -> None:
    withdraw(house.tuf, house.founded.keys, 1, at=NOON)
    assert asked(house).state is State.WITHDRAWN
    spoil(house.editions / "1/media/a.png", 3)
    assert asked(house).state is State.ALTERED


def test_the_explanation_cannot_carry_control_characters(house: House) -> None:
    (house.editions / "1/site/\x1b[2J").write_bytes(b"")
    assert asked(house).explanation.isprintable()
    assert asked(house).differences[0].path == "site/\\x1b[2J"
