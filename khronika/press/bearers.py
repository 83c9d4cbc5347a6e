"""Words of names, read once each: what stems a word of a text may have, and what may stand beside the surname of a person.

Every reading is generous: a word may be a case form, a wife's or a daughter's form, a form in another alphabet, or be
typed with letters that only look alike.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from khronika.names import analyse, forms, romanise, standards, tokens

Stems = frozenset[str]
NOTHING: Stems = frozenset()
APOSTROPHES = "'’ʼʹʺ`´‘′ʻʿ"
_LETTER = r"[^\W\d_]"
WORD = re.compile(rf"{_LETTER}+(?:[{APOSTROPHES}]{_LETTER}+)*")
CAPITAL = re.compile(r"[^\W\d_a-zа-яёіўґїєā-ž]")
LOOKALIKE = "AaBCcEeHIiJjKkMOoPpSsTXxYy", "АаВСсЕеНІіЈјКкМОоРрЅѕТХхУу"
_MIXED = re.compile(r"[A-Za-z\u00c0-\u024f][^\W\d_]*[\u0400-\u04ff]|[\u0400-\u04ff][^\W\d_]*[A-Za-z\u00c0-\u024f]")
_GREEK = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυχ", "ABEZHIKMNOPTYXaiknoptux")
_TO_CYRILLIC, _TO_LATIN = str.maketrans(*LOOKALIKE), str.maketrans(LOOKALIKE[1] + "кКгі", LOOKALIKE[0] + "kKri")
_ALL_LATIN, _ALL_CYRILLIC = (re.compile(f"[{letters}]{{4,}}") for letters in LOOKALIKE)
_HUMP = re.compile(r"[A-ZА-ЯЁІЎ]?[^\W\d_A-ZА-ЯЁІЎ]{2,}")
_KIN = re.compile(  # a Lithuanian wife or daughter, Lithuanian and Polish cases, Ukrainian and old datives
    r"(?:(?:ien|ait|[iy]t|[uū]t)(?:ė|ės|ei|ę|e|es|ėje|eje)|i?aus|i?ui|i?umi|[yu]je|owi[e]?|owej|ow[aąęy]|ówn[aąęy]|ównie|ów|ovi|ове|"
    r"аві|ові|еві|єві|эві|ови|еви)$"
)
_RUNNING = re.compile(r"(?<=..[^aiu])[ai](?=[^aiu]$)")
_FIRM = re.compile(r"(?:[аеоёє][ўвv]|[іиы]н|[іиы]ч|[aeo][uŭvw]|in|yn|i[čc]h?|icz|vich)$")
_PLURAL = re.compile(r"(?:аў|оў|яў|еў|ов|ев|ей|ych|ich|ых|іх|их)$")
_FAMILY = re.compile(r"(?:[aiu][vw]|[stc]k|ic|nk|[iua]k|vt|ian|svil|zad)$")
_DOUBTFUL = re.compile(r"[сзцк][хзжшг]|[ыіиу][уоаэе]|дж|дз|тс|сц|[аеоу]у|х")
_LATER = str.maketrans({"č": "cz", "š": "sz", "ž": "ż", "v": "w", "ŭ": "w", "ć": "ć"})
_LATIN, _STROKES = re.compile("[\u00c0-\u024f\u1e00-\u1eff]"), str.maketrans("łŁđĐøØı", "lLdDoOi")
_WORDS = frozenset(  # given names that are words too: they do not tell that somebody else is meant
    (
        *(
            "слава",
            "вера",
            "вяра",
            "надежда",
            "надзея",
            "любовь",
            "любоў",
            "мира",
            "воля",
            "май",
            "роза",
            "рада",
            "весна",
        ),
        *(
            "заря",
            "зара",
            "лада",
            "сила",
            "said",
            "will",
            "mark",
            "may",
            "rose",
            "grace",
            "faith",
            "hope",
            "joy",
            "june",
        ),
        *("april", "august", "art", "bill", "frank", "guy", "jack", "max", "pat", "rich", "rob", "sue", "wade", "lord"),
        *("dean", "judge", "miss", "sir", "adwokat", "pan", "pani", "sam", "don", "sol"),
    )
)
_UNSURE = frozenset("ЯЮЕЁЄІИГHЙJYIEРPСCВBХXН")


def stems(word: str) -> Stems:
    """Every stem a word may have, whatever its case."""
    return _stems(word)[0]


@lru_cache(maxsize=1 << 18)
def _stems(word: str) -> tuple[Stems, Stems]:
    """Sure stems of a word, and those that count only beside another word of the name."""
    sure, weak = set[str](), set[str]()
    for spelled in _spelled(word):
        sure.update(_plain(spelled))
        low = spelled.lower()
        if (cut := _KIN.search(low)) and cut.start() > 2:
            sure.update(_plain(spelled[: cut.start()]))
        if (many := _PLURAL.search(low)) and many.start() > 2:
            weak.update(_plain(spelled[: many.start()]))
    return frozenset(sure), frozenset(weak - sure)


def _spelled(word: str) -> list[str]:
    """A word and what it may be besides: without an English ending, its parts, in the letters that it seems to be of."""
    found = [word]
    if any(each in APOSTROPHES for each in word):
        found += [part for part in re.split(f"[{APOSTROPHES}]", word) if len(part) > 2]
    if not word.islower() and len(humps := _HUMP.findall(word)) > 1:
        found += humps
    if word.isascii():
        return [*found, word.translate(_TO_CYRILLIC)] if _ALL_LATIN.fullmatch(word) else found
    if (greek := word.translate(_GREEK)) != word:
        found.append(greek)
    if _MIXED.search(word):
        found += [word.translate(_TO_LATIN), word.translate(_TO_CYRILLIC)]
    elif _ALL_CYRILLIC.fullmatch(word):
        found.append(word.translate(_TO_LATIN))
    return list(dict.fromkeys([*found, *map(_bare, found)]))


def _bare(word: str) -> str:
    """A word in Latin letters without the marks that many leave out: Łukašenka, Lukasenka."""
    if not _LATIN.search(word):
        return word
    apart = unicodedata.normalize("NFD", word.translate(_STROKES))
    return "".join(each for each in apart if not unicodedata.combining(each))


def _plain(word: str) -> Stems:
    return frozenset(stem for one in tokens(word) for stem in one.stems)


def loose(word: str) -> Stems:
    """Stems that a word may have where another word of the name stands beside it: Новікаў as 'of the Noviks'."""
    return _stems(word)[1]


@dataclass(frozen=True, slots=True)
class Near:
    """A word beside a surname: the word, its stems, the given names it may be, and as whose initial it may stand."""

    text: str
    stems: Stems
    classes: frozenset[int]
    given: bool
    begins: int
    initial: bool
    unsure: bool
    capital: bool


@lru_cache(maxsize=1 << 16)
def near(word: str, dotted: bool) -> Near:
    """A word that stands beside a surname; `dotted` where a full stop follows it."""
    one = analyse(word, "person").tokens[0]
    initial = dotted and len(word) < 4 and word[0].isupper()
    classes = one.direct | one.oblique
    given = bool(one.direct) and len(word) > 2 and word.lower() not in _WORDS
    return Near(
        word, stems(word), classes, given, one.begins, initial, word[0].upper() in _UNSURE, not word[0].islower()
    )


@dataclass(slots=True)
class Bearer:
    """What is known of a person: surnames that tell alone who is meant, stems of all words, classes of given names, first letters."""

    alone: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)
    classes: set[int] = field(default_factory=set)
    begins: int = 0

    def beside(self, word: Near) -> bool:
        """Whether a word beside the surname may be this person's."""
        if word.initial:
            return bool(word.begins & self.begins) or not self.begins or word.unsure
        return not word.stems.isdisjoint(self.others) or not word.classes.isdisjoint(self.classes)

    def again(self, word: Near, found: Stems) -> bool:
        """Whether a word beside a surname with these stems is the surname again, as where a name stands in two alphabets."""
        known = not self.alone.isdisjoint(found) and not self.alone.isdisjoint(word.stems)
        return known and not word.initial and word.classes.isdisjoint(self.classes)

    def stranger(self, word: Near) -> bool:
        """Whether a given name or initial beside the surname is surely another's."""
        known = bool(self.classes) and (word.given or word.initial)
        return known and not word.begins & self.begins and not self.beside(word)


