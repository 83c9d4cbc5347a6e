"""khronika bench WHAT."""

import importlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

import click

from khronika.cli.errors import Failure
from khronika.cli.opening import json_option

MEASURES = (
    "demands",
    "desk",
    "gate",
    "names",
    "press",
    "public",
    "reading",
    "register",
    "report",
    "search",
    "solidarity",
    "writers",
)
_MODULES = {"register": "asof", "desk --load": "load"}  # where a measure is, if not in the module of its name
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("what", type=click.Choice((*MEASURES, "all")))
@click.option(
    "--size", type=click.IntRange(min=1), default=None, help="How much; each measure has its own sense and default."
)
@click.option("--pairs", type=_FILE, default=None, help="For names: labelled pairs, tab-separated.")
@click.option("--index", type=_FILE, default=None, help="For names: the names to search among, with --queries.")
@click.option("--queries", type=_FILE, default=None, help="For names: what to search, with --index.")
@click.option("--gold", type=_FILE, multiple=True, help="For reading: annotated documents, a JSON object a line.")
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="For register: a home to fill and keep, or one filled before; a copy of it is measured, also for desk --load.",
)
@click.option("--load", is_flag=True, help="For desk: twenty people at work instead of one.")
@json_option
def bench(
    what: str,
    size: int | None,
    as_json: bool,
    load: bool,
    gold: tuple[Path, ...],
    home: Path | None,
    **files: Path | None,
) -> None:
    """Measure on this machine: figures are printed beside their goals, nothing is asserted.

    \b
      demands  a tracker of --size demands (5,000): lists of the desk, after decisions, public pages
      desk     keys and seconds of a day of --size messages (30), in a browser;
               with --load twenty people at work in a register of --size people (2,000)
      gate     --size withheld people (300) named in their neighbours' sources: what leaks,
               false alarms, and how fast 50 MB are searched for 1,000 people
      names    labelled pairs, and indexes of 50,000 and of --size names (1,000,000)
      press    a register of --size people (10,000): a press of everything, and after one change
      public   one page of 40 kB, asked for during --size seconds (8)
      reading  annotated documents, and --size of them timed (200)
      register a register of --size people (100,000): days, records, candidates, a table taken in
      report   about thirty pages from a register of --size people (2,000), made and made again
      search   an edition of --size records (100,000)
      solidarity  a campaign in --size territories (200) and ten years of a day: pages, map, press
      writers  --size processes (20) that decide at once on one home

    Invented people in a temporary folder; your home is not touched.
    """
    _demand(what, load=load, gold=bool(gold), home=bool(home), **files)
    given = {**files, "gold": gold, "home": home}
    told = []
    for name in MEASURES if what == "all" else (what,):
        if not as_json:
            click.echo(f"{name}:")
        for figure in _apart(name, size) if what == "all" else _here(f"{name} --load" if load else name, size, given):
            told.append({"measure": name, **figure})
            if not as_json:
                click.echo("  " + _line(**figure))
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))


def _demand(what: str, *, load: bool, gold: bool, home: bool, **files: Path | None) -> None:
    """Raise UsageError for an option of another measure."""
    if any(files.values()) and what != "names":
        raise click.UsageError("--pairs, --index and --queries belong to 'names'.")
    if gold and what != "reading":
        raise click.UsageError("--gold belongs to 'reading'.")
    if (files["index"] is None) != (files["queries"] is None):
        raise click.UsageError("--index and --queries belong together.")
    if load and what != "desk":
        raise click.UsageError("--load belongs to 'desk'.")
    if home and what != "register" and not load:
        raise click.UsageError("--home belongs to 'register' and 'desk --load'.")


def _here(name: str, size: int | None, files: Mapping[str, object]) -> Iterator[dict]:
    measure = importlib.import_module(f"khronika.bench.{_MODULES.get(name, name)}")
    given = {option: path for option, path in files.items() if path}
    with tempfile.TemporaryDirectory(prefix="khronika-bench-", ignore_cleanup_errors=True) as folder:
        for figure in measure.measure(Path(folder), size or measure.SIZE, **given):
            yield asdict(figure)


def _apart(name: str, size: int | None) -> Iterator[dict]:
    """In a process of its own: one process has one home."""
    command = [
        sys.executable,
        "-m",
        "khronika.cli",
        "bench",
        name,
        "--json",
        *(["--size", str(size)] if size else []),
    ]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise Failure(f"Expected figures of {name!r}; the measure failed, and said why above.")
    for figure in json.loads(done.stdout):
        del figure["measure"]
        yield figure


def _line(**figure: object) -> str:
    from khronika.bench.figure import Figure

    return Figure(**figure).line()  # type: ignore[arg-type]  # made from one
