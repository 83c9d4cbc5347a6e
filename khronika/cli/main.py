"""The command and its verbs. Heavy imports wait inside the verbs, so that help and completion are quick."""

import importlib
import sys
from typing import Any

import click

from khronika import __version__
from khronika.cli import pipe
from khronika.cli.errors import Failure, told, unreadable

VERBS = (
    "init",
    "capture",
    "note",
    "informant",
    "read",
    "decide",
    "desk",
    "people",
    "demands",
    "mechanisms",
    "recommendations",
    "deadlines",
    "campaigns",
    "observances",
    "actions",
    "letters",
    "solidarity",
    "figures",
    "totals",
    "show",
    "statement",
    "articles",
    "topics",
    "duplicates",
    "judge",
    "import",
    "export",
    "report",
    "picture",
    "pictures",
    "consent",
    "embargo",
    "pseudonym",
    "clear",
    "hide",
    "lift",
    "withdraw",
    "erase",
    "subject",
    "recall",
    "press",
    "alarms",
    "ship",
    "serve",
    "renew",
    "verify",
    "ledger",
    "user",
    "backup",
    "restore",
    "names",
    "doctor",
    "demo",
    "bench",
)
NAMED = {"import": "imports"}  # verbs that are no names in Python


class Verbs(click.Group):
    """Loads a verb's file only when it is asked for, and tells known errors as one sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order of the work."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb's command."""
        if cmd_name not in VERBS:
            return None
        name = NAMED.get(cmd_name, cmd_name)
        found = getattr(importlib.import_module(f"khronika.cli.{name}"), name)
        assert isinstance(found, click.Command)
        return found

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run, and end quietly where nobody reads what is printed any more."""
        try:
            return super().main(*args, **extra)
        finally:
            try:
                sys.stdout.flush()
            except BrokenPipeError:
                pipe.end()

    def invoke(self, ctx: click.Context) -> object:
        """Run, and turn errors that are meant for people into one sentence."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError as error:
            if pipe.unheard():
                pipe.end()
            raise Failure(f"What this command spoke with went away ({error}); run it again.") from error
        except Exception as error:  # the reporting edge: what is not known here goes on with its traceback
            if isinstance(error, told()):
                raise Failure(str(error)) from error
            if isinstance(error, unreadable()):
                raise Failure(f"The home's database cannot be used ({error}); put it back from a backup.") from error
            raise


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="khronika")
def main() -> None:
    """Keep the record of what was done to people who stand up for others, and publish it in signed editions.

    The way of the work:

    \b
      khronika init HOME               make a home for your organisation
      khronika capture FILE FOLDER URL keep sources
      khronika read                    have them read; facts are proposed
      khronika desk                    decide in the browser (or: khronika decide FILE)
      khronika press                   press a signed edition of what is cleared
      khronika serve                   show the edition on this machine
      khronika verify FOLDER           check any edition, anywhere
      khronika names compare A B       are two names one person's? needs no home
    """
