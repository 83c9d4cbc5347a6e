"""Each measure runs, prints its figures with their goals, and never judges a time; what is no time is checked here."""

import json

import pytest

from khronika.bench import people
from khronika.bench.figure import Figure, share

SIZES = {"press": 45, "search": 60, "writers": 2}


def figures(told: str) -> dict[str, float]:
    """The figures of a measure by their names."""
    return {each["name"].strip(): each["value"] for each in json.loads(told)}


@pytest.fixture
def measured(khronika):
    """Run a measure at its smallest."""

    def run(what: str) -> dict[str, float]:
        return figures(khronika("bench", what, "--size", SIZES.get(what, 1), "--json"))

    return run


def test_a_press_after_changes_gives_the_bytes_of_a_full_one(measured):
    told = measured("press")
    assert told["pages of records and sources"] > 45 * 3
    assert told["files compared between the two"] > 45 * 3
    assert told["files that differ"] == 0
    assert told["both editions verified"] == 1


def test_a_search_is_measured_and_finds(measured):
    told = measured("search")
    assert told["of the first 50 queries found something"] > 25
    assert "through HTTP, 95th percentile" in told


def test_writers_lose_nothing(khronika):
    told = json.loads(khronika("bench", "writers", "--size", "3", "--json"))
    lost = [each["value"] for each in told if each["goal"] == "0"]
    assert lost == [0] * 6
    assert [each["value"] for each in told if each["name"].startswith("decisions of")] == [75, 75]


def test_a_page_is_served_beside_a_bare_answer(measured):
    told = measured("public")
    assert told["bytes of the page"] == pytest.approx(40_000, rel=0.01)
    assert all(value > 0 for value in told.values())


def test_people_print_figures_beside_goals(khronika):
    told = khronika("bench", "writers", "--size", "1")
    assert "95th percentile   (goal ≤ 300 ms)" in told


def test_the_same_number_is_the_same_invented_person():
    assert people.person(7) == people.person(7)
    assert len({people.person(number).be for number in range(2_000)}) > 1_900


def test_a_figure_is_printed_with_its_goal():
    assert Figure("press", 2.5, "s", "≤ 3 s").line().split() == ["2.50", "s", "press", "(goal", "≤", "3", "s)"]


def test_the_95th_percentile_leaves_out_the_worst_twentieth():
    assert share(range(100), 0.95) == 95
