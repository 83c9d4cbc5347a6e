"""An index of names is read back as it was kept, only for the ledger it was kept of, and never in the open."""

import pytest

from khronika import home as homes
from khronika.desk.ledger.append import head
from khronika.desk.register import candidates, remembered
from khronika.names import NameIndex
from tests.desk.making import ANNA, accept, kept, lay, named, subject

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(tmp_path, monkeypatch):
    made = homes.create(tmp_path / "home", "a passphrase for tests")
    monkeypatch.setattr(remembered, "current", lambda: made)
    monkeypatch.setattr(candidates, "KEPT", 1)
    candidates.forget()
    yield made
    candidates.forget()


def told(name: str) -> str:
    proposals = lay(kept(), named(("Person", name)))
    accept(proposals)
    return subject(proposals[0])


def found(name: str) -> list[str]:
    return [each.record for each in candidates.candidates("Person", name)]


def test_after_a_start_the_index_is_read_and_brought_up_to_the_ledger(home, monkeypatch):
    anna = told("Anna Sample")
    assert found("Анна Сэмпл") == [anna]
    boris = told("Boris Example")
    candidates.forget()
    looked: list[int] = []
    renew = candidates._Index.renew
    monkeypatch.setattr(candidates._Index, "renew", lambda self, ids: (looked.append(len(ids)), renew(self, ids))[1])
    assert found("Anna Sample") == [anna]
    assert found("Boris Example") == [boris]
    assert looked == [1]  # Boris alone; Anna was kept


def test_what_was_kept_of_another_ledger_is_not_used(home):
    told("Anna Sample")
    number, _ = head()
    index = NameIndex("person")
    index.extend([("somebody", "Carla Stranger")])
    remembered.keep("Person", remembered.Kept(number, {"somebody": ("Carla Stranger",)}, index))
    assert found("Carla Stranger") == ["somebody"]
    candidates.forget()
    assert remembered.load("Person", number - 1) is None


@pytest.mark.parametrize("spoil", [lambda data: data[:-1], lambda data: b"", lambda data: data[:40] + b"x" + data[41:]])
def test_a_spoilt_file_costs_time_only(home, spoil):
    anna = told(ANNA[1])
    assert found(ANNA[1]) == [anna]
    path = home.folder / "cache" / "names-Person"
    path.write_bytes(spoil(path.read_bytes()))
    candidates.forget()
    assert remembered.load("Person", head()[0]) is None
    assert found(ANNA[1]) == [anna]


def test_no_name_lies_in_the_open(home):
    told("Unmistakable Canary")
    found("Unmistakable Canary")
    kept_bytes = (home.folder / "cache" / "names-Person").read_bytes()
    assert b"Canary" not in kept_bytes and b"canary" not in kept_bytes
