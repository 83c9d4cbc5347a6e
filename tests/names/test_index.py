"""A person is found by any spelling, by a part and by a beginning of the name. People here are public or invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.names import BadId, BadIndex, NameIndex, romanise

PEOPLE = [
    ("1", "Алесь Бяляцкі"),
    ("1", "Ales Bialiatski"),
    ("2", "Святлана Ціханоўская"),
    ("3", "Сяргей Ціханоўскі"),
    ("4", "Андрэй Пачобут"),
    ("5", "Марыя Прыдумак"),
    ("6", "Ян Прыдумак"),
    ("7", "Vaclav Havel"),
]


@pytest.fixture
def index() -> NameIndex:
    made = NameIndex("person")
    made.extend(PEOPLE)
    return made


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Ales Byalyatski", "1"),
        ("Алеся Бяляцкага", "1"),
        ("Bialiatski", "1"),
        ("Bialiats", "1"),
        ("бяляц", "1"),
        ("Бяляцки", "1"),
        ("Бялянцкі", "1"),
        ("Тихановская", "2"),
        ("Siarhiej Cichanoŭski", "3"),
        ("Poczobut", "4"),
        ("М. Прыдумак", "5"),
        ("Гавел Вацлав", "7"),
        ("Вацлав", "7"),
    ],
)
def test_a_person_is_found_first_by(index: NameIndex, query: str, expected: str) -> None:
    assert index.search(query, 3)[0].id == expected


def test_an_id_is_found_once_with_its_best_name(index: NameIndex) -> None:
    found = index.search("Ales Bialiatski", 5)
    assert [m.id for m in found] == ["1"]
    assert (found[0].score, found[0].name) == (1.0, "Ales Bialiatski")


def test_a_match_says_why_in_words(index: NameIndex) -> None:
    assert "Аляксандр is a form of Aliaksandr" not in index.search("Мария Придумак", 1)[0].reason
    assert "surname is the same" in index.search("Мария Придумак", 1)[0].reason
    assert "прозвішча тое самае" in index.search("Мария Придумак", 1, language="be")[0].reason


def test_a_removed_id_is_found_no_more_and_leaves_no_text(index: NameIndex, tmp_path: Path) -> None:
    index.remove("1")
    assert "1" not in {m.id for m in index.search("Бяляцкі", 9)}
    index.save(tmp_path / "names")
    assert "Бяляцкі" not in (tmp_path / "names").read_bytes().decode("utf-8", "replace")
    assert b"balatk" not in (tmp_path / "names").read_bytes()


def test_a_saved_index_answers_as_before_and_its_bytes_depend_on_the_names_alone(
    index: NameIndex, tmp_path: Path
) -> None:
    other = NameIndex("person")
    other.extend(reversed(PEOPLE))
    index.save(tmp_path / "a")
    other.save(tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    opened = NameIndex.open(tmp_path / "a")
    assert opened.search("Bialacki", 3) == index.search("Bialacki", 3)
    assert len(opened) == len(PEOPLE)
    opened.add("8", "Новы Прыдумак")
    assert opened.search("Новы Прыдумак", 1)[0].id == "8"


@pytest.mark.parametrize("cut", [0, 5, 30, -4, -1])
def test_a_damaged_file_is_refused_with_a_sentence(index: NameIndex, tmp_path: Path, cut: int) -> None:
    index.save(tmp_path / "a")
    (tmp_path / "a").write_bytes((tmp_path / "a").read_bytes()[:cut])
    with pytest.raises(BadIndex, match="Build the index again"):
        NameIndex.open(tmp_path / "a")


def test_an_id_that_is_no_text_is_refused(index: NameIndex) -> None:
    with pytest.raises(BadId, match="Give str"):
        index.add(5, "Алесь")  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["place", "organization"])
def test_places_and_organisations_are_found_too(kind: str) -> None:
    made = NameIndex(kind)  # type: ignore[arg-type]
    made.extend([("1", "Гродна"), ("2", "Прыдуманая рада"), ("3", "Мінск")])
    assert made.search("Hrodna", 1)[0].id == "1"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=20), max_size=5), st.text(max_size=20))
def test_any_text_may_be_kept_and_searched(names: list[str], query: str) -> None:
    made = NameIndex("person")
    made.extend((str(i), name) for i, name in enumerate(names))
    assert all(0 < match.score <= 1 for match in made.search(query, 5))


def test_a_name_is_found_among_thousands_by_another_spelling() -> None:
    given_names = ["Алесь", "Ганна", "Сяргей", "Марыя", "Ігар", "Вольга", "Пётр", "Алена", "Яўген", "Ніна"]
    heads = [a + b + c for a in "бвгдзклмнпрст" for b in "аі" for c in "лрнкдм"]
    surnames = [head + tail for head in heads for tail in ("ановіч", "ашка", "енка", "скі", "аў")]
    made = NameIndex("person")
    made.extend((f"{s}{g}", f"{g} {s.title()}") for s in surnames for g in given_names)
    for s in surnames[:: len(surnames) // 40]:
        found = made.search(romanise(f"Алесь {s.title()}", "be"), 5)
        assert found[0].id == f"{s}Алесь"


def test_names_added_one_after_the_other_are_found_as_those_added_at_once(index: NameIndex) -> None:
    slowly = NameIndex("person")
    for id, name in PEOPLE:
        slowly.add(id, name)
        assert slowly.search(name, 1)[0].id == id
    for query in ("Бяляцкі", "Ціханоўская", "Havel"):
        assert slowly.search(query, 9) == index.search(query, 9)
    assert len(slowly) == len(index)


def test_the_same_name_of_an_id_is_kept_once(index: NameIndex) -> None:
    index.search("Бяляцкі", 1)
    index.add("1", "Алесь  Бяляцкі")
    assert len(index) == len(PEOPLE)


def test_an_index_made_with_other_tables_is_refused(index: NameIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "a")
    data = (tmp_path / "a").read_bytes()
    at = data.index(b'"tables":"') + 10
    (tmp_path / "a").write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    with pytest.raises(BadIndex, match="other tables"):
        NameIndex.open(tmp_path / "a")


def test_an_interrupted_save_leaves_the_old_index(
    index: NameIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.save(tmp_path / "a")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("khronika.names.index.os.fsync", full)
    index.add("9", "Новы Прыдумак")
    with pytest.raises(OSError, match="No space left"):
        index.save(tmp_path / "a")
    assert len(NameIndex.open(tmp_path / "a")) == len(PEOPLE)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
