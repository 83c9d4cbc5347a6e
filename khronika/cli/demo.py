"""khronika demo HOME."""

from pathlib import Path

import click


@click.command()
@click.argument("home", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--root-keys",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="A folder for the demonstration's root key; HOME with '-keys' without it.",
)
@click.option(
    "--serve",
    is_flag=True,
    help="Then open the desk on http://localhost:8000 and the edition on http://127.0.0.1:8080.",
)
def demo(home: Path, root_keys: Path | None, serve: bool) -> None:
    """Build a demonstration organisation in HOME through the real commands and press its edition.

    Every document in it is the project's own writing, on public facts with their source named or on invented people. Run
    again on the same HOME, it builds nothing and starts in seconds.
    """
    from khronika.demo.build import build
    from khronika.demo.show import show

    keys = root_keys or home.with_name(home.name + "-keys")
    build(home, keys)
    if serve:
        show(home)
