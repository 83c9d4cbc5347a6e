"""The same statement elsewhere joins its source; where anything that is said differs, a person is asked."""

import hashlib
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from khronika.desk.claims.read import unread
from khronika.desk.ledger.models import Entry
from khronika.desk.sources.alike import compare, traits
from khronika.desk.sources.capture import Kept, Order, keep_all
from khronika.desk.sources.errors import SourceError
from khronika.desk.sources.join import apart, join
from khronika.desk.sources.models import Capture, Likeness, Source, Trait
from khronika.vault import text
from khronika.vault.intake import Taken
from khronika.vault.store import Vault

STATEMENT = """Joint statement of invented organisations

On 4 March 2021 the court of Sampletown sentenced Anna Sample to 10 days of arrest for a picket.
Piotr Example was fined 50 base units, and Vera Other was released without a record.
We regard the trial as unfair: no witness of the defence was heard, and the hearing lasted eleven minutes.
We demand the release of Anna Sample, the end of prosecution of Piotr Example, and an inquiry into the conduct of the judge.
The organisations will come back to this case at their next meeting in Exampleburg.
"""
FRAMES = (
    "Home\nShare on Facebook\n{}\nhttps://one.example.org/2021/statement",
    "{}\n© 2021 Example News. All rights reserved",
    "Главная\n{}\nПоделиться в Telegram\nКомментарии",
    "{}\nКрыніца: https://two.example.org\nПадзяліцца",
)
CHANGES = (
    ("10 days", "15 days"),
    ("Anna Sample", "Hanna Simple"),
    ("50 base units", "80 base units"),
    ("4 March", "5 March"),
    ("was released", "was not released"),
    ("without a record", "with a record"),
    ("eleven minutes", "twelve minutes"),
    ("unfair", "fair"),
    ("Vera Other", "Wera Other"),
    ("demand", "withdraw our demand for"),
)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "vault", bytes(32))


def give(vault: Vault, *texts: str, day: str | None = None) -> list[Kept]:
    return keep_all(vault, [_taken(each, day) for each in texts], Order("vera"))


def _taken(words: str, day: str | None = None) -> Taken:
    version = text.TextVersion(words, (), None, None, day, "plain 1", text.Outcome.READ, None)
    data = f"{random.random()} {words}".encode()
    now = datetime(2026, 1, 2, tzinfo=UTC)
    return Taken("in", data, "text/plain", hashlib.sha256(data).hexdigest(), now, version, None, "in", published=day)


class TestTwoTexts:
    @pytest.mark.parametrize("frame", FRAMES)
    def test_what_frames_a_text_does_not_make_it_another(self, frame):
        verdict = compare(STATEMENT, frame.format(STATEMENT.replace("'", "’").upper()))
        assert verdict.same
        assert verdict.ratio >= 0.9

    @pytest.mark.parametrize(("one", "other"), CHANGES)
    def test_a_name_a_number_or_a_word_that_differs_is_never_joined_by_rule(self, one, other):
        assert one in STATEMENT
        verdict = compare(STATEMENT, STATEMENT.replace(one, other, 1))
        assert not verdict.same
        assert verdict.ratio >= 0.6
        assert verdict.differs

    @pytest.mark.parametrize(
        "line",
        [
            "Source: https://x.org he got 15 days",
            "Update: Anna Sample was released.",
            "Read also: 3 more people are held",
        ],
    )
    def test_a_line_more_that_may_say_something_is_never_joined_by_rule(self, line):
        assert not compare(STATEMENT, f"{STATEMENT}\n{line}").same

    def test_short_messages_are_one_only_if_their_words_are_equal(self):
        assert compare("Anna Sample was given 10 days of arrest.", "anna sample was given 10 days of arrest").same
        assert not compare("Anna Sample was given 10 days of arrest.", "Anna Sample was given 15 days of arrest.").same
        assert not compare("Anna Sample was given 10 days.", "Anna Sample was given 10 days. https://x.org").same

    def test_of_many_generated_variants_none_is_joined_wrongly_and_almost_all_are_found(self):
        """Precision 1 on 400 pairs that differ in one word; a text within frames is found and joined in all of 100."""
        rng = random.Random(6)
        body = [word for line in STATEMENT.splitlines() for word in line.split()] * 2
        wrong = found = 0
        for _ in range(400):
            words = body.copy()
            words[rng.randrange(len(words))] = rng.choice(("Simple", "17", "not", "Exampleton", "acquitted"))
            wrong += compare(" ".join(body), " ".join(words)).same and words != body
        for _ in range(100):
            framed = rng.choice(FRAMES).format(STATEMENT)
            found += bool(set(traits(STATEMENT)) & set(traits(framed))) and compare(STATEMENT, framed).same
        assert wrong == 0
        assert found == 100

    def test_a_very_short_text_is_compared_with_nothing(self):
        assert traits("Thank you!") == []


