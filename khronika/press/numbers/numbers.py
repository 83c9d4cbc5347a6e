"""What an edition has besides the pages of its records: who held a status when, lists by month, figures, charts, downloads.

All of it is made of lines, one or a few for each record, and only those of records that are printed now are made now. The
rest comes from the edition before as it stands there. So mending one person costs what reading the lines costs, and gives the
same bytes as making everything anew.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from khronika.desk.register.pieces import DETERMINED
from khronika.edition.held import Held, line, path, read
from khronika.edition.model import Claim, Record
from khronika.pages.numbers import dictionary, statistics
from khronika.pages.numbers.prisoners import SECTION, STATUS, Month, Moved, Prisoners, Roll, Row, row
from khronika.pages.render import LANGUAGES, SITE, Renderer
from khronika.press.before import Before
from khronika.press.draft import Draft
from khronika.press.numbers import charts, counted, downloads, figures, lines
from khronika.press.numbers.figures import Dated
from khronika.press.numbers.held import STATUSES, beside, held
from khronika.press.numbers.parted import parted
from khronika.vocabulary.kinds import RECORDS
from khronika.vocabulary.terms import label

ACTS, FINES, COUNTS, DRAWN = "data/acts.jsonl", "data/fines.jsonl", "data/statistics.json", "data/charts.json"
TABLE = f"{downloads.FOLDER}/statuses"
GONE = ("denied", "withdrawn", "overturned")
Changes = dict[str, bytes | None]


class Numbers:
    """The numbers of one edition: every record that is printed is told to it (`take`), then come the files (`files`)."""

    def __init__(self, draft: Draft, renderer: Renderer, before: Before | None) -> None:
        """What did not change is taken from the edition before; without one everything is made."""
        self.draft, self.renderer = draft, renderer
        self.before, self.previous = before, before.folder if before else None
        self.at: date = draft.at
        self.gone: set[str] = set()
        self.counts: dict[str, Any] = {}
        self._beside = beside(draft.projection, everything=before is None)
        self._changes: dict[str, Changes] = defaultdict(dict)
        self._made: dict[str, bytes] = {}
        self._differing: dict[str, tuple[list[bytes], list[bytes]]] = {}
        self._downloads = list(downloads.downloads())
        self._forget()

    def _forget(self) -> None:
        """Whatever may have changed goes, so that what is told again comes anew."""
        then = self.before.things if self.before else {}
        for record in sorted(self.draft.things) if self.before else ():
            things = (self.draft.things[record], then.get(record))
            for kind in {thing.ref.kind for thing in things if thing}:
                for each in (one for one in self._downloads if one.kind == kind):
                    self._changes[each.path][record] = None
                for place in _places(kind):
                    self._changes[place][record] = None

    def take(self, record: Record) -> None:
        """A record as it is printed."""
        gathered = downloads.Printed(self.draft.projection, (record,))
        for each in self._downloads:
            if each.kind == record.ref.kind:
                self._changes[each.path].update(each.make(gathered, each.kind))
        match record.ref.kind:
            case "Person":
                for status, its in held(record, self._beside).items():
                    self._changes[path(status)][record.ref.id] = line(its) + b"\n"
            case "Act":
                self._put(ACTS, record, _act(record))
            case "Proceeding":
                self._put(FINES, record, self._fines(record))

    def _put(self, place: str, record: Record, said: Mapping[str, object]) -> None:
        if said:
            self._changes[place][record.ref.id] = lines.plain({"id": record.ref.id, **said})

    def _fines(self, record: Record) -> dict[str, object]:
        who = next((_ref(claim, "defendant") for claim in record.of("ProceedingDetails")), None)
        found = [
            {"amount": f"{each.amount.normalize():f}", "unit": each.unit, "day": each.day.text, "sure": each.sure}
            for each in self._beside.penalties.get(record.ref.id, ())
            if each.type == "fine" and each.amount is not None and each.unit
        ]
        return {"person": who.id if who else record.ref.id, "fines": found} if found else {}

    def files(self, demands: list[dict[str, object]] | None = None) -> Iterator[tuple[str, bytes]]:
        """Every file that is new or has changed; in `gone` is then what is no more. `demands` are counts of them, None for
        those of the edition before."""
        yield from self._lines()
        yield from self._statuses()
        before = self._before_counts()
        anew = self.previous is None or path(STATUS) in self._made or before.get("at") != self.at.isoformat()
        people = [read(each) for each in self._now(path(STATUS)).splitlines()] if anew else []
        counts = self.counts = self._counts(people)
        if demands is not None:
            counts["demands"] = demands
        if self.previous is None or counts != before:
            yield COUNTS, json.dumps(counts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
            yield from (statistics.page(self.renderer, language, counts) for language in LANGUAGES)
            yield from self._charts(counts)
        if anew:
            yield from self._prisoners(people, counts["stock"], before.get("stock", []))
        yield from self._fixed()

    def _lines(self) -> Iterator[tuple[str, bytes]]:
        """The files of lines that changed, and a workbook of each table among them."""
        mending = {each.path: each for each in self._downloads}
        places = {*mending, *(path(status) for status in STATUSES), ACTS, FINES}
        for place in sorted(places if self.previous is None else places & self._changes.keys()):
            old, changes = self._old(place), self._changes.get(place, {})
            own = mending.get(place)
            new = downloads.mended(own, old, changes) if own else lines.splice(old, changes, lines.by_id)
            if new and (new != old or self.previous is None):
                self._made[place] = new
                yield place, new
                yield from self._workbook(place, new)
            elif not new and old:
                self._made[place] = b""
                self.gone.add(place)

    def _workbook(self, place: str, table: bytes) -> Iterator[tuple[str, bytes]]:
        if not place.endswith(".csv"):
            return
        name = place.removesuffix(".csv")
        book = downloads.workbook(name.rpartition("/")[2], table)
        if book is None:
            self.gone.add(f"{name}.xlsx")
        else:
            self._made[f"{name}.xlsx"] = book
            yield f"{name}.xlsx", book

    def _statuses(self) -> Iterator[tuple[str, bytes]]:
        """The table of statuses, from all files of statuses that organisations determined."""
        own = [path(status) for status in DETERMINED]
        if self.previous is not None and not any(place in self._made for place in own):
            return
        rows = [
            row
            for status in DETERMINED
            for each in self._now(path(status)).splitlines()
            for row in _rows(status, read(each))
        ]
        rows.sort(key=lambda row: (row["id"], row["status"]))
        columns = [item.column for item in dictionary.statuses(self.renderer.words("en"))]
        body = b"".join(lines.row([row[column] for column in columns]) for row in rows)
        table = lines.table(columns, body)
        self._made[f"{TABLE}.csv"] = table
        self._made[f"{TABLE}.jsonl"] = b"".join(
            lines.plain({key: said for key, said in row.items() if said}) for row in rows
        )
        yield f"{TABLE}.csv", table
        if self._made[f"{TABLE}.jsonl"]:
            yield f"{TABLE}.jsonl", self._made[f"{TABLE}.jsonl"]
        else:
            self.gone.add(f"{TABLE}.jsonl")
        yield from self._workbook(f"{TABLE}.csv", table)

    def _counts(self, people: Sequence[Held]) -> dict[str, Any]:
        """All figures, of lines only; those that no change bears on are those of the edition before."""
        before = self._before_counts()
        own = (path(STATUS) in self._made, ACTS in self._made, FINES in self._made)
        anew = not before or before.get("at") != self.at.isoformat()
        found: dict[str, Any] = {"at": self.at.isoformat(), "status": STATUS}
        if anew:
            found |= counted.people(people, self.at)
            found["acts"] = figures.acts(_dated(each) for each in self._now(ACTS).splitlines())
        else:
            if own[0]:
                was, now = ([read(each) for each in its] for its in self._altered(path(STATUS)))
                found |= counted.mended(before, people, was, now, self.at)
            if own[1]:
                less, more = (map(_dated, its) for its in self._altered(ACTS))
                found["acts"] = counted.acts(before["acts"], less, more)
        if anew or own[2]:
            found["fines"] = figures.fines(_fined(self._read(FINES)))
        return {**before, **found, "withdrawn": parted(STATUS, self.at)}

    def _altered(self, place: str) -> tuple[list[bytes], list[bytes]]:
        """The lines of a file that changed, as they were and as they are."""
        if place not in self._differing:
            old, was, now = self._old(place), list[bytes](), list[bytes]()
            for record, line in self._changes.get(place, {}).items():
                start, end = lines.find(old, record, lines.by_id)
                if old[start:end] != (line or b""):
                    was += [old[start:end]] if end > start else []
                    now += [line] if line else []
            self._differing[place] = was, now
        return self._differing[place]

    def _charts(self, counts: statistics.Counts) -> Iterator[tuple[str, bytes]]:
        """The charts whose counts have changed."""
        before, now = json.loads(self._old(DRAWN) or b"{}"), dict[str, str]()
        for language in LANGUAGES:
            for name, spec in charts.specs(counts, language).items():
                now[f"{name}-{language}"] = charts.digest(spec)
                if before.get(f"{name}-{language}") != now[f"{name}-{language}"]:
                    yield from charts.draw(name, language, spec)
        for each in before.keys() - now.keys():
            name, _, language = each.rpartition("-")
            self.gone.update(charts.paths(name, language))
        yield DRAWN, json.dumps(now, sort_keys=True).encode()

    def _prisoners(self, people: Sequence[Held], stock: list[Any], before: list[Any]) -> Iterator[tuple[str, bytes]]:
        """The months in which a list may have changed, and the list of today."""
        months, old = (
            [Month(each["month"], each["certain"], each["possible"]) for each in its] for its in (stock, before)
        )
        same = [each.key for each in months] == [each.key for each in old]
        wanted = dict(self._touched(months)) if same and self.previous else dict.fromkeys(months)
        roll = Roll(people)
        for language in LANGUAGES:
            made = Prisoners(self.renderer, language, roll, months)
            found = set[str]()
            pages = chain(*(made.month(each, moved) for each, moved in wanted.items()), made.today(self.at))
            for place, page in pages:
                found.add(place)
                if page is not None:
                    yield place, page
            self._clear(language, found, {each.key for each in months} - {each.key for each in wanted})

    def _clear(self, language: str, found: set[str], kept: set[str]) -> None:
        """Mark the pages of lists that have become shorter, or of months that have none any more."""
        folder = self.previous / SITE / language / SECTION if self.previous else None
        for each in folder.iterdir() if folder and folder.is_dir() else ():
            place = f"{SITE}/{language}/{SECTION}/{each.name}"
            if place not in found and each.stem[:7] not in kept:
                self.gone.add(place)

    def _touched(self, months: Sequence[Month]) -> Iterator[tuple[Month, Moved]]:
        """The months in whose list somebody's line came, went or changed, and who that was."""
        was, now = ({held.ref.id: held for held in map(read, its)} for its in self._altered(path(STATUS)))
        pairs = [(was.get(each), now.get(each)) for each in was.keys() | now.keys()]
        for month in months:
            moved = [pair for pair in pairs if _row(pair[0], month.end) != _row(pair[1], month.end)]
            if moved:
                yield month, Moved(*(tuple(each for each in side if each) for side in zip(*moved, strict=True)))

    def _fixed(self) -> Iterator[tuple[str, bytes]]:
        """The page of downloads and the data dictionary."""
        for language in LANGUAGES:
            titles = {RECORDS[kind].section: label(f"record.{kind}", language) for kind in downloads.KINDS}
            titles["statuses"] = label("claim.StatusDetermination", language)
            found = [dictionary.File(name, title, tuple(self._formats(name))) for name, title in titles.items()]
            yield from dictionary.pages(self.renderer, language, [each for each in found if each.formats])

    def _formats(self, name: str) -> Iterator[tuple[str, str]]:
        endings = {"CSV": "csv", "XLSX": "xlsx", "JSON Lines": "jsonl", "FollowTheMoney": "ftm.json"}
        for said, ending in endings.items():
            place = f"{downloads.FOLDER}/{name}.{ending}"
            if place not in self.gone and (
                self._made.get(place) or (self.previous and (self.previous / place).exists())
            ):
                yield said, place.removeprefix(f"{SITE}/")

    def _old(self, place: str) -> bytes:
        """A file of the edition before; nothing where it had none."""
        found = self.previous / place if self.previous else None
        return found.read_bytes() if found and found.exists() else b""

    def _now(self, place: str) -> bytes:
        return self._made[place] if place in self._made else self._old(place)

    def _read(self, place: str) -> Iterator[dict[str, Any]]:
        return (json.loads(each) for each in self._now(place).splitlines())

    def _before_counts(self) -> dict[str, Any]:
        return json.loads(self._old(COUNTS) or b"{}")  # type: ignore[no-any-return]


