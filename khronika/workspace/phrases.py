"""Every phrase that the desk's screens say, found in its templates and code: what a catalogue must have.

A phrase is a literal. What is put together before it is translated (an f-string, a sum, a `.format()`) is in no catalogue;
`unreadable` finds such calls, and a test sees to it that there are none.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from importlib import resources
from io import BytesIO
from pathlib import Path

from babel.messages.pofile import read_po
from django.template import Template
from django.template.base import DebugLexer, Node, TokenType
from django.template.engine import Engine
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

from khronika.workspace.language import catalogue

Phrase = tuple[str, str]
ROOMS = ("khronika.workspace", "khronika.desk")
_CALLS = {"_": 1, "gettext": 1, "gettext_lazy": 1, "gettext_noop": 1, "mark": 1, "ngettext": 2, "ngettext_lazy": 2}
_CALLED = re.compile(r"""\b_\((?:"([^"]*)"|'([^']*)')\)""")


def phrases() -> set[Phrase]:
    """Each phrase with its plural, empty where it has none."""
    return set(places())


def places() -> Mapping[Phrase, tuple[str, ...]]:
    """Each phrase with the files that say it."""
    found: dict[Phrase, set[str]] = defaultdict(set)
    for name, path in _code():
        for phrase in said_in_code(path.read_text(encoding="utf-8")):
            found[phrase].add(name)
    folder, engine = _folder(ROOMS[0]) / "templates", Engine.get_default()
    for path in folder.rglob("*.html"):
        for phrase in said_in_template(path.read_text(encoding="utf-8"), engine):
            found[phrase].add(str(path.relative_to(folder)))
    return {each: tuple(sorted(found[each])) for each in sorted(found)}


def unreadable() -> list[str]:
    """Where something put together is translated, as 'file:line'."""
    return [f"{name}:{line}" for name, path in _code() for line in put_together(path.read_text(encoding="utf-8"))]


def lacking(tag: str) -> list[Phrase]:
    """What the catalogue of a language does not say, in order."""
    known = {_phrase(each.id): each.string for each in read_po(BytesIO(catalogue(tag)), locale=tag) if each.id}

    def said(phrase: Phrase) -> bool:
        string = known.get(phrase, "")
        return all(string) if isinstance(string, tuple) else bool(string)

    return sorted(each for each in phrases() if not said(each))


def _phrase(found: object) -> Phrase:
    return (found[0], found[1]) if isinstance(found, (tuple, list)) else (str(found), "")


def _folder(room: str) -> Path:
    return Path(str(resources.files(room)))


def _code() -> Iterator[tuple[str, Path]]:
    for room in ROOMS:
        for path in sorted(_folder(room).rglob("*.py")):
            yield str(path.relative_to(_folder(room).parent)), path


def _calls(code: str) -> Iterator[tuple[ast.Call, int]]:
    """Calls that translate, with how many phrases each takes."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
            if name in _CALLS and (name != "mark" or isinstance(node.func, ast.Name)):
                yield node, _CALLS[name]


def said_in_code(code: str) -> Iterator[Phrase]:
    """The phrases that a module marks."""
    for call, count in _calls(code):
        said = [each.value for each in call.args[:count] if isinstance(each, ast.Constant)]
        words = [each for each in said if isinstance(each, str)]
        if len(words) == count:
            yield (words[0], words[1] if count == 2 else "")


def put_together(code: str) -> Iterator[int]:
    """The lines of a module on which something put together is translated."""
    for call, count in _calls(code):
        if any(isinstance(each, (ast.JoinedStr, ast.BinOp, ast.Call, ast.IfExp)) for each in call.args[:count]):
            yield call.lineno


def said_in_template(source: str, engine: Engine) -> Iterator[Phrase]:
    """The phrases that a template marks, also as `_("…")` in its tags."""
    for node in Template(source, engine=engine).nodelist.get_nodes_by_type(Node):
        if isinstance(node, TranslateNode) and node.filter_expression.var.literal is not None:
            yield (_escaped(node.filter_expression.var.literal), "")
        elif isinstance(node, BlockTranslateNode):
            one = node.render_token_list(node.singular)[0]
            many = node.render_token_list(node.plural)[0] if node.plural else ""
            yield (_trimmed(one), _trimmed(many)) if node.trimmed else (one, many)
    for token in DebugLexer(source).tokenize():
        if token.token_type in (TokenType.VAR, TokenType.BLOCK):
            yield from ((_escaped(one or other), "") for one, other in _CALLED.findall(token.contents))


def _escaped(text: object) -> str:
    """As Django looks it up: a percent sign is written twice."""
    return str(text).replace("%", "%%")


def _trimmed(text: str) -> str:
    return " ".join(line.strip() for line in text.strip().splitlines())
