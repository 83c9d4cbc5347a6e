"""Answers for programs, and the lists that a reader asks for: right, described, and never more than the edition says."""

import json
import logging
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import httpx
import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from khronika.dates import Interval, parse
from khronika.edition.codec import to_json
from khronika.edition.header import Header
from khronika.edition.held import Held, Sentence, Span, Stay, line, path
from khronika.edition.model import Front, Record, Ref, Title
from khronika.edition.writer import Writer
from khronika.pages.numbers.prisoners import Prisoners, Roll
from khronika.pages.render import Renderer
from khronika.public.app import Public, create
from khronika.vocabulary.terms import members, own

Ask = Callable[..., httpx.Response]
VERA = Ref("p1", "Person", "people/vera-zorka", (Title("Vera Zorka", "en"), Title("Вера Зорка", "be")))
PAVEL = Ref("p2", "Person", "people/pavel-invented", (Title("Pavel Invented", "en"),))
HOUSE = Ref("o1", "Organization", "organizations/open-house", (Title("Open House of Rights", "en"),))
COLONY = Ref("o2", "Organization", "organizations/colony-0", (Title("Colony No. 0", "en"),))
ARTICLE = Ref("v1", "LegalProvision", "", (Title("Article 1", "en"),))
TODAY = date(2026, 11, 21)


def held(ref: Ref, start: str, until: str, **more: object) -> Held:
    return Held(ref, (Span(f"c-{ref.id}", Interval(parse(start), parse(until)), by=HOUSE, until=until),), **more)  # type: ignore[arg-type]


PEOPLE = (
    held(
        VERA,
        "2013-08-04",
        "..",
        gender="woman",
        stays=(Stay(COLONY, Interval(parse("2014"), parse(".."))),),
        sentences=(Sentence("imprisonment", Decimal("4.5"), "years", parse("2013-12-01")),),
        provisions=(ARTICLE,),
    ),
    held(PAVEL, "2013-09", "2014-02-10", gender="man"),
)
ACTS = [
    {"id": f"a{number}", "type": kind, "day": day, "sure": True, "until": "", "address": f"acts/a{number}"}
    for number, (kind, day) in enumerate((("arrest", "2013-08-04"), ("arrest", "2014"), ("fine", "2015-05-06")), 1)
]
COUNTS = {
    "at": "2026-11-21",
    "status": "political_prisoner",
    "stock": [],
    "flow": [],
    "cumulative": [],
    "acts": [],
    "fines": [],
}


