"""A table of solidarity actions, known by its headings: when, what, in which town, by whom, how many came.

It is a draft for a person. A count is read as it is written, 'hundreds' and 'more than 18' too, and its words are kept.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from khronika.desk.register.imports.headings import known, term

KIND = "SolidarityAction"
_HEADINGS = (
    ("action_type", r"^(kind|type|form)\b.*|kind of action|action type|^(від|вид|тип|форма)\b|^(action|акцы[яі]|акци[яи])$"),
    ("campaign", r"campaign|кампані|кампани"),
    ("observance", r"observance|day of solidarity|дзень салідарнасці|день солидарности"),
    ("when", r"date|\bday\b|\bwhen\b|^дата|^дзень|^день|^калі|^когда"),
    ("place", r"town|city|place|where|горад|город|месца|место|дзе|где"),
    ("host", r"host|organi[sz]|held by|арганіз|организ|праводзі|проводи"),
    ("count", r"how many|count|number of|participants|people|колькі|сколько|колькасц|количеств|удзельнік|участник|людзей|людей"),
    ("title", r"title|name|what happened|назва|назван|загаловак|заголов"),
)  # fmt: skip
_KINDS = (
    ("photo_action", r"photo|фота|фото"),
    ("letter_evening", r"letter|ліст|пис[еь]м"),
    ("march", r"march|procession|шэсц|шеств|марш"),
    ("picket", r"picket|пікет|пикет"),
    ("rally", r"rally|demonstration|мітынг|митинг"),
    ("concert", r"concert|канцэрт|концерт"),
    ("exhibition", r"exhibition|выстав"),
    ("screening", r"screening|film|паказ|показ|фільм|фильм"),
    ("vigil", r"vigil|чуванн|бдени"),
    ("meeting", r"meeting|сустрэч|встреч"),
)


def acted(headings: Sequence[str]) -> dict[str, str] | None:
    """The columns of a table of actions, each under what it is; None for any other table."""
    found = known(headings, _HEADINGS)
    worded = re.search(
        r"action|акцы|акци|salidar|solidar|салідар|солидар|rall|picket|пікет|пикет", " ".join(headings).casefold()
    )
    return found if worded and {"action_type", "when", "place"} <= found.keys() else None


def records(found: Mapping[str, str], values: Mapping[str, Iterable[str]]) -> dict[str, object]:
    """What a row of the table speaks of; `values` has the different words of a column where they are few."""

    def cell(what: str) -> dict[str, object]:
        return {"column": found[what]}

    terms = {word: ours for word in values.get(found["action_type"], ()) if (ours := term(word, _KINDS))}
    details: dict[str, object] = {"action_type": {**cell("action_type"), **({"terms": terms} if terms else {})}}
    details |= {each: cell(each) for each in ("place", "campaign", "observance") if each in found}
    claims: list[dict[str, object]] = [{"kind": "SolidarityActionDetails", "from": cell("when"), "values": details}]
    if "title" in found:
        claims.append({"kind": "Text", "values": {"role": "title", "text": cell("title")}})
    if "host" in found:
        claims.append({"kind": "Host", "values": {"organization": cell("host")}})
    if "count" in found:
        count = {"value": cell("count"), "counted": "people"}
        claims.append({"kind": "ReportedCount", "from": cell("when"), "values": count})
    return {"action": {"kind": KIND, "claims": claims}}
