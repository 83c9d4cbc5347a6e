"""The bytes of an edition: canonical JSON, header, manifests."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.edition import canonical, header, manifest
from khronika.edition.errors import BadPath, EditionError, Malformed, quoted
from khronika.edition.header import Header
from khronika.edition.manifest import Entry, Node, Spot
from tests.edition.pressing import header as about

TOP = Entry(5, "0" * 64)
SOME = Entry(1, "a" * 64)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b'{"a":1} ',
        b'{"a": 1}',
        b'{"b":1,"a":1}',
        b'{"a":1,"a":1}',
        b'{"a":1.0}',
        b'{"a":NaN}',
        b'{"a":-1}',
        b'{"a":01}',
        b'{"a":9007199254740992}',
        b'{"a":' + b"9" * 10_000 + b"}",
        b'{"a":"\\u0061"}',
        b'{"a":"\\ud800"}',
        b'{"a":"\xff"}',
        b"\xef\xbb\xbf{}",
        b'{"a":' + b"[" * 50_000,
    ],
)
def test_bytes_that_are_not_canonical_are_refused(data: bytes) -> None:
    with pytest.raises(Malformed, match=r'canonical JSON.*"edition.json"'):
        canonical.load(data, "edition.json")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(0, canonical.LARGEST) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abcxyz", max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text("abcxyz", max_size=3), json_values, max_size=4))
def test_what_is_dumped_loads_as_the_same_value(value: dict[str, object]) -> None:
    assert canonical.load(canonical.dump(value), "x") == value


def test_a_value_shown_in_a_message_has_no_control_characters_and_is_short() -> None:
    assert quoted("a\x1b[2J\u202eb") == '"a\\x1b[2J\\u202eb"'
    assert len(quoted("я" * 1000)) < 100


def test_a_header_survives_its_bytes() -> None:
    said = about(2, "f" * 64, software={"khronika": "0.1", "jinja2": "3.1"}, demonstration=True)
    assert header.decode(header.encode(said, TOP)) == (said, TOP)


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": 0},
        {"number": True},
        {"number": 2},
        {"previous": "f" * 64},
        {"number": 2, "previous": "F" * 64},
        {"pressed_on": datetime(2026, 8, 4, 12)},
        {"pressed_on": "2026-08-04"},
        {"organisation": ""},
        {"organisation": "two\nlines"},
        {"organisation": "turned \u202e round"},
        {"languages": ()},
        {"languages": ("en", "en")},
        {"languages": ("../en",)},
        {"ledger": -1},
        {"ledger_digest": "none"},
        {"software": {"khronika": 1}},
        {"demonstration": 1},
    ],
)
def test_a_header_that_no_edition_may_have_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Malformed, match=r"^Expected .*, got "):
        about(**wrong)  # type: ignore[arg-type]  # wrong on purpose


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"format": None},
        {"surprise": 1},
        {"manifest": [5]},
        {"manifest": [True, "0" * 64]},
        {"manifest": [5, "0" * 63]},
        {"languages": "en"},
        {"languages": [1]},
        {"software": []},
        {"pressed_on": "2026-8-4"},
        {"pressed_on": "20260804"},
        {"pressed_on": 20260804},
        {"number": "1"},
    ],
)
def test_an_edition_json_of_another_shape_is_refused(change: dict[str, object]) -> None:
    value = json.loads(header.encode(about(), TOP))
    with pytest.raises(Malformed):
        header.decode(canonical.dump({**value, **change}))


def test_every_truncation_of_edition_json_is_refused() -> None:
    data = header.encode(about(), TOP)
    for end in range(len(data)):
        with pytest.raises(Malformed):
            header.decode(data[:end])


@pytest.mark.parametrize("path", ["site/en/index.html", "data/people.csv", "media/0/a_b-c.d.webp", "site/" + "a" * 195])
def test_an_ordinary_path_is_accepted(path: str) -> None:
    assert manifest.check(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/site/a",
        "site//a",
        "site/../a",
        "site/..",
        "site/a..b",
        "site/.hidden",
        "site/a.",
        "site/a/",
        "site/_3.json",
        "site/A.html",
        "site/хроніка.html",
        "site/a b",
        "site/a\\b",
        "site/a\n",
        "site/a\x00",
        "edition.json",
        "manifests/_.json",
        "tuf/a",
        "site/" + "a" * 196,
    ],
)
def test_a_path_that_could_do_harm_is_refused_with_the_path_shown(path: str) -> None:
    with pytest.raises(BadPath, match=r"^Expected a path"):
        manifest.check(path)


def entry(text: str) -> Entry:
    return manifest.vouch(text.encode())


def made(tree: Mapping[str, Mapping[str, Entry]]) -> tuple[Entry, dict[str, bytes]]:
    written: dict[str, bytes] = {}
    return manifest.build(tree, written.__setitem__), written


def listed(top: Entry, written: Mapping[str, bytes]) -> dict[str, Entry]:
    def fetch(spot: Spot, expected: Entry) -> Node:
        assert manifest.vouch(written[spot.path]) == expected
        return manifest.decode(written[spot.path], spot)

    return dict(manifest.walk(top, fetch))


def test_a_folder_of_a_thousand_has_one_manifest_and_of_one_more_has_sixteen_parts() -> None:
    thousand = {f"p{i}": SOME for i in range(1000)}
    assert set(made({"site/en": thousand})[1]) == {f"manifests/{x}_.json" for x in ("", "site/", "site/en/")}
    assert len(made({"site/en": {**thousand, "one-more": SOME}})[1]) == 3 + 16


def test_one_changed_file_among_twenty_thousand_changes_only_the_manifests_above_it() -> None:
    before = {f"p{i}": entry(str(i)) for i in range(20_000)}
    top, old = made({"site/en": before, "site/be": before})
    assert listed(top, old) == {f"site/{x}/{name}": value for x in ("be", "en") for name, value in before.items()}
    _, new = made({"site/en": {**before, "p7": entry("changed")}, "site/be": before})
    digest = hashlib.sha256(b"p7").hexdigest()
    changed = {path for path in new if new[path] != old[path]}
    assert changed == {
        "manifests/_.json",
        "manifests/site/_.json",
        "manifests/site/en/_.json",
        f"manifests/site/en/_{digest[:1]}.json",
        f"manifests/site/en/_{digest[:2]}.json",
    }
    assert max(map(len, new.values())) < manifest.LIMIT


def test_a_folder_with_many_folders_is_split_too() -> None:
    tree = {f"site/en/f{i}": {"index.html": SOME} for i in range(1500)}
    top, written = made(tree)
    assert len(listed(top, written)) == 1500
    assert "manifests/site/en/_0.json" in written


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"files": {}},
        {"files": {}, "folders": {}, "parts": {}},
        {"files": [], "folders": {}},
        {"files": {"..": SOME}, "folders": {}},
        {"files": {"../../../etc/passwd": SOME}, "folders": {}},
        {"files": {"a/b": SOME}, "folders": {}},
        {"files": {"/a": SOME}, "folders": {}},
        {"files": {"A": SOME}, "folders": {}},
        {"files": {"a" * 200: SOME}, "folders": {}},
        {"files": {}, "folders": {"..": SOME}},
        {"files": {"a": [-1, "a" * 64]}, "folders": {}},
        {"files": {"a": [1, "A" * 64]}, "folders": {}},
        {"files": {"a": 1}, "folders": {}},
        {"files": {f"p{i}": SOME for i in range(1001)}, "folders": {}},
        {"parts": {"g": SOME}},
        {"parts": {"00": SOME}},
        {"parts": {"": SOME}},
    ],
)
def test_a_manifest_that_escapes_or_overflows_is_refused(value: dict[str, object]) -> None:
    data = json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
    with pytest.raises(EditionError):
        manifest.decode(data, Spot("site/en", ""))


def test_a_name_in_the_part_of_another_is_refused() -> None:
    digit = hashlib.sha256(b"a").hexdigest()[0]
    other = "0" if digit != "0" else "1"
    data = manifest.encode(Node(files={"a": SOME}))
    assert manifest.decode(data, Spot("site", digit)).files == {"a": SOME}
    with pytest.raises(Malformed, match='"a"'):
        manifest.decode(data, Spot("site", other))


def test_the_top_manifest_knows_no_files_and_no_foreign_folders() -> None:
    for node in (Node(files={"site": SOME}), Node(folders={"etc": SOME})):
        with pytest.raises(EditionError):
            manifest.decode(manifest.encode(node), Spot("", ""))


def test_pressed_on_is_a_day() -> None:
    assert isinstance(header.decode(header.encode(about(), TOP))[0].pressed_on, date)
    assert isinstance(about(), Header)
