"""The `khronika` command: one verb a file, each thinly over a deed.

Exit codes: 0 done; 1 something failed or was found wrong, told in a sentence; 2 the command was not understood.
"""

from khronika.cli.main import main

__all__ = ["main"]
