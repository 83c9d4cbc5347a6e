"""What reading is measured beside: general readers of names, taken if they are installed, for the languages they know.

Natasha (requirements/peers.txt) brings its models in its package. spaCy's English model is in no package index; where
spaCy and en_core_web_sm are installed another way, they are measured too.
"""

import importlib.util
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Names = Mapping[str, list[Any]]
_KINDS = {"PER": "persons", "PERSON": "persons", "ORG": "organizations"}
_PLACES = frozenset({"LOC", "GPE", "FAC"})


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader of names: what has to be installed, its languages, and how it is loaded."""

    name: str
    modules: tuple[str, ...]
    languages: frozenset[str]
    load: Callable[[], Callable[[str], Names]]

    @property
    def installed(self) -> bool:
        """Whether it can be loaded here."""
        return all(importlib.util.find_spec(module) is not None for module in self.modules)


def own() -> Callable[[str], Names]:
    """Khronika."""
    from khronika.reading import read

    def found(text: str) -> Names:
        told: Any = read(text).as_dict()
        return dict(told)

    return found


def natasha() -> Callable[[str], Names]:
    """Natasha with names in their base form."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pymorphy2_dicts_ru
        from natasha import Doc, MorphVocab, NewsEmbedding, NewsMorphTagger, NewsNERTagger, Segmenter

        class Vocabulary(MorphVocab):  # type: ignore[misc, unused-ignore]
            """It looks for its dictionary by a module that newer setuptools lack; here it is told."""

            def choose_dictionary_path(self, path: str | None = None, lang: str | None = None) -> str:
                return str(pymorphy2_dicts_ru.get_path())

        segmenter, embedding, vocabulary = Segmenter(), NewsEmbedding(), Vocabulary()
    morph, tagger = NewsMorphTagger(embedding), NewsNERTagger(embedding)

    def found(text: str) -> Names:
        document = Doc(text)
        document.segment(segmenter)
        document.tag_morph(morph)
        document.tag_ner(tagger)
        for span in document.spans:
            span.normalize(vocabulary)
        return _sorted((span.type, span.normal, span.text) for span in document.spans)

    return found


def spacy() -> Callable[[str], Names]:
    """spaCy's small English model."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import spacy as engine

        model = engine.load("en_core_web_sm")
    return lambda text: _sorted((each.label_, each.text, each.text) for each in model(text).ents)


def _sorted(found: Iterator[tuple[str, str, str]]) -> Names:
    """Each name once, with its mentions."""
    kinds: dict[str, dict[str, dict[str, None]]] = {"persons": {}, "organizations": {}, "places": {}}
    for label, name, mention in found:
        kind = "places" if label in _PLACES else _KINDS.get(label)
        if kind:
            kinds[kind].setdefault(name, {})[mention] = None
    return {
        kind: [{"name": name, "mentions": list(mentions)} for name, mentions in some.items()]
        for kind, some in kinds.items()
    }


PEERS = (
    Reader("natasha", ("natasha",), frozenset({"be", "ru"}), natasha),
    Reader("spaCy en_core_web_sm", ("spacy", "en_core_web_sm"), frozenset({"en"}), spacy),
)


def peers() -> Iterator[Reader]:
    """The readers that are installed."""
    yield from (each for each in PEERS if each.installed)
