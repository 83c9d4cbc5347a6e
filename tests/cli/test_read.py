"""What users see of a reading: tables, JSON and a page, of any document, without a home. People here are invented."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from khronika import demo
from khronika.cli.main import main
from khronika.cli.reading.findings import Found, findings
from khronika.cli.reading.marks import pieces
from khronika.cli.reading.page import page
from khronika.cli.reading.table import columns, table
from khronika.names import NameIndex
from khronika.reading import Span, read, wording
from khronika.vault import sandbox

pytestmark = pytest.mark.skipif(
    sandbox.available() is None, reason="bubblewrap does not work on this machine, and no document is read without it"
)
NEWS = """Verdict in Sampletown

On 4 March 2021 the District Court of Sampletown sentenced Anna Sample, head of the Committee of Free Libraries, to four
years in prison under Article 130 of the Criminal Code. Ivan Kupchyk was allegedly beaten in custody in Minsk.

More than 300 people came to a rally in Vilnius.
"""
BELARUSIAN = "Мінскі гарадскі суд 17 лістапада 2022 года прызначыў Івану Купчыку чатыры гады калоніі."
HOSTILE = 'Anna "<script>alert(1)</script>" Sample & Ivan <b>Kupchyk</b> were arrested in Minsk on 3 May 2021.'
STATEMENT = """Readers call on the government

We call on the government to:

1. release librarian Hanna Azierka without any condition;
2. repeal Article 130 of the Criminal Code.

Alena Rachnaya, chair of the Committee of Free Libraries

