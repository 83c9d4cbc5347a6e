"""A home in which one invented person stands in every kind of field and file, and a search for her in every byte of it.

Each runs as a process of its own, because one process serves one home: canaries.py HOME lay|scan|confirm NUMBER|STAGE
"""

import hashlib
import hmac
import io
import json
import os
import signal
import sys
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from khronika import home as homes
from khronika.desk.start import start
from khronika.home import Home

GIVEN, FAMILY = "Zuzana", "Tsikhanarava"
NAME, OTHER_SPELLING = f"{GIVEN} {FAMILY}", "Зузана Ціханарава"
COUNT = 100
WORDS = tuple(f"kanarok{number:03}q" for number in range(COUNT))
NAMES = (FAMILY, "Ціханарава", "Ціханараву", "tsikhanarava", "Тихонарава")
NEIGHBOUR = "Barys Susedau"
CIRCLE = ("Organization", "Reading Circle")


def main(folder: Path, what: str, *more: str) -> None:
    """Lay everything out, or look for it and print what was found."""
    home = homes.unlock(folder, os.environ["KHRONIKA_PASSPHRASE"])
    start(home)
    if what == "lay":
        print(json.dumps(Laying(home).lay()))
    elif what in STAGES:
        die(home, what)
    elif what == "confirm":
        from khronika.desk.accounts.models import User
        from khronika.desk.claims import second

        print(second.confirm(User.objects.get(username="paula"), int(more[0])).pk)
    else:
        print(json.dumps(sorted(search(home))))


STAGES = ("blanking", "noted", "keys", "compacting")


