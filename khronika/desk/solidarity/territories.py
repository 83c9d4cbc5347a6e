"""A list of countries and territories as people paste it, in any of the desk's languages, becomes places; what is none is named back.

Names are those of the Unicode CLDR, with others that are in use; each place keeps its ISO code, so that it is one in all languages.
Places that are recorded already are taken, by their code, else by their name; a region or a town is taken where it is recorded.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from babel import Locale
from django.db.models import Q

from khronika.desk.advocacy.mechanisms.rows import Rows
from khronika.desk.claims.portions import portions
from khronika.desk.register.models import Name, PlaceDetails
from khronika.vocabulary.terms import languages

MOST = 400  # lines at once
_NONE = frozenset({"XA", "XB", "ZZ", "EU", "EZ", "UN", "QO", "AC", "IC", "EA", "CP", "DG", "TA", "CQ"})
_OTHERS: Mapping[str, str] = {
    "AE": "UAE|ОАЭ|ААЭ",
    "BA": "Bosnia|Bosnia and Herzegovina|Боснія|Босния",
    "BY": "Republic of Belarus|Белоруссия|Рэспубліка Беларусь|Республика Беларусь",
    "CD": "DR Congo|Democratic Republic of the Congo|ДР Конго|Дэмакратычная Рэспубліка Конга|Демократическая Республика Конго",
    "CG": "Congo|Republic of the Congo|Конга|Конго",
    "CI": "Ivory Coast|Кот-д'Ивуар|Кот-д'Івуар",
    "CN": "People's Republic of China|КНР",
    "CV": "Cape Verde|Каба-Вердэ",
    "CZ": "Czech Republic|Чэшская Рэспубліка|Чешская Республика|Чехия",
    "DE": "Нямеччына|FRG|Federal Republic of Germany|ФРГ",
    "FM": "Micronesia|Микронезия|Мікранезія",
    "GB": "UK|Great Britain|Britain|England|Scotland|Wales|Англия|Англія|Соединённое Королевство|Аб'яднанае Каралеўства|Злучанае Каралеўства",
    "HK": "Hong Kong|Гонконг|Ганконг",
    "IE": "Republic of Ireland",
    "KG": "Kirghizia|Киргизия|Кіргізія|Кыргызстан",
    "KP": "North Korea|DPRK|КНДР|Северная Корея|Паўночная Карэя",
    "KR": "South Korea|Korea|Republic of Korea|Южная Корея|Республика Корея|Корея|Карэя|Паўднёвая Карэя",
    "MD": "Republic of Moldova|Молдавия|Малдавія|Рэспубліка Малдова|Республика Молдова",
    "MK": "Macedonia|Македония|Македонія",
    "MM": "Burma|Бирма|Бірма",
    "MO": "Macau|Macao|Макао|Макаа",
    "NL": "Holland|The Netherlands|Голландия|Галандыя",
    "PS": "Palestine|Палестина|Палестына",
    "RU": "Russian Federation|Российская Федерация|Расійская Федэрацыя|РФ",
    "SZ": "Swaziland|Свазиленд|Свазіленд",
    "TL": "East Timor|Восточный Тимор|Усходні Тымор",
    "TM": "Туркмения|Туркменія",
    "TR": "Turkey|Turkiye|Турция|Турцыя",
    "TW": "Republic of China|Тайвань",
    "US": "USA|U.S.|U.S.A.|United States of America|America|США|ЗША|Соединённые Штаты Америки|Злучаныя Штаты|Америка",
    "VA": "Vatican|Holy See|Ватикан|Ватыкан|Святой Престол",
}
_BULLET = re.compile(r"^\s*(?:[-–—•*·]+|\(?[0-9]{1,3}[.)\]:]?(?=\s))\s*")
_TAIL = re.compile(r"\s*(?:[-–—:]\s*)?\(?[0-9][0-9 ,.]*\)?\s*$")
_AND = re.compile(r"\s+(?:and|&|і|ды|и)\s+")
_APART = re.compile(r"[\n;\t|]+")
_COMMA = re.compile(r"\s*,\s*")


@dataclass(frozen=True, slots=True)
class Named:
    """One name of a list: the ISO code of a country, the record where one is known, and names that were perhaps meant."""

    typed: str
    code: str = ""
    record: str = ""
    near: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether it is a place."""
        return bool(self.code or self.record)


def understand(text: str) -> list[Named]:
    """The places of a pasted list, each once, in its order; those that are none are not `known`."""
    typed = list(dict.fromkeys(_parts(text)))
    found = {each: Named(each, code(each)) for each in typed}
    standing = _standing(each.code for each in found.values() if each.code)
    called = _called(each for each, its in found.items() if not its.code or its.code not in standing)
    nearer = _nearer(called.values())
    once: dict[tuple[str, str], Named] = {}
    for each, its in found.items():
        record = standing.get(its.code, "") or called.get(each, "")
        if its.code and record in nearer:  # the town of Luxembourg is not the country
            record = ""
        near = () if its.code or record else tuple(_near(each))
        once.setdefault((record or its.code or each, ""), Named(each, its.code, record, near))
    return list(once.values())