@dataclass(slots=True)
class Bearers:
    """Surname stems of some people, each with whoever bears it. Only those in `alone` tell who is meant without another word."""

    beside: dict[str, dict[str, Bearer]] = field(default_factory=dict)
    alone: dict[str, set[str]] = field(default_factory=dict)

    def add(self, record: str, names: Iterable[str], *, every: bool = False) -> None:
        """A person by all their names; with `every`, any word of a name may be the surname where the others stand beside it."""
        known = Bearer()
        for name in names:
            sure, unsure = _learn(name, known)
            words = WORD.findall(name) if every else ()
            for surname in (sure | unsure).union(*map(stems, words)):
                self.beside.setdefault(surname, {})[record] = known
            known.alone |= sure
            for surname in sure:
                self.alone.setdefault(surname, set()).add(record)

    def of(self, found: Iterable[str]) -> dict[str, Bearer]:
        """Whoever bears a surname of one of these stems."""
        out: dict[str, Bearer] = {}
        for stem in found:
            out.update(self.beside.get(stem, {}))
        return out

    def sure(self, found: Iterable[str]) -> dict[str, Bearer]:
        """Whoever may be meant by a word that stands alone."""
        return {record: self.beside[stem][record] for stem in found for record in self.alone.get(stem, ())}


def _learn(name: str, known: Bearer) -> tuple[set[str], set[str]]:
    """Surname stems of a name, and those of words that may be a given name; what else is in it is learnt of its bearer."""
    analysed = analyse(name, "person")
    parts = list(zip(analysed.tokens, analysed.roles, strict=True))
    for part, role in parts:
        known.others |= stems(part.text)
        if role in ("given", "word", "patronymic", "initial"):
            known.begins |= part.begins
        if role == "given":
            known.classes |= part.direct | part.oblique
    surnames = [part.text for part, role in parts if role == "surname"]
    doubtful = list[str]()
    if not surnames:  # nothing tells them apart: a given name nobody knows, in whatever order
        surnames = [part.text for part, role in parts if role in ("word", "patronymic")]
        looking = [word for word in surnames if any(map(_FAMILY.search, stems(word)))]
        if looking and len(surnames) > 1:
            surnames, doubtful = looking, [word for word in surnames if word not in looking]
    if not surnames and len(parts) > 1 and all(role == "given" for _, role in parts):
        surnames = [parts[-1][0].text]
    sure = {stem for word in surnames for stem in _surname(word)}
    return sure, {stem for word in doubtful for stem in _surname(word)} - sure


@lru_cache(maxsize=1 << 16)
def _surname(word: str) -> Stems:
    """The stems of a surname in all its cases, with a vowel that runs away in them: Журавель, Журавля."""
    own = stems(word)
    found, shortest = set(own), min(map(len, own)) - 1
    if not _FIRM.search(word.lower()):
        for tongue in ("be", "ru", "pl"):
            for form in forms(word, tongue):
                found |= {stem for one in tokens(form) for stem in one.stems}
        found |= {_RUNNING.sub("", stem) for stem in found if len(stem) > 4}
    if _DOUBTFUL.search(word.lower()):
        for tongue in ("be", "ru"):
            for standard in standards(tongue):
                latin = romanise(word, tongue, standard)
                found |= stems(latin) | stems(latin.translate(_LATER))
    found |= {f"{stem[:-1]}t" for stem in found if stem.endswith("nk") and len(stem) > 4}  # Захарчанка, Zacharczence
    return own | frozenset(stem for stem in found if len(stem) >= max(shortest, 3))
