"""A report at the desk: chosen, counted, made, brought back; what is typed is never lost, and mistakes are sentences."""

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from khronika.desk import opened
from khronika.desk.advocacy.models import Report, ReportMaking
from khronika.desk.claims.models import Record
from khronika.desk.register.told import called
from khronika.press.report.asked import found
from khronika.vocabulary.kind import Level
from tests.desk.making import level
from tests.press.conftest import founded, house  # noqa: F401  # fixtures
from tests.press.reporting import Opened, everything, plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(house, desk, monkeypatch):  # noqa: F811  # the fixture of the press
    """A report on everything, at a desk whose home is open."""
    monkeypatch.setattr(opened, "_home", [house.home])
    everything()
    return plan()


def form(asked, **more) -> dict:
    """The form of a report as its page sends it."""
    values = asked.asked
    fields = {"title": asked.title, "language": asked.language, "limit": asked.limit, "since": values.since}
    fields |= {"until": values.until, "known": values.known, "mechanism": values.mechanism, "session": values.session}
    ticks = {"recommendation": values.recommendations, "demand": values.demands, "case": values.cases}
    return {**fields, **{name: list(ids) for name, ids in ticks.items()}, **more}


def test_a_report_is_begun_and_a_mistake_loses_nothing(desk):
    given = {"title": "Alternative report", "language": "en", "since": "2020", "until": "2015", "limit": "2815"}
    answer = desk.post("/admin/reports/", given)
    assert answer.status_code == 422 and "no earlier" in answer.content.decode()
    assert "Alternative report" in answer.content.decode() and not Report.objects.exists()
    answer = desk.post("/admin/reports/", {**given, "until": "2024"})
    kept = Report.objects.get()
    assert answer.headers["Location"].endswith(f"/reports/{kept.id}/") and kept.limit == 2815
    assert "Alternative report" in desk.get("/admin/reports/").content.decode()


def test_what_can_be_chosen_stands_on_the_page_by_topic(asked, desk):
    text = desk.get(f"/admin/reports/{asked.id}/").content.decode()
    assert "Fair trial" in text and "Guarantee fair trials &amp; independent courts." in text
    assert "Release Anna Sample and Boris Sample." in text
    ticked = [f'value="{each}" checked' for each in (*asked.asked.recommendations, *asked.asked.demands)]
    assert all(each in text for each in ticked)


def test_what_is_looked_for_can_be_ticked_and_nothing_is_kept_by_looking(asked, desk):
    given = form(asked, case=[], q="Boris Sample", find="1", title="Not kept yet")
    text = desk.post(f"/admin/reports/{asked.id}/", given).content.decode()
    boris = [each for each in asked.asked.cases if f'value="{each}"' in text]
    assert boris and "Not kept yet" in text and found(asked.id).title == asked.title
    nothing = desk.post(f"/admin/reports/{asked.id}/", form(asked, q="Zzyzx Nobody", find="1")).content.decode()
    assert "Nothing is found" in nothing
    statement = desk.post(
        f"/admin/reports/{asked.id}/", form(asked, demand=[], q="Free them", find="1")
    ).content.decode()
    assert f'value="{asked.asked.demands[0]}"' in statement


def test_words_are_counted_as_things_are_ticked_and_too_many_are_told(asked, desk):
    whole = desk.post(f"/admin/reports/{asked.id}/words/", form(asked)).content.decode()
    fewer = desk.post(f"/admin/reports/{asked.id}/words/", form(asked, case=[])).content.decode()
    assert "of 2815" in whole and whole != fewer
    over = desk.post(f"/admin/reports/{asked.id}/", form(asked, limit="50", count="1")).content.decode()
    assert "more than the limit of 50" in over and found(asked.id).limit == 2815
    wrong = desk.post(f"/admin/reports/{asked.id}/words/", form(asked, since="soon")).content.decode()
    assert "Expected dates" in wrong


def test_keeping_changes_it_and_a_bad_limit_loses_no_tick(asked, desk):
    desk.post(f"/admin/reports/{asked.id}/", form(asked, title="Another title", keep="1"))
    assert found(asked.id).title == "Another title"
    answer = desk.post(f"/admin/reports/{asked.id}/", form(asked, limit="many", case=[], title="Third", keep="1"))
    text = answer.content.decode()
    assert answer.status_code == 422 and "such as 2815" in text and "Third" in text
    assert found(asked.id).title == "Another title"


def test_it_is_made_downloaded_worked_at_and_brought_back(asked, desk):
    made = desk.post(f"/admin/reports/{asked.id}/make/", follow=True).content.decode()
    assert "Making 1 is there" in made
    answer = desk.get(f"/admin/reports/{asked.id}/1.docx")
    assert answer["Content-Disposition"] == f'attachment; filename="report-{asked.id}-1.docx"'
    worked = docx.Document(io.BytesIO(answer.content))
    worked.paragraphs[-1].add_run("Our own last words.")
    out = io.BytesIO()
    worked.save(out)
    file = SimpleUploadedFile("mine.docx", out.getvalue())
    desk.post(f"/admin/reports/{asked.id}/make/", {"file": file})
    again = Opened(desk.get(f"/admin/reports/{asked.id}/2.docx").content)
    assert "Our own last words." in again.text() and set(again.marks()) == set(again.notes())
    text = desk.get(f"/admin/reports/{asked.id}/changes/?making=2").content.decode()
    assert "No generated part says anything else." in text


def test_a_file_that_is_no_document_is_a_sentence_and_nothing_is_made(asked, desk):
    answer = desk.post(f"/admin/reports/{asked.id}/make/", {"file": SimpleUploadedFile("a.docx", b"x")}, follow=True)
    assert "in the format DOCX" in answer.content.decode() and not ReportMaking.objects.exists()


def test_what_may_not_leave_any_more_is_not_handed_out_and_the_changes_say_so(asked, desk):
    desk.post(f"/admin/reports/{asked.id}/make/")
    boris = Record.objects.get(pk=next(each for each in asked.asked.cases if "Boris" in _name(each)))
    level("record", boris.id, Level.TEAM)
    answer = desk.get(f"/admin/reports/{asked.id}/1.docx", follow=True)
    assert "Boris" not in answer.content.decode().split("k-report__sides")[0]
    assert answer.redirect_chain and "without the name" in answer.content.decode()
    told = desk.get(f"/admin/reports/{asked.id}/changes/").content.decode()
    assert "went" in told and "Boris Sample" in told
    made = desk.post(f"/admin/reports/{asked.id}/make/", follow=True).content.decode()
    assert "1 thing that was chosen is not in it" in made
    assert "Boris" not in Opened(desk.get(f"/admin/reports/{asked.id}/2.docx").content).text()


def _name(record: str) -> str:
    return called([record])[record]


def test_a_report_that_is_not_there_leads_back_with_a_sentence(desk):
    assert "Expected the id of a report" in desk.get("/admin/reports/nothing/", follow=True).content.decode()
    assert "Expected the id of a report" in desk.get("/admin/reports/nothing/changes/", follow=True).content.decode()
