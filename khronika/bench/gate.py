"""What leaks: withheld people are named in the sources of their neighbours in every form, and a referee looks for them in the edition.

The referee knows nothing of `khronika.names`: it has the very strings that were planted, and every inflection that the
tables of `planted` can make of a surname nobody else bears.
"""

import html
import io
import json
import random
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from urllib.parse import unquote

from khronika.bench.figure import Figure, timed
from khronika.bench.home import make
from khronika.bench.planted import SCRIPTS, Form, Somebody, disguised

SIZE = 300
EACH = 12  # forms of a withheld person that are planted
PAGE = 3_000  # letters of a page of innocent text
SPEED = 1_000  # withheld people where the speed is measured
MEGABYTES = 50
_SAID = {
    "be": "Ліст {n}: яна пісала, што {who} дапамагаў ім увесну.",
    "ru": "Письмо {n}: она писала, что {who} помогал им весной.",
    "en": "Letter {n}: she wrote that {who} helped them in spring.",
    "lacinka": "List {n}: jana pisała, što {who} dapamahaŭ im uviesnu.",
    "pl": "List {n}: pisała, że {who} pomagał im wiosną.",
    "lt": "Laiškas {n}: ji rašė, kad {who} jiems padėjo pavasarį.",
}
_INNOCENT = {
    "be": "Па словах сведкі, {who} прыйшоў позна, а суддзя нічога не сказаў пра вуліцу і дождж. ",
    "ru": "По словам свидетеля, {who} пришёл поздно, а судья ничего не сказал об улице и дожде. ",
    "en": "The witness said that {who} came late, and the judge told nothing of the street and the rain. ",
    "lacinka": "Pavodle śviedki, {who} pryjšoŭ pozna, a suddzia ničoha nie skazaŭ pra vulicu i doždž. ",
    "pl": "Według świadka {who} przyszedł późno, a sędzia nic nie powiedział o ulicy i deszczu. ",
    "lt": "Pasak liudytojo, {who} atėjo vėlai, o teisėjas nieko nesakė apie gatvę ir lietų. ",
}


