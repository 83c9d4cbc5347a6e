"""Every error class that a command tells as one sentence instead of a traceback."""

import click

from khronika.dates import DateError
from khronika.desk.backup.errors import BackupError
from khronika.edition.errors import EditionError
from khronika.home import HomeError
from khronika.vault.errors import VaultError
from khronika.vocabulary.errors import VocabularyError


class Failure(click.ClickException):
    """A sentence for the person at the keyboard; the command exits with 1."""

    exit_code = 1


def told() -> tuple[type[Exception], ...]:
    """Errors whose text is meant for people. Those of Django apps are added once Django is set up."""
    from django.apps import apps

    from khronika.names.errors import NamesError

    found: tuple[type[Exception], ...] = (BackupError, DateError, EditionError, HomeError, NamesError, VaultError)
    found += (VocabularyError, OSError)

    if apps.ready:
        from khronika.desk.accounts.errors import AccountsError
        from khronika.desk.claims.errors import ClaimsError
        from khronika.desk.ledger.errors import LedgerError
        from khronika.desk.sources.errors import SourceError
        from khronika.press.errors import PressError

        found += (AccountsError, ClaimsError, LedgerError, SourceError, PressError)
    return found


def unreadable() -> tuple[type[Exception], ...]:
    """What a damaged or busy database raises; nothing before Django is set up."""
    from django.apps import apps
    from django.db import DatabaseError

    return (DatabaseError,) if apps.ready else ()
