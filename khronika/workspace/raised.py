"""The sentences of the rooms below the screens, which speak English: what the catalogue of errors must have in every language.

These rooms know no Django, so their errors and failures are plain literals. A sentence is found where it stands: made into an
error, returned, or kept as a failure. The hole of an f-string is a number in braces; `sentences` puts the values back in.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from importlib import resources
from io import BytesIO
from itertools import product
from pathlib import Path

from babel.messages.pofile import read_po

from khronika.workspace.language import ERRORS, catalogue

PLACES = (
    *("dates.py", "written.py", "languages.py", "desk/claims", "desk/register", "desk/sources", "desk/erasure/plan.py"),
    *(f"desk/newsroom/{each}.py" for each in ("linking", "named", "place", "publish", "waiting")),
    *(
        "press",
        "reading",
        "vault",
        "vocabulary/values.py",
        "vocabulary/counted.py",
        "edition/publish.py",
        "edition/reader.py",
        "edition/ship.py",
    ),
    *("edition/signing.py", "edition/writer.py", "edition/mend.py"),
    *("workspace/intake/work.py", "workspace/press/running.py"),
)
APART = (  # reached from the command line alone, or no sentences to a person
    *("desk/register/changes.py", "desk/register/entry.py", "desk/register/script.py", "desk/sources/informant.py"),
    *("desk/register/grouping.py", "desk/register/totals.py", "desk/register/pointed.py", "desk/claims/batch.py"),
    "desk/register/imports/guess.py",
)
ELSEWHERE = ("_", "gettext", "gettext_lazy", "ngettext", "mark", "warning", "exception")  # said by Django, or to a log
PARTS = (  # what makes, takes or holds a part of a sentence
    *(
        "_sentence",
        "_told",
        "_cause",
        "_refused",
        "_closed",
        "_saved",
        "_OFFICE",
        "_TOO_BIG",
        "problem",
        "append",
        "Doubt",
        "reason",
    ),
)
WORDS = ("days", "months", "years", "accepted", "changed", "refused", "joined")
_SAID = re.compile(r"(?!SELECT |DELETE |UPDATE |INSERT )[A-Z‘'\"{].* .*[.?]\s*", re.DOTALL)
_FEWEST = 4  # letters that a template has beside its holes; what has fewer would fit everything


def sentences() -> Mapping[str, tuple[str, ...]]:
    """Each sentence as a template, with the files that say it."""
    found: dict[str, set[str]] = defaultdict(set, {each: set() for each in WORDS})
    room = Path(str(resources.files("khronika")))
    for path in (each for place in PLACES for each in _modules(room / place)):
        name = str(path.relative_to(room))
        if name not in APART:
            for sentence in said(path.read_text(encoding="utf-8")):
                found[sentence.strip()].add(name)
    return {each: tuple(sorted(found[each])) for each in sorted(found)}


def unsaid(tag: str) -> list[str]:
    """The sentences that the catalogue of errors of a language does not say, in order."""
    known = {each.id: each.string for each in read_po(BytesIO(catalogue(tag, ERRORS)), locale=tag) if each.id}
    return [each for each in sentences() if not known.get(each)]


def _modules(place: Path) -> list[Path]:
    return [place] if place.suffix else sorted(place.rglob("*.py"))


def said(code: str) -> Iterator[str]:
    """The sentences of a module, as templates; what it has translated itself is not among them."""
    yield from _in(ast.parse(code), part=False)


def _in(node: ast.AST, *, part: bool) -> Iterator[str]:
    called = node.func if isinstance(node, ast.Call) else None
    name = getattr(called, "id", getattr(called, "attr", ""))
    if name in ELSEWHERE or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
        return  # a docstring, or what is not said by a screen of its own
    named = node.targets[0] if isinstance(node, ast.Assign) else node
    called_so = name or getattr(named, "id", "") or getattr(named, "name", "")
    part = part or isinstance(node, ast.Raise) or called_so in PARTS
    if isinstance(node, ast.expr) and (read := list(_read(node))):
        yield from (each for each in read if _worded(each) and (part or _SAID.fullmatch(each)))
        return
    for child in ast.iter_child_nodes(node):
        yield from _in(child, part=part)


def _worded(template: str) -> bool:
    return " " in template and len(re.findall(r"[A-Za-z]", template)) >= _FEWEST


def _read(node: ast.expr) -> Iterator[str]:
    """A literal as a template: several where a hole holds one of several literals, none where it is no text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield escaped(node.value)
    elif isinstance(node, ast.JoinedStr):
        for pieces in product(*(list(_piece(each)) for each in node.values)):
            numbers = iter(range(len(pieces)))
            yield "".join(f"{{{next(numbers)}}}" if each is None else each for each in pieces)


def _piece(node: ast.expr) -> Iterator[str | None]:
    """What stands at one place of an f-string: a literal, or None for a hole."""
    if isinstance(node, ast.Constant):
        yield escaped(str(node.value))
    elif isinstance(node, ast.FormattedValue) and isinstance(node.value, ast.IfExp):
        for each in (node.value.body, node.value.orelse):
            yield from _piece(each) if isinstance(each, ast.Constant) else (None,)
    else:
        yield None


def escaped(text: str) -> str:
    """A text in which a brace is no hole."""
    return text.replace("{", "{{").replace("}", "}}")
