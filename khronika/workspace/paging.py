"""A long list a page at a time; the address carries the filter and the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet

SIZE = 50


@dataclass(frozen=True, slots=True)
class Paged:
    """One page of a list: what is on it, how many there are, and the queries of the pages around it."""

    rows: tuple
    count: int
    number: int
    pages: int
    before: str
    after: str


def paged(rows: QuerySet | list, asked: str, kept: Mapping[str, str], *, size: int = SIZE) -> Paged:
    """The asked-for page; a number that is none or too high gives the nearest page."""
    page = Paginator(rows, size).get_page(asked)
    query = {name: value for name, value in kept.items() if value}

    def at(number: int) -> str:
        return "?" + urlencode({**query, "page": number})

    return Paged(
        tuple(page.object_list),
        page.paginator.count,
        page.number,
        page.paginator.num_pages,
        at(page.number - 1) if page.has_previous() else "",
        at(page.number + 1) if page.has_next() else "",
    )
