"""The next edition made from the one before: the same bytes as made anew, and nothing of an earlier edition is touched."""

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.edition import disk, manifest
from khronika.edition.compare import compare
from khronika.edition.errors import Altered, BadPath, Conflict, Missing
from khronika.edition.mend import Mender
from khronika.edition.reader import open_edition
from khronika.edition.writer import Finished
from tests.edition.pressing import PAGES, header, write

names = st.text("abc1", min_size=1, max_size=2)
paths = st.builds(
    lambda top, inner, name: "/".join([top, *inner, f"{name}.x"]),
    st.sampled_from(["site", "data"]),
    st.lists(names, max_size=2),
    names,
)
trees = st.dictionaries(paths, st.binary(max_size=2), max_size=24)


def mend(folder: Path, previous: Path, files: dict[str, bytes], *, number: int = 2) -> Finished:
    """The edition before made into one that has these files, by what differs."""
    edition = open_edition(previous)
    before = {file.path: file for file in edition.files()}
    mender = Mender(folder, previous, files=len(before), size=sum(file.size for file in before.values()))
    for path in before.keys() - files.keys():
        mender.remove(path)
    for path, data in files.items():
        mender.add(path, data)
    return mender.finish(header(number, edition.digest))


def whole(folder: Path) -> bool:
    return compare(folder, open_edition(folder).top) == ()


@given(trees, trees, trees)
@settings(max_examples=60, deadline=None)
def test_a_mended_edition_has_the_same_bytes_as_one_made_anew(
    tmp_path_factory: pytest.TempPathFactory, first: dict[str, bytes], second: dict[str, bytes], third: dict[str, bytes]
) -> None:
    folder = tmp_path_factory.mktemp("mended")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest, "ENTRIES", 3)  # so that a few files split a manifest, over and over
        patch.setattr(disk, "flush", lambda folder: None)  # waits for whatever else the machine writes
        before = write(folder / "1", first)
        mended = mend(folder / "2", folder / "1", second)
        assert mended == write(folder / "anew", second, header(2, before.digest))
        assert whole(folder / "2") and whole(folder / "1")
        (folder / "1").rename(folder / "3")  # the edition before the last is made into the next
        again = mend(folder / "3", folder / "2", third, number=3)
        assert again == write(folder / "third", third, header(3, mended.digest))
        assert whole(folder / "3") and whole(folder / "2")


def test_what_did_not_change_is_shared_and_the_rest_is_new(tmp_path: Path) -> None:
    write(tmp_path / "1", PAGES)
    mend(tmp_path / "2", tmp_path / "1", {**PAGES, "site/be/index.html": b"changed"})
    new = {
        str(path.relative_to(tmp_path / "2"))
        for path in (tmp_path / "2").rglob("*")
        if path.is_file() and path.stat().st_nlink == 1
    }
    manifests = {f"manifests/{folder}_.json" for folder in ("", "site/", "site/be/")}
    assert new == {"edition.json", "site/be/index.html"} | manifests
    assert not any(path.stat().st_mode & 0o222 for path in (tmp_path / "2").rglob("*") if path.is_file())


def test_one_changed_file_among_many_writes_few_and_reads_few_manifests(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {f"site/en/p{number}.html": b"same" for number in range(3000)}
    write(tmp_path / "1", files)
    mend(tmp_path / "2", tmp_path / "1", files)
    (tmp_path / "1").rename(tmp_path / "3")
    linked = []
    link = os.link
    monkeypatch.setattr(os, "link", lambda *each, **more: (linked.append(each), link(*each, **more)))
    mender = Mender(tmp_path / "3", tmp_path / "2", files=3000, size=12_000)
    mender.add("site/en/p7.html", b"changed")
    mender.finish(header(3, open_edition(tmp_path / "2").digest))
    assert linked == []
    assert len(mender._nodes) == 4  # the top, site, site/en and the part of it
    assert whole(tmp_path / "3")


def test_where_links_are_not_possible_files_are_copied_and_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "1", PAGES)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EXDEV, "another file system")

    monkeypatch.setattr(os, "link", refuse)
    mend(tmp_path / "2", tmp_path / "1", PAGES)
    assert (tmp_path / "2/data/people.csv").stat().st_nlink == 1
    kept = tmp_path / "1" / "media" / "a.png"
    kept.chmod(0o644)
    kept.write_bytes(bytes(199) + b"x")
    with pytest.raises(Altered, match=r'"media/a.png"'):
        mend(tmp_path / "3", tmp_path / "1", PAGES)


def test_a_file_that_is_gone_from_the_edition_before_says_so(tmp_path: Path) -> None:
    write(tmp_path / "1", PAGES)
    (tmp_path / "1/data/people.csv").unlink()
    with pytest.raises(Missing, match=r'"data/people.csv".*gone'):
        mend(tmp_path / "2", tmp_path / "1", PAGES)


def test_a_manifest_that_was_changed_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "1", PAGES)
    place = tmp_path / "1/manifests/site/_.json"
    place.chmod(0o644)
    place.write_bytes(place.read_bytes() + b" ")
    with pytest.raises(Altered, match=r'"manifests/site/_.json"'):
        mend(tmp_path / "2", tmp_path / "1", PAGES)


def test_an_earlier_edition_that_is_broken_is_thrown_away_and_the_copy_made_anew(tmp_path: Path) -> None:
    write(tmp_path / "1", PAGES)
    mend(tmp_path / "2", tmp_path / "1", {**PAGES, "site/en/index.html": b"second"})
    (tmp_path / "1/manifests/site/_.json").unlink()
    (tmp_path / "1").rename(tmp_path / "3")
    mend(tmp_path / "3", tmp_path / "2", PAGES, number=3)
    assert whole(tmp_path / "3")


def test_a_path_is_written_once_and_lies_in_a_folder(tmp_path: Path) -> None:
    write(tmp_path / "1", PAGES)
    mender = Mender(tmp_path / "2", tmp_path / "1", files=5, size=0)
    mender.add("site/en/a", b"1")
    with pytest.raises(Conflict, match='"site/en/a"'):
        mender.add("site/en/a", b"2")
    with pytest.raises(BadPath):
        mender.remove("site")
    mender.remove("site/en/none")
    mender.remove("site/en/a")  # what was written now stays
    assert mender.known("site/en/a") is not None
