"""Each measure runs, prints its figures with their goals, and never judges a time; what is no time is checked here."""

import json

import numpy as np
import pytest

from khronika.bench import names, people, scoring, spellings
from khronika.bench.figure import Figure, share
from khronika.bench.home import READY

SIZES = {"names": 30, "press": 20, "register": 200, "report": 30, "search": 60, "writers": 2}


def figures(told: str) -> dict[str, float]:
    """The figures of a measure by their names."""
    return {each["name"].strip(): each["value"] for each in json.loads(told)}


@pytest.fixture
def ready(khronika, template_home):
    """The command, which measures in a home that is there already."""
    khronika.environment[READY] = str(template_home)
    return khronika


@pytest.fixture
def measured(ready):
    """Run a measure at its smallest."""

    def run(what: str) -> dict[str, float]:
        return figures(ready("bench", what, "--size", SIZES.get(what, 1), "--json"))

    return run


def test_a_press_after_changes_gives_the_bytes_of_a_full_one(measured):
    told = measured("press")
    assert told["pages of records and sources"] > 20 * 3
    assert told["files compared between the two"] > 20 * 3
    assert told["files that differ"] == 0
    assert told["both editions verified"] == 1


def test_a_large_register_is_asked_in_few_questions_and_a_table_taken_in_whole(measured):
    told = measured("register")
    assert told["people"] == 200
    assert told["claims"] > 200 * 5
    assert told["imprisoned on a day, people in the list, median"] > 0
    assert told["a record, told, questions to the database at most"] <= 25
    assert told["a record, page of the desk, questions to the database at most"] <= 25
    assert told["rows of a table taken in"] == 198
    assert told["bad rows left out, dry run"] == told["bad rows left out with a reason, in the file of errors"] == 2
    assert told["memory at most, recorded"] > 10


def test_a_search_is_measured_and_finds(measured):
    told = measured("search")
    assert told["of the first 50 queries found something"] > 25
    assert "through HTTP, 95th percentile" in told


def test_names_are_measured_beside_other_methods(khronika):
    told = json.loads(khronika("bench", "names", "--size", SIZES["names"], "--json"))
    quality = {each["name"]: each for each in told}
    all_kinds = quality["F1, all kinds"]
    assert all_kinds["value"] > max(all_kinds["beside"].values())
    assert {"rapidfuzz WRatio", "rapidfuzz token_sort"} <= set(all_kinds["beside"])
    assert quality["equal names with another patronymic, told apart"]["value"] == 100
    assert "a query, 95th percentile, 30 names" in quality


def test_names_are_measured_on_files_of_ones_own(tmp_path):
    invented = list(spellings.pairs(2))
    rows = [f"{each.kind}\t{each.a}\t{each.b}\t{each.same:d}\t{each.category}" for each in invented]
    (tmp_path / "pairs.tsv").write_text("\n".join(["kind\ta\tb\tlabel\tcategory", *rows]), encoding="utf-8")
    (tmp_path / "index.tsv").write_text("id\ttext\n1\tЯн Прыдумак\n2\tАнна Каваль", encoding="utf-8")
    (tmp_path / "queries.tsv").write_text("text\tid\tcategory\nHanna Koval\t2\tother\n", encoding="utf-8")
    paths = {name: tmp_path / f"{name}.tsv" for name in ("pairs", "index", "queries")}
    told = {each.name: each.value for each in names.measure(tmp_path, 1, **paths)}
    assert told["pairs, labelled"] == len(invented)
    assert told["right one first, other"] == 1


def test_files_of_names_belong_to_the_measure_of_names(khronika, tmp_path):
    (tmp_path / "file").touch()
    assert "belong to 'names'" in khronika("bench", "press", "--pairs", tmp_path / "file", code=2)
    assert "belong together" in khronika("bench", "names", "--index", tmp_path / "file", code=2)


def test_a_home_to_keep_belongs_to_the_measure_of_the_register(khronika, tmp_path):
    assert "belongs to 'register'" in khronika("bench", "press", "--home", tmp_path, code=2)


def test_the_threshold_and_the_recall_are_those_of_the_pairs():
    same, values = np.array([True, True, False, True, False]), np.array([0.9, 0.8, 0.7, 0.6, 0.1])
    assert names.best(same, values) == (0.6, pytest.approx(6 / 7))
    assert names.recall(same, values) == pytest.approx(2 / 3)


def test_pairs_of_one_score_stand_or_fall_together():
    same, values = np.array([True, False]), np.array([0.5, 0.5])
    assert names.best(same, values) == (0.5, pytest.approx(2 / 3))
    assert names.recall(same, values) == 0


def test_an_invented_person_is_spelled_the_same_each_time():
    assert list(spellings.pairs(3)) == list(spellings.pairs(3))
    assert {each.kind for each in spellings.pairs(3)} == {"person", "place", "organization"}
    assert len(set(spellings.crowd(1_000))) > 900


