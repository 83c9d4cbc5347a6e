"""What the rooms below the screens say reaches a screen in its reader's language: every sentence, with all its values."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.utils.translation import override
from django.views.defaults import permission_denied

import khronika.workspace
from khronika.desk.claims.errors import ClaimsError
from khronika.vocabulary.errors import InvalidValues
from khronika.workspace.language import COOKIE, TRANSLATED
from khronika.workspace.raised import said, sentences, unsaid
from khronika.workspace.sentences import LONGEST, filled, templates, told

HOLE = re.compile(r"\{(\d+)\}")
LETTER = re.compile("[а-яўіё]")
TYPED = re.compile(r"'[^']*'|https?://")
WORD = re.compile(r"\b[a-z]{3,}\b")
NAMES = {  # programs, keys of a mapping, options of a command
    "docx",
    *(
        "bubblewrap",
        "docs",
        "reference",
        "mapping",
        "urandom",
        "toml",
        "schema",
        "kind",
        "claims",
        "person",
        "man",
        "woman",
    ),
    *("public", "partners", "team", "reason", "map"),
}
SAID = sorted(sentences())


def example(sentence: str) -> tuple[str, dict[int, str]]:
    """A sentence with a value in each hole, and the values."""
    values = {int(number): f"⟨{number}⟩" for number in HOLE.findall(sentence)}
    return filled(sentence, values), values


def test_many_sentences_are_found():
    assert len(SAID) > 250
    assert {name.split("/")[0] for names in sentences().values() for name in names} == {
        *("dates.py", "written.py", "desk", "press", "reading", "vault", "vocabulary", "edition", "workspace")
    }


@pytest.mark.parametrize("tag", TRANSLATED)
def test_every_sentence_has_a_translation(tag):
    assert unsaid(tag) == []


@pytest.mark.parametrize("tag", TRANSLATED)
def test_every_sentence_is_told_with_all_its_values(tag):
    with override(tag):
        for sentence in SAID:
            text, values = example(sentence)
            made = told(text)
            assert made != text, sentence
            assert LETTER.search(made), sentence
            assert all(value in made for value in values.values()), sentence
            if "{{" not in sentence:
                assert "{" not in made
                assert "}" not in made


@pytest.mark.parametrize("tag", TRANSLATED)
def test_a_translation_has_the_holes_of_its_sentence_and_no_others(tag):
    for each in templates(tag):
        assert sorted(map(int, HOLE.findall(each.words.replace("{{", "").replace("}}", "")))) == sorted(each.names)
        assert each.words == each.words.strip()


@pytest.mark.parametrize("tag", TRANSLATED)
def test_no_english_word_is_left_but_what_is_typed_as_it_stands(tag):
    left = {word for each in templates(tag) for word in WORD.findall(TYPED.sub("", each.words))} - NAMES
    assert left == set()


@pytest.mark.parametrize("tag", TRANSLATED)
def test_the_more_telling_template_goes_first(tag):
    lengths = [len("".join(re.split(r"\(\.\*\?\)", each.pattern.pattern.replace("\\", "")))) for each in templates(tag)]
    assert all(first >= second - 30 for first, second in pairwise(lengths))


def test_english_and_what_is_not_known_stay_as_they_are():
    sentence = "Expected a month from 1 to 12; got '13.13.2020'."
    assert told(ClaimsError(sentence)) == sentence
    with override("be"):
        for text in (
            "",
            " ",
            "Nobody has written this.",
            "Ужо па-беларуску: 5.",
            "x: y",
            "a. b. c",
            "A" * (LONGEST + 1),
        ):
            assert told(text) == text


def test_a_sentence_inside_another_is_told_too():
    inner = "Expected a month from 1 to 12; got '13.2020'."
    with override("ru"):
        assert told(f"Proposal 7 cannot be recorded. Detention: {inner}") == (
            "Предложение 7 нельзя записать. Detention: Нужен месяц от 1 до 12; написано '13.2020'."
        )
        both = InvalidValues(
            "Name", {"text": "text is needed and was empty.", "year": "year expects a number; got 'x'."}
        )
        assert told(both) == "Name: text: обязательное поле, а оно пусто. year: нужно число; написано 'x'."
        wrong = "Expected an end that is not before its start; got '2012' to '2011'. Look into the source which of the two is wrong."
        assert told(wrong).endswith("'2012' до '2011'. Посмотрите в источнике, какая из двух дат ошибочна.")


def test_a_value_is_never_read_as_a_hole():
    with override("be"):
        assert told("Expected a month from 1 to 12; got '{0} {1} %s %(x)s {'.").endswith("'{0} {1} %s %(x)s {'.")


def test_sentences_are_found_in_code():
    code = '''
"""A docstring is no sentence. It is not said."""
raise X("One thing is wrong.")
raise X(f"Expected {a!r}; got {b:,} of {'many' if c else 'few'}. "
        "Write it anew.")
def f():
    return X("Another thing " "is wrong.")
made = {"failure": f"The {part} is {{damaged}}."}
raise X(_("Django says this one."))
log.warning("A log says this one.")
query = "SELECT a FROM b WHERE c = ?"
raise X(str(error))
'''
    assert set(said(code)) == {
        "One thing is wrong.",
        "Expected {0}; got {1} of many. Write it anew.",
        "Expected {0}; got {1} of few. Write it anew.",
        "Another thing is wrong.",
        "The {0} is {{damaged}}.",
    }


@pytest.mark.parametrize(
    ("tag", "sentence"), [("be", "Патрэбна дата, напрыклад 4.8.2012"), ("ru", "Нужна дата, например 4.8.2012")]
)
def test_a_wrong_date_is_told_at_the_form(desk, tag, sentence):
    desk.cookies[COOKIE] = tag
    answer = desk.post(
        "/admin/adding/",
        {"record": "one", "on": "2026-11-22", "person": "Anna Sample", "what": "detention", "when": "allways <b>"},
    )
    assert answer.status_code == 422
    assert sentence in answer.context["problem"]
    assert "allways <b>" in answer.context["problem"]
    assert "allways <b>" not in answer.content.decode()
    assert sentence in desk.get("/admin/adding/when/", {"q": "allways"}).content.decode()


@pytest.mark.parametrize(("tag", "sentence"), [("be", "тым часам ужо вырашана"), ("ru", "тем временем уже решено")])
def test_a_decision_that_comes_late_is_told(desk, decided, tag, sentence):
    desk.cookies[COOKIE] = tag
    tokens = f"{decided.penalty}:"
    page = desk.post(f"/admin/sources/{decided.source.id}/review/rule/", {"answers": tokens}, follow=True)
    assert sentence in page.content.decode()


@pytest.mark.parametrize(("tag", "sentence"), [("be", "PDF закрыты паролем"), ("ru", "PDF закрыт паролем")])
def test_a_stored_failure_is_told_wherever_it_is_listed(desk, failed, tag, sentence):
    failed.captures.update(problem="The PDF is protected by a password; capture a copy that opens without one.")
    desk.cookies[COOKIE] = tag
    for address in (
        "/admin/",
        "/admin/sources/",
        f"/admin/sources/{failed.id}/",
        f"/admin/sources/{failed.id}/review/",
    ):
        page = desk.get(address).content.decode()
        assert sentence in page, address
        assert "protected by a password" not in page, address


@pytest.mark.parametrize(("tag", "title"), [("en", "Not found"), ("be", "Не знойдзена"), ("ru", "Не найдено")])
@pytest.mark.parametrize("address", ["/admin/no/such/page/", "/nothing/"])
def test_a_page_that_is_not_there_says_so_in_our_name(desk, tag, title, address):
    desk.cookies[COOKIE] = tag
    answer = desk.get(address)
    assert answer.status_code == 404
    page = answer.content.decode()
    assert re.search(r"<title>\s*(.*?)\s*</title>", page, re.DOTALL)[1] == f"{title} - Khronika"
    assert "Wagtail" not in page.split("</head>")[0] + page.split("</noscript>")[-1]


@pytest.mark.parametrize(("tag", "title"), [("en", "Not done"), ("be", "Не зроблена"), ("ru", "Не сделано")])
def test_a_form_that_is_not_ours_is_refused_in_our_name(vera, tag, title):
    client = Client(enforce_csrf_checks=True)
    client.force_login(vera)
    client.cookies[COOKIE] = tag
    answer = client.post("/admin/adding/", {"record": "one"})
    assert answer.status_code == 403
    assert f"<title>{title} - Khronika</title>" in answer.content.decode()


@pytest.mark.parametrize(("tag", "title"), [("be", "Не дазволена"), ("ru", "Не разрешено")])
def test_what_is_not_allowed_is_told_in_our_name(db, tag, title):
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    with override(tag):
        page = permission_denied(request, PermissionDenied())
    assert page.status_code == 403
    assert f"<title>{title} - Khronika</title>" in page.content.decode()


@pytest.mark.parametrize(("tag", "heading"), [("be", "Імя"), ("ru", "Имя")])
def test_the_account_calls_a_name_by_its_name(desk, tag, heading):
    desk.cookies[COOKIE] = tag
    page = desk.get("/admin/account/").content.decode()
    assert not re.search(r">\s*Name( and Email)?\s*<", page)
    assert re.search(rf">\s*{heading}\b", page)


def test_no_screen_shows_an_error_as_it_was_raised():
    shown = re.compile(r"(messages\.\w+\(request, |problem=|problem = |return \[\], |_said\()str\((error|problem)\)")
    room = Path(khronika.workspace.__file__).parent
    bare = [path.name for path in room.rglob("*.py") if shown.search(path.read_text(encoding="utf-8"))]
    assert bare in ([], ["running.py"])  # a press at work keeps the sentence; its screen tells it


def test_one_press_opens_one_list_of_keys():
    static = Path(khronika.workspace.__file__).parent / "static" / "workspace"
    for path in static.glob("*.js"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if 'event.key === "?"' in line:
                assert "preventDefault()" in line, path.name  # the shell listens for the same key
