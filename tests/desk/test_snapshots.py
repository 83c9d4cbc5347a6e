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


@pytest.mark.parametrize(
    "form", ["{n}. {row}", "{n},{row}", "{n};{row}", "{n}\t{row}", "| {n} | {row} |", '"{n}","{row}"']
)
def test_running_numbers_of_tables_do_not_count_either(form):
    one = "\n".join(form.format(n=n, row=row) for n, row in enumerate(("Anna", "Piotr", "Vera"), 1))
    other = "\n".join(form.format(n=n, row=row) for n, row in enumerate(("Vera", "Anna"), 1))
    found = difference(one, other)
    assert (len(found.removed), found.added, found.changed) == (1, (), ())


def test_a_day_a_year_and_a_fraction_in_front_do_count():
    assert difference("04.03.2021 Anna", "05.03.2021 Anna").changed
    assert difference("2020;Anna", "2021;Anna").changed
    assert difference("1.5 million rubles", "2.5 million rubles").changed


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

    def test_a_list_that_is_again_as_it_was_is_a_new_state_and_asks(self, vault):
        capture(vault, MARCH, 3, Order("vera", {"kind": OFFICIAL}))
        capture(vault, MAY, 5)
        again = capture(vault, MARCH, 7)
        assert not again.repeated
        assert again.capture.source.captures.count() == 3
        asked = Question.objects.filter(capture=again.capture, what="removed")
        assert ["Zmicier Fresh" in each.row for each in asked] == [True]
        assert capture(vault, MARCH, 8).repeated
        assert vault.get(again.capture.object_name, bytes(again.capture.object_key)) == MARCH.encode()

    def test_a_page_that_is_here_becomes_a_list_when_somebody_says_so(self, vault):
        capture(vault, MARCH, 3)
        assert capture(vault, MARCH, 4, Order("vera", {"kind": OFFICIAL}, join=False)).repeated
        capture(vault, MAY, 5)
        assert (Source.objects.count(), Source.objects.get().kind) == (1, OFFICIAL)
        assert Question.objects.count() == 2

    def test_of_two_lists_at_one_address_that_with_the_newest_capture_goes_on(self, vault):
        def told(number: int) -> str:
            return "\n".join(f"{number} {each}" for each in ("one", "two", "three"))

        old = Source.objects.create(id="aaaaaaaaaaaa", title="old", kind=OFFICIAL, url=ADDRESS)
        new = Source.objects.create(id="zzzzzzzzzzzz", title="new", kind=OFFICIAL, url=ADDRESS)
        Source.objects.create(id="mmmmmmmmmmmm", title="without a capture", kind=OFFICIAL, url=ADDRESS)
        capture(vault, told(1), 3, Order("vera", source=old))
        capture(vault, told(2), 4, Order("vera", source=new))
        assert capture(vault, MARCH, 5).capture.source == new
        capture(vault, told(4), 6, Order("vera", source=old))
        assert capture(vault, MAY, 7).capture.source == old

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