def _places(kind: str) -> tuple[str, ...]:
    """The files of lines in which a record of a kind may stand."""
    match kind:
        case "Person":
            return tuple(path(status) for status in STATUSES)
        case "Act":
            return (ACTS,)
        case "Proceeding":
            return (FINES,)
    return ()


def _row(held: Held | None, at: date) -> Row | None:
    return row(held, at) if held else None


def _dated(line: bytes) -> Dated:
    plain = json.loads(line)
    return Dated(plain["type"], plain["day"], plain["sure"])


def _act(record: Record) -> dict[str, object]:
    """An act as it is counted and listed, by what says most of it; nothing where all of it is denied."""
    told = [claim for claim in record.of("ActDetails") if claim.status not in GONE]
    if not told:
        return {}
    best = max(told, key=lambda claim: (claim.status == "asserted", bool(claim.valid_from), len(_values(claim))))
    found: dict[str, object] = {"type": getattr(best.detail, "act_type", ""), "day": best.valid_from}
    found |= {"sure": best.status == "asserted", "until": best.valid_until, "address": record.ref.address}
    for name in ("victim", "place"):
        ref = _ref(best, name)
        found |= {name: {"id": ref.id, "kind": ref.kind, "address": ref.address, "name": _names(ref)}} if ref else {}
    return found


