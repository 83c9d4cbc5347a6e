"""A list of recommendations, known by its headings, and what its columns are: the guess for tables as mechanisms and coalitions keep them.

It is a draft for a person: what a state answered is turned into our terms here, and shown in the mapping before a row is read.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from khronika.desk.register.imports.headings import known, term

KIND = "Recommendation"
# in this order: 'Recommending state' is not the text of a recommendation
_HEADINGS = (
    ("recommending", r"recommending|made by|^(state|country)s?$|рекомендующ|рэкамендуюч|рэкамендавал|^(государств|страна|дзяржав|краін)"),
    ("about", r"under review|\bsur\b|рассматрива|разгляда|объект обзора"),
    ("rating", r"implement|rating|выполнен|выканан|ацэнк|оценк"),
    ("response", r"response|position|status|reply|\banswer|ответ|адказ|позици|пазіцы|статус"),
    ("topic", r"topic|theme|issue|subject|тем[аы]|тэм[аы]|вопрос|пытанн"),
    ("session", r"session|сесси|сесі"),
    ("number", r"^(recommendation )?(no\.?|№|#|n|num\.?|number|id|code)$|para(graph)?\b|пункт|^номер|^нумар|^№|^код$"),
    ("text", r"recommendation|рекомендац|рэкамендац|^text$|^текст|^тэкст|wording"),
)  # fmt: skip
_ANSWERS = (
    ("supported_in_part", r"\bpart|частичн|частк"),
    ("pending", r"pending|defer|examin|not yet|рассматрива|ожида|чака|разгляда"),
    ("noted", r"\bnot\b|does not|noted|reject|не (под|пад|прин|прын)|отклон|адхіл|сведени|ведама"),
    ("supported", r"support|accept|enjoy|поддерж|падтрым|принят|прынят"),
)
_RATINGS = (
    ("in_part", r"\bpart|частичн|частк"),
    ("regress", r"worse|regress|хуже|горш"),
    ("not_implemented", r"\bnot\b|\bno\b|не (вып|вык)|^нет$|^не$"),
    ("implemented", r"implement|fulfil|\byes\b|выполн|выкан|^да$|^так$"),
)


def listed(headings: Sequence[str]) -> dict[str, str] | None:
    """The columns of a list of recommendations, each under what it is; None for any other table."""
    found = known(headings, _HEADINGS)
    worded = re.search(r"recommend|рекоменд|рэкаменд", " ".join(headings).casefold())
    return found if worded and "text" in found and len(found) > 1 else None


def records(found: Mapping[str, str], values: Mapping[str, Iterable[str]]) -> dict[str, object]:
    """What a row of the list speaks of; `values` has the different words of a column where they are few."""

    def cell(what: str) -> dict[str, object]:
        return {"column": found[what]}

    def worded(what: str, patterns: Sequence[tuple[str, str]]) -> dict[str, object]:
        terms = {word: ours for word in values.get(found[what], ()) if (ours := term(word, patterns))}
        return {**cell(what), **({"terms": terms} if terms else {})}

    text: dict[str, object] = {"kind": "Text", "values": {"role": "recommendation", "text": cell("text")}}
    named = [each for each in ("number", "session", "about", "recommending", "topic") if each in found]
    details: dict[str, object] = {each: cell(each) for each in named}
    if "recommending" in found and any(";" in each for each in values.get(found["recommending"], ())):
        details["recommending"] = {**cell("recommending"), "split": ";"}
    claims = [text, *([{"kind": "RecommendationDetails", "values": details}] if details else [])]
    if "response" in found:
        answer = {"recommendation_response": worded("response", _ANSWERS)}
        claims.append({"kind": "RecommendationResponse", "values": answer})
    if "rating" in found:
        claims.append({"kind": "Implementation", "values": {"implementation": worded("rating", _RATINGS)}})
    return {"recommendation": {"kind": KIND, "claims": claims}}
