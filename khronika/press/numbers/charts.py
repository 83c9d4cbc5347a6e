"""Charts are drawn by Vega-Lite from the same counts as the tables beside them, at press, and only where a count has changed.

Drawing knows no network and no clock. A chart is drawn once, for light paper; its dark twin is the same with other colours.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from typing import Any

from khronika.edition.asked import OPEN, STATES
from khronika.pages.numbers.statistics import Counts, others, state_name, units, years
from khronika.pages.words import Words, words
from khronika.vocabulary.terms import label

FOLDER = "site/assets/charts"
PACKAGE = "vl-convert-python"
GRAMMAR = "5.20"  # the version of Vega-Lite, whichever others the package brings
WIDTH, HEIGHT = 640, 240
TYPES = 6  # of acts that have a colour of their own
INK, SOFT, LINE = "#1c1b19", "#5a564e", "#cfc9bb"
COLOURS = ("#8a1b26", "#d7a9a0", "#3f5f77", "#b98a2e", "#6d7f4a", "#77577f", "#a39c8e")
STANDING = (
    "#6d7f4a",
    "#b98a2e",
    "#8a1b26",
    "#d7a9a0",
    "#77577f",
    "#3f5f77",
    "#a39c8e",
)  # met, partly, not met, refused …
DARK = {
    INK: "#eae7df",
    SOFT: "#aca79c",
    LINE: "#3d3c43",
    **dict(zip(COLOURS, ("#ff9e95", "#80504e", "#8fb4d0", "#e3bd6c", "#b4c98a", "#c9a3d2", "#77736c"), strict=True)),
}
Spec = dict[str, Any]


def specs(counts: Counts, language: str) -> dict[str, Spec]:
    """Every chart of a language by its name, as Vega-Lite has it."""
    spoken = words(language)
    found = {
        "stock": _stock(counts, spoken),
        "flow": _flow(counts, spoken),
        "cumulative": _cumulative(counts, spoken),
        "acts": _acts(counts, spoken),
        "demands": _demands(counts, spoken),
        **{f"fines-{unit.lower().replace('_', '-')}": _fines(counts, unit, spoken) for unit in units(counts)},
    }
    return {name: spec for name, spec in found.items() if spec["data"]["values"]}


def digest(spec: Spec) -> str:
    """What changes whenever the drawing would."""
    said = (version(PACKAGE), GRAMMAR, DARK, json.dumps(spec, sort_keys=True))
    return hashlib.sha256(repr(said).encode()).hexdigest()


def paths(name: str, language: str) -> tuple[str, str]:
    """Where a chart lies in an edition: the light one and the dark one."""
    return f"{FOLDER}/{name}-{language}.svg", f"{FOLDER}/{name}-{language}-dark.svg"


def draw(name: str, language: str, spec: Spec) -> Iterator[tuple[str, bytes]]:
    """The files of one chart."""
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(spec, vl_version=GRAMMAR, allowed_base_urls=[])
    light, dark = paths(name, language)
    yield light, drawn.encode()
    for colour, other in DARK.items():
        drawn = drawn.replace(colour, other)
    yield dark, drawn.encode()


def _spec(values: list[dict[str, object]], mark: object, encoding: Mapping[str, object]) -> Spec:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH,
        "height": HEIGHT,
        "background": None,
        "padding": 4,
        "data": {"values": values},
        "mark": mark,
        "encoding": encoding,
        "config": _CONFIG,
    }


_NUMBERS = "replace(format(datum.value, ','), /,/g, '\u00a0')"
_CONFIG = {
    "font": "Liberation Sans",
    "view": {"stroke": None},
    "axis": {
        "labelColor": SOFT,
        "titleColor": SOFT,
        "gridColor": LINE,
        "domainColor": SOFT,
        "tickColor": SOFT,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
    },
    "legend": {"labelColor": INK, "labelFontSize": 12, "labelLimit": 300, "orient": "top", "title": None, "columns": 3},
}


def _amounts(field: str, title: str) -> Spec:
    axis = {"title": title, "labelExpr": _NUMBERS, "tickMinStep": 1, "grid": True}
    return {"field": field, "type": "quantitative", "axis": axis}


def _kinds(field: str, order: list[str]) -> Spec:
    scale = {"domain": order, "range": list(COLOURS[: len(order)])}
    return {"field": field, "type": "nominal", "scale": scale, "sort": order}


def _years(values: list[dict[str, object]]) -> Spec:
    angle = -60 if len({each["year"] for each in values}) > 16 else 0
    return {"field": "year", "type": "ordinal", "axis": {"title": None, "labelAngle": angle, "grid": False}}


def _certainties(rows: list[Counts], key: str, spoken: Words) -> tuple[list[dict[str, object]], list[str]]:
    order = [spoken.gettext("Certain"), spoken.gettext("Possible")]
    values = [
        {key: each[key], "count": each[name], "kind": said, "order": place}
        for each in rows
        for place, (name, said) in enumerate(zip(("certain", "possible"), order, strict=True))
    ]
    return values, order


def _stock(counts: Counts, spoken: Words) -> Spec:
    values, order = _certainties(list(counts.get("stock", ())), "month", spoken)
    for each in values:
        each["month"] = f"{each['month']}-01"
    when = {
        "field": "month",
        "type": "temporal",
        "timeUnit": "utcyearmonth",
        "scale": {"type": "utc"},
        "axis": {
            "title": None,
            "format": "%Y",
            "tickCount": "year",
            "grid": False,
            "labelOverlap": "greedy",
            "labelSeparation": 12,
        },
    }
    shades = {"color": _kinds("kind", order), "order": {"field": "order"}}
    counted = _amounts("count", spoken.gettext("People")) | {"stack": "zero"}
    return _spec(values, {"type": "area", "interpolate": "step-after"}, {"x": when, "y": counted, **shades})


def _flow(counts: Counts, spoken: Words) -> Spec:
    order = [spoken.gettext("Recognised in the year"), spoken.gettext("No longer")]
    values = [
        {"year": each["year"], "count": each[name]["certain"] + each[name]["possible"], "kind": said}
        for each in counts.get("flow", ())
        for name, said in zip(("began", "ended"), order, strict=True)
    ]
    counted, kinds = _amounts("count", spoken.gettext("People")), _kinds("kind", order)
    sides = {"x": _years(values), "xOffset": {"field": "kind", "sort": order}, "y": counted, "color": kinds}
    return _spec(values, {"type": "bar"}, sides)


def _cumulative(counts: Counts, spoken: Words) -> Spec:
    values, order = _certainties(list(counts.get("cumulative", ())), "year", spoken)
    shades = {"color": _kinds("kind", order), "order": {"field": "order"}}
    return _spec(
        values, {"type": "bar"}, {"x": _years(values), "y": _amounts("count", spoken.gettext("People")), **shades}
    )


def _acts(counts: Counts, spoken: Words) -> Spec:
    """The commonest types in colours of their own, all others together."""
    found = [each for each in counts.get("acts", ()) if each["year"]]
    sums: dict[str, int] = {}
    for each in found:
        sums[each["type"]] = sums.get(each["type"], 0) + each["certain"] + each["possible"]
    common = sorted(sums, key=lambda name: (-sums[name], name))[:TYPES]
    rest = others(spoken)
    said = {name: label(f"act_type.{name}", spoken.language) for name in common}
    order = [*said.values(), *([rest] if len(sums) > TYPES else [])]
    grouped: dict[tuple[str, str], int] = {}
    for each in found:
        key = each["year"], said.get(each["type"], rest)
        grouped[key] = grouped.get(key, 0) + each["certain"] + each["possible"]
    values: list[dict[str, object]] = [
        {"year": year, "count": grouped[year, kind], "kind": kind, "order": place}
        for year in years(found)
        for place, kind in enumerate(order)
        if (year, kind) in grouped
    ]
    shades = {"color": _kinds("kind", order), "order": {"field": "order"}}
    return _spec(
        values, {"type": "bar"}, {"x": _years(values), "y": _amounts("count", spoken.gettext("Acts")), **shades}
    )


def _demands(counts: Counts, spoken: Words) -> Spec:
    states = (*STATES[:-1], OPEN)
    order = [state_name(state, spoken) for state in states]
    values: list[dict[str, object]] = [
        {"year": each["year"], "count": each[state], "kind": said, "order": place}
        for each in counts.get("demands", ())
        for place, (state, said) in enumerate(zip(states, order, strict=True))
        if each[state] or not place  # a year with nothing met keeps its place
    ]
    shades = {"color": _kinds("kind", order), "order": {"field": "order"}}
    shades["color"]["scale"]["range"] = list(STANDING)
    counted = _amounts("count", spoken.gettext("Demands"))
    return _spec(values, {"type": "bar"}, {"x": _years(values), "y": counted, **shades})


def _fines(counts: Counts, unit: str, spoken: Words) -> Spec:
    order = [spoken.gettext("Certain"), spoken.gettext("Possible")]
    values: list[dict[str, object]] = [
        {"year": each["year"], "count": float(each[name]), "kind": kind, "order": place}
        for each in counts.get("fines", ())
        if each["unit"] == unit and each["year"]
        for place, (name, kind) in enumerate(zip(("certain", "possible"), order, strict=True))
    ]
    shades = {"color": _kinds("kind", order), "order": {"field": "order"}}
    sums = _amounts("count", label(f"unit.{unit}", spoken.language))
    return _spec(values, {"type": "bar"}, {"x": _years(values), "y": sums, **shades})
