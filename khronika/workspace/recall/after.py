"""What follows a deed that calls somebody back runs beside the desk's work, as a press does, and is seen where presses are."""

from dataclasses import dataclass

from khronika.desk.accounts.models import User
from khronika.desk.opened import current
from khronika.desk.register import candidates, starting
from khronika.home import Home
from khronika.workspace.press import running
from khronika.workspace.press.screen import KNOWN, Unready


@dataclass(frozen=True, slots=True)
class Emptied:
    """An erasure was carried out where no edition had to be pressed."""

    number: int = 0


def follow(by: User) -> bool:
    """Begin to carry out what was decided and to press without those who were called back; whether there is anything to do.

    Where a press is at work already, what is decided waits for `khronika erase --finish` or the next press.
    """
    from khronika.press.recalls import wanted  # the press brings fonts and indexes; a desk that only reviews need not

    home = current()
    if home is None or not wanted(home):
        return False
    return running.start(lambda told: _followed(home, told), by.get_username(), (Unready, *KNOWN)) is not None


def _followed(home: Home, progress: running.Progress) -> object:
    from khronika.press.errors import PressError
    from khronika.press.recalls import follow as carry

    try:
        done = carry(home, progress)
    except PressError as error:
        raise Unready(str(error)) from error
    finally:
        candidates.forget()
        starting.forget()
    return done.report or Emptied()
