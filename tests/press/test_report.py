"""A report that leaves the house: every fact with its source, nothing withheld, and the author's words kept over every making."""

import hashlib
import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import docx
import pytest
from lxml import etree

from khronika.desk.advocacy.models import Report, ReportMaking
from khronika.desk.claims.models import Record
from khronika.desk.ledger.models import Entry
from khronika.desk.register.models import Name
from khronika.desk.sources.models import Capture, Source
from khronika.press.errors import PressError
from khronika.press.report import kept
from khronika.press.report.asked import Asked, Plan, change, found, new
from khronika.press.report.blank import W
from khronika.press.report.changes import Deed, changes
from khronika.press.report.look import Named
from khronika.press.report.make import Wanted, count, document, make
from khronika.vocabulary.kind import Level
from tests.desk.making import TEXT, Said, accept, account, lay, level, publish
from tests.desk.making import kept as source
from tests.press.reporting import Opened, everything, plan
from tests.press.telling import TRIAL

pytestmark = pytest.mark.django_db
NOTE = re.compile(
    r"“(?P<quote>.+)” (?P<title>.+) \((?P<publisher>.+)\), (?P<url>\S+)\. Kept on (?P<day>.+), SHA-256 (?P<sha>\S+)\."
)


@pytest.fixture
def asked(house):
    """A report on everything that is there."""
    everything()
    return plan()


@pytest.fixture
def made(house):
    """Make a document of a report; with `brought`, from that."""

    def deed(asked, brought: bytes | None = None, **how):
        return make(house.home, account(), Wanted(asked.id, brought, **how))

    return deed


def person(name: str) -> str:
    """The record of somebody."""
    return Name.objects.get(text=name).claim.subject_id


def worked(data: bytes, deed) -> bytes:
    """The document after an author worked at it; `deed` gets the tree of its text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    tree = etree.fromstring(parts["word/document.xml"])
    deed(tree)
    parts["word/document.xml"] = etree.tostring(tree)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def part(tree, key: str):
    """A generated part of a document."""
    (tag,) = (each for each in tree.iter(f"{{{W}}}tag") if each.get(f"{{{W}}}val").endswith(f":{key}"))
    return tag.getparent().getparent()


def paragraph(text: str):
    """A paragraph of the author's."""
    element = etree.Element(f"{{{W}}}p")
    etree.SubElement(etree.SubElement(element, f"{{{W}}}r"), f"{{{W}}}t").text = text
    return element


def key(name: str, kind: str = "case") -> str:
    """The key of somebody's case."""
    return f"{kind}.{person(name)}"


def test_every_footnote_leads_to_a_passage_without_our_site(asked, made):
    opened = Opened(made(asked).data)
    notes, marks = opened.notes(), opened.marks()
    assert marks == sorted(notes, key=int) and len(set(marks)) == len(marks) > 10
    capture = Capture.objects.get()
    for text in notes.values():
        if text.startswith("Counted from"):
            continue
        said = NOTE.fullmatch(text)
        assert said, text
        assert said["quote"] in TEXT
        assert (said["title"], said["publisher"]) == ("Court in Sampletown", "Example House")
        assert (said["url"], said["day"]) == ("https://example.org/court", "2 January 2026")
        assert said["sha"] == capture.sha256


def test_it_opens_in_another_program_and_says_what_was_chosen(asked, made):
    done = made(asked)
    read = docx.Document(io.BytesIO(done.data))
    assert read.core_properties.author == "Test Chronicle" and not read.core_properties.last_modified_by
    text = Opened(done.data).text()
    for words in (
        "Universal Periodic Review, 36th session",
        "Recommendation 138.9 (Exampleland; 36th session; Supported): “Guarantee fair trials & independent courts.”",
        "Not implemented, 2022",
        "Demand 3 of “Free them all” (2 April 2021); addressed to: Council of Sampleland",
        "It is met for 1 of the 2 who are named here.",
        "Anna Sample. Political prisoner, from 10 March 2021.",
        "4 March 2021: Convicted; Court: District Court",
        "Imprisonment: 4 years",
        "Charge: Article 1",
    ):
        assert words in text, words


def test_numbered_paragraphs_are_numbered_by_their_style(asked, made):
    opened = Opened(made(asked).data)
    numbering = opened.parts["word/numbering.xml"].decode()
    assert 'w:pStyle w:val="ReportParagraph"' in numbering and "%1." in numbering
    styles = [each.get(f"{{{W}}}val") for each in opened.document.iter(f"{{{W}}}pStyle")]
    assert styles.count("ReportParagraph") >= 8


