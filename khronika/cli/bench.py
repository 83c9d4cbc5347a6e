"""khronika bench."""

import click


@click.group()
def bench() -> None:
    """Measure: figures are printed, nothing is asserted."""
