"""A mapping to begin with, guessed from headings and contents. It is a draft for a person: what is not known stands in it as a comment."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from khronika.dates import DateError
from khronika.desk.register.imports.acted import acted
from khronika.desk.register.imports.acted import records as actions
from khronika.desk.register.imports.recommended import listed
from khronika.desk.register.imports.recommended import records as recommended
from khronika.languages import detect
from khronika.vault.table import Table
from khronika.vocabulary.terms import label, languages, members
from khronika.written import understand

LOOKED_AT = 200  # rows
FEW = 30  # words of a column for which terms are looked up
_ARTICLE = re.compile(
    r"(?:ст(?:атья)?\.?|арт(?:ыкул)?\.?|art(?:icle)?\.?)?\s*[0-9]{1,3}(?:[.-][0-9]{1,2})?(?:\s*(?:ч|part)\.?\s*[0-9])?",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][\w'’-]+(?:\s+[^\W\d_][\w'’.-]*){1,4}")
_DATE_FORM = {".": "dd.mm.yyyy", "/": "dd/mm/yyyy", "-": "yyyy-mm-dd"}

# what a column is, and the words by which its heading says so, in English, Belarusian and Russian
_HEADINGS = (
    ("key", r"^(?:id|№|#|n|no\.?|nr|номер|нумар|код|ключ|п/п|№ ?п/п)$"),
    ("birth", r"birth|born|рожден|народ|нараджэн|д\.? ?р\.?$"),
    ("death", r"death|died|смерт|смерц"),
    ("surname", r"surname|last name|family name|^фамили|^прозвішч"),
    ("given", r"first name|given name|^имя$|^імя$|patronym|отчеств|імя па бацьку"),
    ("name", r"name|ф\.? ?и\.? ?о|п\.? ?і\.? ?б|фио|піб|^имя|^імя|чалавек|человек|person"),
    ("gender", r"gender|sex|^пол$|полавая|^пол\b"),
    ("arrest", r"arrest|detain|detention|задерж|затрым|арест|арышт"),
    ("released", r"releas|освобо|вызвал|выйш|вышел"),
    ("verdict", r"verdict|sentence date|judg|приговор|прысуд|дата суда"),
    ("article", r"article|charge|статья|статьи|артыкул|арт\.|ст\."),
    ("term", r"term|sentence|срок|тэрмін|наказан|пакаран"),
    ("occupation", r"occupation|profession|work|job|професс|работ|занят|прафес|прац|пасад|должност"),
    ("court", r"court|^суд"),
    ("judge", r"judge|судья|суддз"),
    ("place", r"place|city|town|region|город|место|регион|горад|месца|вобласц|област"),
    ("organization", r"organi[sz]ation|организац|арганізац"),
    ("status", r"status|статус"),
)


@dataclass(frozen=True, slots=True)
class Column:
    """What a column seems to be: a word of `_HEADINGS` or ''; how its dates are written; how full it is (0 to 1)."""

    name: str
    is_a: str
    dates: str = ""
    full: float = 0.0
    distinct: bool = False
    values: tuple[str, ...] = ()


def columns(table: Table) -> tuple[Column, ...]:
    """What each column seems to be."""
    looked = table.rows[:LOOKED_AT]
    return tuple(
        _column(name, [cells[place] for _, cells in looked if cells[place]], len(looked))
        for place, name in enumerate(table.columns)
    )


def _column(name: str, values: Sequence[str], rows: int) -> Column:
    heading = name.casefold().strip()
    found = next((word for word, pattern in _HEADINGS if re.search(pattern, heading)), "")
    dated = _share(values, _dated)
    if not found and values:
        if dated > 0.8:
            found = "date"
        elif (
            _share(values, lambda value: bool(_ARTICLE.fullmatch(value))) > 0.8
            and not _share(values, str.isdigit) > 0.9
        ):
            found = "article"
        elif _share(values, lambda value: bool(_NAME.fullmatch(value))) > 0.8 and not any(
            len(value) > 80 for value in values
        ):
            found = "name"
    form = ""
    if dated > 0.5:
        marks = [mark for mark in _DATE_FORM if _share(values, lambda value, mark=mark: value.count(mark) == 2) > 0.5]  # type: ignore[misc]
        form = _DATE_FORM[marks[0]] if marks else ""
    few = tuple(dict.fromkeys(values)) if len(set(values)) <= 12 else ()
    return Column(name, found, form, len(values) / max(1, rows), len(set(values)) == rows, few)


def _share(values: Sequence[str], fits: object) -> float:
    return sum(bool(fits(value)) for value in values) / max(1, len(values))  # type: ignore[operator]


def _dated(value: str) -> bool:
    if not any(letter.isdigit() for letter in value) or re.fullmatch(r"[0-9]{1,3}|[0-9]{5,}", value):
        return False
    try:
        return bool(understand(value, "dd/mm/yyyy"))
    except DateError:
        return False


def guess(table: Table) -> str:
    """A mapping file in YAML with what was guessed, and comments on what is left to a person."""
    found = columns(table)
    by: dict[str, list[Column]] = {}
    for column in found:
        by.setdefault(column.is_a, []).append(column)
    forms = [column.dates for column in found if column.dates]
    words = " ".join(cell for _, cells in table.rows[:LOOKED_AT] for cell in cells)
    own, done = listed(table.columns), acted(table.columns)
    key = next((column.name for column in by.get("key", ()) if column.distinct), "")
    if own:
        number = own.get("number", "")
        key = number if _apart(table, number) else ""
    plan: dict[str, object] = {
        "name": re.sub(r"\W+", "-", table.name.rsplit(".", 1)[0].lower())[:40] or "table",
        "language": {"und": "en"}.get(detect(words), detect(words)),
        **({"dates": max(sorted(set(forms)), key=lambda form: forms.count(form))} if forms else {}),
        **({"key": key} if key else {}),
        "columns": list(table.columns),
        "records": _listed(table, own, done) or _records(by),
    }
    taken = set(_taken(plan["records"])) | {key}
    return _written(table, plan, [column for column in found if column.name not in taken], bool(key))


def _listed(table: Table, own: dict[str, str] | None, done: dict[str, str] | None) -> dict[str, object]:
    """What a row of a list that is known by its headings speaks of; nothing for any other table."""
    if own:
        return recommended(own, _words(table, own))
    return actions(done, _words(table, done)) if done else {}


def _apart(table: Table, column: str) -> bool:
    """Whether a column of a list tells its rows apart, those aside in which it is empty: they are left out and written down."""
    values = [cells[table.columns.index(column)] for _, cells in table.rows] if column else []
    told = [each for each in values if each]
    return bool(told) and len(set(told)) == len(told)


def _words(table: Table, own: dict[str, str]) -> dict[str, list[str]]:
    """The different words in the columns of a list of recommendations, where they are few or name several states."""
    found = {}
    for what in own.keys() & {"response", "rating", "recommending", "action_type"}:
        place = table.columns.index(own[what])
        words = dict.fromkeys(cells[place] for _, cells in table.rows if cells[place])
        found[own[what]] = [] if what != "recommending" and len(words) > FEW else list(words)
    return found


def _records(by: dict[str, list[Column]]) -> dict[str, object]:
    def first(word: str) -> dict[str, object] | None:
        return {"column": by[word][0].name} if by.get(word) else None

    person = [_claim("Name", {"text": cell}) for cell in _names(by)]
    details: dict[str, object | None] = {
        "birth": first("birth"),
        "death": first("death"),
        "gender": _terms(by, "gender", "gender"),
    }
    if any(details.values()):
        person.append(_claim("PersonDetails", details))
    person += [_claim("Occupation", {"text": {"column": column.name}}) for column in by.get("occupation", ())]
    if first("organization"):
        person.append(_claim("Membership", {"organization": first("organization")}))
    records: dict[str, object] = {"person": {"kind": "Person", "claims": person}}
    if first("arrest"):
        act = _claim("ActDetails", {"victim": {"record": "person"}, "act_type": "detention", "place": first("place")})
        records["detention"] = {
            "kind": "Act",
            "claims": [{"kind": act["kind"], "from": first("arrest"), "values": act["values"]}],
        }
    if first("article") or first("verdict"):
        case = [_claim("ProceedingDetails", {"defendant": {"record": "person"}, "proceeding_kind": "criminal"})]
        case += [_claim("Charge", {"provision": {"column": each.name, "split": ","}}) for each in by.get("article", ())]
        if first("verdict"):
            verdict = _claim("Judgment", {"verdict": "convicted", "court": first("court")})
            case.append({"kind": "Judgment", "from": first("verdict"), "values": verdict["values"]})
        records["case"] = {"kind": "Proceeding", "claims": case}
    return records


def _names(by: dict[str, list[Column]]) -> list[dict[str, object]]:
    """The cells that hold names: each full one, and surname with given names as one."""
    parts = [column.name for word in ("surname", "given") for column in by.get(word, ())]
    if by.get("surname"):
        more: list[dict[str, object]] = [{"column": column.name} for column in by.get("name", ())]
        return [{"columns": parts}, *more]
    return [{"column": column.name} for column in (*by.get("name", ()), *by.get("given", ()))]


def _terms(by: dict[str, list[Column]], word: str, terms: str) -> dict[str, object] | None:
    if not by.get(word):
        return None
    column = by[word][0]
    ours = {value: _nearest(value, terms) for value in column.values}
    return {"column": column.name, "terms": ours} if ours else {"column": column.name}


def _nearest(value: str, terms: str) -> str:
    """Our term for a word: one whose name or label in some language begins like it, else nothing."""
    start = value.casefold()
    same = {
        "м": "man",
        "ж": "woman",
        "f": "woman",
        "m": "man",
        "муж": "man",
        "жен": "woman",
        "мужской": "man",
        "женский": "woman",
    }
    if terms == "gender" and start in same:
        return same[start]
    return next(
        (
            member
            for member in members(terms)
            for language in languages()
            if label(f"{terms}.{member}", language).casefold().startswith(start)
        ),
        "",
    )


def _claim(kind: str, values: dict[str, object | None]) -> dict[str, object]:
    return {"kind": kind, "values": {name: value for name, value in values.items() if value is not None}}


def _taken(value: object) -> list[str]:
    if isinstance(value, dict):
        own = [value["column"]] if isinstance(value.get("column"), str) else list(value.get("columns") or ())
        return own + [each for inner in value.values() for each in _taken(inner)]
    return [each for inner in value for each in _taken(inner)] if isinstance(value, list) else []


def _written(table: Table, plan: dict[str, object], left: Sequence[Column], keyed: bool) -> str:
    head = [
        f"# A proposed mapping for {table.name}. Read it, mend it, then try it: khronika import FILE --map THIS --dry-run",
        "# docs/reference/mapping.md explains every key.",
    ]
    if not keyed:
        head.append("# key: the column that tells every row from all others; without one a mended row is a new row")
    body = yaml.safe_dump(plan, allow_unicode=True, sort_keys=False, width=110)
    tail = [
        f"# not taken: {column.name!r}" + (f" (looks like: {column.is_a})" if column.is_a else "") for column in left
    ]
    return "\n".join([*head, body.rstrip(), *tail, ""])
