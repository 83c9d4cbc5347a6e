"""Many at once are kept portion by portion: killed half way and run again, or brought by two at once, nothing is lost or doubled."""

import errno
import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from khronika.desk.claims.read import unread
from khronika.desk.ledger.models import Entry
from khronika.desk.sources import capture as deed
from khronika.desk.sources import parcel as parcels
from khronika.desk.sources.capture import PORTION, Order, keep_all, keep_many
from khronika.desk.sources.models import Capture, Parcel, Pledge, Source, TextVersion
from khronika.vault import store, text
from khronika.vault.errors import Full
from khronika.vault.intake import Taken
from khronika.vault.store import Vault


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "vault", bytes(32))


def message(number: int, **more: object) -> Taken:
    words = f"Message {number}: on 4 March 2021 Anna Sample {number} was detained."
    version = text.TextVersion(words, (), None, None, None, "chat 1", text.Outcome.READ, None)
    data = f"{number} {words}".encode()
    told = {"published": "2021-03-04T10:00", "within": "ab" * 32, "thread": "Friends", **more}
    return Taken(
        origin="export.json",
        data=data,
        media_type="application/json",
        sha256=hashlib.sha256(data).hexdigest(),
        obtained_at=datetime(2026, 1, 2, tzinfo=UTC),
        text=version,
        failure=None,
        place=f"export.json/{number}",
        **told,  # type: ignore[arg-type]
    )


def stream(count: int) -> Iterator[Taken]:
    return (message(number) for number in range(count))


