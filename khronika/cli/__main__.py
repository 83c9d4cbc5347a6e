"""python -m khronika.cli is the khronika command."""

from khronika.cli.main import main

main(prog_name="khronika")
