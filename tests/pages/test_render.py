"""What a reader sees on each page, and what no page may contain."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from types import SimpleNamespace

import brotli
import pytest

from khronika.edition.claims import detail
from khronika.edition.model import Citation, Claim, Entry, Front, Passage, Record, Ref, Title
from khronika.pages.errors import NoPage, UnknownLanguage
from khronika.pages.render import LANGUAGES, Renderer
from khronika.pages.timeline import timeline

VOID = {"meta", "link", "input", "br", "hr", "img", "source"}


class Reading(HTMLParser):
    """Tags of a page as a browser reads them: attributes, anchors, and whether all are closed."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, name: str) -> list[str]:
        """Every value of an attribute."""
        return [value for _, attributes in self.tags if (value := attributes.get(name)) is not None]


def text(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.decode()))


def test_every_link_leads_to_a_page_or_a_place_on_it(site: dict[str, bytes], chronicle: SimpleNamespace) -> None:
    absent = {"people/vera-zorka.html", "organizations/government.html"}  # pointed to, not rendered in the sample
    anchors = {path: set(Reading(page).all("id")) for path, page in site.items() if path.endswith(".html")}
    for path, page in site.items():
        if not path.endswith(".html"):
            continue
        for link in Reading(page).all("href") + Reading(page).all("action"):
            if link.startswith("https://example.org/"):
                continue
            place, _, part = link.partition("#")
            assert not place.startswith(("/", "http", "//")), link
            target = _joined(path, place) if place else path
            if any(target.endswith(each) for each in absent) or re.search(r"#p-pas[1267]$", link):
                continue
            assert target in site, (path, link)
            if part and target in anchors:
                assert part in anchors[target], (path, link)


def _joined(path: str, link: str) -> str:
    folders = path.split("/")[:-1]
    for step in link.split("/"):
        folders = folders[:-1] if step == ".." else [*folders, step]
    return "/".join(folders)


def test_every_page_is_well_formed_and_its_ids_are_unique(site: dict[str, bytes]) -> None:
    for path, page in site.items():
        if path.endswith(".html"):
            reading = Reading(page)
            assert reading.open == [], path
            ids = reading.all("id")
            assert len(ids) == len(set(ids)), path


def test_no_page_has_anything_a_strict_policy_would_block(site: dict[str, bytes]) -> None:
    for path, page in site.items():
        for tag, attributes in Reading(page).tags if path.endswith(".html") else ():
            assert "style" not in attributes and not any(name.startswith("on") for name in attributes), path
            assert tag not in ("style", "iframe", "base", "object"), path
            assert tag != "img" or re.match(r"(\.\./)+(assets/charts|media)/[a-z0-9]", str(attributes["src"])), path
            assert tag != "script" or attributes == {"type": "application/ld+json"}, path
            assert not str(attributes.get("href", "")).lower().startswith("javascript"), path


def test_no_page_asks_a_third_party_for_anything(site: dict[str, bytes]) -> None:
    for path, page in site.items():
        for tag, attributes in Reading(page).tags if path.endswith(".html") else ():
            if tag in ("link", "script", "form", "input"):
                assert "//" not in str(attributes.get("href", "")) + str(attributes.get("action", ""))
        assert path.endswith(".html") or b"url(" not in page


def test_every_page_is_light(site: dict[str, bytes]) -> None:
    assert max(len(brotli.compress(page, quality=5)) for page in site.values()) < 60_000


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Imprisonment: 4.5 years"), ("be", "Пазбаўленне волі: 4,5 года"), ("ru", "Лишение свободы: 4,5 года")],
)
def test_a_sentence_shows_with_a_mark_that_leads_to_its_passage(
    site: dict[str, bytes], language: str, said: str
) -> None:
    page = site[f"site/{language}/people/ales-bialiatski.html"].decode()
    assert said in page
    mark = page[page.index(said) :].split('<a href="', 1)[1].split('"')[0]
    assert mark == "../sources/defenders-call.html#p-pas5"
    source = site[f"site/{language}/sources/defenders-call.html"].decode()
    assert "<mark>four and a half years</mark>" in source.split('id="p-pas5"')[1].split("</article>")[0]


