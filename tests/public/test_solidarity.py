"""Solidarity for programs and for who searches: from the same lines as the pages, each count by itself."""

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

import httpx
import pytest
from jsonschema import Draft202012Validator

from khronika.edition.codec import to_json
from khronika.edition.header import Header
from khronika.edition.model import Front
from khronika.edition.solidarity import FILE, line
from khronika.edition.writer import Writer
from khronika.pages.render import Renderer
from khronika.public.app import Public, create
from tests.pages.solidary import SOLIDARY, TOLD, solidary

Ask = Callable[..., httpx.Response]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition with a campaign, a day of solidarity and two actions."""
    folder = tmp_path_factory.mktemp("solidarity") / "1"
    renderer, writer = Renderer(Front(1, "2026-11-21", "2026-11-21", "House", ("en", "be", "ru"))), Writer(folder)
    shards: dict[str, bytes] = {}
    for record in SOLIDARY.values():
        shard = f"data/records/{sha256(record.ref.id.encode()).hexdigest()[:2]}.jsonl"
        shards[shard] = shards.get(shard, b"") + to_json(record) + b"\n"
    for language in renderer.languages:
        for place, page in (*renderer.fixed(language), *solidary(renderer, language).items()):
            writer.add(place, page)
    for place, data in {**shards, FILE: b"".join(line(each) + b"\n" for each in TOLD)}.items():
        writer.add(place, data)
    writer.finish(Header(1, date(2026, 11, 21), "House", ("en", "be", "ru"), 5, "1" * 64))
    return folder


@pytest.fixture
def api(folder: Path, asking: Callable[[Public], Ask]) -> Ask:
    return asking(create(folder))


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ("", {"k-marathon", "v-day", "a-evening", "a-march"}),
        ("type=Campaign", {"k-marathon"}),
        ("type=march", {"a-march"}),
        ("country=pl", {"k-marathon", "v-day", "a-evening"}),
        ("country=PL&type=SolidarityAction", {"a-evening"}),
        ("year=2013", {"v-day", "a-march"}),
        ("country=XX", set()),
        ("page=2", set()),
    ],
)
def test_who_asks_for_a_kind_a_country_or_a_year_gets_those(api: Ask, asked: str, ids: set[str]) -> None:
    assert {each["id"] for each in api("GET", f"/api/solidarity?{asked}").json()["items"]} == ids


def test_answers_are_as_described_and_keep_counts_apart(api: Ask) -> None:
    described = api("GET", "/api/openapi.json").json()
    said = api("GET", "/api/solidarity").json()
    Draft202012Validator({"$ref": "#/components/schemas/Solidarity", **described}).validate(said)
    marathon = next(each for each in said["items"] if each["id"] == "k-marathon")
    assert {(each["counted"], each["value"], each["bound"]) for each in marathon["counts"]} == {
        ("actions", 104731, ""),
        ("people", 100000, ""),
        ("people", 100, "order"),
    }


@pytest.mark.parametrize("asked", ["type=party", "year=soon", "year=0", "town=Minsk"])
def test_a_wrong_question_gets_a_sentence(api: Ask, asked: str) -> None:
    answer = api("GET", f"/api/solidarity?{asked}")
    assert answer.status_code == 400 and answer.json()["error"].startswith("Expected")


def test_search_finds_campaigns_days_and_actions(api: Ask) -> None:
    for query, kind in (
        ("letter marathon", "Campaign"),
        ("салідарнасці", "Observance"),
        ("march palms", "SolidarityAction"),
    ):
        groups = api("GET", "/api/search", params={"q": query}).json()["groups"]
        assert kind in {each["kind"] for each in groups}, query


def test_calendars_are_served_as_calendars(api: Ask) -> None:
    answer = api("GET", "/en/solidarity.ics")
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/calendar")
