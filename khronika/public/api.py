"""Answers for programs, as JSON, from the same edition as the pages. A wrong question gets a sentence that says what is right.

Nothing of a question is written down or kept. What follows from the edition alone may be kept by who asked; a search may not.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256

from khronika.pages.found import Found
from khronika.public.answers import Answer, answer
from khronika.public.lists import STATUSES, Lists, Unclear, day, named, whole
from khronika.public.openapi import document
from khronika.public.query import LONGEST, clean
from khronika.public.solidarity import SORTS
from khronika.vocabulary.terms import keys, label, members

HOME = "/api/"
JSON = b"application/json"
ANYWHERE = [(b"access-control-allow-origin", b"*")]  # what is public may be read by any page
Values = Mapping[str, str]
Find = Callable[[str, str], Sequence[Found]]


class Api:
    """The API of one edition."""

    def __init__(self, lists: Lists, find: Find, languages: Sequence[str], *, version: str, kept: bool) -> None:
        """`find` is the search; `kept` says whether browsers may store answers."""
        self._lists, self._find, self._languages = lists, find, languages
        self._version, self._kept = version, kept

    def answer(self, path: str, values: Values) -> Answer:
        """Answer a question at an address that begins with HOME; errors are answers too."""
        try:
            return self._answer(path.removeprefix(HOME).rstrip("/"), values)
        except Unclear as error:
            return self._made({"error": str(error)}, status=400)

    def _answer(self, what: str, values: Values) -> Answer:
        match what.split("/"):
            case ["openapi.json"]:
                return self._made(document(self._version))
            case ["people"]:
                return self._made(self._people(_known(values, "status", "at", "page")))
            case ["acts"]:
                return self._made(self._acts(_known(values, "type", "from", "until", "page")))
            case ["articles" | "topics" as sort, *which]:
                return self._written(sort, which, values)
            case ["solidarity"]:
                return self._made(self._solidarity(_known(values, "type", "country", "year", "page")))
            case ["search"]:
                return self._made(self._search(_known(values, "q", "language")), kept=False)
            case ["terms"]:
                return self._made(self._terms())
            case ["statistics"]:
                return self._told(self._lists.statistics())
            case ["records", identity]:
                found = self._lists.record(identity)
                return self._told(found) if found is not None else self._missing()
        return self._missing()

    def _people(self, values: Values) -> dict[str, object]:
        status = _one_of(values.get("status", ""), "status", STATUSES, needed=True)
        at = day(values.get("at", ""), "at", last=True) or self._lists.today
        part = self._lists.people(status, at, whole(values.get("page", ""), "page", 1))
        return {"status": status, "at": at.isoformat(), **asdict(part)}

    def _acts(self, values: Values) -> dict[str, object]:
        kind = _one_of(values.get("type", ""), "type", members("act_type"))
        since, until = day(values.get("from", ""), "from"), day(values.get("until", ""), "until", last=True)
        if since and until and until < since:
            raise Unclear(f"Expected a period that ends no earlier than it begins; got {since} to {until}.")
        return asdict(self._lists.acts(kind, since, until, whole(values.get("page", ""), "page", 1)))

    def _written(self, sort: str, which: Sequence[str], values: Values) -> Answer:
        """What the newsroom wrote: topics, articles, or one article."""
        if sort == "topics" and not which:
            return self._made({"items": self._lists.topics()})
        if not which:
            return self._made(self._articles(_known(values, "type", "topic", "language", "page")))
        found = self._lists.record(which[0], ("articles",)) if sort == "articles" and len(which) == 1 else None
        return self._told(found) if found is not None else self._missing()

    def _articles(self, values: Values) -> dict[str, object]:
        kind = _one_of(values.get("type", ""), "type", members("article_kind"))
        asked = values.get("topic", "")[:200], values.get("language", "")[:40]
        return asdict(self._lists.articles(kind, *asked, whole(values.get("page", ""), "page", 1)))

    def _solidarity(self, values: Values) -> dict[str, object]:
        sort = _one_of(values.get("type", ""), "type", SORTS)
        country, year = values.get("country", "")[:40], values.get("year", "")
        if year and whole(year, "year", 0) < 1:
            raise Unclear(f"Expected a year such as 2012 for 'year'; got {year[:40]!r}.")
        return asdict(self._lists.solidarity(sort, country, year, whole(values.get("page", ""), "page", 1)))

    def _terms(self) -> dict[str, dict[str, dict[str, str]]]:
        """Every list of terms with the labels of each term, those of the organisation included."""
        found: dict[str, dict[str, dict[str, str]]] = {}
        for key in keys():
            name, _, term = key.partition(".")
            found.setdefault(name, {})[term] = {each: label(key, each) for each in self._languages}
        return found

    def _search(self, values: Values) -> dict[str, object]:
        query = clean(values.get("q", "")[: LONGEST * 4])
        if not query:
            raise Unclear("Expected words to look for in 'q'; got none.")
        language = values.get("language", "") or self._languages[0]
        found = self._find(query, _one_of(language, "language", self._languages))
        return {"groups": [{"kind": each.kind, "items": [named(hit.ref) for hit in each.hits]} for each in found]}

    def _missing(self) -> Answer:
        return self._made(
            {"error": f"There is nothing here. What may be asked is told at {HOME}openapi.json."}, status=404
        )

    def _made(self, said: object, *, status: int = 200, kept: bool = True) -> Answer:
        body = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
        return self._told(body, status=status, kept=kept)

    def _told(self, body: bytes, *, status: int = 200, kept: bool = True) -> Answer:
        lasting = kept and self._kept and status == 200
        tag = f'"{sha256(body).hexdigest()[:32]}"'.encode() if lasting else b""
        return answer(body + b"\n", JSON, status=status, tag=tag, more=ANYWHERE, kept=lasting)


def _known(values: Values, *names: str) -> Values:
    """The values, none of which is unknown here."""
    unknown = next((name for name in values if name not in names), None)
    if unknown is not None:
        raise Unclear(f"Expected nothing but {', '.join(names)}; got {unknown[:40]!r}.")
    return values


def _one_of(value: str, name: str, choices: Sequence[str], *, needed: bool = False) -> str:
    if value not in choices and (value or needed):
        raise Unclear(f"Expected for {name!r} one of {', '.join(choices)}; got {value[:40]!r}.")
    return value
