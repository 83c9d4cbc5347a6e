"""Whoever decides sees how the text puts a thing, how sure the reader is, and by what it told."""

from django.utils import translation

from khronika.desk.accounts.models import User
from khronika.desk.claims.models import Proposal
from khronika.desk.claims.read import read
from khronika.workspace.review.sheet import Filter, sheet
from tests.workspace.laid import text_version

TEXT = "Ivan Kupchyk was arrested in Minsk on 3 May 2021. He was allegedly beaten in custody."


def grounds(version, by: User, language: str) -> list[str]:
    with translation.override(language):
        shown = sheet(version, by, Filter())
    return [card.grounds for group in shown.groups for card in group.cards]


def test_each_proposal_says_its_grounds_in_words(desk, vera):
    version = text_version(TEXT)
    read(version)
    assert Proposal.objects.exists()
    told = grounds(version, vera, "en")
    assert all(len(each.split(" · ")) == 3 for each in told)
    assert any(each.startswith("alleged · ") for each in told)
    assert any("given name, title, role or ending" in each for each in told)
    answer = desk.get(f"/admin/sources/{version.capture.source_id}/review/").content.decode()
    assert '<span class="k-grounds">asserted · ' in answer


def test_grounds_are_told_in_the_language_of_the_desk(vera, db):
    version = text_version(TEXT)
    read(version)
    assert any(each.startswith("паводле сцвярджэнняў · ") for each in grounds(version, vera, "be"))
    assert any(each.startswith("по утверждениям · ") for each in grounds(version, vera, "ru"))


def test_what_a_person_typed_has_none(desk, laid):
    answer = desk.get(f"/admin/sources/{laid.source.id}/review/")
    told = [card.grounds for group in answer.context["sheet"].groups for card in group.cards]
    assert set(told) == {""}
