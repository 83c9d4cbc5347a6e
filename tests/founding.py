"""`python -m tests.founding …` is the khronika command that fills a new database from the script beside pytest's cache.

Migrating takes half a minute of the processor. A home made by it is cheap to open too, a sixth of a second each time. The tutorials
are run with the command itself, so that `init` is tried as it is.
"""

from khronika import home
from khronika.cli.main import main
from khronika.desk import start
from khronika.home import Home
from tests.migrated import fill

_migrate = start.prepare


def _prepare(opened: Home) -> None:
    start.setup(opened)
    from django.db import connection

    from khronika.desk.ledger import triggers  # Django must be set up before models are imported

    connection.ensure_connection()
    fill(connection, lambda: _migrate(opened))
    triggers.install()


if __name__ == "__main__":
    start.prepare = _prepare
    home._COST.update(time_cost=1, memory_kib=64)
    main(prog_name="khronika")