@dataclass(frozen=True, slots=True)
class Planted:
    """One place where somebody withheld was named: the number that stands beside it, the form, how it was written."""

    number: int
    form: Form
    written: str
    attack: str

    @property
    def sentence(self) -> str:
        """What the source says, in the language of the form."""
        return _SAID[self.form.script].format(n=self.number, who=self.written)


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody withheld by the names in the register, and a published neighbour in whose source they are named."""

    person: Somebody
    names: tuple[str, ...]
    neighbour: Somebody
    planted: tuple[Planted, ...]


@dataclass(frozen=True, slots=True)
class Leak:
    """A form that the referee found in a file of the edition."""

    file: str
    text: str


def cases(size: int) -> Iterator[Case]:
    """The same for the same size. One neighbour in five has the surname of whom they name."""
    for number in range(size):
        one, dice = Somebody(number), random.Random(f"case {number}")
        names = one.name("be"), one.name(dice.choice(("ru", "en")))
        beside = Somebody(100_000 + number, number if dice.random() < 0.2 else None)
        places = []
        for place, form in enumerate(dice.sample(list(one.forms()), EACH)):
            written, attack = disguised(form.text, dice)
            places.append(Planted(number * EACH + place, form, written, attack))
        yield Case(one, names, beside, tuple(places))


def measure(folder: Path, size: int) -> Iterator[Figure]:
    """Plant, press and look; then innocent text, then speed."""
    home = make(folder)
    from khronika.bench.neighbours import fill
    from khronika.bench.register import editor
    from khronika.edition.reader import latest
    from khronika.press.press import press

    made = list(cases(size))
    places = [each for case in made for each in case.planted]
    fill(editor(), made)
    yield Figure("people withheld", size)
    yield Figure("places in which they were named", len(places))
    report, seconds = timed(lambda: press(home, by=editor(), replace=True))
    yield Figure("places in which a name was replaced", len(report.redacted))
    yield Figure("press of it all, asked, answered and searched", seconds, "s")
    files = dict(read(latest(home.editions)))
    leaks = list(referee(files, made))
    for leak in leaks[:20]:
        yield Figure(f"in {leak.file}: {leak.text!r}", 1)
    yield Figure(
        "planted sentences that are told without the name", told(files, places), "", f"≥ {len(places) * 9 // 10}"
    )
    yield Figure("names that the referee found in the edition", len(leaks), "", "0")
    yield from _missed(made)
    yield from _innocent()
    yield from _speed()


def read(edition: Path) -> Iterator[tuple[str, str]]:
    """Every file of an edition as text, by the simplest means: packed ones unpacked, codes undone."""
    for path in sorted(each for each in edition.rglob("*") if each.is_file()):
        data, name = path.read_bytes(), path.relative_to(edition).as_posix()
        plain = html.unescape(f"{name}\n{_text(data)}")
        if name.endswith(".jsonl"):
            plain += "\n".join(str(json.loads(line)) for line in data.splitlines() if line)
        parts = {plain, re.sub(r"<[^>]*>", "", plain), re.sub(r"<[^>]*>", " ", plain), unquote(plain)}
        yield name, _seen("\n".join(sorted(parts)))


def _text(data: bytes) -> str:
    if not data.startswith(b"PK"):
        return data.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


_NOT_SEEN = re.compile("[\u00ad\u200b-\u200f\u2066-\u2069\u0301]|-\n|-\\\\n")


def _seen(text: str) -> str:
    """Without what is invisible, composed, in small letters."""
    plain = _NOT_SEEN.sub("", unicodedata.normalize("NFC", text)).replace("\u00a0", " ").lower()
    return unicodedata.normalize("NFC", plain)


def referee(files: Mapping[str, str], made: Sequence[Case]) -> Iterator[Leak]:
    """Every planted sentence with the name in it, and every inflection of a surname that nobody published bears."""
    public = {word for case in made for word in case.neighbour.words()}
    surnames = {word for case in made for word in case.person.words()} - public
    planted = [(each, _seen(each.sentence)) for case in made for each in case.planted]
    for name, text in files.items():
        for found in sorted(surnames.intersection(_WORD.findall(text))):
            yield Leak(name, found)
        for number in {int(each) for each in _NUMBER.findall(text)}:
            if number < len(planted) and planted[number][1] in text:
                yield Leak(name, planted[number][0].written)


_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"(?:ліст|письмо|letter|list|laiškas) (\d+)")


def told(files: Mapping[str, str], planted: Sequence[Planted]) -> int:
    """Planted sentences that still stand in the edition, with the name taken out."""
    text = "\n".join(each for name, each in files.items() if name.startswith("data/"))
    found = {int(each) for each in _NUMBER.findall(text)}
    return sum(each.number in found for each in planted)


def _missed(made: Sequence[Case]) -> Iterator[Figure]:
    """Every form there is, and each as an adversary writes it, in a sentence of its own."""
    from khronika.press.sweep import Person, Sweep

    sweep = Sweep([Person(str(case.person.number), case.names) for case in made], [])
    asked, missed = 0, list[str]()
    for case in made:
        dice = random.Random(f"missed {case.person.number}")
        for form in case.person.forms():
            for written in {form.text, disguised(form.text, dice)[0]}:
                asked += 1
                if not sweep.hits(_SAID[form.script].format(n=1, who=written)):
                    missed.append(written)
    yield Figure("forms looked for one by one", asked)
    for each in missed[:20]:
        yield Figure(f"missed: {each!r}", 1)
    yield Figure("forms missed", len(missed), "", "0")


def innocent(withheld: Sequence[Somebody], pages: int) -> tuple[list[str], list[Somebody]]:
    """Pages that name nobody withheld, and who is in them: one in ten is a namesake with another given name."""
    named, texts = list[Somebody](), list[str]()
    for number in range(pages):
        dice, text = random.Random(f"innocent {number}"), ""
        while len(text) < PAGE:
            script = dice.choice(SCRIPTS)
            family = dice.choice(withheld) if dice.random() < 0.1 else None
            someone = Somebody(dice.randrange(200_000, 205_000), family.number if family else None)
            if family and someone.given("be")[0][0] == family.given("be")[0][0]:
                continue  # a namesake by the initial too is another question
            named.append(someone)
            text += _INNOCENT[script].format(who=someone.name(script))
        texts.append(text)
    return texts, named


def _innocent() -> Iterator[Figure]:
    from khronika.press.sweep import Person, Sweep

    withheld = [Somebody(number) for number in range(SIZE)]
    hidden = [Person(str(each.number), (each.name("be"), each.name("ru"))) for each in withheld]
    pages, named = innocent(withheld, 1_000)
    known = [Person(f"{each.number} {each.family}", (each.name("be"), each.name("ru"))) for each in named]
    yield Figure("people named in 1,000 pages of innocent text", len(named))
    yield Figure("namesakes of the withheld among them", sum(each.family is not None for each in named))
    for what, sweep in {"are published": Sweep(hidden, known), "nobody knows": Sweep(hidden, [])}.items():
        hits = sum(len(sweep.hits(page)) for page in pages)
        yield Figure(f"false alarms in 1,000 pages, namesakes whom {what}".replace("whom are", "who are"), hits)


def _speed() -> Iterator[Figure]:
    from khronika.press.sweep import Person, Sweep

    people = [Somebody(number) for number in range(SPEED)]
    started = process_time()
    sweep = Sweep([Person(str(each.number), (each.name("be"), each.name("en"))) for each in people], [])
    yield Figure(f"to learn {SPEED:,} people", process_time() - started, "s")
    others = [Somebody(300_000 + number) for number in range(2_000)]
    pages, size = [], 0
    dice = random.Random("speed")
    while size < MEGABYTES * 1_000_000:
        script = dice.choice(SCRIPTS)
        lines = (_INNOCENT[script].format(who=dice.choice(others).name(script)) for _ in range(30))
        pages.append(" ".join(lines))
        size += len(pages[-1].encode())
    started = process_time()
    hits = sum(len(sweep.hits(page)) for page in pages)
    seconds = process_time() - started
    yield Figure(f"{MEGABYTES} MB of text against {SPEED:,} people ({hits} hits), one core", seconds, "s", "< 60 s")
    yield Figure("speed", size / 1_000_000 / seconds, "MB/s")