def test_a_person_shows_all_names_and_first_the_one_of_the_reader(site: dict[str, bytes]) -> None:
    page = site["site/be/people/ales-bialiatski.html"].decode()
    assert "<h1><bdi>Алесь Бяляцкі</bdi></h1>" in page
    assert all(name in page for name in ("Ales Bialiatski", "Алесь Бяляцкі", "Алесь Беляцкий"))


def test_allegations_and_denials_read_as_such(site: dict[str, bytes]) -> None:
    page = text(site["site/en/people/ales-bialiatski.html"])
    assert "Alleged Government of Belarus (gave the orders)" in page
    assert "Denied Government of Belarus: adviser" in page


def test_a_timeline_is_in_order(site: dict[str, bytes]) -> None:
    page = text(site["site/en/people/ales-bialiatski.html"])
    order = ("Charge: Criminal Code", "24 November 2011 Convicted", "24 January 2012 Upheld", "21 June 2014 Release")
    places = [page.index(each) for each in order]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("language", "headings"),
    [
        ("en", ("Needs no change of law5 demands", "Needs a change of law2 demands", "Signatories2 signatures")),
        ("be", ("Не патрабуе змены закона5 патрабаванняў", "Патрабуе змены закона2 патрабаванні", "2 подпісы")),
        ("ru", ("Не требует изменения закона5 требований", "Требует изменения закона2 требования", "2 подписи")),
    ],
)
def test_a_statement_groups_its_demands(site: dict[str, bytes], language: str, headings: tuple[str, ...]) -> None:
    page = site[f"site/{language}/statements/defenders-call.html"]
    assert all(heading in text(page) for heading in headings)
    groups = page.decode().split('<ol class="demands"')[1:]
    assert [group.split("</ol>")[0].count('<span class="numeral">') for group in groups] == [5, 2]


def test_a_statement_shows_addressee_and_signatories_with_role_and_organisation(site: dict[str, bytes]) -> None:
    page = site["site/en/statements/defenders-call.html"].decode()
    assert "Addressee</dt><dd><a href" in page and "Government of Belarus" in page
    row = next(row for row in page.split('<th scope="row">')[1:] if "Ales Bialiatski" in row)
    assert "chairman" in row and "Human Rights Center “Viasna”" in row and "#p-pas3" in row


def test_text_in_another_language_says_which(site: dict[str, bytes]) -> None:
    page = site["site/be/statements/defenders-call.html"].decode()
    assert '<span lang="en" dir="auto">introduce a moratorium on executions</span>' in page
    assert '<span class="tongue">англійская</span>' in page
    assert 'class="tongue"' not in site["site/en/statements/defenders-call.html"].decode()


def test_only_the_home_page_and_the_editions_own_page_change_with_the_edition(
    site: dict[str, bytes], chronicle: SimpleNamespace
) -> None:
    later = replace(chronicle.front, number=13, pressed="2026-12-01", true_at="2026-11-30", previous="cd" * 32)
    other = Renderer(replace(later, figures={}, new=(), statements=()))
    for language in LANGUAGES:
        person = chronicle.records["person"]
        assert other.record(person, language) == site[f"site/{language}/people/ales-bialiatski.html"]
        assert other.source(chronicle.source, language) == site[f"site/{language}/sources/defenders-call.html"]
        assert other.method(language) == site[f"site/{language}/method.html"]
        assert other.home(language) != site[f"site/{language}/index.html"]
        assert other.edition(language) != site[f"site/{language}/edition.html"]


def test_a_demonstration_says_so_on_every_page(site: dict[str, bytes]) -> None:
    words = ("Demonstration.", "Дэманстрацыя.", "Демонстрация.")
    pages = [page.decode() for path, page in site.items() if path.endswith(".html")]
    assert all(any(word in page for word in words) for page in pages)