@pytest.mark.django_db
class TestMany:
    def test_a_stream_is_kept_in_portions_with_an_entry_for_each_capture(self, vault):
        portions = list(keep_many(vault, stream(PORTION + 5), Order("vera")))
        assert [len(each) for each in portions] == [PORTION, 5]
        assert Capture.objects.count() == Entry.objects.count() == TextVersion.objects.count() == PORTION + 5
        capture = Capture.objects.get(sha256=message(3).sha256)
        assert (capture.thread, capture.within, capture.published) == ("Friends", "ab" * 32, "2021-03-04T10:00")
        assert vault.get(capture.object_name, bytes(capture.object_key)) == message(3).data
        assert not Pledge.objects.exists()

    def test_what_is_in_one_portion_twice_is_kept_once(self, vault):
        first, second = keep_all(vault, [message(1), message(1)], Order())
        assert (first.repeated, second.repeated) == (False, True)
        assert second.capture.pk == first.capture.pk
        assert Capture.objects.count() == 1

    def test_the_same_words_sent_at_another_time_are_another_message(self, vault):
        keep_all(vault, [message(1), message(1, published="2021-03-05T09:00")], Order())
        assert Capture.objects.count() == Source.objects.count() == 2
        assert len(list(vault.names())) == 1
        again = keep_all(vault, [message(1), message(1, published="2021-03-05T09:00")], Order())
        assert all(each.repeated for each in again)

    def test_a_portion_that_fails_is_recorded_whole_or_not_at_all_and_run_again_loses_nothing(self, vault, monkeypatch):
        written = Vault.put
        left = [150]

        def put(self, data, key=None):
            left[0] -= 1
            if left[0] < 0:
                raise Full("The disk of the vault is full and nothing was kept; free some space, then capture again.")
            return written(self, data, key)

        monkeypatch.setattr(Vault, "put", put)
        with pytest.raises(Full):
            list(keep_many(vault, stream(250), Order()))
        assert Capture.objects.count() == PORTION
        monkeypatch.undo()
        kept = [each for portion in keep_many(vault, stream(250), Order()) for each in portion]
        assert sum(each.repeated for each in kept) == PORTION
        assert Capture.objects.count() == Source.objects.count() == 250
        assert len(list(vault.names())) == 250
        for capture in Capture.objects.all():
            vault.get(capture.object_name, bytes(capture.object_key))

    @pytest.mark.parametrize("last", [0, 2, 4])
    def test_a_disk_that_is_full_at_the_nth_object_leaves_nothing_half(self, vault, tmp_path, monkeypatch, last):
        written, left = store._fill, [last]

        def fill(path: Path, data: bytes) -> None:
            left[0] -= 1
            if left[0] < 0:
                path.write_bytes(data[: len(data) // 2])
                raise OSError(errno.ENOSPC, "No space left on device")
            written(path, data)

        monkeypatch.setattr(store, "_fill", fill)
        with pytest.raises(Full, match="disk of the vault is full"):
            keep_all(vault, [message(number) for number in range(5)], Order())
        assert not Capture.objects.exists()
        assert not Source.objects.exists()
        assert not list((tmp_path / "vault" / "unfinished").iterdir())
        monkeypatch.undo()
        kept = keep_all(vault, [message(number) for number in range(5)], Order())
        assert not any(each.repeated for each in kept)
        for capture in Capture.objects.all():
            vault.get(capture.object_name, bytes(capture.object_key))
        assert len(list(vault.names())) == 5

    def test_two_who_bring_the_same_bytes_between_vault_and_database_use_one_key(self, vault):
        mine = deed._pledge([message(1)])
        deed._store(vault, [message(1)], mine)
        theirs = keep_all(vault, [message(1)], Order("pavel"))[0].capture
        assert bytes(theirs.object_key) == mine[message(1).sha256][0]
        assert keep_all(vault, [message(1)], Order("vera"))[0].repeated
        assert vault.get(theirs.object_name, bytes(theirs.object_key)) == message(1).data

    def test_many_versions_wait_to_be_read_in_the_order_they_came(self, vault):
        list(keep_many(vault, stream(3), Order()))
        assert [version.text[:9] for version in unread()] == ["Message 0", "Message 1", "Message 2"]


@pytest.mark.django_db
class TestParcels:
    def given(self, monkeypatch, count: int) -> bytes:
        """A container of messages, as the intake answers for its bytes."""
        data = b"a container"
        whole = Taken(
            "chat.json", data, "application/json", hashlib.sha256(data).hexdigest(),
            datetime(2026, 1, 2, tzinfo=UTC), None, None, "chat.json", container=True,
        )  # fmt: skip
        monkeypatch.setattr(parcels, "received", lambda _name, _data: iter([whole, *stream(count)]))
        return data

    def test_a_container_is_kept_first_and_waits(self, vault, monkeypatch):
        data = self.given(monkeypatch, 3)
        parcel = Parcel(batch="b" * 12, name="chat.json", by="vera")
        assert parcels.hand_in(vault, parcel, parcels.received("chat.json", data)) == []
        assert parcel.state == Parcel.State.WAITING
        assert vault.get(parcel.object_name, bytes(parcel.object_key)) == data
        assert Capture.objects.get().outcome == Capture.Outcome.KEPT
        assert not TextVersion.objects.exists()

    def test_going_on_keeps_all_and_going_on_again_after_a_kill_doubles_nothing(self, vault, monkeypatch):
        data = self.given(monkeypatch, 230)
        parcel = Parcel(batch="b" * 12, name="chat.json", by="vera")
        parcels.hand_in(vault, parcel, parcels.received("chat.json", data))

        def dies(parcel: Parcel) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            parcels.go_on(vault, parcel, dies)
        again = Parcel.objects.get()
        assert (again.state, again.counts) == (Parcel.State.KEEPING, {"kept": 100})
        parcels.go_on(vault, again)
        assert (again.state, again.total, again.counts) == (Parcel.State.DONE, 230, {"kept": 230})
        assert TextVersion.objects.count() == 230

    def test_a_full_disk_stops_a_parcel_with_its_sentence(self, vault, monkeypatch):
        data = self.given(monkeypatch, 3)
        parcel = Parcel(batch="b" * 12, name="chat.json", by="vera")
        parcels.hand_in(vault, parcel, parcels.received("chat.json", data))
        monkeypatch.setattr(Vault, "put", lambda *_: (_ for _ in ()).throw(Full("The disk of the vault is full.")))
        with pytest.raises(Full):
            parcels.go_on(vault, parcel)
        found = Parcel.objects.get()
        assert (found.state, found.problem) == (Parcel.State.STOPPED, "The disk of the vault is full.")

    def test_a_long_paste_waits_sealed_and_its_bytes_are_erased_once_it_is_kept(self, vault):
        parts = [f"[04.03.2021, 10:{n:02}] Canary Sender: message {n} of many that were pasted" for n in range(60)]
        parcel = Parcel(batch="b" * 12, name="Paste", by="vera")
        assert parcels.paste(vault, parcel, parts) == []
        name = parcel.object_name
        parcels.go_on(vault, parcel)
        assert Capture.objects.count() == 60
        assert name not in set(vault.names())
        assert not TextVersion.objects.filter(text__contains="Canary").exists()
