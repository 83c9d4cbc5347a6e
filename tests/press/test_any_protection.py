"""Whatever is decided along any chain: nothing above its audience is in any byte of the edition, and all that may go out is.

A register of invented people with a word of its own in every value is put under arbitrary decisions; what may then be said is
worked out here, from the rules as they are written and not from the gate.
"""

import io
import shutil
import tempfile
import zipfile
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from khronika.desk.claims import clear, protect
from khronika.desk.claims.clear import Target
from khronika.desk.claims.models import Decision, Withdrawal
from khronika.vocabulary.kind import Level
from tests.desk.making import HOUSE, Said, accept, account, claim, lay, named, publish, subject
from tests.press.conftest import NOON, House
from tests.press.telling import told

LATER = NOON + timedelta(days=100)
PEOPLE = (("Person", "Alfa Kanarejka"), ("Person", "Brava Salaviejka"), ("Person", "Cara Zimarodak"))
WORDS = ("kanarejka", "salaviejka", "zimarodak")
TOPICS = {"tie": "family", "home": "home", "health": "health"}
GUARDED = tuple(TOPICS)
CITED = {"name": "a", "work": "ab", "role": "b", "tie": "a", "home": "a", "health": "b"}  # by which sources


@dataclass
class Known:
    """The register by the test's own names, and what was decided on it: levels, days, consents, and so on."""

    ids: dict[str, str] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)
    embargoes: dict[str, date] = field(default_factory=dict)
    consents: set[tuple[str, str]] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)
    veiled: set[str] = field(default_factory=set)
    bases: set[tuple[str, str]] = field(default_factory=set)

    def open(self, thing: str, at: date) -> bool:
        """Whether levels and days let a thing out."""
        return self.levels[thing] == "public" and self.embargoes.get(thing, at) <= at and thing not in self.hidden

    def out(self, what: str, at: date) -> bool:
        """Whether a claim such as 'work0' may go out."""
        kind, number = what[:-1], int(what[-1])
        people = [f"person{n}" for n in ((number, (number + 1) % 3) if kind == "tie" else (number,))]
        if not (self.open(what, at) and all(self.open(each, at) for each in people)):
            return False
        if kind != "name" and not all(self.called(int(each[-1]), at) for each in people):
            return False
        if kind == "name" and people[0] in self.veiled:
            return False
        agreed = all((each, TOPICS.get(kind)) in self.consents for each in people)
        if kind in GUARDED and not agreed and (what, "made public") not in self.bases:
            return False
        return bool(self.sources(what, people, at)) or (what, "source withheld") in self.bases

    def sources(self, what: str, people: list[str], at: date) -> list[str]:
        """The sources that may be cited for a claim; those of the kind 'a' name everybody."""
        its = [f"source-{each}{what[-1]}" for each in CITED[what[:-1]]]
        naming = bool(self.veiled & set(people))
        return [each for each in its if self.open(each, at) and not (naming and "-a" in each)]

    def called(self, number: int, at: date) -> bool:
        """Whether somebody has anything to be called by."""
        return f"person{number}" in self.veiled or self.out(f"name{number}", at)


