"""How a process starts on a home: remember it, set Django up, and refuse a database whose guards are gone."""

import atexit
import gc
import os
from contextlib import nullcontext, suppress

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

from khronika.desk.opened import remember
from khronika.home import Home, HomeError
from khronika.vocabulary import terms


def start(home: Home, *, bare: bool = False) -> None:
    """Set Django up on an opened home, its database migrated and guarded; `bare` where no screen is shown.

    Raises HomeError if the database is gone, ledger.errors.Unguarded if triggers are missing.
    """
    demand(home)
    setup(home, bare=bare)
    from django.db import connections

    from khronika.desk.ledger import triggers  # Django must be set up before models are imported

    triggers.demand()
    weigh()
    atexit.register(connections.close_all)  # the last to leave a database puts what was written beside it into it
    gc.freeze()  # what a process starts with stays; looked through again and again, it would cost a tenth of a second each time


def weigh() -> None:
    """Have the database look how its tables are filled, where that changed much: it chooses its ways by that.

    Without it a list of a hundred thousand people takes seconds. Who finds the database busy leaves it to the next one.
    """
    from django.db import OperationalError, connection

    with suppress(OperationalError), connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 100")
        try:
            cursor.execute("PRAGMA analysis_limit = 1000")
            cursor.execute("PRAGMA optimize = 0x10002")
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {settings.DATABASES['default']['OPTIONS']['timeout'] * 1000}")


def demand(home: Home) -> None:
    """Raise HomeError if the home's database is gone: nothing may make an empty one in its place."""
    if not home.database.exists():
        name = home.database.name
        raise HomeError(f"Expected the database {name!r} in the home and found none; put it back from a backup.")


def setup(home: Home, *, bare: bool = False) -> None:
    """Set Django up on a home without looking at its database; `bare` where no screen is shown and nothing migrated.

    Raises VocabularyError if the organisation's own terms cannot be taken, RuntimeError if Django read its settings before
    the home was opened: its database would be another one.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "khronika.desk.settings"
    remember(home, bare=bare)
    terms.own(home.terms.read_text(encoding="utf-8-sig") if home.terms.exists() else "")
    django.setup()
    if settings.DATABASES["default"]["NAME"] != str(home.database):
        raise RuntimeError(
            "Expected settings read after the home was opened; start again without DJANGO_SETTINGS_MODULE set."
        )


def prepare(home: Home) -> None:
    """Bring the database to the newest schema and put the guards back."""
    setup(home)
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from khronika.desk.ledger import triggers  # as above

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    with connection.checked_once() if waiting else nullcontext():
        if (
            waiting
        ):  # theirs first: each of their changes would have Django put together again all of ours that there are
            executor.migrate([leaf for leaf in executor.loader.graph.leaf_nodes() if not _ours(leaf[0])])
        call_command("migrate", verbosity=0, interactive=False)
    triggers.install()


def _ours(label: str) -> bool:
    return apps.get_app_config(label).name.startswith("khronika.")
