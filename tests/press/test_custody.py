"""What is kept beside the ledger is checked against it: joins of texts and marks of pictures like decisions and captures."""

import pytest

from khronika import home as homes
from khronika.desk.ledger.models import Entry
from khronika.desk.sources.graphic import look
from khronika.desk.sources.join import apart, join
from khronika.desk.sources.models import Likeness, Source, Viewing
from khronika.press import custody
from tests.desk.making import account, kept


@pytest.fixture
def home(tmp_path) -> homes.Home:
    return homes.create(tmp_path / "home", "a long passphrase")


def joined() -> Likeness:
    one, other = kept("One text.", "One"), kept("Another text.", "Other")
    pair = Likeness.objects.create(
        capture=one.capture, other=other.capture.source, own=one.capture.source, ratio=0.9, state="offered",
        at=one.capture.obtained_at,
    )  # fmt: skip
    return join(pair.pk, by="vera")


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["likeness", "viewing"])
def test_what_was_altered_beside_the_ledger_is_found(home, what):
    pair = joined()
    seen = look(Source.objects.get(title="Other"), ["violence"], by=account())
    assert custody.check(home)[1] == []
    model, entry = (Likeness, pair.entry) if what == "likeness" else (Viewing, seen.entry)
    made = model.objects.get()
    model.objects.update(payload=made.payload.replace("vera", "rita"))
    (found,) = custody.check(home)[1]
    assert (found.number, f"a {what} does not match" in found.what) == (entry, True)


@pytest.mark.django_db
def test_a_likeness_that_was_joined_and_taken_apart_rests_on_its_last_entry(home):
    pair = joined()
    again = apart(pair.pk, by="vera")
    assert again.entry == pair.entry + 1 == Entry.objects.count()
    assert custody.check(home)[1] == []
