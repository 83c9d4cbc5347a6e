"""The press's screen: one button, one report, errors as sentences."""

from types import SimpleNamespace

import pytest

from khronika.press.errors import PressError
from khronika.workspace import press as screen


@pytest.fixture
def home(tmp_path, monkeypatch):
    opened = SimpleNamespace(folder=tmp_path, editions=tmp_path / "editions")
    opened.editions.mkdir()
    monkeypatch.setattr(screen, "current", lambda: opened)
    return opened


def test_before_the_first_edition_the_button_presses_number_one(desk, home):
    assert "Press edition 1" in desk.get("/admin/press/").content.decode()


def test_the_report_of_a_press_is_shown(desk, home, monkeypatch):
    report = SimpleNamespace(number=1, added=4, changed=2, removed=1, files=30, redacted=("people/anna.html",))
    monkeypatch.setattr("khronika.press.press.press", lambda home, by: report)
    page = desk.post("/admin/press/").content.decode()
    assert "Edition 1 is pressed and signed." in page
    assert "people/anna.html" in page


def test_a_press_that_stops_says_why(desk, home, monkeypatch):
    def stop(home, by):
        raise PressError("Expected no withheld name on the page; an editor must look at it.")

    monkeypatch.setattr("khronika.press.press.press", stop)
    page = desk.post("/admin/press/").content.decode()
    assert "Expected no withheld name on the page" in page


def test_without_a_home_the_press_says_so(desk, monkeypatch):
    monkeypatch.setattr(screen, "current", lambda: None)
    assert "Expected an opened home" in desk.post("/admin/press/").content.decode()