Symon Dubrovin, President of the Reading Center “Zakladka”
"""


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.txt"
    path.write_text(NEWS, encoding="utf-8")
    return path


def run(*words: object, code: int = 0, given: bytes | None = None) -> Result:
    done = CliRunner(env={"COLUMNS": "200"}).invoke(main, ["read", *map(str, words)], input=given)
    assert done.exit_code == code, done.output
    return done


def told(*words: object, **options: object) -> list[dict]:
    return [json.loads(line) for line in run(*words, "--json", **options).stdout.splitlines()]


def test_a_table_shows_what_was_found(news):
    shown = run(news).stdout
    assert shown == run(news, "--table").stdout
    assert re.search(r"Anna Sample +× 1 +head", shown)
    assert re.search(r"Anna Sample +Imprisonment, 4 years +Article 130 of the Criminal Code", shown)
    assert re.search(r"Ivan Kupchyk .*alleged", shown)
    assert "more than 300" in shown


def test_a_table_speaks_the_language_asked_for(tmp_path):
    (tmp_path / "a.txt").write_text(BELARUSIAN, encoding="utf-8")
    assert "Пазбаўленне волі, 4 гады" in run(tmp_path / "a.txt", "--language", "be").stdout
    assert "Лишение свободы, 4 года" in run(tmp_path / "a.txt", "--language", "ru").stdout


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("text", [NEWS, STATEMENT, BELARUSIAN])
def test_a_table_keeps_to_the_width_and_cuts_no_name(text, width):
    reading = read(text)
    shown = table("a.txt", reading, width=width)
    plain = re.sub(r"\x1b\[\d+m", "", shown)
    assert max(map(columns, plain.splitlines())) <= width
    letters = re.sub(r"\W", "", plain)
    assert all(word in letters for one in reading.entities for word in re.findall(r"\w{1,16}", one.name))


def test_demands_show_to_whom_and_for_whom():
    shown = table("a.txt", read(STATEMENT))
    assert "release librarian Hanna Azierka without any condition" in shown
    assert "to: government · for: Hanna Azierka" in shown


def test_nothing_in_a_document_steers_the_terminal():
    shown = table("a\x1b[2J.txt", read("Ivan \x1b[31mKupchyk was arrested in Minsk.\u202e"))
    assert "\x1b[2J" not in shown
    assert "\x1b[31mKup" not in shown
    assert "\u202e" not in shown


def test_json_has_the_reading_and_the_grounds_of_every_finding(news):
    (record,) = told(news)
    assert record["file"] == "news.txt"
    assert [each["name"] for each in record["persons"]] == ["Anna Sample", "Ivan Kupchyk"]
    text, found = record["text"], record["findings"]
    assert {each["field"] for each in found} >= {"persons", "organizations", "places", "acts", "penalties", "figures"}
    for each in found:
        assert each["assertion_status"] and each["rule"] and 0 < each["confidence"] <= 1
        assert all(text[span["start"] : span["end"]] == span["text"] for span in each["spans"])
    assert "alleged" in {each["assertion_status"] for each in found}
    (penalty,) = [each["values"] for each in found if each["field"] == "penalties"]
    assert penalty["amount"] == 4
    assert penalty["person"][0]["id"] in {each["id"] for each in found if each["field"] == "persons"}


def test_json_is_a_line_for_each_file_and_failures_are_among_them(news, tmp_path):
    first, second = told(news, tmp_path / "nothing.txt", code=1)
    assert first["kind"] == "news"
    assert second == {"file": "nothing.txt", "problem": "The file was expected but is not there; check its name."}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", f"<!doctype html><title>T</title><body><article><p>{NEWS}</p></article></body>".encode()),
        ("a.md", NEWS.encode()),
        ("a.txt", NEWS.encode("utf-16")),
    ],
)
def test_any_kind_of_document_is_read(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    assert "Anna Sample" in [each["name"] for each in told(tmp_path / name)[0]["persons"]]


def test_a_pdf_is_read():
    folder = Path(demo.__file__).parent / "documents"
    assert told(next(folder.glob("*.pdf")))[0]["text"].strip()


def test_standard_input_is_read():
    (record,) = told("-", given=NEWS.encode())
    assert record["file"] == "-"
    assert record["persons"]


def test_a_date_without_a_year_is_resolved_by_the_date_given(tmp_path):
    (tmp_path / "a.txt").write_text("Ivan Kupchyk was arrested in Minsk on 3 May.", encoding="utf-8")
    assert told(tmp_path / "a.txt", "--published", "2019-06-01")[0]["acts"][0]["date"] == "2019-05-03"
    assert "'June'" in run(tmp_path / "a.txt", "--published", "June", code=2).output


def test_known_people_carry_the_id_of_the_register(tmp_path, news):
    index = NameIndex("person")
    index.extend([("p7", "Анна Сэмпл"), ("p8", "Anna Sample")])
    index.save(tmp_path / "known.index")
    found = told(news, "--known", tmp_path / "known.index")[0]["findings"]
    (person,) = [each for each in found if each["values"].get("name") == "Anna Sample"]
    assert (person["rule"], person["values"]["known"]) == ("register", "p8")
    assert "p8" in run(news, "--known", tmp_path / "known.index").stdout


BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\n ", "empty"),
    "film.webm": (b"\x1aE\xdf\xa3rest", "a film recording"),
    "binary.txt": (bytes(range(32)) * 40, "bytes of no known kind"),
    "cut.pdf": (b"%PDF-1.7\n1 0 obj\n<</Type/Catalog", "PDF"),
    "long.txt": (b"a" * (40 << 20) + b"b" * (2 << 20), "5,000,000 characters"),
}


def test_what_cannot_be_read_is_told_in_a_sentence_and_does_not_stop_the_others(tmp_path, news):
    for name, (data, _) in BAD.items():
        (tmp_path / name).write_bytes(data)
    done = run(*(tmp_path / name for name in BAD), tmp_path / "gone.txt", tmp_path, news, code=1)
    lines = {line.split(":")[0].split()[1]: line for line in done.stderr.splitlines() if line.startswith("FAILED")}
    assert set(lines) == {*BAD, "gone.txt", tmp_path.name}
    assert all(words in lines[name] and lines[name].endswith(".") for name, (_, words) in BAD.items())
    assert "Anna Sample" in done.stdout
    assert done.stderr.splitlines()[-1] == "1 read, 8 failed."
    assert "Traceback" not in done.output


def test_a_file_beyond_the_limit_is_not_even_read(tmp_path):
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(101 << 20)
    assert "at most 100 MB" in run(tmp_path / "huge.txt", code=1).output


def test_documents_are_written_to_a_folder_each_under_its_own_name(tmp_path, news):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "news.txt").write_text(BELARUSIAN, encoding="utf-8")
    run(news, tmp_path / "b" / "news.txt", "--html", "--out", tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["news.txt-2.html", "news.txt.html"]
    run(news, "--out", tmp_path / "out")
    assert "\x1b" not in (tmp_path / "out" / "news.txt.txt").read_text(encoding="utf-8")


def test_what_is_read_is_never_written_over(tmp_path):
    for name in ("news", "news.html"):
        (tmp_path / name).write_text(NEWS, encoding="utf-8")
    shown = run(tmp_path / "news", tmp_path / "news.html", "--html", "--out", tmp_path, code=1).output
    assert "none of those read" in shown
    assert (tmp_path / "news.html").read_text(encoding="utf-8") == NEWS


def test_forms_exclude_each_other_and_many_pages_need_a_folder(news):
    assert "exclude each other" in run(news, "--json", "--html", code=2).output
    assert "--out" in run(news, news, "--html", code=2).output
    assert "belong to files" in run("--html", code=2).output


class Seen(HTMLParser):
    """What is in a page: tags, attributes, and the words of the text without notes and signs."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = {name: value or "" for name, value in attrs}
        self.attributes += given.items()
        if tag not in ("meta", "input", "br"):
            self.open.append((tag, given.get("class", "")))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        classes = " ".join(each for _, each in self.open).split()
        if "text" in classes and not {"tip", "tag"} & set(classes):
            self.text += data


