"""The home that this process has opened. Set once, before Django starts; settings read it, nothing else does."""

from khronika.home import Home

_home: list[Home] = []
_bare: list[bool] = []


def remember(home: Home, *, bare: bool = False) -> None:
    """Remember the opened home for this process; a second one is refused. `bare`: the desk's screens are not needed here."""
    if _home and _home[0] != home:
        raise RuntimeError("This process has opened another home already; one process serves one home.")
    _home[:] = [home]
    _bare[:] = [bare]


def bare() -> bool:
    """Whether this process goes without the screens of the desk, which take seconds to come up."""
    return _bare == [True]


def current() -> Home | None:
    """The opened home, or None where Django runs without one (migration check, tests)."""
    return _home[0] if _home else None