def test_markup_and_controls_in_the_data_stay_text(chronicle: SimpleNamespace) -> None:
    evil = "<script>alert(1)</script>\"'{{7*7}}</title>\x00\x1b\u202e\ud800]]>"
    ref = Ref('p"<1>', "Person", "people/x", (Title(evil, 'en" onload="x'),))
    claims = (
        chronicle.claim("Name", ref, text=evil, language='"><b>', name_kind="usual", status='x"y'),
        chronicle.claim("Text", ref, role="description", language='"><i>', text=evil),
        chronicle.claim("Membership", ref, organization=replace(ref, address="javascript:alert(1)"), role=evil),
    )
    front = Front(1, evil, evil, evil, LANGUAGES, True, evil, {evil: 3}, (Entry(ref, evil, evil),), ())
    renderer = Renderer(front)
    source = replace(
        chronicle.source,
        title=evil,
        url="javascript:alert(1)",
        publisher=evil,
        whole=evil,
        passages=(Passage(evil, evil, evil, evil, 1, claims),),
    )
    pages = [
        renderer.record(Record(ref, claims, claims), "be"),
        renderer.source(source, "be"),
        renderer.home("be"),
        renderer.edition("be"),
        renderer.search(evil, (), "be"),
        renderer.listing("Person", None, (Entry(ref, evil, evil),), "be"),
    ]
    for page in pages:
        reading = Reading(page)
        assert reading.open == []
        assert {attributes.get("type") for tag, attributes in reading.tags if tag == "script"} <= {
            "application/ld+json"
        }
        assert not any("onload" in attributes for _, attributes in reading.tags)
        assert not any(str(attributes.get("href", "")).startswith("javascript") for _, attributes in reading.tags)
        assert b"{{7*7}}" in page
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", page.decode())


def test_a_long_list_is_cut_by_letters_of_the_readers_alphabet(renderer: Renderer) -> None:
    entries = [
        Entry(Ref(f"p{n}", "Person", f"people/p{n}", (Title(f"{first}іна {n}", "be"),)))
        for n, first in enumerate("АБІЎЯ" * 40)
    ]
    pages = dict(renderer.listings("Person", entries, "be"))
    assert set(pages) == {f"site/be/people/index{each}.html" for each in ("", *(f"-u{ord(c):04x}" for c in "АБІЎЯ"))}
    order = [pages["site/be/people/index.html"].decode().index(f">{letter}</a>") for letter in "АБІЎЯ"]
    assert order == sorted(order)
    assert pages["site/be/people/index-u0406.html"].count(b'<li><a href="../people/p') == 40


def test_an_empty_list_says_so(renderer: Renderer) -> None:
    assert "Nothing here yet." in renderer.listing("Place", None, (), "en").decode()


def test_the_missing_page_depends_on_nothing_but_language_and_depth(renderer: Renderer) -> None:
    assert renderer.missing("be", 1) == renderer.missing("be", 1)
    assert 'href="../people/index.html"' in renderer.missing("be", 1).decode()


def test_a_part_of_another_page_has_no_page(renderer: Renderer, chronicle: SimpleNamespace) -> None:
    with pytest.raises(NoPage, match="with a page of its own, got a 'DetentionSpell'; render"):
        renderer.record(Record(Ref("d", "DetentionSpell", "people/x", ())), "en")


def test_an_unknown_language_is_named(chronicle: SimpleNamespace) -> None:
    with pytest.raises(UnknownLanguage, match=r"got 'xx'; add its pages\.po"):
        Renderer(chronicle.front, ("xx",))


def test_an_act_told_twice_is_shown_once_with_both_citations():
    vera = Ref("p-vera", "Person", "people/vera-zorka", (Title("Vera Zorka", "en"),))
    place = Ref("l-minsk", "Place", "places/minsk", (Title("Minsk", "en"),))
    act = Ref("a-told", "Act", "people/vera-zorka", ())
    short = Claim("c-1", "ActDetails", act, detail("ActDetails", {"victim": vera, "act_type": "release"}))
    full = Claim(
        "c-2",
        "ActDetails",
        act,
        detail("ActDetails", {"victim": vera, "act_type": "release", "place": place}),
        "2014-06-21",
    )
    short, full = (
        replace(each, citations=(Citation("s", "sources/s", each.id, "released"),)) for each in (short, full)
    )
    (item,) = timeline(Record(vera, parts=(Record(act, (short, full)),)))
    assert item.main.id == "c-2"
    assert [citation.passage for citation in item.main.citations] == ["c-2", "c-1"]
    assert item.others == ()