def test_own_words_survive_and_facts_are_made_anew(asked, made):
    first = made(asked)

    def work(tree):
        advice = part(tree, f"recommendation.{asked.asked.recommendations[0]}")
        advice.addnext(paragraph("We say that courts are not independent."))
        heading = part(tree, "section.demands")
        next(heading.iter(f"{{{W}}}t")).text = "What we asked for"
        locked = part(tree, key("Anna Sample"))
        list(locked.iter(f"{{{W}}}t"))[1].text = "Anna Sample, whom we know well."
        boris = part(tree, key("Boris Sample"))
        boris.getparent().remove(boris)

    brought = worked(first.data, work)
    version = source(
        text="On 1 May 2023 the District Court released her.", title="Later news", url="https://example.org/2"
    )
    hearing = Said("Hearing", TRIAL, {"instance": "appeal"}, start="2022-05-01")
    accept(lay(version, hearing), {TRIAL: first_of("Proceeding")})
    publish(version)
    done = made(asked, brought)
    opened = Opened(done.data)
    text = opened.text()
    assert "We say that courts are not independent." in text and "What we asked for" in text
    assert "Demands and what came of them" not in text
    assert done.edited == (key("Anna Sample"),) and "Anna Sample, whom we know well." in text
    assert "Anna Sample. Political prisoner" in text and "1 May 2022: Hearing" in text
    assert done.gone == (key("Boris Sample"),) and key("Boris Sample") not in opened.generated()
    assert set(opened.marks()) == set(opened.notes())
    assert any("Later news" in each for each in opened.notes().values())
    again = made(asked)  # from the last document
    assert Opened(again.data).text() == text and again.gone == done.gone and not again.edited
    back = made(asked, done.data, back=True)
    assert key("Boris Sample") in Opened(back.data).generated() and not back.gone


def first_of(kind: str) -> str:
    """The only record of a kind."""
    return Record.objects.get(kind=kind).id


def test_own_words_come_back_from_the_desk_where_the_document_is_lost(asked, made, house):
    brought = worked(made(asked).data, lambda tree: part(tree, "section.cases").addnext(paragraph("Four of many.")))
    made(asked, brought)
    for path in (house.home.folder / "cache" / "reports").iterdir():
        path.unlink()
    text = Opened(made(asked).data).paragraphs()
    assert text[text.index("Cases") + 1 : text.index("Cases") + 3].count("Four of many.") == 1


def test_a_footnote_of_the_author_stays(asked, made):
    first = made(asked)
    opened = Opened(first.data)
    own = etree.fromstring(opened.parts["word/footnotes.xml"])
    note = etree.SubElement(own, f"{{{W}}}footnote", {f"{{{W}}}id": "900"})
    note.append(paragraph("Our own reading of the law."))

    def work(tree):
        element = paragraph("As we read it")
        run = etree.SubElement(element, f"{{{W}}}r")
        etree.SubElement(run, f"{{{W}}}footnoteReference", {f"{{{W}}}id": "900"})
        part(tree, "section.cases").addnext(element)

    parts = {**opened.parts, "word/footnotes.xml": etree.tostring(own)}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    done = Opened(made(asked, worked(out.getvalue(), work)).data)
    assert done.notes()["900"] == "Our own reading of the law." and set(done.marks()) == set(done.notes())


def test_nothing_withheld_is_in_any_byte(asked, made):
    first = made(asked)
    assert "Boris" in Opened(first.data).text()
    level("record", person("Boris Sample"), Level.TEAM)
    done = made(asked, first.data)
    for name, data in Opened(done.data).parts.items():
        assert "Boris" not in data.decode(errors="replace"), name
        assert person("Boris Sample") not in data.decode(errors="replace"), name
    text = Opened(done.data).text()
    assert "[withheld]" in text and "Boris" not in text
    assert "of the 2" not in text
    assert done.replaced and done.missing == (person("Boris Sample"),)


def test_a_document_of_before_is_not_handed_out_when_it_names_somebody_withheld(asked, made, house):
    first = made(asked)
    assert document(house.home, asked.id, first.number) == first.data
    level("record", person("Boris Sample"), Level.TEAM)
    with pytest.raises(Named, match="without the name"):
        document(house.home, asked.id, first.number)


def test_own_words_that_name_somebody_withheld_stop_it_and_the_sentence_names_nobody(asked, made):
    level("record", person("Boris Sample"), Level.TEAM)
    first = made(asked)
    brought = worked(
        first.data, lambda tree: part(tree, "section.cases").addnext(paragraph("We met Boris Sample in spring."))
    )
    with pytest.raises(Named) as stopped:
        made(asked, brought)
    assert "We met … in spring." in str(stopped.value) and "Boris" not in str(stopped.value)
    assert ReportMaking.objects.count() == 1