def _names(ref: Any) -> dict[str, str]:
    """What something is called in each language in which it has a name."""
    return {title.language or "und": title.text for title in reversed(ref.titles)}


def _values(claim: Claim) -> list[str]:
    return [name for name in claim.detail.__slots__ if getattr(claim.detail, name) is not None]  # type: ignore[attr-defined]


def _ref(claim: Claim, name: str) -> Any:
    return getattr(claim.detail, name, None)


def _fined(rows: Iterator[dict[str, Any]]) -> Iterator[Dated]:
    for told in rows:
        for each in told["fines"]:
            yield Dated(each["unit"], each["day"], each["sure"], Decimal(each["amount"]), told["person"])


def _rows(status: str, its: Held) -> Iterator[dict[str, str]]:
    """The rows of the table of statuses that one person has."""
    names = _names(its.ref)
    for span in its.spans:
        yield {
            "id": span.claim,
            "person": its.ref.id,
            **{f"name_{each}": names.get(each, "") for each in LANGUAGES},
            "status": status,
            "from": span.interval.start.text,
            "until": span.interval.end.text,
            "doubtful": "" if span.sure else "yes",
            "determined_by": _called(span.by.titles) if span.by else "",
            "end_ground": span.ground,
        }


def _called(titles: Sequence[Any]) -> str:
    return next((title.text for title in titles if title.language == "en"), titles[0].text if titles else "")
