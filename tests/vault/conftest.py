"""Documents made on the spot, so that what is in them can be read in the test."""

import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from khronika.vault import sandbox
from khronika.vault.store import Vault

Builder = Callable[..., bytes]


def _assembled(objects: list[bytes]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return out + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def _paper(*contents: bytes, packing: bytes = b"") -> bytes:
    kids = b" ".join(b"%d 0 R" % (4 + 2 * place) for place in range(len(contents)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(contents)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for place, content in enumerate(contents):
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
        objects.append(page % (5 + 2 * place))
        objects.append(b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), packing, content))
    return _assembled(objects)


def _written(lines: list[str]) -> bytes:
    """Each line 14 points under the one before; an empty line leaves a gap."""
    out = b"BT /F 11 Tf 14 TL 60 780 Td "
    for line in lines:
        escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        out += b"(%s) Tj T* " % escaped.encode("cp1252")
    return out + b"ET"


@pytest.fixture
def pdf() -> Builder:
    """Make a PDF of pages, each given as its lines."""
    return lambda *pages: _paper(*(_written(lines) for lines in pages))


@pytest.fixture
def bomb() -> bytes:
    """A PDF of some hundred kilobytes that unfolds to 600 MB of drawing."""
    packer = zlib.compressobj(6)
    piece = b"0 0 m 9 9 l S " * 300_000
    packed = b"".join([packer.compress(piece) for _ in range(150)] + [packer.flush()])
    return _paper(packed, packing=b"/Filter/FlateDecode")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """An empty vault."""
    yield Vault(tmp_path / "vault", naming_key=bytes(range(32)))


@pytest.fixture
def tried() -> Callable[..., dict[str, object]]:
    """Send one deed of the hostile parser into the sandbox, by the way that all parses go."""

    def send(deed: str, limits: sandbox.Limits | None = None) -> dict[str, object]:
        work = sandbox.Work("hostile", {}, limits or sandbox.Limits(), folder=Path(__file__).parent / "jobs")
        return sandbox.execute(work, deed.encode())

    return send
