"""Nothing that an edition says is lost: each field of each kind of claim stands on a page, wherever the claim is met."""

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest

from khronika.edition.claims import detail
from khronika.edition.model import Citation, Claim, Entry, Record, Ref, Title, Value
from khronika.pages.called import titled
from khronika.pages.render import LANGUAGES, Renderer
from khronika.pages.words import words
from khronika.pages.years import CROWDED, yearly
from khronika.vocabulary.kind import ClaimKind, Field, FieldType
from khronika.vocabulary.kinds import CLAIMS, RECORDS
from khronika.vocabulary.terms import label, members

LEAVING = [kind for kind in CLAIMS.values() if all(RECORDS[each].leaves for each in kind.subjects)]
ABOUT = [(kind, each) for kind in LEAVING for each in kind.subjects if kind.name != "Picture"]  # is no words
TOWARD = [(kind, field) for kind in LEAVING for field in kind.references if not field.part_of]
CITED = (Citation("src", "sources/src", "pas", "the words of the source", "A report"),)


def ref(kind: str, name: str) -> Ref:
    section = RECORDS[kind].section
    return Ref(f"id-{name}", kind, f"{section}/{name}" if section else "", (Title(f"Zz {name}", "en"),))


def value(field: Field) -> Value:
    """Something to tell a field's value by."""
    match field.type:
        case FieldType.RECORD:
            return ref(field.kinds[0], f"the-{field.name}")
        case FieldType.TERM:
            return (
                "more_than" if field.terms == "bound" else members(field.terms)[0]
            )  # an exact count is a number, no words
        case FieldType.INTEGER:
            return 41
        case FieldType.DECIMAL:
            return Decimal("43.5")
        case FieldType.DATE:
            return "1961-02-03"
        case FieldType.LANGUAGE:
            return "fr"
    return f"Words of {field.name}"


def claim(kind: ClaimKind, subject: Ref) -> Claim:
    dates = ("2011-08-04", "2014-06-21") if kind.dated else ("", "")
    values = {field.name: value(field) for field in kind.fields}
    return Claim(f"c-{kind.name}", kind.name, subject, detail(kind.name, values), *dates, citations=CITED)


def home_of(subject: Ref, *claims: Claim) -> Record:
    """A record with a page on which a record with these claims is described."""
    if subject.address:
        return Record(subject, claims)
    owner = {"Demand": "JointStatement", "DetentionSpell": "Person"}.get(subject.kind, "Act")
    return Record(ref(owner, "owner"), (), (), (Record(subject, claims),))


def shown(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.decode().split("<main")[1])).lower()


def words_of(kind: ClaimKind) -> Iterator[str]:
    for field in kind.fields:
        given = value(field)
        if field.part_of or field.type is FieldType.LANGUAGE:
            continue
        if field.name in ("latitude", "longitude"):
            yield "geo:43.5,43.5"
        elif isinstance(given, Ref):
            yield given.titles[0].text
        elif field.type is FieldType.TERM and field.terms == "unit":
            yield "43.5 years"
        elif field.type is FieldType.TERM and field.terms in ("script", "signing"):
            continue  # told only where it is not the usual one of the language, or a signature that is not like the others
        elif field.type is FieldType.TERM and (kind.name, field.name) != ("Text", "role"):
            yield label(f"{field.terms}.{given}")
        elif field.type is FieldType.DATE:
            yield "3 February 1961"
        elif (kind.name, field.name) not in (("Text", "translates"), ("Text", "role"), ("Signatory", "number")):
            yield str(given)


@pytest.mark.parametrize(("kind", "subject"), ABOUT, ids=lambda each: getattr(each, "name", each))
def test_every_field_of_every_claim_stands_on_the_page_of_whom_it_is_about(
    renderer: Renderer, kind: ClaimKind, subject: str
) -> None:
    about = ref(subject, "subject")
    made = claim(kind, about)
    page = renderer.record(home_of(about, made), "en")
    said = shown(page)
    for words_ in words_of(kind):
        if kind.name == "Name" and not about.address:
            continue  # what has no page is called by its names wherever it is spoken of, and that is all
        assert words_.lower() in said, words_
        assert b"sources/src.html#p-pas" in page
    for language in LANGUAGES:
        renderer.record(home_of(about, made), language)


@pytest.mark.parametrize(("kind", "field"), TOWARD, ids=lambda each: each.name)
def test_every_claim_stands_on_the_pages_that_it_points_to(renderer: Renderer, kind: ClaimKind, field: Field) -> None:
    subject = ref(kind.subjects[0], "subject")
    for target in (each for each in field.kinds if RECORDS[each].section):
        made = claim(kind, subject)
        page = renderer.record(Record(ref(target, "target"), (), (made,)), "en")
        assert "zz subject" in shown(page), target
        assert b"sources/src.html#p-pas" in page


