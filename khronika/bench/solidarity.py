"""A campaign and a day of solidarity in every country: what their pages, the map and the calendar weigh, and how long a press of them takes."""

import gzip
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from babel import Locale

from khronika.bench.figure import Figure, timed
from khronika.bench.home import make
from khronika.bench.page import Page, Told
from khronika.home import Home

SIZE = 200  # countries and territories
YEARS = range(2012, 2022)
EACH = 3  # actions of a year in how many countries after another
_ACTIONS = ("rally", "march", "picket", "photo_action", "meeting", "concert", "letter_evening")


def measure(folder: Path, size: int) -> Iterator[Figure]:
    """Fill a register with a campaign in `size` territories and ten years of a day, ask for all of it, and press it."""
    home = make(folder)
    from django.db import transaction

    from khronika.bench.register import Rows, editor
    from khronika.desk.solidarity.answers import everything

    rows, pages = Rows(editor()), list(written(size))
    with transaction.atomic():
        for page in pages:
            rows.add(page)
        rows.insert()
    yield Figure("territories", len(_countries(size)))
    yield Figure("actions", sum(fact.kind == "SolidarityActionDetails" for page in pages for fact in page.facts))
    everything()
    yield Figure("all of it at the desk", timed(everything)[1] * 1000, "ms")
    yield from _pressed(home)


def written(size: int) -> Iterator[Page]:
    """The texts: places, the campaign, then each year of the day with its actions."""
    countries = _countries(size)
    yield _places(countries)
    made = Page("A campaign everywhere", "en")
    span = made.say("The campaign of the lanterns was joined everywhere.")
    made.facts += [
        _named("campaign-0", "Campaign of the lanterns", span),
        _named("observance-0", "Day of lanterns", span),
    ]
    made.facts.append(
        Told("CampaignDetails", "campaign-0", {"campaign_type": "letters", "take_part": "abroad"}, span, "2012")
    )
    made.facts.append(Told("ObservanceDetails", "observance-0", {"month": 8, "day": 4}, span, "2012"))
    made.facts += [Told("Territory", "campaign-0", {"place": f"place-{code}"}, span, "2012") for code in countries]
    yield made
    for year in YEARS:
        yield _year(year, list(countries))


def _countries(size: int) -> dict[str, str]:
    """Codes and names of ISO 3166-1, as the Unicode CLDR has them."""
    found = {code: name for code, name in Locale("en").territories.items() if len(code) == 2 and code.isalpha()}
    return dict(sorted(found.items())[:size])


def _places(countries: dict[str, str]) -> Page:
    made = Page("Countries", "en")
    for code, name in countries.items():
        span = made.say(name)
        made.facts.append(_named(f"place-{code}", name, span))
        made.facts.append(Told("PlaceDetails", f"place-{code}", {"place_kind": "country", "code": code}, span))
    return made


def _year(year: int, codes: list[str]) -> Page:
    made = Page(f"The day in {year}", "en")
    for number, code in enumerate(codes[year % EACH :: EACH]):
        span, key = made.say(f"In {code} people came together in {year}."), f"action {number} of {year}"
        when = str(date(year, 8, 4) + timedelta(number % 3))
        values = {
            "action_type": _ACTIONS[number % len(_ACTIONS)],
            "place": f"place-{code}",
            "observance": "observance-0",
        }
        made.facts.append(Told("SolidarityActionDetails", key, values, span, when))
        count = {"value": 10 + number, "counted": "people", "bound": ("", "more_than", "about")[number % 3]}
        made.facts.append(Told("ReportedCount", key, count, span, when))
    return made


def _named(key: str, name: str, span: tuple[int, int]) -> Told:
    return Told("Name", key, {"text": name, "language": "en", "name_kind": "usual"}, span)


def _pressed(home: Home) -> Iterator[Figure]:
    from khronika.bench.register import editor
    from khronika.edition.reader import latest
    from khronika.press.press import press

    _, seconds = timed(lambda: press(home, by=editor(), replace=True))
    yield Figure("a press of it all", seconds, "s")
    site = latest(home.editions) / "site"
    weights = {path: len(gzip.compress(path.read_bytes(), mtime=0)) / 1000 for path in site.rglob("*.html")}
    maps = {path: weight for path, weight in weights.items() if b"<svg" in path.read_bytes()}
    yield Figure("pages", len(weights))
    yield Figure("pages with a map or chart", len(maps))
    yield Figure("the heaviest of these, compressed", max(maps.values(), default=0), "kB", "< 100 kB")
    others = (weight for path, weight in weights.items() if path not in maps)
    yield Figure("the heaviest of the others, compressed", max(others, default=0), "kB", "< 60 kB")