@pytest.fixture(scope="session")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition with lists."""
    folder = tmp_path_factory.mktemp("listed") / "3"
    renderer = Renderer(Front(3, TODAY.isoformat(), TODAY.isoformat(), "Open House", ("en", "be", "ru")))
    writer = Writer(folder)
    for language in renderer.languages:
        for place, page in (*renderer.fixed(language), *Prisoners(renderer, language, Roll(PEOPLE), ()).today(TODAY)):
            writer.add(place, page)
    writer.add(path("political_prisoner"), b"".join(line(each) + b"\n" for each in PEOPLE))
    writer.add("data/acts.jsonl", b"".join(json.dumps(each).encode() + b"\n" for each in ACTS))
    writer.add("data/statistics.json", json.dumps(COUNTS).encode())
    shard = sha256(b"p1").hexdigest()[:2]
    writer.add(f"data/records/{shard}.jsonl", to_json(Record(VERA)) + b"\n")
    writer.finish(Header(3, TODAY, "Open House", ("en", "be", "ru"), 5, "1" * 64, previous="0" * 64))
    return folder


@pytest.fixture(scope="session")
def app(listed: Path) -> Public:
    return create(listed)


@pytest.fixture
def api(app: Public, asking: Callable[[Public], Ask]) -> Ask:
    return asking(app)


@pytest.fixture
def described(api: Ask) -> dict[str, object]:
    return api("GET", "/api/openapi.json").json()


def test_the_description_is_openapi(described: dict[str, object]) -> None:
    assert described["openapi"] == "3.1.0"
    validate(described)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "schema"),
    [
        ("/api/people?status=political_prisoner&at=2014-01-31", "People"),
        ("/api/acts", "Acts"),
        ("/api/search?q=zorka", "Found"),
        ("/api/records/p1", "Record"),
        ("/api/statistics", "Statistics"),
        ("/api/terms", "Terms"),
        ("/api/people?status=nothing", "Problem"),
        ("/api/nothing", "Problem"),
    ],
)
def test_answers_are_what_the_description_says(api: Ask, described: dict, asked: str, schema: str) -> None:
    answer = api("GET", asked)
    assert answer.headers["content-type"] == "application/json"
    Draft202012Validator({"$ref": f"#/components/schemas/{schema}", **described}).validate(answer.json())


@pytest.mark.parametrize(
    ("at", "found"),
    [
        ("2013-08-03", {}),
        ("2013-08-04", {"p1": "certain"}),
        ("2013-09-01", {"p1": "certain", "p2": "possible"}),
        ("2014-02-10", {"p1": "certain", "p2": "certain"}),
        ("2014-02-11", {"p1": "certain"}),
        ("", {"p1": "certain"}),
    ],
)
def test_people_are_those_who_held_the_status_on_the_day(api: Ask, at: str, found: dict[str, str]) -> None:
    said = api("GET", f"/api/people?status=political_prisoner&at={at}").json()
    assert {each["id"]: each["certainty"] for each in said["items"]} == found
    assert (said["total"], said["page"], said["pages"]) == (len(found), 1, 1)


def test_a_page_after_the_last_is_empty(api: Ask) -> None:
    said = api("GET", "/api/people?status=political_prisoner&page=9").json()
    assert said["items"] == [] and said["total"] == 1


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ("", ["a1", "a2", "a3"]),
        ("type=arrest", ["a1", "a2"]),
        ("from=2014-06&until=2014-07", ["a2"]),  # somewhere in 2014: it may be
        ("from=2015", ["a3"]),
        ("until=2013", ["a1"]),
    ],
)
def test_acts_are_those_that_may_have_begun_in_the_period(api: Ask, asked: str, ids: list[str]) -> None:
    assert [each["id"] for each in api("GET", f"/api/acts?{asked}").json()["items"]] == ids


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("people", "Expected for 'status' one of political_prisoner"),
        (
            "people?status=political_prisoner&at=yesterday",
            "Expected a date such as 2013-08-04 for 'at'; got 'yesterday'.",
        ),
        ("people?status=political_prisoner&page=-1", "Expected a whole number for 'page'; got '-1'."),
        ("people?status=political_prisoner&page=٣", "Expected a whole number for 'page'"),
        ("acts?type=joy", "Expected for 'type' one of"),
        ("acts?from=2015&until=2014", "Expected a period that ends no earlier than it begins"),
        ("acts?colour=red", "Expected nothing but type, from, until, page; got 'colour'."),
        ("search", "Expected words to look for in 'q'; got none."),
        ("search?q=a&language=xx", "Expected for 'language' one of en, be, ru"),
    ],
)
def test_a_wrong_question_gets_a_sentence(api: Ask, asked: str, says: str) -> None:
    answer = api("GET", f"/api/{asked}")
    assert answer.status_code == 400
    assert answer.json()["error"].startswith(says)
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["", "nothing", "records/p9", "records/", "records/../p1", "people/p1"])
def test_what_is_not_there_is_told_the_same_way(api: Ask, path: str) -> None:
    answer = api("GET", f"/api/{path}")
    assert answer.status_code == 404
    assert answer.json() == {"error": "There is nothing here. What may be asked is told at /api/openapi.json."}


def test_only_get_is_answered(api: Ask) -> None:
    answer = api("POST", "/api/people", content=b"status=political_prisoner")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert answer.json() == {"error": "Ask with GET."}


def test_a_record_is_the_line_of_the_edition(api: Ask) -> None:
    assert api("GET", "/api/records/p1").content == to_json(Record(VERA)) + b"\n"


def test_who_has_an_answer_gets_it_not_again_and_a_search_is_never_kept(api: Ask) -> None:
    first = api("GET", "/api/statistics")
    again = api("GET", "/api/statistics", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    found = api("GET", "/api/search?q=zorka")
    assert found.headers["cache-control"] == "no-store" and "etag" not in found.headers


def test_a_quiet_build_keeps_nothing(listed: Path, asking: Callable[[Public], Ask]) -> None:
    answer = asking(create(listed, quiet=True))("GET", "/api/statistics")
    assert answer.headers["cache-control"] == "no-store" and "etag" not in answer.headers


def test_nothing_asked_is_logged(api: Ask, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        api("GET", "/api/search?q=secretword")
        api("GET", "/en/prisoners/find?name=secretword")
    own = [record for record in caplog.records if record.name.startswith("khronika")]
    assert not any("secretword" in record.getMessage() for record in own)


# Lists that a reader asks for


def rows(answer: httpx.Response) -> int:
    return answer.text.count('<th scope="row">')


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("at=2013-10-01", {"Vera", "Pavel"}),
        ("at=2012-01-01", set()),
        ("name=zorka", {"Vera"}),
        ("name=зорка", {"Vera"}),
        ("name=nobody", set()),
        ("at=2013-10-01&gender=man", {"Pavel"}),
        ("article=v1", {"Vera"}),
        ("facility=o2", {"Vera"}),
        ("at=2013-10-01&facility=o2", set()),  # not there yet
        ("years=3", {"Vera"}),
        ("years=5", set()),
    ],
)
def test_the_form_is_answered_from_the_edition(api: Ask, asked: str, names: set[str]) -> None:
    answer = api("GET", f"/en/prisoners/find?{asked}")
    assert answer.status_code == 200
    body = answer.text.partition("<tbody>")[2]
    assert {name for name in ("Vera", "Pavel") if name in body} == names
    assert rows(answer) == len(names)
    assert answer.headers["cache-control"] == "no-store"


def test_the_list_of_today_takes_a_day_too_and_stays_the_plain_page_without_one(api: Ask, listed: Path) -> None:
    plain = api("GET", "/en/prisoners/")
    assert plain.content == (listed / "site/en/prisoners/index.html").read_bytes()
    assert "Pavel" not in plain.text.partition("<tbody>")[2]
    assert "Pavel" in api("GET", "/en/prisoners/?at=2013-10-01").text.partition("<tbody>")[2]
    assert api("GET", "/en/prisoners/").content == plain.content


def test_a_day_that_is_none_is_told(api: Ask) -> None:
    answer = api("GET", "/ru/prisoners/find?at=2013-02-31&name=Zorka")
    assert answer.status_code == 400 and "Вопрос непонятен" in answer.text
    assert 'value="Zorka"' in answer.text, "what was written is not lost"


def test_what_a_reader_types_is_text_and_nothing_else(api: Ask) -> None:
    answer = api("GET", "/en/prisoners/find", params={"name": '"><script>alert(1)</script>'})
    assert "<script>" not in answer.text and rows(answer) == 0


def test_every_term_has_its_labels(api: Ask) -> None:
    found = api("GET", "/api/terms").json()
    assert found["act_type"]["arrest"] == {"en": "Arrest", "be": "Узяцце пад варту", "ru": "Заключение под стражу"}
    assert found["person_status"].keys() == set(members("person_status"))


@pytest.mark.parametrize("carried", ["act_type.doxxing\tDoxxing\tДоксінг\n", "act_type.arrest\tNo\n", ""])
def test_an_edition_brings_the_words_of_its_organisation(tmp_path: Path, asking: Callable, carried: str) -> None:
    writer = Writer(tmp_path / "3")
    for place, page in Renderer(Front(3, "2014-09-20", "2014-09-20", "Open House", ("en",)), ("en",)).fixed("en"):
        writer.add(place, page)
    if carried:
        writer.add("data/terms.tsv", carried.encode())
    writer.finish(Header(3, TODAY, "Open House", ("en",), 5, "1" * 64, previous="0" * 64))
    try:
        found = asking(create(tmp_path / "3"))("GET", "/api/terms").json()["act_type"]
    finally:
        own("")
    assert found["arrest"]["en"] == "Arrest", "what is shipped stays as it is"
    assert found.get("doxxing") == ({"en": "Doxxing"} if "doxxing" in carried else None)