@pytest.mark.parametrize(
    "kind", [each for each in LEAVING if each.subjects[0] in ("Act", "Proceeding", "DetentionSpell")]
)
def test_what_was_done_to_somebody_is_told_on_their_page(renderer: Renderer, kind: ClaimKind) -> None:
    victim = ref("Person", "victim")
    about = ref(kind.subjects[0], "subject")
    claims = (claim(CLAIMS["ActDetails"], about), claim(kind, about)) if about.kind == "Act" else (claim(kind, about),)
    page = renderer.record(Record(victim, (), (), (Record(about, claims),)), "en")
    for words_ in words_of(kind):
        if words_ != "Zz the-proceeding":  # stands beside it in a section of its own
            assert words_.lower() in shown(page) or kind.name == "ActDetails", words_


def test_an_act_without_a_date_is_told_last(renderer: Renderer) -> None:
    victim, other, first = ref("Person", "victim"), ref("Act", "other"), ref("Act", "first")
    undated = Claim("c-1", "ActDetails", other, detail("ActDetails", {"victim": victim, "act_type": "search"}))
    known = Claim("c-2", "ActDetails", first, detail("ActDetails", {"victim": victim, "act_type": "arrest"}), "2011")
    said = shown(renderer.record(Record(victim, (), (), (Record(other, (undated,)), Record(first, (known,)))), "en"))
    assert said.index("arrest") < said.index("no date") < said.index("search", said.index("no date"))


def test_organisations_that_decided_the_same_are_told_as_one(renderer: Renderer) -> None:
    who = ref("Person", "who")
    claims = [
        Claim(
            f"c-{name}",
            "StatusDetermination",
            who,
            detail("StatusDetermination", {"status": "political_prisoner", "determined_by": ref("Organization", name)}),
            "2021-02",
        )
        for name in ("one", "two", "three")
    ]
    page = shown(renderer.record(Record(who, tuple(claims)), "en"))
    assert page.count("recognised status: political prisoner") == 1
    assert all(f"zz {name}" in page for name in ("one", "two", "three"))


def test_a_crowded_court_shows_the_newest_and_says_how_many_there_are(renderer: Renderer) -> None:
    court = ref("Organization", "court")
    judged = tuple(
        Claim(
            f"c{n}",
            "Judgment",
            ref("Proceeding", f"case{n}"),
            detail("Judgment", {"court": court, "verdict": "convicted"}),
            f"{1900 + n // 3}-01-0{n % 3 + 1}",
            citations=CITED,
        )
        for n in range(300)
    )
    page = shown(renderer.record(Record(court, (), judged), "en"))
    assert "the newest 200 of 300" in page
    assert "zz case299" in page and "zz case100:" in page and "zz case99:" not in page


@pytest.mark.parametrize(
    ("kind", "what", "start", "en", "be", "ru"),
    [
        (
            "Act",
            "arrest",
            "2012-08",
            "Arrest: Vera, August 2012",
            "Узяцце пад варту: Вера, жнівень 2012",
            "Вера, август 2012",
        ),
        ("Act", "arrest", "", "Arrest: Vera", "Узяцце пад варту: Вера", "Вера"),
        (
            "Proceeding",
            "criminal",
            "2011-08~",
            "Criminal case: Vera, 2011",
            "Крымінальная справа: Вера, 2011",
            "Уголовное дело: Вера, 2011",
        ),
        ("Proceeding", "civil", "", "Civil case: Vera", "Грамадзянская справа: Вера", "Гражданское дело: Вера"),
    ],
)
def test_what_has_no_name_is_called_by_what_it_says(
    kind: str, what: str, start: str, en: str, be: str, ru: str
) -> None:
    names = (Title("Vera", "en"), Title("Вера", "be"))
    made = {title.language: title.text for title in titled(kind, what, whose=names, start=start, languages=LANGUAGES)}
    assert made["en"] == en and made["be"] == be and made["ru"].endswith(ru)


def test_acts_are_listed_by_year_newest_first_and_crowded_years_by_month() -> None:
    entries = [Entry(ref("Act", f"a{n}"), date=f"2020-{n % 12 + 1:02}-01") for n in range(CROWDED)]
    entries += [
        Entry(ref("Act", "old"), date="1999"),
        Entry(ref("Act", "never")),
        Entry(ref("Act", "year"), date="2020"),
    ]
    groups = yearly(entries, words("en"))
    assert [each.label for each in groups][:2] == ["December 2020", "November 2020"]
    assert [each.label for each in groups][-2:] == ["1999", "No date"]
    assert "2020" in [each.label for each in groups]
    assert sum(len(each.entries) for each in groups) == len(entries)
    assert len({each.place for each in groups}) == len(groups)


def test_a_long_list_of_acts_has_a_page_a_year(renderer: Renderer) -> None:
    entries = [Entry(ref("Act", f"a{n}"), date=str(2000 + n % 10)) for n in range(200)]
    pages = dict(renderer.listings("Act", entries, "en"))
    assert set(pages) == {f"site/en/acts/index{each}.html" for each in ("", *(f"-{2000 + n}" for n in range(10)))}
    assert shown(pages["site/en/acts/index-2004.html"]).startswith(" acts: 2004") or "acts: 2004" in shown(
        pages["site/en/acts/index-2004.html"]
    )
