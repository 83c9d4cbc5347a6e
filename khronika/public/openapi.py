"""The API described by itself: made from the vocabulary's declaration, so that no term and no kind is missing from it."""

from functools import cache
from typing import Any

from khronika.public.lists import PAGE, STATUSES
from khronika.public.solidarity import SORTS
from khronika.vocabulary.kinds import CLAIMS, RECORDS
from khronika.vocabulary.terms import members

Plain = dict[str, Any]
TEXT: Plain = {"type": "string"}
COUNT: Plain = {"type": "integer", "minimum": 0}


@cache
def document(version: str) -> Plain:
    """The whole description (OpenAPI 3.1); addresses are relative to it, so that it holds under any host and path."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "A chronicle's edition",
            "version": version,
            "description": "Reads one edition. No key, no cookie, no log. Dates are EDTF; a day may be given as 2013-08-04.",
        },
        "servers": [{"url": "./"}],
        "paths": _paths(),
        "components": {"schemas": _schemas()},
    }


def _paths() -> Plain:
    status = _asked("status", {"enum": list(STATUSES)}, "What the people held.", required=True)
    page = _asked("page", {"type": "integer", "minimum": 1, "default": 1}, f"Of {PAGE} items each.")
    at = _asked("at", _date(), "The day; without it, that of the edition.")
    identity = {
        "name": "id",
        "in": "path",
        "required": True,
        "schema": TEXT,
        "description": "The id of a record or source.",
    }
    kind = _asked("type", {"enum": list(members("act_type"))}, "The type of act.")
    period = [_asked("from", _date(), "Not before."), _asked("until", _date(), "Not after.")]
    sort = _asked("type", {"enum": list(members("article_kind"))}, "The kind of article.")
    topic = _asked("topic", TEXT, "The id of a topic, or the last part of its address.")
    written = _asked("language", TEXT, "A language that it is written in, such as 'be'.")
    query = _asked("q", {**TEXT, "maxLength": 200}, "Words, or a name in any spelling.", required=True)
    tongue = _asked("language", TEXT, "The reader's language, such as 'be'.")
    return {
        "/people": _get("Who held a status on a day", "People", [status, at, page]),
        "/acts": _get("Acts that may have begun in a period", "Acts", [kind, *period, page]),
        "/records/{id}": _get(
            "One record or source with all that is published of it", "Record", [identity], missing=True
        ),
        "/articles": _get("Articles without their words, newest first", "Articles", [sort, topic, written, page]),
        "/articles/{id}": _get(
            "One article in all its languages",
            "Article",
            [{**identity, "description": "The id of an article."}],
            missing=True,
        ),
        "/topics": _get("Every topic", "Topics", []),
        "/solidarity": _get("Campaigns, days of solidarity and actions, newest first", "Solidarity", _answers(page)),
        "/search": _get("What fits a query", "Found", [query, tongue]),
        "/terms": _get("Every term with its labels", "Terms", []),
        "/statistics": _get("The figures of the edition", "Statistics", []),
    }


def _answers(page: Plain) -> list[Plain]:
    """What may be asked of solidarity."""
    sort = _asked("type", {"enum": list(SORTS)}, "A kind of record, or a type of action.")
    country = _asked("country", {**TEXT, "examples": ["PL"]}, "A country by its code (ISO 3166-1 alpha-2).")
    return [sort, country, _asked("year", {**TEXT, "examples": ["2012"]}, "The year."), page]


def _asked(name: str, schema: Plain, description: str, *, required: bool = False) -> Plain:
    return {"name": name, "in": "query", "required": required, "schema": schema, "description": description}


def _date() -> Plain:
    return {"type": "string", "examples": ["2013-08-04", "2013-08", "2013"]}


def _get(summary: str, schema: str, parameters: list[Plain], *, missing: bool = False) -> Plain:
    answers = {"200": _answer(summary, schema), "400": _answer("What was asked is not clear", "Problem")}
    if missing:
        answers["404"] = _answer("Nothing of it is published", "Problem")
    name = summary.lower().replace(" ", "_")
    return {"get": {"summary": summary, "operationId": name, "parameters": parameters, "responses": answers}}


def _answer(description: str, schema: str) -> Plain:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": description, "content": content}


def _schemas() -> Plain:
    listed, said = {"total": COUNT, "page": COUNT, "pages": COUNT}, _list(_ref("Claim"))
    named = _object(
        {"id": TEXT, "kind": {"enum": [*RECORDS, "Source", "Article", "Topic"]}, "name": _map(TEXT), "address": TEXT}
    )
    sentence = _object(
        {"type": {"enum": list(members("sentence_type"))}, "amount": {"type": ["string", "null"]}, "unit": TEXT}
    )
    person = {**named["properties"], "certainty": {"enum": ["certain", "possible"]}, "since": TEXT, "gender": TEXT}
    person |= {"determined_by": _list(_ref("Named")), "provisions": _list(_ref("Named"))}
    person |= {
        name: {"oneOf": [_ref(kind), {"type": "null"}]}
        for name, kind in (("facility", "Named"), ("sentence", "Sentence"))
    }
    act = {"id": TEXT, "type": {"enum": list(members("act_type"))}, "day": TEXT, "until": TEXT, "address": TEXT}
    act |= {"sure": {"type": "boolean"}, "victim": _ref("Named"), "place": _ref("Named")}
    claim = {"id": TEXT, "kind": {"enum": list(CLAIMS)}, "subject": {"type": "object"}, "detail": {"type": "object"}}
    claim |= {
        "valid_from": TEXT,
        "valid_until": TEXT,
        "status": {"enum": list(members("status"))},
        "citations": _list({"type": "object"}),
        "basis": {"enum": ["source withheld"]},
    }
    group = _object({"kind": TEXT, "items": _list(_ref("Named"))})
    return {
        "Named": named,
        "Sentence": sentence,
        "Person": _object(person),
        "Act": _object(act, optional=("victim", "place")),
        "Claim": _object(claim, optional=("detail", "valid_from", "valid_until", "citations", "basis")),
        "People": _object({**listed, "status": TEXT, "at": TEXT, "items": _list(_ref("Person"))}),
        "Acts": _object({**listed, "items": _list(_ref("Act"))}),
        "Record": {
            "type": "object",
            "properties": {"claims": said, "beside": said, "parts": _list({"type": "object"})},
        },
        **_articles(named, listed),
        "Found": _object({"groups": _list(group)}),
        "Terms": _map(_map(_map(TEXT))),
        "Statistics": {
            "type": "object",
            "properties": {
                "at": TEXT,
                "now": {"type": "object"},
                **{name: _list({"type": "object"}) for name in _FIGURES},
            },
        },
        "Problem": _object({"error": TEXT}),
    }


def _articles(named: Plain, listed: Plain) -> Plain:
    """What is answered of articles, topics and solidarity."""
    sort = {"enum": list(members("article_kind"))}
    article = {**named["properties"], "type": sort, "date": TEXT, "publisher": TEXT, "languages": _list(TEXT)}
    article |= {"teaser": _map(TEXT), "byline": _map(TEXT)}
    article |= {name: _list(_ref("Named")) for name in ("topics", "records", "related")}
    topic = _object({**named["properties"], "articles": COUNT})
    return {
        "Articles": _object({**listed, "items": _list(_object(article))}),
        "Article": {
            "type": "object",
            "properties": {"ref": {"type": "object"}, "kind": sort, "date": TEXT, "texts": _list({"type": "object"})},
            "required": ["ref", "texts"],
        },
        "Solidarity": _object({**listed, "items": _list(_solidarity(named))}),
        "Topics": _object({"items": _list(topic)}),
    }


def _solidarity(named: Plain) -> Plain:
    """One campaign, day of solidarity or action."""
    count = _object({"value": COUNT, "bound": TEXT, "counted": {"enum": list(members("counted"))}, "date": TEXT})
    its = {**named["properties"], "type": TEXT, "start": TEXT, "until": TEXT, "next": TEXT, "take_part": TEXT}
    its |= {"place": {"oneOf": [_ref("Named"), {"type": "null"}]}, "countries": _list(TEXT), "counts": _list(count)}
    its |= {"part_of": _list(_ref("Named")), "years": _list({"type": "integer"}), "goes_on": {"type": "boolean"}}
    return _object(its)


_FIGURES = ("stock", "flow", "cumulative", "acts", "fines")


def _object(properties: Plain, *, optional: tuple[str, ...] = ()) -> Plain:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
    }


def _map(values: Plain) -> Plain:
    return {"type": "object", "additionalProperties": values}


def _list(items: Plain) -> Plain:
    return {"type": "array", "items": items}


def _ref(name: str) -> Plain:
    return {"$ref": f"#/components/schemas/{name}"}