def seen(text: str, **options: str) -> Seen:
    found = Seen()
    found.feed(page("a.txt", read(text), **options))
    return found


@pytest.mark.parametrize("text", [NEWS, STATEMENT, BELARUSIAN, HOSTILE, "", "x", "Ivan Kupchyk " * 300])
def test_a_page_holds_the_whole_text_and_nothing_of_it_as_markup(text):
    found = seen(text)
    assert re.sub(r"\s", "", found.text) == re.sub(r"\s", "", text)
    assert not {"script", "img", "link", "b:"} & set(found.tags)
    assert not [value for name, value in found.attributes if name in ("src", "srcset") or name.startswith("on")]


def test_a_page_asks_nobody_for_anything(news):
    shown = run(news, "--html").stdout
    assert "default-src 'none'" in shown
    assert not re.findall(r"(?:src|href)=[\"'](?!#)|url\(|@import|https?:", shown)


def test_every_finding_is_marked_and_listed_and_each_leads_to_the_other():
    reading = read(NEWS + STATEMENT)
    found = seen(NEWS + STATEMENT)
    ids = [value for name, value in found.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    assert {f"f-{one.id}" for one in findings(reading)} <= set(ids)
    assert {value for name, value in found.attributes if name == "href"} <= {f"#{each}" for each in ids}


@pytest.mark.parametrize("language", ["en", "be", "ru"])
def test_a_page_says_status_confidence_and_rule_in_words(language):
    shown = page("a.txt", read(NEWS), language=language)
    assert wording.word("status.alleged", language) in shown
    assert wording.rule("trigger-object", language) in shown
    assert f'<html lang="{language}">' in shown
    assert '<main class="text" lang="en"' in shown


def test_direction_tricks_show_and_a_line_has_its_own_direction():
    shown = page("a.txt", read("Ivan \u202eKupchyk was arrested.\nשלום"))
    assert "\u202e" not in shown
    assert 'dir="auto"' in shown


def found_at(key: str, sort: str, start: int, end: int) -> Found:
    return Found(key, sort, (Span(start, end),), "asserted", 0.5, "r", {})


def test_pieces_joined_are_the_text_and_know_all_that_covers_them():
    some = [found_at("a", "acts", 0, 6), found_at("b", "penalties", 4, 9), found_at("p", "persons", 5, 6)]
    cut = pieces(10, some)
    assert [(each.start, each.end) for each in cut] == [(0, 4), (4, 5), (5, 6), (6, 9), (9, 10)]
    assert [[one.id for one in each.facts] for each in cut] == [["a"], ["a", "b"], ["a", "b"], ["b"], []]
    assert [each.name.id if each.name else "" for each in cut] == ["", "", "p", "", ""]


def test_every_word_has_a_form_in_every_language():
    assert wording.languages() == ("en", "be", "ru")
    assert all(wording.word(key, language) for key in wording.entries() for language in wording.languages())


def test_every_rule_and_status_that_is_met_has_words():
    corpus = Path(__file__).parents[1] / "reading" / "corpus"
    texts = [json.loads(line)["text"] for path in corpus.glob("*.jsonl") for line in path.open(encoding="utf-8")]
    met = [one for text in [*texts, NEWS, STATEMENT] for one in findings(read(text))]
    assert [one.rule for one in met if wording.rule(one.rule) == one.rule] == []
    assert {one.status for one in met} <= {key.removeprefix("status.") for key in wording.entries()}