@pytest.mark.django_db
class TestJoining:
    def test_one_statement_on_eight_sites_is_one_source_with_eight_captures_and_read_once(self, vault):
        sites = [frame.format(STATEMENT) for frame in FRAMES] * 2
        kept = [
            *give(vault, STATEMENT),
            *(each for site in sites[:3] for each in give(vault, site)),
            *give(vault, *sites[3:7]),
        ]
        assert Source.objects.count() == 1
        assert Capture.objects.filter(source=kept[0].capture.source).count() == 8
        assert len(list(unread())) == 1
        assert Entry.objects.count() == 8

    def test_another_number_is_offered_not_joined(self, vault):
        give(vault, STATEMENT)
        (other,) = give(vault, STATEMENT.replace("10 days", "15 days"))
        assert Source.objects.count() == 2
        offered = Likeness.objects.get()
        assert (offered.state, offered.capture_id) == ("offered", other.capture.pk)
        assert offered.differs == [["sample to 10 days of", "sample to 15 days of"]]
        assert len(list(unread())) == 2

    def test_a_short_message_of_another_day_is_another_fact(self, vault):
        words = "Anna Sample of the Example House was released today at noon."
        give(vault, words, day="2021-03-04")
        give(vault, words, day="2021-03-05")
        assert Source.objects.count() == 2
        give(vault, words, day="2021-03-05")
        assert Source.objects.count() == 2

    def test_a_join_by_rule_is_taken_apart_and_joined_again(self, vault):
        give(vault, STATEMENT)
        (kept,) = give(vault, FRAMES[0].format(STATEMENT))
        likeness = Likeness.objects.get()
        first = likeness.other
        apart(likeness.pk, by="vera")
        capture = Capture.objects.get(pk=kept.capture.pk)
        assert capture.source != first
        assert not capture.joined
        assert len(list(unread())) == 2
        assert Trait.objects.filter(version__capture=capture).exists()
        join(likeness.pk, by="vera")
        capture.refresh_from_db()
        assert (capture.source, capture.joined) == (first, True)
        apart(likeness.pk, by="pavel")
        assert Source.objects.count() == 2
        assert list(Entry.objects.order_by("number").values_list("deed", flat=True)[2:]) == ["apart", "join", "apart"]

    def test_of_two_who_decide_at_once_the_second_is_told(self, vault):
        give(vault, STATEMENT)
        give(vault, STATEMENT.replace("10 days", "15 days"))
        pair = Likeness.objects.get().pk
        join(pair, by="vera")
        with pytest.raises(SourceError, match="meanwhile"):
            join(pair, by="pavel")
        with pytest.raises(SourceError, match="not there"):
            join(pair + 1, by="pavel")

    def test_candidates_are_found_by_an_index(self, vault, django_assert_max_num_queries):
        give(vault, *(f"{STATEMENT} Number {n} of another thing altogether {n * 7}." for n in range(5)))
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN QUERY PLAN SELECT version_id FROM sources_trait WHERE value IN (1, 2, 3)")
            assert "INDEX" in str(cursor.fetchall())
        with django_assert_max_num_queries(22):
            give(vault, STATEMENT)
