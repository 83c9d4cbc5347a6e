"""The import screen: a table is kept, its columns are said to be what they are, tried, proposed; bad input gets a sentence."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from khronika import home as homes
from khronika.desk import opened as homed
from khronika.desk.accounts.change import add
from khronika.desk.accounts.models import User
from khronika.desk.accounts.roles import Role
from khronika.desk.claims.models import Claim, Decision, Proposal, Reading
from khronika.desk.claims.read import unread
from khronika.desk.register.models import ActDetails, Name, PersonDetails
from khronika.desk.sources.models import Capture, Source
from khronika.workspace.imports import run
from tests.desk.tabling import ANNA, BARYS, HEAD

START = "/admin/import/"
GOOD = [ANNA, BARYS]


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> homes.Home:
    made = homes.create(tmp_path / "home", "a long passphrase")
    monkeypatch.setattr(homed, "_home", [made])
    return made


def table(rows: list[list[str]], head: list[str] = HEAD, name: str = "people.csv", code: str = "utf-8"):
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    return SimpleUploadedFile(name, out.getvalue().encode(code))


def handed(desk, rows=GOOD, **more) -> str:
    """The address of the columns of a table that is handed in."""
    answer = desk.post(START, {"file": table(rows, **more)})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def filled(desk, address: str) -> dict[str, str]:
    """The form of the columns as it is shown."""
    context = desk.get(address).context
    chosen, given = context["chosen"], {"try": "1"}
    given |= {name: str(getattr(chosen, name)) for name in ("name", "main", "language", "dates", "sheet", "header")}
    given |= {f"word-{kind}": word for kind, word in chosen.words.items()}
    for each in context["columns"]:
        given |= {f"to-{each.number}": each.token, f"split-{each.number}": each.split}
        given |= {f"key-{each.number}": "1"} if each.key else {}
        for number, word in enumerate(each.words, 1):
            given[f"theirs-{each.number}-{number}"] = word.theirs
            given[f"ours-{each.number}-{number}"] = word.ours if word.known else "?"
    return given | {each.name: each.value for each in context["asks"]}


def tried(desk, rows=GOOD, **more) -> str:
    """The address of what a try said."""
    address = handed(desk, rows, **more)
    answer = desk.post(address, {**filled(desk, address), "dates": "dd.mm.yyyy"})
    assert answer.status_code == 302, answer.context["lacks"]
    return answer.headers["Location"]


def done(desk, address: str, deed: str, reason: str = "") -> dict:
    answer = desk.post(f"{address}run/", {"deed": deed, "reason": reason}, follow=True)
    return answer.context["done"]


class TestColumns:
    def test_a_table_is_kept_as_a_source_and_its_columns_are_guessed(self, desk):
        context = desk.get(handed(desk)).context
        assert Capture.objects.get().outcome == "kept"
        assert not list(unread())
        by = {each.name: each for each in context["columns"]}
        assert by["Имя"].token == "Person|Name|text"
        assert by["Имя"].samples == ("Анна Узорава", "Барыс Прыклад")
        assert by["Дата задержания"].token == "Act|ActDetails|@from"
        assert by["ID"].key
        assert {each.value for each in context["asks"]} == {"detention", "criminal"}

    @pytest.mark.parametrize(("tongue", "word"), [("be", "Імя"), ("ru", "Имя"), ("en", "Name")])
    def test_the_choices_are_in_the_language_of_the_person(self, desk, tongue, word):
        desk.cookies["khronika_language"] = tongue
        groups = dict(desk.get(handed(desk)).context["options"])
        assert any(group.startswith(word) for group in groups)

    def test_a_word_that_is_no_term_is_asked_for_and_what_was_chosen_stays(self, desk):
        address = handed(desk, [[*ANNA[:3], "fem.", *ANNA[4:]], BARYS])
        given = {**filled(desk, address), "to-4": "", "dates": "dd.mm.yyyy"}
        given = {name: value for name, value in given.items() if not name.startswith(("theirs", "ours"))}
        answer = desk.post(address, given)
        assert answer.status_code == 422
        assert "Expected a meaning for the words of the column ‘Пол’" in answer.content.decode()
        assert answer.context["columns"][4].token == ""
        assert "fem." in {word.theirs for word in answer.context["columns"][3].words}

    def test_what_a_column_needs_besides_is_asked_for(self, desk):
        address = handed(desk)
        given = {name: value for name, value in filled(desk, address).items() if not name.startswith("fixed")}
        answer = desk.post(address, {**given, "to-6": "Proceeding|Judgment|court"})
        assert answer.status_code == 422
        assert {each.name for each in answer.context["asks"]} >= {
            "fixed-Act|ActDetails|act_type",
            "fixed-Proceeding|ProceedingDetails|proceeding_kind",
        }

    def test_a_mapping_is_kept_under_its_name_and_used_again(self, desk):
        tried(desk)
        (saved,) = desk.get(START).context["saved"]
        assert saved.name == "people"
        assert not list(unread())
        other = handed(desk, [["3", "Вера Іншая", "", "ж", "", "", ""]], name="more.csv")
        chosen = desk.get(f"{other}?map={saved.id}").context["chosen"]
        assert chosen.dates == "dd.mm.yyyy"
        assert chosen.words["Act"] == "detention"

    def test_a_mapping_that_says_more_than_the_table_is_changed_as_a_text(self, desk):
        address = handed(desk)
        words = "name: people\nkey: ID\nrecords: {p: {kind: Person, claims: [{kind: Name, values: {text: {column: Имя, form: 'a {}'}}}]}}"
        answer = desk.post(address, {"yaml": words, "try": "1"}, follow=True)
        assert answer.context["done"]["proposed"] == 2
        (saved,) = desk.get(START).context["saved"]
        page = desk.get(f"{address}?map={saved.id}")
        assert page.context["chosen"] is None
        assert "form:" in page.context["yaml"]

    @pytest.mark.parametrize("words", ["{", "- a list", "records: {}", "name: x\nrecords: {p: {kind: Nobody}}"])
    def test_a_mapping_that_cannot_be_followed_comes_back_with_a_sentence(self, desk, words):
        answer = desk.post(handed(desk), {"yaml": words, "try": "1"})
        assert answer.status_code == 422
        assert "Expected" in answer.context["lacks"][0]
        assert answer.context["yaml"] == words


class TestTrying:
    def test_trying_writes_no_proposal(self, desk):
        said = desk.get(tried(desk)).context["done"]
        assert (said["rows"], said["good"], said["left"]) == (2, 2, 0)
        assert said["proposed"] > 6
        assert not Proposal.objects.exists()

    def test_a_mistake_is_told_by_row_and_column_and_can_be_taken_along(self, desk):
        rows = [[*ANNA[:2], "2013-02-30", *ANNA[3:]], BARYS]
        address = tried(desk, rows)
        page = desk.get(address)
        (wrong,) = page.context["page"].rows
        assert (wrong.row, wrong.column, wrong.value) == (2, "Дата рождения", "2013-02-30")
        assert "Expected a day that there is" in page.content.decode()
        taken = desk.get(f"{address}errors.csv").content.decode("utf-8-sig")
        assert "Анна Узорава" in taken
        assert "Барыс" not in taken
        assert "Expected a day that there is" in taken

    def test_many_mistakes_come_page_by_page(self, desk):
        rows = [[str(n), f"Анна Узорава {n}", "2013-02-30", "ж", "", "", ""] for n in range(60)]
        address = tried(desk, rows)
        assert len(desk.get(address).context["page"].rows) == 50
        assert len(desk.get(f"{address}?page=2").context["page"].rows) == 10


class TestImporting:
    def test_rows_are_proposed_and_wait(self, desk, vera):
        said = done(desk, tried(desk), "propose")
        assert said["proposed"] == Proposal.objects.filter(state="pending").count() > 6
        assert not Claim.objects.exists()
        assert Reading.objects.get().by == vera

    def test_rows_are_accepted_with_a_reason(self, desk, vera):
        said = done(desk, tried(desk), "accept", "our own card index")
        assert said["created"] >= 2
        assert set(Name.objects.filter(claim__subject__kind="Person").values_list("text", flat=True)) == {
            "Анна Узорава",
            "Барыс Прыклад",
        }
        assert ActDetails.objects.filter(act_type="detention").count() == 2
        assert Decision.objects.get().reason == "our own card index"

    def test_accepting_without_a_reason_does_nothing(self, desk):
        answer = desk.post(f"{tried(desk)}run/", {"deed": "accept", "reason": " "})
        assert answer.status_code == 422
        assert "Expected a reason" in answer.content.decode()
        assert not Proposal.objects.exists()

    def test_the_same_again_proposes_nothing_twice(self, desk):
        address = tried(desk)
        first = done(desk, address, "propose")["proposed"]
        again = done(desk, address, "propose")
        assert again["proposed"] == 0
        assert again["known"] >= first
        assert Source.objects.exclude(kind="mapping").count() == 1

    def test_a_changed_cell_is_told_and_becomes_a_correction(self, desk):
        done(desk, tried(desk), "accept", "checked")
        rows = [ANNA, [BARYS[0], BARYS[1], "05.06.1986", *BARYS[3:]]]
        address = tried(desk, rows)
        page = desk.get(address)
        assert page.context["changed"] == [[3, "Дата рождения", "1985", "1986-06-05"]]
        done(desk, address, "accept", "mended")
        live = PersonDetails.objects.filter(claim__known_until=None)
        assert set(live.values_list("birth", flat=True)) == {"1990-01-02", "1986-06-05"}

    def test_who_may_not_decide_is_not_offered_to_accept_and_cannot(self, desk):
        address = tried(desk)
        eve = add(User.objects.get(username="vera"), "eve", {Role.RESEARCHER}, "a long password of eve")
        desk.force_login(eve)
        assert 'value="accept"' not in desk.get(address).content.decode()
        assert "Expected a reviewer" in done(desk, address, "accept", "why")["failure"]
        assert not Proposal.objects.exists()
        assert done(desk, address, "propose")["proposed"]


class TestLarge:
    """A table that is too large to be seen to while one waits."""

    @pytest.fixture(autouse=True)
    def _large(self, monkeypatch):
        monkeypatch.setattr(run, "AT_ONCE", 1)

    def test_it_goes_on_in_the_background_and_its_page_says_how_far(self, desk):
        address = tried(desk)
        assert "begins in a moment" in desk.get(address).content.decode()
        found = run.DBTaskResult.objects.get()
        found.return_value = {"rows": 1000, "total": 100_000}
        found.save()
        assert "1000 of 100000 rows" in desk.get(address).content.decode().replace(",", "")
        found.set_successful(run._do(str(found.pk), run.Wanted(**found.args_kwargs["kwargs"])))
        assert desk.get(address).context["done"]["good"] == 2

    def test_one_that_broke_says_so_and_can_be_done_again(self, desk):
        address = tried(desk)
        run.DBTaskResult.objects.get().set_failed(ValueError("no"))
        page = desk.get(address).content.decode()
        assert "do it again" in page
        assert "ValueError" not in page

    def test_the_worker_can_call_it(self, desk):
        tried(desk)
        from khronika.workspace.intake.worker import _worker

        found = run.DBTaskResult.objects.get()
        _worker().run_task(found)
        found.refresh_from_db()
        assert found.status == "SUCCESSFUL", found.traceback
        assert found.return_value["good"] == 2


class TestBad:
    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            (b"", "empty"),
            (b"   \n", "empty"),
            (b"a;b;c\n", "rows below it"),
            (b"\xd0\xcf\x11\xe0 old", "Save it as XLSX"),
            (b"PK\x03\x04 broken", "Expected"),
            (b'[{"a": 1}, 2', "cannot be read"),
        ],
    )
    def test_a_file_that_is_no_table_gets_a_sentence_and_is_not_kept(self, desk, data, sentence):
        answer = desk.post(START, {"file": SimpleUploadedFile("x.json", data)})
        assert answer.status_code == 422
        assert sentence in answer.context["problem"]
        assert not Capture.objects.exists()

    def test_without_a_file_the_form_says_what_it_expects(self, desk):
        assert "Expected a file" in desk.post(START, {}).content.decode()

    def test_an_old_cyrillic_encoding_is_read(self, desk):
        (anna, _) = desk.get(handed(desk, code="cp1251")).context["columns"][1].samples
        assert anna == "Анна Узорава"

    def test_two_columns_of_one_name_are_told_apart(self, desk):
        page = desk.get(handed(desk, [["1", "Анна", "Ганна"]], head=["ID", "Имя", "Имя"])).content.decode()
        assert "Two columns are called ‘Имя’; the second stands here as ‘Имя (2)’." in page

    def test_a_table_without_headings_is_noticed(self, desk):
        page = desk.get(handed(desk, [["2", "03.02.1991"]], head=["1", "02.01.1990"])).content.decode()
        assert "look like a row of data" in page

    def test_headings_in_another_line_can_be_said(self, desk):
        address = handed(desk, [["ID", "Имя", "Пол"], ["1", "Анна Узорава", "ж"]], head=["Our list of 2021", "", ""])
        answer = desk.post(address, {**filled(desk, address), "header": "2", "again": "1"})
        assert [each.name for each in answer.context["columns"]] == ["ID", "Имя", "Пол"]

    @pytest.mark.parametrize("header", ["0", "-1", "x", "99999", "900"])
    def test_a_line_of_headings_that_is_not_there_loses_nothing(self, desk, header):
        address = handed(desk)
        answer = desk.post(address, {**filled(desk, address), "header": header})
        assert answer.status_code in (302, 422)
        assert Capture.objects.filter(source__kind="mapping").count() <= 1

    @pytest.mark.parametrize(
        "given", [{"to-1": "Person|Nothing|x"}, {"to-1": "|||"}, {"fixed-a|b|c": "x"}, {"main": "Nobody"}, {"name": ""}]
    )
    def test_a_form_that_was_tampered_with_is_no_error(self, desk, given):
        address = handed(desk)
        assert desk.post(address, {**filled(desk, address), **given}).status_code in (302, 422)

    def test_a_run_that_is_not_there_is_not_found(self, desk):
        gone = "11111111-1111-1111-1111-111111111111"
        for more in ("", "errors.csv"):
            assert desk.get(f"{START}done/{gone}/{more}").status_code == 404
        assert desk.post(f"{START}done/{gone}/run/", {"deed": "check"}).status_code == 404
        assert desk.get(f"{START}nothing/").status_code == 404