def register() -> Known:
    """Three people, each with six claims on two sources, all of it cleared. Sources of the kind 'a' name people, 'b' none."""
    known = Known()
    _, proposals = told(named(HOUSE), title="A house")
    house, versions = subject(proposals[0]), []
    for number, who in enumerate(PEOPLE):
        near = PEOPLE[(number + 1) % 3][1]
        work, home = f"{who[1]} works with {near} as xworkax{number}", f"{who[1]} lives in xhomeax{number}"
        said = {
            "name": replace(named(who), quote=who[1]),
            "work": Said("Occupation", who, {"text": f"vworkv{number}"}, quote=work),
            "home": Said("Residence", who, {"address": f"vhomev{number}"}, quote=home),
        }
        text = f"{who[1]} spoke. {work} now. {home} now. {near} is xtieax{number} of {who[1]}."
        version, proposals = told(*said.values(), title=f"vtitleav{number}", text=text)
        versions.append(version)
        known.ids |= {f"{name}{number}": claim(each).id for name, each in zip(said, proposals, strict=True)}
        known.ids |= {f"person{number}": subject(proposals[0]), f"source-a{number}": version.capture.source_id}
        said = {
            "work": Said("Occupation", who, {"text": f"vworkv{number}"}, quote=f"It is xworkbx{number}"),
            "role": Said(
                "Membership", who, {"organization": house, "role": f"vrolev{number}"}, quote=f"The xrolebx{number}"
            ),
            "health": Said(
                "Health", who, {"health": "illness", "text": f"vhealthv{number}"}, quote=f"Has xhealthbx{number}"
            ),
        }
        text = f"It is xworkbx{number} now. The xrolebx{number} now. Has xhealthbx{number} now."
        meant = {who: known.ids[f"person{number}"]}
        version, proposals = told(*said.values(), title=f"vtitlebv{number}", text=text, meant=meant)
        known.ids |= {f"{name}{number}": claim(each).id for name, each in zip(said, proposals, strict=True)}
        known.ids[f"source-b{number}"] = version.capture.source_id
    for number, who in enumerate(PEOPLE):
        near = known.ids[f"person{(number + 1) % 3}"]
        quote = f"is xtieax{number} of {who[1]}"
        proposals = lay(
            versions[number], Said("Relationship", who, {"other": near, "relationship": "sibling"}, quote=quote)
        )
        accept(proposals, {who: known.ids[f"person{number}"]})
        publish(versions[number])
        known.ids[f"tie{number}"] = claim(proposals[0]).id
    known.levels = dict.fromkeys(known.ids, "public")
    return known


NUMBERS = range(3)
CLAIMS = st.sampled_from([f"{kind}{number}" for kind in CITED for number in NUMBERS])
SECRETS = st.sampled_from([f"{kind}{number}" for kind in GUARDED for number in NUMBERS])
PERSONS = st.sampled_from([f"person{number}" for number in NUMBERS])
THINGS = CLAIMS | PERSONS | st.sampled_from([f"source-{which}{number}" for which in "ab" for number in NUMBERS])
DECISIONS = st.one_of(
    st.tuples(st.just("level"), THINGS, st.sampled_from(["team", "partners", "restricted", "public"])),
    st.tuples(st.just("embargo"), THINGS, st.sampled_from([LATER.date(), NOON.date() + timedelta(days=400), None])),
    st.tuples(st.just("consent"), PERSONS, st.sampled_from(sorted(TOPICS.values()))),
    st.tuples(st.just("hide"), PERSONS, st.none()),
    st.tuples(st.just("pseudonym"), PERSONS, st.none()),
    st.tuples(st.just("basis"), SECRETS, st.just("made public")),
    st.tuples(st.just("basis"), CLAIMS, st.just("source withheld")),
)


def what(thing: str) -> str:
    return {"person": "record", "source": "source"}.get(thing[:6], "claim")


def decide(known: Known, deed: str, thing: str, value) -> None:
    """Decide it in the register and in what the test knows."""
    which, by = known.ids[thing], account()
    match deed:
        case "level":
            clear.carry_out(by, [Target(what(thing), which)], Level(value), reason="any")
            known.levels[thing] = value
            if value != "public":
                known.bases -= {(thing, "made public"), (thing, "source withheld")}
        case "embargo":
            said = {what(thing): which, "until": value.isoformat() if value else ""}
            protect.carry_out(by, Decision.Deed.EMBARGO, said, reason="any")
            known.embargoes[thing] = value or date.min
        case "consent":
            said = {
                "record": which,
                "topic": value,
                "audience": "public",
                "given_by": "x",
                "given_on": "2024",
                "source": "",
            }
            protect.carry_out(by, Decision.Deed.CONSENT, said, reason="any")
            known.consents.add((thing, value))
        case "hide":
            made = protect.enter(by, Decision.Deed.HIDE, {"record": which}, reason="any")
            Withdrawal.objects.create(decision=made, record_id=which, deed="hide")
            known.hidden.add(thing)
        case "pseudonym":
            said = {"record": which, "audience": "public", "text": f"Zorka {thing}"}
            protect.carry_out(by, Decision.Deed.PSEUDONYM, said, reason="any")
            known.veiled.add(thing)
        case "basis":
            clear.carry_out(by, [Target("claim", which, basis=value, where="x")], Level.PUBLIC, reason="any")
            known.bases.add((thing, value))
            known.levels[thing] = "public"


