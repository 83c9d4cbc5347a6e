"""What names are measured beside: other open methods, each doing once what may be kept of a name, as ours does.

rapidfuzz is always there; nomenklatura and followthemoney-compare are taken if they are installed (requirements/peers.txt).
"""

import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from anyascii import anyascii
from rapidfuzz import fuzz, process

from khronika.names import analyse, similarity

# a place has no name of the type that these methods compare; as a legal entity it has
_SCHEMAS = {"person": "Person", "place": "LegalEntity", "organization": "Organization"}


@dataclass(frozen=True, slots=True)
class Method:
    """A way to compare names: `keep` makes of a name and its kind what `compare` takes two of and gives a score for."""

    name: str
    keep: Callable[[str, str], Any]
    compare: Callable[[Any, Any], float]


def own() -> Method:
    """Khronika: texts are kept as texts, analysed once behind `similarity`."""
    return Method("khronika", _analysed, lambda a, b: similarity(a[0], b[0], a[1]))


def _analysed(text: str, kind: Any) -> tuple[str, Any]:
    analyse(text, kind)
    return text, kind


def folded(text: str, kind: str = "") -> str:
    """A name in small ASCII letters."""
    return " ".join(anyascii(text).lower().split())


def _sorted(text: str, kind: str = "") -> str:
    return " ".join(sorted(folded(text).replace(".", " ").split()))


def peers() -> Iterator[Method]:
    """The methods that are installed."""
    yield Method("rapidfuzz WRatio", folded, fuzz.WRatio)
    yield Method("rapidfuzz token_sort", _sorted, fuzz.ratio)
    for made in (_nomenklatura, _followthemoney):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found = list(made())
        except ImportError:
            continue
        yield from found


def finders(names: Sequence[str]) -> Iterator[tuple[str, Callable[[str], list[int]]]]:
    """Ways to find a name among many: each gives the places of the ten best."""
    plain, ordered = [folded(name) for name in names], [_sorted(name) for name in names]
    yield "rapidfuzz WRatio", lambda text: _best(folded(text), plain, fuzz.WRatio)
    yield "rapidfuzz token_sort", lambda text: _best(_sorted(text), ordered, fuzz.ratio)


def _best(text: str, among: list[str], scorer: Any) -> list[int]:
    return [place for _, _, place in process.extract(text, among, scorer=scorer, limit=10)]


def _nomenklatura() -> Iterator[Method]:
    from nomenklatura.matching import LogicV2, NameMatcher, ScoringConfig

    yield Method("nomenklatura name-based", _proxy, _matched(NameMatcher, ScoringConfig.defaults()))
    yield Method("nomenklatura logic-v2", _proxy, _matched(LogicV2, ScoringConfig.defaults()))


def _matched(algorithm: Any, config: Any) -> Callable[[Any, Any], float]:
    return lambda a, b: float(algorithm.compare(a, b, config).score)


def _followthemoney() -> Iterator[Method]:
    from followthemoney.types import registry
    from followthemoney_compare.metrics.names import compare_names_fuzzy

    yield Method("followthemoney-compare", _proxy, lambda a, b: float(compare_names_fuzzy(registry.name, a, b) or 0.0))


def _proxy(text: str, kind: str) -> Any:
    from followthemoney import model

    proxy = model.make_entity(_SCHEMAS[kind])
    proxy.id = text
    proxy.add("name", text)
    return proxy