def test_writers_lose_nothing(ready):
    told = json.loads(ready("bench", "writers", "--size", "3", "--json"))
    lost = [each["value"] for each in told if each["goal"] == "0"]
    assert lost == [0] * 6
    assert [each["value"] for each in told if each["name"].startswith("decisions of")] == [75, 75]


def test_a_page_is_served_beside_a_bare_answer(measured):
    told = measured("public")
    assert told["bytes of the page"] == pytest.approx(40_000, rel=0.01)
    assert all(value > 0 for value in told.values())


def test_people_print_figures_beside_goals(ready):
    told = ready("bench", "writers", "--size", "1")
    assert "95th percentile   (goal ≤ 300 ms)" in told


def test_the_same_number_is_the_same_invented_person():
    assert people.person(7) == people.person(7)
    assert len({people.person(number).be for number in range(2_000)}) > 1_900


def test_what_others_reach_is_printed_below():
    lines = Figure("F1", 0.97, beside={"another": 0.5}).line().splitlines()
    assert [line.split() for line in lines] == [["0.970", "F1"], ["0.500", "another"]]


def test_a_figure_is_printed_with_its_goal():
    assert Figure("press", 2.5, "s", "≤ 3 s").line().split() == ["2.50", "s", "press", "(goal", "≤", "3", "s)"]


def test_the_95th_percentile_leaves_out_the_worst_twentieth():
    assert share(range(100), 0.95) == 95


def test_reading_is_measured_on_the_pinned_corpora(measured):
    told = measured("reading")
    assert {f"documents, {language}" for language in ("en", "be", "ru")} <= set(told)
    assert told["F1, acts, en"] > 0.5
    assert told["language told, be"] == 1
    assert told["memory at most"] > 10


def test_reading_is_measured_on_documents_of_ones_own(khronika, tmp_path):
    text = "Ivan Kupchyk was arrested in Minsk on 3 May 2021."
    document = {"text": text, "lang": "en", "kind": "news", "persons": ["Ivan Kupchyk"], "places": ["Minsk", "Vilnius"]}
    (tmp_path / "gold.jsonl").write_text(json.dumps(document), encoding="utf-8")
    told = figures(khronika("bench", "reading", "--size", "1", "--gold", tmp_path / "gold.jsonl", "--json"))
    assert (told["F1, persons, en"], told["F1, places, en"]) == (1, pytest.approx(2 / 3))
    assert "F1, acts, en" not in told
    (tmp_path / "bad.jsonl").write_text("{}", encoding="utf-8")
    assert "in line 1 of" in khronika("bench", "reading", "--gold", tmp_path / "bad.jsonl", code=1)
    assert "belongs to 'reading'" in khronika("bench", "press", "--gold", tmp_path / "bad.jsonl", code=2)


@pytest.mark.parametrize(
    ("field", "gold", "found", "right"),
    [
        ("persons", [{"mention": "Івана Купчыка", "nominative": "Іван Купчык"}], [{"name": "Іван Купчык"}], 1),
        ("persons", ["Anna Sample"], [{"name": "Anna Other", "mentions": ["Other"]}], 0),
        ("organizations", ["Human Rights Center “Viasna”"], [{"name": "human rights center viasna"}], 1),
        ("organizations", ["Committee of Free Libraries of Minsk"], [{"name": "Committee"}], 0),
        (
            "demands",
            [{"text": "release Anna at once"}],
            [{"text": "release Anna"}, {"text": "release Anna at once"}],
            1,
        ),
        ("acts", [{"type": "arrest", "evidence": "b c", "victims": []}], [{"type": "arrest", "evidence": "c d"}], 1),
        ("acts", [{"type": "arrest", "evidence": "a"}], [{"type": "arrest", "evidence": "d"}], 0),
        ("acts", [{"type": "arrest", "evidence": "a", "victims": ["X Y"]}], [{"type": "arrest", "evidence": "a"}], 0),
        (
            "penalties",
            [{"type": "fine", "amount": 5, "unit": "rubles", "person": None}],
            [{"type": "fine", "amount": 5, "unit": "BYN"}],
            1,
        ),
        ("figures", [{"number": 3, "evidence": "a"}], [{"number": 4, "evidence": "a"}], 0),
    ],
)
def test_one_finding_counts_for_one_annotation_that_it_fits(field, gold, found, right):
    assert scoring.matched(field, "a b c d", gold, found) == right


def test_a_tally_has_the_harmonic_mean():
    assert scoring.Tally(right=2, wrong=1, missed=1).f1 == pytest.approx(2 / 3)
    assert scoring.Tally().f1 == 1


def test_a_report_is_made_twice_with_the_same_words_and_every_footnote(measured):
    told = measured("report")
    assert told["footnotes"] > 100 and told["words of the text"] > 1000
    assert told["words that differ then"] == 0
    assert told["footnotes that are lost, or to which nothing leads"] == 0