def die(home: Home, stage: str) -> None:
    """Carry out what was decided, and be killed at a stage of it."""
    from khronika.desk.claims import erase
    from khronika.desk.erasure import around, texts
    from khronika.vault.store import Vault

    def kill(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    done = around.begin
    places = {"blanking": (texts, "sweep"), "keys": (Vault, "erase"), "compacting": (around, "_compacted")}
    setattr(*places.get(stage, (around, "begin")), kill if stage in places else lambda *given: (done(*given), kill()))
    erase.finish(home)


class Laying:
    """Writes the person down wherever something can be written; each place takes canaries of its own."""

    def __init__(self, home: Home) -> None:
        self.home, self.left = home, list(WORDS)

    def word(self) -> str:
        """A canary that stands nowhere else yet."""
        return self.left.pop(0)

    def lay(self) -> dict[str, str]:
        """Everything; the ids that the test goes on with."""
        from khronika.desk.claims.models import Record
        from tests.desk.making import accept, account, lay, named, subject

        account("vera")
        circle = lay(self.kept("A circle", "The Reading Circle met.", "/in/circle.txt"), named(CIRCLE))
        accept(circle)
        self.circle = subject(circle[0])
        person = self.told()
        self.shared(person)
        self.protected(person)
        inner = self.handed_in()
        self.around(person)
        while self.left:
            self.note(person)
        Record.objects.get(pk=person)
        return {"person": person, "unread": inner}

    def told(self) -> str:
        """A source about nobody else, with every claim about a person that has words."""
        from tests.desk.making import Said, accept, lay, named, publish, subject

        who, trial, spell = ("Person", NAME), ("Proceeding", "trial"), ("DetentionSpell", "spell")
        role, case, job, reason, text = (self.word() for _ in range(5))
        body = f"{NAME} was tried. Her case {case}; her work {job}; {role}. They said {reason}. {text} {self.word()}."
        version = self.kept(f"About {NAME} {self.word()}", body, f"/in/{FAMILY.lower()}-{self.word()}.txt")
        act = ("Act", "arrest")
        said = [
            named(who, name_kind="usual"),
            named(who, OTHER_SPELLING, name_kind="alias"),
            Said("Occupation", who, {"text": job, "language": "en"}),
            Said("Text", who, {"role": "description", "language": "en", "text": f"She wrote {text}"}),
            Said("ProceedingDetails", trial, {"defendant": who, "proceeding_kind": "criminal", "case_number": case}),
            Said("ActDetails", act, {"victim": who, "act_type": "arrest", "stated_reason": f"for {reason}"}),
            Said("SpellDetails", spell, {"person": who, "ground": "pretrial"}),
            Said("Membership", who, {"organization": CIRCLE, "role": role}),
            named(CIRCLE),
        ]
        proposals = lay(version, *said)
        accept(proposals, {CIRCLE: self.circle}, reason=f"I know {NAME}, {self.word()}")
        publish(version)
        return subject(proposals[0])

    def shared(self, person: str) -> None:
        """A source that names a neighbour as well, whose claim and passage must hold."""
        from tests.desk.making import Said, accept, lay, named, publish

        who, other, detail = ("Person", NAME), ("Person", NEIGHBOUR), self.word()
        body = f"On Monday {NAME} came to court with {detail}. {NEIGHBOUR} was a witness there. {FAMILY} said little."
        version = self.kept("Day in court", body, "/in/day-in-court.txt")
        quote = f"{NAME} came to court with {detail}"
        said = [
            named(who),
            named(other),
            Said("Occupation", who, {"text": detail, "language": "en"}, quote=quote),
            Said("Occupation", other, {"text": "witness", "language": "en"}, quote=f"{NEIGHBOUR} was a witness"),
        ]
        accept(lay(version, *said), {who: person})
        publish(version, whole=True)
        self.kept("Nobody read this", f"It was said of {OTHER_SPELLING} that she left.", "/in/unread.txt")

    def protected(self, person: str) -> None:
        """Consents, pseudonyms, clearances, marks, handovers, what waits, what was searched for."""
        from django.db import transaction

        from khronika.desk.accounts.models import SavedFilter
        from khronika.desk.claims import second
        from khronika.desk.claims.decide import enter
        from khronika.desk.claims.models import Address, Clearance, Consent, Decision, Handover, Pseudonym
        from tests.desk.making import account

        by = account("vera")

        def made(**more: str) -> Decision:
            with transaction.atomic():
                return enter(by, Decision.Deed.CLEARANCE, {"record": person, **more}, reason=self.word())

        Consent.objects.create(
            decision=made(given=self.word()), record_id=person, audience="public", given_by=self.word(), given_on="2026"
        )
        Pseudonym.objects.create(decision=made(), record_id=person, audience="partners", text=self.word())
        Pseudonym.objects.create(decision=made(), record_id=person, audience="partners", text="")
        Clearance.objects.create(decision=made(), record_id=person, level="public", where=self.word())
        more = {"audience": "partners", "kind": "csv", "rows": 1, "people": 1, "sha256": "0" * 64}
        Handover.objects.create(decision=made(), recipient="A library", records=[person], **more)
        Address.objects.get_or_create(record_id=person, defaults={"path": f"people/{FAMILY.lower()}-{self.word()}"})
        second.mark(by, person, reason=f"{NAME} has {self.word()}")
        SavedFilter.objects.create(user=by, kind="records", name=NAME, query=f"w={GIVEN}+{FAMILY}")

    def handed_in(self) -> str:
        """A chat export with her in it, and what its archive and parcel keep; the source that came out of it."""
        words = f"{NAME} wrote {self.word()}"
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as file:
            file.writestr("chat.txt", words)
        outer = self.kept(f"chat of {FAMILY}.zip", "", f"/in/{self.word()}.zip", data=archive.getvalue())
        inner = self.kept(f"From the chat {NAME}", words, "/in/chat.txt")
        inner.capture.within = outer.capture.sha256
        inner.capture.save()
        self.parcel(words)
        return inner.capture.source_id

    def parcel(self, words: str) -> None:
        """What waits to be taken out of a parcel."""
        from khronika.desk.sources.capture import vault
        from khronika.desk.sources.models import Parcel

        stored = vault(self.home).put(words.encode() + b" waits")
        Parcel.objects.create(
            batch="b",
            name=f"{NAME}.txt",
            by="vera",
            at=datetime.now(UTC),
            object_name=stored.name,
            object_key=stored.key,
        )

    def around(self, person: str) -> None:
        """Caches, sessions, tasks, logs of the shell, and an opening."""
        from django.contrib.contenttypes.models import ContentType
        from django.contrib.sessions.backends.db import SessionStore
        from django.db import transaction
        from django.utils import timezone
        from django_tasks_db.models import DBTaskResult
        from wagtail.models import ModelLogEntry

        from khronika.desk.claims.models import Record
        from khronika.desk.ledger.append import append
        from khronika.desk.register.candidates import candidates
        from khronika.home import write
        from khronika.vault import crypt

        candidates("Person", NAME)
        session = SessionStore()
        session["draft"] = f"{NAME} {self.word()}"
        session.save()
        DBTaskResult.objects.create(
            args_kwargs={"args": [NAME, self.word()], "kwargs": {}}, task_path="x", backend_name="desk", run_after=timezone.now(),
            finished_at=timezone.now(), status="SUCCESSFUL", queue_name="default", exception_class_path="", traceback=""
        )  # fmt: skip
        ModelLogEntry.objects.create(
            label=f"About {NAME}", action="wagtail.edit", timestamp=timezone.now(), object_id=person,
            content_type=ContentType.objects.get_for_model(Record), data={"title": OTHER_SPELLING},
        )  # fmt: skip
        folder = self.home.folder / "openings"
        folder.mkdir(exist_ok=True)
        with transaction.atomic():
            made = append("unseal", {"informant": "x", "reason": f"of {NAME}"})
        kept = json.dumps({"payload": made.payload, "salt": made.salt.hex()}).encode()
        number = str(made.entry.number)
        write(folder / number, crypt.seal(self.home.derive("openings"), kept, number.encode()))
        write(self.home.folder / "cache" / "index", self.word().encode())

    def note(self, person: str) -> None:
        """One more note about her, with what is left."""
        from tests.desk.making import Said, accept, lay, named

        who, word = ("Person", NAME), self.word()
        version = self.kept(f"Note {word}", f"{NAME}: {word}", f"note {word}")
        accept(lay(version, named(who), Said("Occupation", who, {"text": word, "language": "en"})), {who: person})

    def kept(self, title: str, text: str, origin: str, data: bytes = b""):
        """A source with its original in the vault and its text in the database."""
        from khronika.desk.ledger.append import append
        from khronika.desk.sources.alike import traits
        from khronika.desk.sources.capture import vault
        from khronika.desk.sources.models import Trait
        from tests.desk.making import kept

        version = kept(text, title, url=f"https://example.org/{origin.strip('/').replace(' ', '-')}")
        stored = vault(self.home).put(data or f"{title}\n{text}".encode())
        from django.db import transaction

        with transaction.atomic():
            made = append("capture", {"source": version.capture.source_id, "origin": origin})
            version.capture.entry, version.capture.salt, version.capture.payload = (
                made.entry.number,
                made.salt,
                made.payload,
            )
            version.capture.origin, version.capture.sha256 = origin, stored.sha256
            version.capture.object_name, version.capture.object_key = stored.name, stored.key
            version.capture.save()
            Trait.objects.bulk_create(Trait(value=value, version=version) for value in traits(text)[:3] if text)
        return version


def search(home: Home) -> set[str]:
    """Every canary, name or digest of the name that is anywhere under the home, with where."""
    wanted = {word.lower(): word for word in (*WORDS, *NAMES)} | {each: f"digest {each[:8]}" for each in digests(home)}
    found = set()
    for place, data in everything(home):
        text = data.decode("utf-8", "replace").lower() + data.decode("utf-16-le", "replace").lower()
        found |= {f"{name} in {place}" for word, name in wanted.items() if word in text}
    return found


def digests(home: Home) -> set[str]:
    """What a guess of her name would be looked for as."""
    guesses = [form for name in (NAME, OTHER_SPELLING) for form in (name, name.lower(), name.casefold(), name.upper())]
    keys = [home.derive(each) for each in ("tombstones", "informants", "erasures", "alarms", "mirrors")]
    plain = {new(each.encode()).hexdigest() for each in guesses for new in (hashlib.sha256, hashlib.sha1, hashlib.md5)}
    return plain | {hmac.new(key, each.encode(), hashlib.sha256).hexdigest() for key in keys for each in guesses}


def everything(home: Home) -> Iterator[tuple[str, bytes]]:
    """Every file as it lies there, and opened where it is sealed."""
    from django.contrib.sessions.models import Session

    from khronika.press.state import FILE

    yield from _rows(str(home.database), home.derive("database"), "desk.db")
    yield from (("session", json.dumps(each.get_decoded()).encode()) for each in Session.objects.all())
    yield from _vault(home)
    state = home.folder / "cache" / FILE
    if state.exists():
        yield from _rows(str(state), home.derive("press state"), FILE)
    for path in sorted(home.folder.rglob("*")):
        if path.is_file():
            place = str(path.relative_to(home.folder))
            data = path.read_bytes()
            yield place, place.encode() + b"\n" + data
            yield from _opened(home, path, data)


def _rows(path: str, key: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    from sqlcipher3 import dbapi2

    database = dbapi2.connect(path)
    database.execute("PRAGMA cipher_log_level = NONE")
    database.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        for row in database.execute(f'SELECT * FROM "{table}"'):
            yield f"{name}:{table}", b"\n".join(each if isinstance(each, bytes) else str(each).encode() for each in row)
    database.close()


def _vault(home: Home) -> Iterator[tuple[str, bytes]]:
    """The vault by the keys that the database still has; what is left without one is told as such."""
    from khronika.desk.sources.capture import vault
    from khronika.desk.sources.models import Capture, Parcel

    store, keys = vault(home), dict[str, bytes]()
    for model in (Capture, Parcel):
        keys |= {name: bytes(key) for name, key in model.objects.values_list("object_name", "object_key") if name}
    for name in store.names():
        yield f"vault {name[:8]}", store.get(name, keys[name]) if name in keys else WORDS[0].encode()


def _opened(home: Home, path: Path, data: bytes) -> Iterator[tuple[str, bytes]]:
    from khronika.vault import crypt
    from khronika.vault.errors import Altered

    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield from ((f"{path.name}:{name}", archive.read(name)) for name in archive.namelist())
    purposes = {"names-": ("index of names", path.name.removeprefix("names-")), "press.alarms": ("alarms", path.name)}
    sealed = [each for start_, each in purposes.items() if path.name.startswith(start_)]
    if path.parent.name == "openings":
        sealed.append(("openings", path.name))
    for purpose, context in sealed:
        try:
            yield f"{path.name} opened", crypt.open(home.derive(purpose), data, context.encode())
        except Altered:
            yield f"{path.name} does not open", data


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