def everything(house: House, number: int) -> bytes:
    """Every byte of an edition and every name of a file, what is packed being unpacked; in lower case."""
    found: list[bytes] = []
    for path, data in house.files(number).items():
        found += [path.encode(), data]
        if zipfile.is_zipfile(io.BytesIO(data)):
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                found += [packed.read(each) for each in packed.namelist()]
    return b"\n".join(found).lower()


def wrong(known: Known, said: bytes, at: date) -> list[str]:
    """Every word that is in an edition and may not be, or is not and may."""
    found = []
    cited: set[str] = set()
    for number in NUMBERS:
        person = f"person{number}"
        if (not known.open(person, at) or person in known.veiled) and WORDS[number].encode() in said:
            found.append(f"the name of {person}")
        if known.out(f"name{number}", at) and WORDS[number].encode() not in said:
            found.append(f"no name of {person}")
        if person in known.veiled and known.ids[person].encode() in said:
            found.append(f"the id of {person}")
        for kind in CITED:
            each, people = f"{kind}{number}", [person, *([f"person{(number + 1) % 3}"] if kind == "tie" else [])]
            out, open_ = known.out(each, at), known.sources(each, people, at)
            words = {f"v{kind}v{number}": out} if kind not in ("name", "tie") else {}
            if kind != "name":
                words |= {f"x{kind}{way}x{number}": out and f"source-{way}{number}" in open_ for way in CITED[kind]}
            if not out:
                words[known.ids[each]] = False
            found += [word for word, may in words.items() if (word.encode() in said) != may]
            cited |= set(open_) if out else set()
    titles = {f"vtitle{way}v{number}": f"source-{way}{number}" in cited for way in "ab" for number in NUMBERS}
    return [*found, *(title for title, may in titles.items() if (title.encode() in said) != may)]


@pytest.fixture
def known(house) -> Known:
    """The register, of which a first edition was pressed."""
    found = register()
    house.press()
    assert wrong(found, everything(house, 1), NOON.date()) == []
    return found


@settings(
    max_examples=5,
    phases=(Phase.explicit, Phase.generate),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@example([("level", "work0", "team")], NOON)
@given(st.lists(DECISIONS, min_size=1, max_size=6), st.sampled_from([NOON, LATER]))
def test_nothing_above_its_audience_is_in_any_byte_whatever_was_decided(house, known, decisions, at):
    with transaction.atomic(), tempfile.TemporaryDirectory() as folder:
        shutil.copytree(house.home.folder, f"{folder}/home")
        other, mine = House(replace(house.home, folder=Path(folder) / "home")), deepcopy(known)
        for deed, thing, value in decisions:
            decide(mine, deed, thing, value)
        other.press(at=at)
        said = everything(other, 2)
        made = other.texts(2)
        other.press(at=at, full=True)
        assert wrong(mine, said, at.date()) == []
        assert [
            path for path in made.keys() | other.texts(3).keys() if made.get(path) != other.texts(3).get(path)
        ] == []
        transaction.set_rollback(True)


def test_what_this_test_looks_for_is_found(house, known):
    """The words are in an edition in which they may be, so that not to find them says something."""
    agreed = [("consent", f"person{number}", topic) for number in NUMBERS for topic in TOPICS.values()]
    for decision in agreed:
        decide(known, *decision)
    house.press()
    said = everything(house, 2)
    assert wrong(known, said, NOON.date()) == []
    assert all(
        f"v{kind}v{number}".encode() in said for kind in ("work", "home", "role", "health") for number in NUMBERS
    )
