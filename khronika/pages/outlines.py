"""The outlines of countries, made once out of Natural Earth's and kept as `world.tsv`: this reads, the pages never do.

`python -m khronika.pages.outlines SHP DBF > khronika/pages/world.tsv` takes the 1:110m admin-0 shapes (public domain) with
their table and writes the path of each country by its code (ISO 3166-1 alpha-2), projected and in whole numbers. Antarctica,
where nobody holds a rally, is left out.
"""

import struct
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from babel.core import get_global

from khronika.pages.atlas import WIDTH, project

LACKING = {"Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO"}  # without a code of two letters there
WITHOUT = "ATA"
SOURCE = "# Natural Earth 1:110m admin-0 countries, public domain (naturalearthdata.com); code, path (see atlas.py)"
Ring = list[tuple[int, int]]


def outlines(shapes: bytes, table: bytes) -> dict[str, str]:
    """The path of each country by its code, from the bytes of a shape file and of its table."""
    found: dict[str, list[str]] = {}
    for (name, code), rings in zip(_rows(table), _shapes(shapes), strict=True):
        two = LACKING.get(name) or (get_global("territory_aliases").get(code) or [""])[0]
        if two and code != WITHOUT:
            found.setdefault(two, []).extend(_path(ring) for ring in rings)
    return {code: "".join(filter(None, paths)) for code, paths in sorted(found.items())}


def _rows(table: bytes) -> Iterator[tuple[str, str]]:
    """The name and the alpha-3 code of each row of a dBASE table."""
    count, start, width = struct.unpack_from("<IHH", table, 4)
    place, columns = 1, dict[str, tuple[int, int]]()
    for offset in range(32, start - 1, 32):
        name, size = table[offset : offset + 11].split(b"\0")[0].decode(), table[offset + 16]
        columns[name.lower()] = place, place + size
        place += size
    for number in range(count):
        row = table[start + number * width : start + (number + 1) * width]
        said = {name: row[first:last].decode("latin-1").strip() for name, (first, last) in columns.items()}
        yield said["name"], said["iso_a3"]


def _shapes(shapes: bytes) -> Iterator[list[Ring]]:
    """The rings of each polygon of a shape file, as projected points."""
    place = 100
    while place < len(shapes):
        length = struct.unpack_from(">I", shapes, place + 4)[0] * 2
        parts, points = struct.unpack_from("<II", shapes, place + 44)
        starts = (*struct.unpack_from(f"<{parts}I", shapes, place + 52), points)
        flat = struct.unpack_from(f"<{points * 2}d", shapes, place + 52 + 4 * parts)
        where = [project(flat[2 * each + 1], flat[2 * each]) for each in range(points)]
        yield [where[first:last] for first, last in pairwise(starts)]
        place += 8 + length


def _path(ring: Ring) -> str:
    """A closed path in steps from point to point; nothing of an island smaller than can be seen."""
    middle = sorted(across for across, _ in ring)[len(ring) // 2]
    ring = [point for point in ring if abs(point[0] - middle) < WIDTH // 2]  # not once around the world
    steps = [ring[0], *(here for last, here in pairwise(ring) if here != last)]
    if len(set(steps)) < 3:
        return ""
    first, told = steps[0], []
    for last, here in pairwise(steps[:-1]):
        told.append(f"{here[0] - last[0]} {here[1] - last[1]}")
    return f"M{first[0]} {first[1]}l{' '.join(told).replace(' -', '-')}z"


if __name__ == "__main__":
    print(SOURCE)
    for country, path in outlines(*(Path(each).read_bytes() for each in sys.argv[1:3])).items():
        print(f"{country}\t{path}")
