"""The text of a document is what a reader sees, and says how much of the document it is."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.vault import media, ocr, sandbox
from khronika.vault.errors import Stopped
from khronika.vault.jobs.charset import decode
from khronika.vault.jobs.clean import clean
from khronika.vault.passage import anchor, locate
from khronika.vault.text import Outcome, PageSpan, TextVersion, extract

pytestmark = pytest.mark.skipif(
    sandbox.available() is None, reason="bubblewrap does not work on this machine, and no document is read without it"
)
reads_pictures = pytest.mark.skipif(ocr.engine() is None, reason="tesseract is not installed on this machine")

PAGE = """<!doctype html><html lang="en"><head><title>Call | Example House</title>
<meta name="author" content="Press Office"><meta property="article:published_time" content="2015-10-12T08:00:00Z">
<script>alert("script words")</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/n">News</a></li></ul></nav>
<main><article><h1>Defenders call on government</h1>
<p>We, representatives of the human rights organizations, guided by an interest in the protection of human rights,</p>
<p>call on the government to enforce in the near future the following measures of restorative nature:</p>
<ol><li>close the politically motivated cases against the journalist and the graffiti artists;</li>
<li>remove a ban on <b>entry</b> into the country:<ol type="a"><li>for one</li><li>for all</li></ol></li>
<li>register the “Center”.</li></ol>
<h2>At the legislative level</h2>
<ul><li>repeal the Article;</li><li>launch systematic work.</li></ul>
<ol start="6"><li><p>introduce a moratorium on executions;</p></li>
<li>keep {{ name }} &lt;script&gt; as it is.</li></ol>
<p>Adam First, chairman of the First House<br>Vera Second, chair of the Second House<br/>
<a href="/third">Olga Third</a>, President</p></article></main>
<aside class="related"><h3>Related articles</h3>
<ul><li><a href="/r">Defenders announced somebody new</a></li></ul></aside>
<footer>Copyright of the House</footer></body></html>"""

WORDS = {
    "be": "Суд прысудзіў праваабаронцу да чатырох з паловай гадоў зняволення ўзмоцненага рэжыму.",
    "ru": "Суд приговорил правозащитника к четырём с половиной годам лишения свободы.",
}


def html(source: str) -> TextVersion:
    return extract(source.encode(), "text/html")


def test_an_article_keeps_its_headings_its_numbers_and_its_signatures() -> None:
    lines = html(PAGE).text.split("\n")
    for line in (
        "Defenders call on government",
        "1. close the politically motivated cases against the journalist and the graffiti artists;",
        "2. remove a ban on entry into the country:",
        "a) for one",
        "3. register the “Center”.",
        "At the legislative level",
        "- repeal the Article;",
        "6. introduce a moratorium on executions;",
        "7. keep {{ name }} <script> as it is.",
        "Adam First, chairman of the First House",
        "Vera Second, chair of the Second House",
        "Olga Third, President",
    ):
        assert line in lines


def test_an_article_leaves_out_menus_scripts_and_related_articles() -> None:
    text = html(PAGE).text
    for words in ("News", "script words", "Related", "somebody new", "Copyright"):
        assert words not in text


def test_an_article_states_its_title_author_and_date() -> None:
    version = html(PAGE)
    assert (version.title, version.author, version.published) == (
        "Defenders call on government",
        "Press Office",
        "2015-10-12",
    )
    assert version.reader.startswith("trafilatura ")
    assert version.outcome is Outcome.READ
    assert version.problem is None


def test_a_date_that_the_page_does_not_state_is_not_guessed() -> None:
    page = "<html><body><article><h1>Title here</h1><p>" + "On 3 May 2011 they met in Minsk again. " * 20
    assert html(page).published is None


def test_ten_thousand_nested_tags_lose_no_word() -> None:
    version = html("<html><body>" + "<div>" * 10_000 + "deep words " * 50 + "</div>" * 10_000 + "<p>the end</p>")
    assert version.text.count("deep words") == 50
    assert version.text.endswith("the end")
    assert version.reader == "whole page 1"


@pytest.mark.parametrize("tag", ["<b>", "<ol><li>", "<table><tr><td>", "<blockquote>"])
def test_other_nested_tags_end_in_words_too(tag: str) -> None:
    assert "words in the deep" in html(f"<html><body>{tag * 3000}words in the deep{'x ' * 300}").text


SIGNED = [
    "<p>" + "".join(f'<a href="/{name}">{name} First, chair of the {name} House</a><br>' for name in "ABCDE") + "</p>",
    "".join(f'<p><a href="/{name}">{name} First, chair of the {name} House</a></p>' for name in "ABCDE"),
    "".join(f"<b>{name} First</b>, chair of the {name} House<br><br>" for name in "ABCDE"),
    "<table>" + "".join(f"<tr><td>{name} First, chair of the {name} House</td></tr>" for name in "ABCDE") + "</table>",
    "".join(f"<div>{name} First, chair of the {name} House</div>" for name in "ABCDE"),
]


@pytest.mark.parametrize("signatures", SIGNED)
def test_no_signature_is_lost_however_the_page_is_made(signatures: str) -> None:
    words = "<p>We call on the authorities to release all prisoners and to restore their rights without delay.</p>" * 4
    lines = html(f"<html><body><div class='content'><h1>Call</h1>{words}{signatures}<h3>End</h3></div></body></html>")
    for name in "ABCDE":
        assert f"{name} First, chair of the {name} House" in lines.text.split("\n")


def test_a_page_without_an_article_is_read_whole() -> None:
    version = html("<html><head><title>Short</title></head><body><div>Only a few words here.</div></body></html>")
    assert version.text == "Short\n\nOnly a few words here."
    assert version.title == "Short"


def test_hidden_direction_and_control_characters_of_a_page_are_gone() -> None:
    text = html(PAGE.replace("Adam First", "Adam &#8238;First&#0;&#7;&#8203;")).text
    assert "Adam First" in text.replace("\ufffd", "")
    assert clean(text) == text


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize(
    ("real", "declared"),
    [
        ("cp1251", "utf-8"),
        ("utf-8", "windows-1251"),
        ("cp1251", "iso-8859-1"),
        ("cp1251", None),
        ("cp1251", "nonsense"),
    ],
)
def test_a_wrongly_declared_encoding_is_found_out(language: str, real: str, declared: str | None) -> None:
    words = WORDS[language] * 3
    meta = f'<meta charset="{declared}">' if declared else ""
    page = f"<html><head>{meta}<title>Т</title></head><body><article><p>{words}</p></article></body></html>"
    assert words in extract(page.encode(real), "text/html").text
    assert extract(words.encode(real), "text/plain", charset=declared).text == words


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
@pytest.mark.parametrize("words", [*WORDS.values(), "Adam was fined “at once”."])
def test_every_usual_encoding_is_read(words: str, encoding: str) -> None:
    assert decode(words.encode(encoding))[0].removeprefix("\ufeff") == words


@pytest.mark.parametrize("encoding", ["koi8-r", "cp866", "iso8859-5"])
def test_older_encodings_are_read_when_declared_and_when_not(encoding: str) -> None:
    data = WORDS["ru"].encode(encoding)
    assert decode(data, encoding)[0] == decode(data)[0] == WORDS["ru"]


def test_a_text_cut_inside_a_letter_is_read_and_said_to_be_partial() -> None:
    version = extract(WORDS["be"].encode()[:-2], "text/plain")
    assert version.text.startswith(WORDS["be"][:60])
    assert version.outcome is Outcome.PARTIAL
    assert version.problem == "Some of the text could not be read, and gaps are marked; compare it with the original."


def test_a_plain_text_stays_as_it_stands() -> None:
    text = "Title\n\n  1. “one”\n  2. ‘two’\n\n– three\n\nAdam, chair\nVera, chair"
    version = extract(text.replace("\n", "\r\n").encode(), "text/plain")
    assert version.text == text
    assert version.title == "Title"
    assert version.pages == ()


@given(st.text(max_size=200))
def test_a_clean_text_stays_clean(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    clean(text).encode()


def test_direction_tricks_cannot_change_what_is_read() -> None:
    assert clean("fined\u202e 005\u2066 rubles\u200f\x1b[1m\x00") == "fined 005 rubles[1m"


def test_letters_that_look_the_same_are_the_same() -> None:
    assert clean("Бел\u0438\u0306") == "Бел\u0439"


Builder = Callable[..., bytes]

LINES = [
    "The court in the town of Hrodna has found today that the old cobbler",
    "Adam First broke no law when he put up a notice about a free con-",
    "cert, and that the fine which he had paid must be given back to him",
    "within a month.",
    "",
    "1. The first point of the ruling.",
    "2. The second point of the ruling.",
    "",
    "Vera Second, judge",
    "Olga Third, clerk",
]


def test_a_pdf_has_its_paragraphs_joined_and_its_signatures_apart(pdf: Builder) -> None:
    text = extract(pdf(LINES), "application/pdf").text
    assert "about a free concert, and that the fine which he had paid must be given back to him within a month." in text
    assert "old cobbler Adam First" in text
    assert text.endswith(
        "within a month.\n\n1. The first point of the ruling.\n2. The second point of the ruling.\n\n"
        "Vera Second, judge\nOlga Third, clerk"
    )


def test_a_pdf_keeps_the_number_of_each_page_and_drops_the_printed_one(pdf: Builder) -> None:
    version = extract(pdf(["First page.", "", "", "- 1 -"], ["Second page.", "", "2 of 2"]), "application/pdf")
    assert version.text == "First page.\n\nSecond page."
    assert version.pages == (PageSpan(1, 0, 11), PageSpan(2, 13, 25))


def test_a_sentence_that_runs_over_to_the_next_page_is_whole(pdf: Builder) -> None:
    version = extract(pdf(["He was fined five", "1"], ["hundred rubles.", "2"]), "application/pdf")
    assert version.text == "He was fined five hundred rubles."
    assert version.text[version.pages[1].start : version.pages[1].end] == "hundred rubles."


@reads_pictures
def test_a_pdf_with_a_page_that_is_a_picture_is_partial(pdf: Builder) -> None:
    version = extract(pdf(["Words."], []), "application/pdf")
    assert version.outcome is Outcome.PARTIAL
    assert version.problem == 'The text of the pages "2" could not be read; look at them in the original.'


@reads_pictures
def test_a_pdf_without_text_says_what_to_do(pdf: Builder) -> None:
    version = extract(pdf([]), "application/pdf")
    assert version.outcome is Outcome.FAILED
    assert version.problem == (
        "The PDF holds pictures of pages in which no text was found; look at them and capture a better copy."
    )


@pytest.mark.parametrize("size", [5, 60, 300])
def test_a_pdf_that_is_cut_off_says_so(pdf: Builder, size: int) -> None:
    version = extract(pdf(LINES)[:size], "application/pdf")
    assert version.problem == ("The PDF is damaged or cut off, so that no page of it could be read; obtain it again.")


def test_a_pdf_bomb_is_stopped_and_the_next_document_read(pdf: Builder, bomb: bytes) -> None:
    version = extract(bomb, "application/pdf", limits=sandbox.Limits(memory=400 << 20, seconds=10, processor=5))
    assert version.outcome is Outcome.FAILED
    assert version.problem is not None
    assert version.problem.count(".") == 1
    assert extract(pdf(["Words."]), "application/pdf").text == "Words."


def test_a_kind_without_a_reader_fails_with_a_sentence() -> None:
    version = extract(b"x", "image/gif")
    assert version.problem == 'A document, a picture or a text was expected, not "image/gif"; convert it first.'


@pytest.mark.parametrize(
    "answer",
    [
        {"text": "dirty\u202e", "reader": "x", "whole": True},
        {"text": 5},
        {"text": "words", "pages": [[1, 0, 99]], "whole": True},
        {"text": "words", "pages": [["a"]], "whole": True},
    ],
)
def test_a_reader_that_answers_nonsense_is_not_believed(
    answer: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "run", lambda *_arguments, **_options: answer)
    version = extract(b"x", "text/plain")
    assert version.outcome is Outcome.FAILED
    assert (version.problem or "").startswith("The document could not be read: its reader ")


def test_a_passage_cited_in_the_text_is_found_in_the_page_and_in_the_pdf(pdf: Builder) -> None:
    plain = " ".join(LINES[:4]).replace("con- cert", "concert")
    start = plain.index("broke no law")
    made = anchor(plain, start, plain.index(" within a month"))
    for version in (extract(pdf(LINES), "application/pdf"), extract("\n".join(LINES).encode(), "text/plain")):
        found = locate(version.text, made)
        assert found is not None
        assert version.text[slice(*found)].startswith("broke no law")
        assert version.text[slice(*found)].endswith("given back to him")


def test_stopped_is_an_answer_and_not_an_exception(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_arguments: object, **_options: object) -> None:
        raise Stopped("It took too long.")

    monkeypatch.setattr(sandbox, "run", stop)
    assert extract(b"x", "text/plain").problem == "It took too long."


def test_the_rows_of_a_list_are_lines_however_small_its_page_is() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>Person {n}</td><td>{1980 + n}</td></tr>" for n in range(1, 5))
    source = (
        f"<html><body><nav><a>Home</a></nav><h1>List</h1><table><tr><th>No</th><th>Name</th><th>Born</th></tr>{rows}"
    )
    version = extract(f"{source}</table></body></html>".encode(), media.HTML)
    assert version.text.splitlines()[-4:] == [f"{n}\tPerson {n}\t{1980 + n}" for n in range(1, 5)]
