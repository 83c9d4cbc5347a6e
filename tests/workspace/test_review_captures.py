"""Proposals that wait on an earlier text of a source are told of and reached; what is decided there stays on that text."""

from datetime import UTC, datetime

import pytest

from khronika.desk.claims.models import Proposal
from khronika.desk.claims.propose import Fact, Mentioned, propose
from khronika.desk.sources.models import Capture, Source, TextVersion

MARCH, MAY = "Anna Sample was detained.", "Sometime later, Vera Other was detained."


@pytest.fixture
def source(db) -> Source:
    """A list captured twice, with one name proposed from each text."""
    made = Source.objects.create(title="List", kind="official list")
    for month, words, name in ((3, MARCH, "Anna Sample"), (5, MAY, "Vera Other")):
        capture = Capture.objects.create(
            source=made, outcome="kept", origin="x", obtained_at=datetime(2021, month, 5, tzinfo=UTC)
        )
        version = TextVersion.objects.create(capture=capture, text=words, reader="plain 1")
        at = words.index(name)
        mention = Mentioned("person-1", "Person", name)
        propose(version, [mention], [Fact("Name", "person-1", {"text": name}, ((at, at + len(name)),))], reader="t")
    return made


def place(source: Source, month: int) -> str:
    return f"{source.captures.get(obtained_at__month=month).pk}.1"


def test_an_earlier_capture_with_open_proposals_is_told_of_and_opens(desk, source):
    address = f"/admin/sources/{source.pk}/review/"
    page = desk.get(address).content.decode()
    assert "1 proposal waits on the capture of 2021-03-05" in page
    assert f"?capture={place(source, 3)}" in page
    assert MARCH.split()[0] not in page
    earlier = desk.get(f"{address}?capture={place(source, 3)}").content.decode()
    assert "Anna Sample" in earlier
    assert "This is not the newest text" in earlier
    assert "1 proposal waits on the capture of 2021-05-05" in earlier


def test_deciding_on_an_earlier_text_leads_back_to_it_and_then_nothing_waits_there(desk, source):
    address = f"/admin/sources/{source.pk}/review/"
    proposal = Proposal.objects.get(subject__name="Anna Sample")
    answer = desk.post(
        f"{address}rule/?show=all&q=&capture={place(source, 3)}", {"answers": f"{proposal.pk}:new"}, follow=True
    )
    assert f"capture={place(source, 3)}" in answer.redirect_chain[0][0]
    assert "1 decided" in answer.content.decode().replace("<b>0</b> waiting · ", "")
    assert "waits on the capture" not in desk.get(address).content.decode()


@pytest.mark.parametrize("text", ["x", "x.1", "..", "aaaaaaaaaaaa.99999999999", "<script>.1", ".1"])
def test_a_text_that_is_not_there_shows_the_newest(desk, source, text):
    page = desk.get(f"/admin/sources/{source.pk}/review/", {"capture": text})
    assert page.status_code == 200
    assert "Vera Other" in page.content.decode()
    assert "<script>.1" not in page.content.decode()


def test_words_marked_in_an_earlier_text_are_taken_from_it(desk, source):
    start = MARCH.index("detained")
    query = {"capture": place(source, 3), "start": start, "end": start + 8}
    page = desk.get(f"/admin/sources/{source.pk}/review/enter/", query)
    assert page.context["stretch"].quote == "detained"
    assert f'name="capture" value="{place(source, 3)}"' in page.content.decode()
