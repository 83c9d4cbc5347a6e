"""How long a report takes: about thirty pages with every fact in a footnote, made, counted, brought back and made again."""

import io
import zipfile
from collections.abc import Iterator
from itertools import count as counting_from
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from khronika.bench.figure import Figure, timed
from khronika.bench.home import make

if TYPE_CHECKING:
    from khronika.desk.accounts.models import User
    from khronika.press.report.asked import Plan

SIZE = 2_000  # people in the register
DEMANDS, CASES = 60, 100
PAGE = 500  # words on a page of such a document, text and footnotes together
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def measure(folder: Path, size: int) -> Iterator[Figure]:
    """Fill a register of `size` invented people, and make a report on demands and cases of some of them."""
    home = make(folder)
    from khronika.bench.register import editor
    from khronika.press.report.make import Wanted, count
    from khronika.press.report.make import make as report

    by = editor()
    plan, filling = timed(lambda: _plan(by, size))
    yield Figure("to fill the register, in bulk", filling, "s")
    done, first = timed(lambda: report(home, by, Wanted(plan.id)))
    yield Figure("pages of 500 words, footnotes among them", round(_said(done.data) / PAGE))
    yield Figure("words of the text", done.words)
    yield Figure("footnotes", done.notes)
    yield Figure("bytes", len(done.data))
    yield Figure("to make it", first, "s", "≤ 10 s")
    _, counting = timed(lambda: count(plan))
    yield Figure("to count its words while it is chosen", counting, "s")
    again, second = timed(lambda: report(home, by, Wanted(plan.id, done.data)))
    yield Figure("to make it again from the document", second, "s", "≤ 10 s")
    yield Figure("words that differ then", abs(again.words - done.words), "", "0")
    yield Figure("footnotes that are lost, or to which nothing leads", _lost(again.data), "", "0")


def _plan(by: "User", size: int) -> "Plan":
    """The register, and a report on all its demands and the cases of some of its people."""
    from django.db import transaction

    from khronika.bench.asking import statements
    from khronika.bench.register import Rows, fill
    from khronika.desk.claims.models import Mention, Record
    from khronika.desk.sources.models import Source
    from khronika.press.report.asked import Asked, Plan, new

    fill(by, size)
    rows = Rows(by, Source.objects.count() + 1)
    last = Mention.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    rows.mentioned = counting_from(last + 1)
    with transaction.atomic():
        for each in statements(DEMANDS):
            rows.add(each)
        rows.insert()
    people = Record.objects.filter(kind="Person").order_by("pk").values_list("pk", flat=True)[:CASES]
    demands = Record.objects.filter(kind="Demand").order_by("pk").values_list("pk", flat=True)[:DEMANDS]
    asked = Asked("2000", "2025", demands=tuple(demands), cases=tuple(people))
    return new(by, Plan("A report on invented people", limit=10_000, asked=asked))


def _parts(data: bytes) -> tuple[etree._Element, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = [etree.fromstring(archive.read(f"word/{name}.xml")) for name in ("document", "footnotes")]
    return found[0], found[1]


def _said(data: bytes) -> int:
    """How many words a document has, with those of its footnotes."""
    return sum(len(" ".join(each.itertext(f"{_W}t")).split()) for part in _parts(data) for each in part.iter(f"{_W}p"))


def _lost(data: bytes) -> int:
    """Marks without a footnote, and footnotes without a mark."""
    document, footnotes = _parts(data)
    marks = {each.get(f"{_W}id") for each in document.iter(f"{_W}footnoteReference")}
    notes = {each.get(f"{_W}id") for each in footnotes if each.get(f"{_W}type") is None}
    return len(marks ^ notes)
