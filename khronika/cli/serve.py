"""khronika serve."""

from pathlib import Path

import click

from khronika.cli.errors import Failure
from khronika.cli.opening import home_option
from khronika.edition.reader import latest


@click.command()
@click.argument("edition", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@home_option
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8080, show_default=True)
@click.option(
    "--cache",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="A folder for the search index; in memory without it.",
)
def serve(edition: Path | None, folder: Path, host: str, port: int, cache: Path | None) -> None:
    """Serve an edition: pages, search and files. Nothing private is needed or opened; no log of readers is kept.

    EDITION is a folder such as editions/3; without it the newest of the home is served.
    """
    if edition is None and not (folder / "editions").is_dir():
        raise Failure(f"Expected a home with editions in {str(folder)!r}; give an edition's folder, or --home.")
    place = edition or latest(folder / "editions")
    from khronika.public.app import serve as serve_edition

    click.echo(f"Edition {place.name} is at http://{host}:{port} (Ctrl-C ends it).")
    serve_edition(place, host, port, cache=cache)
