"""The press's screen: one button, one press at a time, a report, errors as sentences, and shipping."""

import threading
from types import SimpleNamespace

import pytest

from khronika.press.errors import PressError
from khronika.workspace.press import running, screen

REPORT = SimpleNamespace(number=1, added=4, changed=2, removed=1, files=30, redacted=("people/anna.html",))


@pytest.fixture(autouse=True)
def quiet():
    """No press is left over from another test."""
    running.forget()
    yield
    if (run := running.last()) and run.thread:
        run.thread.join(10)
    running.forget()


@pytest.fixture
def home(tmp_path, monkeypatch):
    opened = SimpleNamespace(folder=tmp_path, editions=tmp_path / "editions")
    opened.editions.mkdir()
    monkeypatch.setattr(screen, "current", lambda: opened)
    monkeypatch.setattr(running.connections, "close_all", lambda: None)
    return opened


def after(desk) -> str:
    """The screen once the press is over."""
    assert desk.post("/admin/press/").status_code == 302
    running.last().thread.join(10)
    return desk.get("/admin/press/").content.decode()


def test_before_the_first_edition_the_button_presses_number_one(desk, home):
    assert "Press edition 1" in desk.get("/admin/press/").content.decode()


def test_the_report_of_a_press_is_shown(desk, home, monkeypatch):
    monkeypatch.setattr("khronika.press.press.press", lambda home, by, progress: REPORT)
    page = after(desk)
    assert "Edition 1 is pressed and signed." in page
    assert "people/anna.html" in page


def test_a_press_that_stops_says_why(desk, home, monkeypatch):
    def stop(home, by, progress):
        raise PressError("Expected no withheld name on the page; an editor must look at it.")

    monkeypatch.setattr("khronika.press.press.press", stop)
    assert "Expected no withheld name on the page" in after(desk)


def test_while_a_press_is_at_work_its_progress_shows_and_a_second_one_is_told(desk, home, monkeypatch):
    on, end = threading.Event(), threading.Event()

    def slowly(home, by, progress):
        progress("records and sources", 3, 4)
        on.set()
        assert end.wait(10)
        return REPORT

    monkeypatch.setattr("khronika.press.press.press", slowly)
    desk.post("/admin/press/")
    assert on.wait(10)
    page = desk.get("/admin/press/")
    assert 'value="75"' in page.content.decode()
    assert page.headers["Refresh"] == "1"
    assert "A press is at work already" in desk.post("/admin/press/", follow=True).content.decode()
    end.set()
    running.last().thread.join(10)
    assert "Refresh" not in desk.get("/admin/press/").headers


def test_without_a_home_the_press_says_so(desk, monkeypatch):
    monkeypatch.setattr(screen, "current", lambda: None)
    assert "Expected an opened home" in desk.post("/admin/press/", follow=True).content.decode()


@pytest.mark.parametrize("target", ["", "stick", "../stick"])
def test_an_edition_is_carried_to_a_whole_path_only(desk, home, target):
    page = desk.post("/admin/press/carry/", {"target": target}, follow=True).content.decode()
    assert "Expected the whole path of a folder" in page


def test_nothing_is_carried_before_the_first_edition(desk, home, tmp_path):
    page = desk.post("/admin/press/carry/", {"target": str(tmp_path / "stick")}, follow=True).content.decode()
    assert "none was published yet" in page
    assert not (tmp_path / "stick").exists()
    assert "No edition was pressed yet" in desk.get("/admin/press/packed/", follow=True).content.decode()
