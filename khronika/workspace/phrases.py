"""Every phrase that the desk's screens say, found in its templates and code: what a catalogue must have."""

import ast
from collections.abc import Iterator
from importlib import resources
from io import BytesIO
from pathlib import Path

from babel.messages.pofile import read_po
from django.template import Template
from django.template.base import Node, NodeList
from django.template.engine import Engine
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

from khronika.workspace.language import TRANSLATED, catalogue

Phrase = tuple[str, str]
_CALLS = {"_": 1, "gettext": 1, "gettext_lazy": 1, "ngettext": 2, "ngettext_lazy": 2, "mark": 1}


def phrases() -> set[Phrase]:
    """Each phrase with its plural, empty where it has none."""
    folder = Path(str(resources.files("khronika.workspace")))
    found: set[Phrase] = set()
    for path in folder.rglob("*.py"):
        found |= set(_in_code(path.read_text(encoding="utf-8")))
    engine = Engine.get_default()
    for path in (folder / "templates").rglob("*.html"):
        found |= set(_in_template(Template(path.read_text(encoding="utf-8"), engine=engine).nodelist))
    return found


def lacking(tag: str) -> list[Phrase]:
    """What the catalogue of a language does not say, in order."""
    known = {_phrase(each.id): each.string for each in read_po(BytesIO(catalogue(tag)), locale=tag) if each.id}

    def said(phrase: Phrase) -> bool:
        string = known.get(phrase, "")
        return all(string) if isinstance(string, tuple) else bool(string)

    return sorted(each for each in phrases() if not said(each))


def _phrase(found: object) -> Phrase:
    return (found[0], found[1]) if isinstance(found, (tuple, list)) else (str(found), "")


def _in_code(code: str) -> Iterator[Phrase]:
    for node in ast.walk(ast.parse(code)):
        name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
        if not isinstance(node, ast.Call) or name not in _CALLS:
            continue
        texts = [each.value if isinstance(each, ast.Constant) else None for each in node.args]
        words = [each for each in texts if isinstance(each, str)]
        if len(words) >= _CALLS[name]:
            yield (words[0], words[1] if _CALLS[name] == 2 else "")


def _in_template(nodes: NodeList) -> Iterator[Phrase]:
    for node in nodes.get_nodes_by_type(Node):
        if isinstance(node, TranslateNode):
            yield (str(node.filter_expression.var.literal or node.filter_expression.var.var), "")
        elif isinstance(node, BlockTranslateNode):
            one = node.render_token_list(node.singular)[0]
            many = node.render_token_list(node.plural)[0] if node.plural else ""
            yield (_trimmed(one), _trimmed(many)) if node.trimmed else (one, many)


def _trimmed(text: str) -> str:
    return " ".join(line.strip() for line in text.strip().splitlines())
