"""An official list that is captured again is compared: what is gone is asked, what came is read, nothing is assumed."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from khronika.desk.claims.read import read
from khronika.desk.sources.capture import Kept, Order, keep_all
from khronika.desk.sources.errors import SourceError
from khronika.desk.sources.models import Question, Source
from khronika.desk.sources.snapshot import OFFICIAL, answer, difference, fresh
from khronika.vault import text
from khronika.vault.intake import Taken
from khronika.vault.store import Vault

MARCH = """List of prisoners
1. On 4 March 2021 Anna Sample was sentenced to 4 years in prison.
2. On 5 March 2021 Piotr Example was sentenced to 2 years in prison.
3. On 6 March 2021 Vera Other was sentenced to 3 years in prison.
"""
MAY = """List of prisoners
1. On 5 March 2021 Piotr Example was sentenced to 5 years in prison.
2. On 6 March 2021 Vera Other was sentenced to 3 years in prison.
3. On 7 April 2021 Zmicier Fresh was detained in Exampleburg by the police.
"""
ADDRESS = "https://list.example.org/prisoners"


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "vault", bytes(32))


def capture(vault: Vault, words: str, month: int, order: Order | None = None) -> Kept:
    version = text.TextVersion(words, (), None, None, None, "plain 1", text.Outcome.READ, None)
    data = words.encode()
    at = datetime(2021, month, 5, tzinfo=UTC)
    taken = Taken(ADDRESS, data, "text/plain", hashlib.sha256(data).hexdigest(), at, version, None, ADDRESS)
    return keep_all(vault, [taken], order or Order("vera"))[0]


def test_a_difference_does_not_mind_order_or_running_numbers():
    found = difference("1. Anna\n2. Piotr\n3. Vera", "1) Vera\n2) Anna\n3) Zmicier Fresh")
    assert (found.removed, found.added, found.changed) == (("Piotr",), ("Zmicier Fresh",), ())


def test_a_row_that_reads_otherwise_is_one_row():
    found = difference(MARCH, MAY)
    assert [row[:20] for row in found.removed] == ["On 4 March 2021 Anna"]
    assert found.changed[0][1].endswith("5 years in prison.")


@pytest.mark.django_db
class TestLists:
    def test_a_list_captured_again_at_its_address_is_one_source_and_asks(self, vault):
        first = capture(vault, MARCH, 3, Order("vera", {"kind": OFFICIAL}))
        second = capture(vault, MAY, 5)
        assert first.capture.source_id == second.capture.source_id
        assert Source.objects.count() == 1
        asked = Question.objects.order_by("what")
        assert [(each.what, each.row[:20]) for each in asked] == [
            ("changed", "On 5 March 2021 Piot"),
            ("removed", "On 4 March 2021 Anna"),
        ]

    def test_only_rows_that_came_or_changed_are_read_of_a_later_capture(self, vault):
        first = capture(vault, MARCH, 3, Order("vera", {"kind": OFFICIAL})).capture.versions.get()
        second = capture(vault, MAY, 5).capture.versions.get()
        assert fresh(first) is None
        before, after = read(first), read(second)
        said = {each.subject.name for each in after.proposals.select_related("subject")}
        assert before.proposals.exists()
        assert any("Fresh" in name for name in said)
        assert not any("Vera" in name or "Anna" in name for name in said)

    def test_the_same_list_again_asks_nothing(self, vault):
        capture(vault, MARCH, 3, Order("vera", {"kind": OFFICIAL}))
        assert capture(vault, MARCH, 4).repeated
        capture(vault, MARCH + "\n", 4)
        assert not Question.objects.exists()

    def test_a_list_may_be_chosen_by_the_person(self, vault):
        source = capture(vault, MARCH, 3, Order("vera", {"kind": OFFICIAL, "url": ""})).capture.source
        assert capture(vault, MAY, 5, Order("vera", source=source)).capture.source == source

    def test_a_page_that_is_no_list_is_not_compared(self, vault):
        capture(vault, MARCH, 3)
        capture(vault, MAY, 5)
        assert Source.objects.count() == 2
        assert not Question.objects.exists()

    def test_another_list_altogether_is_asked_once_not_two_thousand_times(self, vault):
        capture(vault, "\n".join(f"{n}. Person {n * 7919} held" for n in range(2500)), 3, Order("", {"kind": OFFICIAL}))
        capture(vault, "\n".join(f"other {n} {'x' * (n % 90)}" for n in range(2500)), 5)
        assert Question.objects.count() == 1

    def test_an_answer_needs_words_and_the_second_who_answers_is_told(self, vault):
        capture(vault, MARCH, 3, Order("vera", {"kind": OFFICIAL}))
        capture(vault, MAY, 5)
        question = Question.objects.filter(what="removed").get().pk
        with pytest.raises(SourceError, match="Expected an answer"):
            answer(question, " ", by="vera")
        answer(question, "released", by="vera")
        with pytest.raises(SourceError, match="vera has answered"):
            answer(question, "died", by="pavel")