def code(name: str) -> str:
    """The ISO 3166 code of a country or territory, by its name in any language of the desk or by the code itself.

    >>> code("Poland"), code("Польшча"), code("США"), code("PL"), code("Atlantis")
    ('PL', 'PL', 'US', 'PL', '')
    """
    bare = name.strip()
    if re.fullmatch(r"[A-Z]{2}", bare) and bare in _codes():
        return bare
    return _index().get(_plain(bare), "")


def called(code_: str, language: str) -> str:
    """What a country is called in a language; its code where that is not known."""
    return str(Locale.parse(language).territories.get(code_, code_))


def _parts(text: str) -> Iterator[str]:
    """The names of a list: by lines, else by commas; 'and' parts two names only where both are known and the whole is not."""
    for line in _APART.split(text)[:MOST]:
        for part in [line] if _index().get(_plain(_bare(line))) else _COMMA.split(line):
            bare = _bare(part)
            if not bare:
                continue
            two = [_bare(each) for each in _AND.split(bare)]
            known = len(two) > 1 and not code(bare) and all(code(each) for each in two if each)
            yield from (each for each in two if each) if known else (bare,)


def _bare(part: str) -> str:
    """A name without a bullet, a number or a full stop around it."""
    words = _BULLET.sub("", part)
    words = _TAIL.sub("", words) if re.search(r"[^\W\d]", words) else ""
    words = re.sub(r"^(?:and|і|ды|и)\s+", "", words.strip())
    return " ".join(words.strip(" .,;:•").split())[:200]


def _plain(name: str) -> str:
    """Letters alone, small, without accents and articles."""
    apart = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    letters = "".join(each for each in apart if not unicodedata.combining(each))
    words = re.sub(r"[^\w]+", " ", letters).split()
    return " ".join(each for each in words if each != "the")


@cache
def _codes() -> frozenset[str]:
    every = Locale.parse("en").territories
    return frozenset(each for each in every if re.fullmatch(r"[A-Z]{2}", each)) - _NONE


@cache
def _index() -> Mapping[str, str]:
    """Codes by plain names; what stands before brackets too, where only one country is called so."""
    found: dict[str, str] = {}
    short: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for language in languages():
        names = Locale.parse(language).territories
        for each in _codes():
            name = str(names.get(each, each))
            found.setdefault(_plain(name), each)
            head = _plain(re.split(r"[(,]", name)[0])
            if head != _plain(name) and short.get(head) != each:
                counts[head] += 1
                short[head] = each
    found = {head: each for head, each in short.items() if counts[head] == 1} | found
    for each, names in _OTHERS.items():
        found |= {_plain(name): each for name in names.split("|")}
    return found


def _near(name: str) -> list[str]:
    """Names that look like one, in the script in which it is written."""
    codes = dict.fromkeys(_index()[each] for each in get_close_matches(_plain(name), _index(), 2, 0.75))
    return [called(each, _tongue(name)) for each in codes]


def _tongue(name: str) -> str:
    if re.search(r"[іўІЎ]", name):
        return "be"
    return "ru" if re.search(r"[а-яА-Я]", name) else "en"


def _standing(codes: Iterable[str]) -> dict[str, str]:
    """The places that have these codes, or are countries of these names."""
    wanted, rows = set(codes), Rows()
    found: dict[str, str] = {}
    told = PlaceDetails.objects.filter(claim__known_until=None, code__in=wanted)
    for place, its in told.order_by("-claim__known_from").values_list("claim__subject_id", "code"):
        found[its] = rows.root(place)
    for place, text in _names(Q(claim__subject__in=_countries())):
        its = code(text)
        if its in wanted:
            found.setdefault(its, rows.root(place))
    return found


def _countries() -> list[str]:
    told = PlaceDetails.objects.filter(claim__known_until=None, place_kind="country", code="")
    return list(told.values_list("claim__subject_id", flat=True)[:900])


def _nearer(places: Iterable[str]) -> set[str]:
    """Those of some places that are no countries: towns, regions, buildings."""
    told = PlaceDetails.objects.filter(claim__subject__in=list(places), claim__known_until=None)
    return set(told.exclude(place_kind__in=("", "country")).values_list("claim__subject_id", flat=True))


def _called(names: Iterable[str]) -> dict[str, str]:
    """Places that are called just so; of several none."""
    wanted, rows = {each.casefold(): each for each in names}, Rows()
    found: dict[str, set[str]] = {}
    spelled = {spelling for each in wanted.values() for spelling in (each, each.title(), each.capitalize())}
    for group in portions(spelled):
        for place, text in _names(Q(claim__subject__kind="Place", text__in=group)):
            found.setdefault(text.casefold(), set()).add(rows.root(place))
    return {wanted[each]: next(iter(its)) for each, its in found.items() if each in wanted and len(its) == 1}


def _names(so: Q) -> Iterator[tuple[str, str]]:
    rows = Name.objects.filter(so, claim__known_until=None).order_by("claim__known_from")
    yield from rows.values_list("claim__subject_id", "text")
