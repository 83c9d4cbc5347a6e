"""A home with an invented person in every kind of field and file, each place with a word of its own that is found nowhere else.

Run on a home by itself, as `python -m tests.flow.canaries early|fill|find|erase HOME`, since one process serves one home.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from khronika.cli.opening import begin
from khronika.home import Home

NAME = "Kanaryna Zvonkaja"
WORD = "qzvk"  # every canary begins with it
COUNT = 100
_made: list[str] = []


def canary() -> str:
    """The next word that stands in one place only."""
    _made.append(f"{WORD}{len(_made):03}x")
    return _made[-1]


def fill(home: Home) -> None:
    """Put the person everywhere."""
    from khronika.desk.sources.capture import Order, keep_many, vault
    from khronika.vault.intake import received

    person = _claims()
    for _ in range(8):
        data = f"{NAME} {canary()}\n\n{NAME} was heard to say {canary()} on 4 March 2021.".encode()
        list(keep_many(vault(home), received(f"{canary()}.txt", data), Order(by="vera")))
    _waiting(person)
    while len(_made) < COUNT:
        _source(f"{NAME} and {canary()} {canary()}")


def _claims() -> str:
    """A claim of each kind on the person, and on an act and a case about them, with words in all fields that take some."""
    from khronika.vocabulary.kinds import claims_about
    from tests.desk.making import Said, accept, lay, record

    who = ("Person", NAME)
    person = record(_version(f"{NAME} {canary()}"), who)
    for _ in range(5):
        record(_version(f"{NAME} {canary()}"), who, of=person, text=f"{NAME} {canary()}", name_kind="alias")
    for kind, own in (("Act", "ActDetails"), ("Proceeding", "ProceedingDetails")):
        part = (kind, f"{kind} {canary()}")
        reference = {"Act": "victim", "Proceeding": "defendant"}[kind]
        version = _version(f"{NAME} {canary()}")
        facts = lay(version, Said(own, part, {**_words(own), reference: {"record": person}}))
        accept(facts, {part: "new"})
        found = facts[0].subject.__class__.objects.get(pk=facts[0].subject_id).record_id
        for each in claims_about(kind):
            if each.name != own and _plain(each):
                accept(lay(_version(f"{NAME} {canary()}"), Said(each.name, part, _words(each.name))), {part: found})
    for each in claims_about("Person"):
        if each.name != "Name" and _plain(each):
            accept(lay(_version(f"{NAME} {canary()}"), Said(each.name, who, _words(each.name))), {who: person})
    return person


def _plain(kind: object) -> bool:
    """Whether a kind of claim can be made without another record or a picture, and takes words."""
    from khronika.vocabulary.kind import FieldType

    fields = kind.fields  # type: ignore[attr-defined]
    words = any(each.type in (FieldType.LINE, FieldType.TEXT) for each in fields)
    return (
        words and kind.name != "Picture" and not any(each.required and each.type is FieldType.RECORD for each in fields)
    )


def _words(kind: str) -> dict[str, object]:
    from khronika.vocabulary.kind import FieldType
    from khronika.vocabulary.kinds import CLAIMS
    from khronika.vocabulary.terms import members

    found: dict[str, object] = {}
    for each in CLAIMS[kind].fields:
        if each.type in (FieldType.LINE, FieldType.TEXT):
            found[each.name] = f"said {canary()}"
        elif each.required and each.type is FieldType.TERM:
            found[each.name] = members(each.terms)[0]
        elif each.required and each.type in (FieldType.INTEGER, FieldType.DECIMAL):
            found[each.name] = "7"
        elif each.required and each.type is FieldType.LANGUAGE:
            found[each.name] = "en"
        elif each.required and each.type is FieldType.DATE:
            found[each.name] = "2021"
    return found


def _version(text: str):  # type: ignore[no-untyped-def]
    from tests.desk.making import kept

    return kept(text, title=f"{NAME}: {canary()}", publisher="", url="")


def _source(text: str) -> None:
    from tests.desk.making import lay, named

    lay(_version(text), named(("Person", NAME)))


def _waiting(person: str) -> None:
    """What nobody has decided yet, and what was refused."""
    from khronika.desk.claims.decide import Answer, decide
    from tests.desk.making import Said, account, lay

    who = ("Person", NAME)
    lay(_version(f"{NAME} {canary()}"), Said("Occupation", who, {"text": canary()}))
    (refused,) = lay(_version(f"{NAME} {canary()}"), Said("Occupation", who, {"text": canary()}))
    decide(account(), [Answer(refused.pk, outcome="refused", reason=f"{NAME} is not one", meant=person)])


def early(home: Home) -> None:
    """Her words in a source that nobody has read, and no record of her yet."""
    from khronika.desk.sources.capture import Order, keep_many, vault
    from khronika.vault.intake import received

    data = f"{NAME} {canary()}, née Cichaja, and Somebody Else were there.".encode()
    list(keep_many(vault(home), received(f"{canary()}.txt", data), Order(by="vera")))


def find(home: Home) -> set[str]:
    """Every canary that can be read in a home with its passphrase, with the place of the first."""
    import re

    pattern, found = re.compile(rf"{WORD}\d{{3}}x".encode()), dict[str, str]()
    for place, data in _readable(home):
        for each in pattern.findall(data):
            found.setdefault(each.decode(), place)
    return {f"{each} in {place}" for each, place in found.items()}


def _readable(home: Home) -> Iterator[tuple[str, bytes]]:
    from khronika.desk.backup import snapshot
    from khronika.desk.sources.models import Capture
    from khronika.vault import crypt
    from khronika.vault.errors import VaultError
    from khronika.vault.store import Vault

    with snapshot.reading(home, home.database) as connection:
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                data = b"\0".join(each if isinstance(each, bytes) else str(each).encode() for each in row)
                yield f"table {table}", data
    vault = Vault(home.folder / "vault", home.derive("vault names"))
    for capture in Capture.objects.exclude(object_name=""):
        try:
            yield "vault", vault.get(capture.object_name, bytes(capture.object_key))
        except VaultError:
            continue
    for path in home.folder.rglob("*"):
        if path.is_file():
            yield str(path.relative_to(home.folder)), path.name.encode() + path.read_bytes()
    for path in (home.folder / "media").rglob("*") if (home.folder / "media").is_dir() else ():
        if path.is_file():
            name = path.relative_to(home.folder / "media").as_posix()
            yield f"media {name}", crypt.open(home.derive("media"), path.read_bytes(), name.encode())


def erase(home: Home) -> None:
    """Erase the person, by two people, and all that follows."""
    from khronika.desk.claims import erase as deed
    from khronika.desk.claims import second
    from khronika.desk.claims.errors import Waits
    from khronika.desk.register.models import Name
    from khronika.desk.sources.models import Source
    from khronika.press.recalls import follow
    from tests.desk.making import account

    person = (
        Name.objects.filter(text=NAME, claim__subject__kind="Person").earliest("claim__known_from").claim.subject_id
    )
    every = list(Source.objects.values_list("pk", flat=True))
    try:
        deed.erase(account("rita"), person, reason="asked for by herself", whole=every)
    except Waits as waiting:
        second.confirm(account("vera"), waiting.number)
    follow(home)


if __name__ == "__main__":
    what, place = sys.argv[1], Path(sys.argv[2])
    opened = begin(place, bare=False)
    if what == "find":
        print("\n".join(sorted(find(opened))))
    else:
        {"early": early, "fill": fill, "erase": erase}[what](opened)
    print(len(_made), datetime.now(UTC).isoformat(), file=sys.stderr)
