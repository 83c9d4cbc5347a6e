"""An official list at the desk: what came is proposed by its mapping, what is gone is asked, and a mapping that does not fit is told."""

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile

from khronika import home as homes
from khronika.desk import opened as homed
from khronika.desk.claims.models import Proposal
from khronika.desk.claims.read import unread
from khronika.desk.register.imports.errors import MappingError
from khronika.desk.register.imports.listed import follow
from khronika.desk.sources.models import Question, Source
from khronika.workspace.imports.kept import save
from khronika.workspace.intake.work import look
from tests.cli.test_capture import LATER, MAPPING, ROWS, as_csv, as_html, as_xlsx, numbered

ADD = "/admin/sources/add/"
FORMS = pytest.mark.parametrize(("name", "make"), [("a.csv", as_csv), ("a.xlsx", as_xlsx), ("a.html", as_html)])


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> homes.Home:
    made = homes.create(tmp_path / "home", "a long passphrase")
    monkeypatch.setattr(homed, "_home", [made])
    return made


def add(desk, name: str, data: bytes, chosen: str = "new"):
    answer = desk.post(ADD, {"files": SimpleUploadedFile(name, data), "list": chosen}, follow=True)
    look.call()
    assert answer.status_code == 200
    return answer


@FORMS
def test_a_later_state_of_a_list_asks_for_what_is_gone_and_changed_and_reorders_nothing(desk, name, make):
    add(desk, name, make(numbered(ROWS)))
    source = Source.objects.get()
    add(desk, name, make(numbered(ROWS[::-1])), source.pk)
    assert not Question.objects.exists()
    answer = add(desk, name, make(numbered(LATER)), source.pk)
    assert "The list leaves 2 questions open" in answer.content.decode()
    asked = {(each.what, each.row.split("Born")[0]) for each in Question.objects.all()}
    assert {what for what, _ in asked} == {"removed", "changed"}
    assert len(asked) == 2
    assert (Source.objects.count(), source.captures.count()) == (1, 3)
    assert "Anna Sample" in desk.get("/admin/sources/questions/").content.decode()


@FORMS
def test_with_a_mapping_rows_that_came_or_changed_are_proposed_and_no_other(desk, home, name, make):
    add(desk, name, make(numbered(ROWS)))
    source = Source.objects.get()
    follow(home, source, MAPPING)
    add(desk, name, make(numbered(ROWS[::-1])), source.pk)
    assert Proposal.objects.filter(kind="PersonDetails").count() == 3
    before = set(Proposal.objects.values_list("pk", flat=True))
    add(desk, name, make(numbered(LATER)), source.pk)
    fresh = Proposal.objects.exclude(pk__in=before)
    assert {(each.subject.name, each.kind) for each in fresh} == {
        ("Zmicier Fresh", "Name"),
        ("Zmicier Fresh", "PersonDetails"),
        ("Piotr Example", "PersonDetails"),
    }
    assert next(unread(), None) is None
    page = desk.get(f"/admin/sources/{source.pk}/review/").content.decode()
    assert "Zmicier Fresh" in page
    assert "wait on the capture of" in page


def test_a_mapping_that_was_saved_at_the_desk_under_the_title_of_the_list_is_followed(desk, vera, home):
    save(vera, {"name": "a.csv", **yaml.safe_load(MAPPING)})
    add(desk, "a.csv", as_csv(numbered(ROWS)))
    assert Proposal.objects.filter(kind="PersonDetails").count() == 3


def test_columns_that_are_called_otherwise_become_a_question_and_the_text_is_read_as_any(desk, home):
    add(desk, "a.csv", as_csv(numbered(ROWS)))
    source = Source.objects.get()
    follow(home, source, MAPPING)
    rows = [("No", "Full name", "Year", "Town"), *numbered(LATER)[1:]]
    add(desk, "a.csv", as_csv(rows), source.pk)
    assert Question.objects.filter(row__contains="the columns of the mapping").count() == 1
    assert next(unread(), None) is None


def test_rows_that_the_mapping_cannot_read_are_one_question(desk, home):
    add(desk, "a.csv", as_csv(numbered(ROWS)))
    source = Source.objects.get()
    follow(home, source, MAPPING)
    add(desk, "a.csv", as_csv(numbered([*ROWS, ("Bad Row", "31.02.1990", "x"), ("Worse", "13.13.13", "y")])), source.pk)
    assert Question.objects.get(row__contains="could not be read by the mapping").row.startswith("2 rows")


@pytest.mark.parametrize("written", ["", "[]", "records: {}", "a: [", "records: {person: {kind: Nobody}}"])
def test_a_mapping_that_cannot_be_followed_is_refused_and_not_kept(home, db, written):
    source = Source.objects.create(title="List", kind="official list")
    with pytest.raises(MappingError):
        follow(home, source, written)
    assert not (home.folder / "lists").exists()
