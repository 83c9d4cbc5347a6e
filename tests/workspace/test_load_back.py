"""The back button after each deed: an old form that is sent once more is told so, or says the same again, and nothing is doubled."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from khronika import home as homes
from khronika.desk import opened as homed
from khronika.desk.claims.models import Claim, Decision
from khronika.desk.sources.models import Capture, Parcel
from tests.workspace.laid import record_of

ADD = "/admin/sources/add/"
FACT = "On 4 March 2021 Anna Sample was sentenced to four years in prison in Sampletown."


@pytest.fixture
def home(tmp_path, monkeypatch) -> homes.Home:
    made = homes.create(tmp_path / "home", "a long passphrase")
    monkeypatch.setattr(homed, "_home", [made])
    return made


def told(answer) -> list[str]:
    """How the last thing that a screen says is meant: success or error."""
    return [message.level_tag for message in answer.context["messages"]][-1:]


def standing() -> tuple[int, int]:
    """What must not grow: claims that are known, and decisions."""
    return Claim.objects.filter(known_until=None).count(), Decision.objects.count()


def test_accepting_once_more_is_told_and_decides_nothing(desk, laid):
    review = f"/admin/sources/{laid.source.id}/review/"
    answers = " ".join(desk.get(f"{review}?all=1").context["all"].tokens)
    assert told(desk.post(f"{review}rule/", {"answers": answers}, follow=True)) == ["success"]
    before = standing()
    assert told(desk.post(f"{review}rule/", {"answers": answers}, follow=True)) == ["error"]
    one = answers.split()[0]
    assert told(desk.post(f"{review}rule/", {"answers": one, "outcome": "refused"}, follow=True)) == ["error"]
    assert standing() == before


def test_undoing_once_more_is_told_and_undoes_nothing_else(desk, decided):
    review = f"/admin/sources/{decided.source.id}/review/"
    number = Decision.objects.get().pk
    assert told(desk.post(f"{review}undo/", {"decision": str(number)}, follow=True)) == ["success"]
    before = standing()
    assert told(desk.post(f"{review}undo/", {"decision": str(number)}, follow=True)) == ["error"]
    assert standing() == before


def test_a_level_set_once_more_is_told_or_changes_nothing(desk, decided):
    path = f"/admin/sources/{decided.source.id}/clear/"
    seen = re.search(r'name="seen" value="(\d+)"', desk.get(path).content.decode())[1]
    form = {"level": "public", "reason": "Published by its authors", "seen": seen}
    assert told(desk.post(path, form, follow=True)) == ["success"]
    before = standing()
    again = desk.post(path, form, follow=True)
    assert "error" in told(again) or again.status_code in (409, 422)
    assert standing() == before


def test_a_record_cleared_once_more_is_told_or_changes_nothing(desk, decided):
    record = record_of(decided)
    seen = desk.get(f"/admin/records/{record}/").context["seen"]
    form = {"level": "public", "reason": "A public person", "seen": str(seen)}
    desk.post(f"/admin/records/{record}/clear/", form, follow=True)
    before = standing()
    again = desk.post(f"/admin/records/{record}/clear/", form, follow=True)
    assert "error" in told(again) or again.status_code in (409, 422)
    assert standing() == before


@pytest.mark.usefixtures("home")
class TestIntake:
    def test_a_file_added_once_more_is_here_already(self, desk):
        for _ in range(2):
            upload = SimpleUploadedFile("news.txt", FACT.encode())
            answer = desk.post(ADD, {"files": upload}, follow=True)
        assert "Here already" in answer.content.decode()
        assert Capture.objects.count() == 1

    def test_a_note_kept_once_more_is_here_already(self, desk):
        for _ in range(2):
            answer = desk.post(ADD, {"note": FACT}, follow=True)
        assert "Here already" in answer.content.decode()
        assert Capture.objects.count() == 1

    def test_a_paste_kept_once_more_keeps_no_message_twice(self, desk):
        form = {"text": f"{FACT}\n---\nAnother message.", "way": "cuts", "keep": "1"}
        for _ in range(2):
            desk.post(f"{ADD}paste/", form, follow=True)
        assert Capture.objects.count() == 2
        assert [each.counts.get("repeated", 0) for each in Parcel.objects.order_by("at")] == [0, 2]

    def test_a_row_of_the_day_sheet_saved_once_more_comes_back_with_what_is_recorded(self, desk):
        form = {"key": "n-1", "person": "Anna Sample", "person-record": "new", "result": "10d", "seen": "0"}
        path = "/admin/day/2026-11-20/save/"
        assert desk.post(path, form).status_code == 302
        before = standing()
        again = desk.post(path, form)
        assert again.status_code == 409
        assert "was touched meanwhile" in again.content.decode()
        assert standing() == before
        seen = re.search(r'name="seen" value="([1-9]\d*)"', again.content.decode())[1]
        assert desk.post(path, {**form, "seen": seen}).status_code == 302  # another person of that name, with open eyes