def test_what_was_said_before_and_hidden_since_goes_with_its_footnotes(asked, made):
    first = made(asked)
    level("source", Source.objects.get().id, Level.TEAM)
    done = made(asked, first.data)
    opened = Opened(done.data)
    assert not opened.notes() and "Anna" not in opened.text()
    assert "https://example.org/court" not in opened.parts["word/footnotes.xml"].decode()


def test_facts_are_frozen_as_known_on_a_day(asked, made):
    with pytest.raises(PressError, match="a day that has come"):
        change(account(), replace(asked, asked=replace(asked.asked, known="2999-01-01")))
    today = datetime.now(UTC).date()
    change(account(), replace(asked, asked=replace(asked.asked, known=str(today - timedelta(days=1)))))
    done = made(asked)
    text = Opened(done.data).text()
    assert "Anna" not in text and set(done.missing) >= {person("Anna Sample")}
    assert ReportMaking.objects.get().entry == 0 and Entry.objects.exists()


def test_a_report_over_its_limit_is_made_and_says_how_many_words_are_too_many(asked, made):
    done = made(asked)
    change(account(), replace(asked, limit=100))
    over = made(asked)
    assert over.words == done.words == count(found(asked.id)) and over.over == done.words - 100
    assert not done.over


def test_words_are_counted_as_the_document_has_them_without_the_first_page(asked, made):
    brought = worked(made(asked).data, lambda tree: part(tree, "section.cases").addnext(paragraph("one two three")))
    done = made(asked, brought)
    assert done.words == count(found(asked.id))
    change(account(), replace(asked, title="A very much longer title of the same report"))
    assert made(asked).words == done.words


def test_what_changed_is_listed_with_its_words(asked, made, house):
    made(asked)
    assert changes(house.home, asked.id).changes == ()
    level("record", person("Boris Sample"), Level.TEAM)
    told = {each.key: each for each in changes(house.home, asked.id).changes}
    assert told[key("Boris Sample")].deed is Deed.WENT
    demand = told[f"demand.{asked.asked.demands[0]}"]
    assert demand.deed is Deed.CHANGED and "Boris" in demand.before and "[withheld]" in demand.after
    made(asked)
    assert {each.key for each in changes(house.home, asked.id, 2).changes} == told.keys()
    assert changes(house.home, asked.id).changes == ()


@pytest.mark.parametrize("data", [b"", b"no document", b"PK\x03\x04broken", None])
def test_what_is_no_document_is_refused_with_a_sentence(asked, made, data):
    if data is None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("a.txt", "x")
        data = out.getvalue()
    with pytest.raises(PressError, match="in the format DOCX"):
        made(asked, data)
    assert not ReportMaking.objects.exists()


def test_a_document_of_another_report_or_of_nobody_is_refused(asked, made):
    other = new(account(), replace(asked, title="Another", id=""))
    with pytest.raises(PressError, match="of this report"):
        made(asked, made(other).data)
    plain = io.BytesIO()
    docx.Document().save(plain)
    with pytest.raises(PressError, match="marked parts"):
        made(asked, plain.getvalue())


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"since": "soon"}, "Expected dates"),
        ({"since": ""}, "the period"),
        ({"since": "2023"}, "no earlier"),
        ({"cases": ("zzzzzzzzzzzz",)}, "kind Person"),
        ({"demands": ("zzzzzzzzzzzz",)}, "kind Demand"),
    ],
)
def test_what_cannot_be_chosen_is_told_and_nothing_is_kept(asked, values, told):
    with pytest.raises(PressError, match=told):
        new(account(), replace(asked, asked=replace(asked.asked, **values)))
    assert Report.objects.count() == 1


def test_a_title_is_needed(db):
    with pytest.raises(PressError, match="a title"):
        new(account(), Plan(" ", asked=Asked("2020", "2021")))


def test_the_ledger_has_the_digest_and_the_document_is_sealed(asked, made, house):
    done = made(asked)
    assert Entry.objects.order_by("-number").first().deed == "report"
    assert done.sha256 == hashlib.sha256(done.data).hexdigest() == ReportMaking.objects.get().sha256
    (path,) = (house.home.folder / "cache" / "reports").iterdir()
    assert b"PK" not in path.read_bytes()[:40] and kept.kept(house.home, asked.id, 1) == done.data


@pytest.mark.parametrize("language", ["be", "ru"])
def test_it_is_written_in_the_language_of_the_report(asked, made, language):
    change(account(), replace(asked, language=language))
    text = Opened(made(asked).data).text()
    assert "Cases" not in text and "Recommendation" not in text and "SHA-256" in text
