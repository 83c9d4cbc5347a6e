"""The list of sources, and how new ones are added."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from khronika.desk.sources.models import Capture, Source
from khronika.workspace import capture as adding
from tests.workspace.laid import lay


def titles(answer):
    return [row.title for row in answer.context["rows"]]


def test_the_list_says_how_many_wait_and_how_many_are_decided(desk, laid):
    desk.post(f"/admin/sources/{laid.source.id}/review/rule/", {"answers": f"{laid.anna}:new"})
    (row,) = desk.get("/admin/sources/").context["rows"]
    assert (row.pending, row.decided, row.language) == (4, 1, "en")


def test_a_failed_capture_is_listed_with_its_sentence(desk, failed):
    page = desk.get("/admin/sources/").content.decode()
    assert "The PDF is cut off." in page
    assert f"/admin/sources/{failed.id}/review/" not in page


@pytest.mark.parametrize(
    ("show", "shown"), [("waiting", ["Court in Sampletown"]), ("failed", ["broken.pdf"]), ("done", [])]
)
def test_the_list_can_be_filtered(desk, laid, failed, show, shown):
    assert titles(desk.get(f"/admin/sources/?show={show}")) == shown


def test_a_source_with_everything_decided_is_done(desk, decided):
    assert titles(desk.get("/admin/sources/?show=done")) == ["Court in Sampletown"]


def test_the_list_is_searched_by_title(desk, laid):
    lay(title="Another report")
    assert titles(desk.get("/admin/sources/?q=another")) == ["Another report"]


def test_a_long_list_comes_in_pages(desk, db):
    now = datetime.now(UTC)
    for number in range(60):
        source = Source.objects.create(title=f"Report {number}")
        Capture.objects.create(source=source, outcome="kept", origin="x", obtained_at=now)
    first, second = desk.get("/admin/sources/"), desk.get("/admin/sources/?page=2")
    assert (len(first.context["rows"]), len(second.context["rows"])) == (50, 10)
    assert desk.get("/admin/sources/?page=nonsense").status_code == 200


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An opened home, as the desk's process has it."""
    opened = SimpleNamespace(folder=tmp_path, derive=lambda purpose: purpose.encode().ljust(32, b"-"))
    (tmp_path / "vault").mkdir()
    monkeypatch.setattr(adding, "current", lambda: opened)
    return opened


def upload(desk, *files):
    return desk.post("/admin/sources/add/", {"files": list(files), "addresses": ""})


def test_an_uploaded_file_is_kept_and_read(desk, home, settings):
    words = b"Anna Sample, chairwoman of the Example House, spoke in Sampletown. " * 5
    answer = upload(desk, SimpleUploadedFile("news.txt", words))
    (result,) = answer.context["results"]
    assert result.good
    assert result.sentence.startswith("Kept and read:")
    assert Capture.objects.get().obtained_by == "vera"
    assert not any(words[:60] in path.read_bytes() for path in (home.folder / "vault").rglob("*") if path.is_file())


def test_each_file_gets_its_sentence_and_the_batch_goes_on(desk, home):
    good = SimpleUploadedFile("good.txt", b"The Example House met in Sampletown and spoke of many things. " * 5)
    answer = upload(desk, SimpleUploadedFile("empty.txt", b""), SimpleUploadedFile("bad.pdf", b"%PDF-1.4 broken"), good)
    assert [result.good for result in answer.context["results"]] == [False, False, True]
    assert all(result.sentence.endswith(".") for result in answer.context["results"])
    assert Capture.objects.filter(outcome="failed").count() == 2


def test_the_same_file_again_adds_nothing(desk, home):
    words = b"The Example House met in Sampletown and spoke of many things. " * 5
    upload(desk, SimpleUploadedFile("one.txt", words))
    (result,) = upload(desk, SimpleUploadedFile("two.txt", words)).context["results"]
    assert "Here already" in result.sentence
    assert Source.objects.count() == 1


def test_an_address_of_this_machine_is_refused_with_a_sentence(desk, home):
    answer = desk.post("/admin/sources/add/", {"addresses": "http://127.0.0.1:9/page"})
    (result,) = answer.context["results"]
    assert not result.good
    assert result.sentence.startswith("Failed, and kept as a failure:")


def test_nothing_handed_in_is_said_so(desk, home):
    answer = desk.post("/admin/sources/add/", {"addresses": " "})
    assert "none was given" in answer.content.decode()
