"""What each role may do. One table; screens, deeds and commands all ask it, and nothing else decides what an account may do.

An account may have several roles, and none follows from another: who looks after accounts need not see the register.
A superuser has all of them.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as mark

from khronika.desk.accounts.errors import NotAllowed


class Role(StrEnum):
    """What somebody is at the desk."""

    RESEARCHER = "researcher"
    REVIEWER = "reviewer"
    EDITOR = "editor"
    PUBLISHER = "publisher"
    ADMINISTRATOR = "administrator"


class Deed(StrEnum):
    """What somebody may do."""

    ENTER = "enter"  # the first page, one's own account and second factor
    ALARM = "alarm"  # call for an account to be frozen
    CHAIN = "chain"  # look at the ledger and verify it
    LOOK = "look"  # sources and records
    CAPTURE = "capture"
    PROPOSE = "propose"
    DECIDE = "decide"
    MARK = "mark"  # mark a record at risk
    UNDO = "undo"
    CLEAR = "clear"
    JUDGE = "judge"
    PUBLISH = "publish"  # an article or topic, or take one out
    PRESS = "press"
    SHIP = "ship"
    RECALL = "recall"  # hide, withdraw or erase what must not stay out
    ALONE = "alone"  # act on a record at risk without a second person, in danger
    ACCOUNTS = "accounts"
    SETTINGS = "settings"


_ALL = frozenset({Deed.ENTER, Deed.ALARM, Deed.CHAIN})
_TYPING = _ALL | {Deed.LOOK, Deed.CAPTURE, Deed.PROPOSE}

MAY: Mapping[Role, frozenset[Deed]] = MappingProxyType(
    {
        Role.RESEARCHER: _TYPING,
        Role.REVIEWER: _TYPING | {Deed.DECIDE, Deed.MARK, Deed.UNDO},
        Role.EDITOR: _TYPING | {Deed.CLEAR, Deed.JUDGE, Deed.MARK, Deed.UNDO, Deed.RECALL, Deed.PUBLISH},
        Role.PUBLISHER: _ALL | {Deed.LOOK, Deed.PRESS, Deed.SHIP, Deed.RECALL, Deed.ALONE},
        Role.ADMINISTRATOR: _ALL | {Deed.ACCOUNTS, Deed.SETTINGS},
    }
)
DECIDING = frozenset({Role.REVIEWER, Role.EDITOR, Role.PUBLISHER, Role.ADMINISTRATOR})  # must have a second factor

ROLES: Mapping[Role, str] = MappingProxyType(
    {
        Role.RESEARCHER: mark("researcher"),
        Role.REVIEWER: mark("reviewer"),
        Role.EDITOR: mark("editor"),
        Role.PUBLISHER: mark("publisher"),
        Role.ADMINISTRATOR: mark("administrator"),
    }
)
_REFUSED: Mapping[Deed, str] = MappingProxyType(
    {
        Deed.ENTER: mark("Expected an account with a role at the desk; {name} is {is_a}. Ask an administrator."),
        Deed.ALARM: mark("Expected an account with a role at the desk; {name} is {is_a}. Ask an administrator."),
        Deed.CHAIN: mark("Expected an account with a role at the desk; {name} is {is_a}. Ask an administrator."),
        Deed.LOOK: mark(
            "Expected somebody who works with sources and records; {name} is {is_a}. Ask an administrator."
        ),
        Deed.CAPTURE: mark("Expected a researcher to keep a source; {name} is {is_a}. Ask an administrator."),
        Deed.PROPOSE: mark("Expected a researcher to propose something; {name} is {is_a}. Ask an administrator."),
        Deed.DECIDE: mark("Expected a reviewer for a decision; {name} is {is_a}. Ask an administrator."),
        Deed.MARK: mark(
            "Expected a reviewer or an editor to mark a record at risk; {name} is {is_a}. Ask an administrator."
        ),
        Deed.UNDO: mark(
            "Expected a reviewer or an editor to take a decision back; {name} is {is_a}. Ask an administrator."
        ),
        Deed.CLEAR: mark("Expected an editor for a clearance; {name} is {is_a}. Ask an administrator."),
        Deed.JUDGE: mark(
            "Expected an editor to judge whether records are the same; {name} is {is_a}. Ask an administrator."
        ),
        Deed.PUBLISH: mark("Expected an editor to publish an article; {name} is {is_a}. Ask an administrator."),
        Deed.PRESS: mark("Expected a publisher to press an edition; {name} is {is_a}. Ask an administrator."),
        Deed.SHIP: mark("Expected a publisher to ship an edition; {name} is {is_a}. Ask an administrator."),
        Deed.RECALL: mark(
            "Expected an editor or a publisher to call something back; {name} is {is_a}. Ask an administrator."
        ),
        Deed.ALONE: mark(
            "Expected a publisher to act without a second person; {name} is {is_a}. Ask an administrator."
        ),
        Deed.ACCOUNTS: mark("Expected an administrator to change accounts; {name} is {is_a}. Ask one."),
        Deed.SETTINGS: mark("Expected an administrator to change settings; {name} is {is_a}. Ask one."),
    }
)


class Acting(Protocol):
    """An account, as far as this table needs to know it."""

    is_active: bool
    is_superuser: bool
    held: str

    def get_username(self) -> str:
        """The name it is known by."""


def roles(of: Acting) -> frozenset[Role]:
    """The roles of an account; none for a frozen one, all for a superuser."""
    if not of.is_active:
        return frozenset()
    return frozenset(Role) if of.is_superuser else parsed(of.held.split())


def parsed(words: Iterable[str]) -> frozenset[Role]:
    """Roles from their names; what is no role's name gives none."""
    return frozenset(Role(each) for each in words if each in set(Role))


def may(by: Acting, *deeds: Deed) -> bool:
    """Whether an account may do any of these."""
    return any(not MAY[role].isdisjoint(deeds) for role in roles(by))


def demand(by: Acting, *deeds: Deed) -> None:
    """Raise NotAllowed unless the account may do one of these; the sentence speaks of the first."""
    if not may(by, *deeds):
        raise NotAllowed(_refusal(by, deeds[0]))


def _refusal(by: Acting, deed: Deed) -> str:
    if not by.is_active:
        return _("The account {name} is frozen and may do nothing. Ask an administrator.").format(name=called(by))
    is_a = described(roles(by)) or _("without a role")
    return str(_REFUSED[deed]).format(name=called(by), is_a=is_a)


def called(account: Acting) -> str:
    """What people call an account: the person's name, else the account's."""
    full = getattr(account, "get_full_name", str)()
    return full or account.get_username()


def described(held: Iterable[Role]) -> str:
    """Roles after 'is': 'a researcher and an editor', in the language of the request."""
    words = [str(_ARTICLES[role]) for role in Role if role in set(held)]
    if len(words) < 2:
        return "".join(words)
    return _("{all} and {last}").format(all=", ".join(words[:-1]), last=words[-1])


_ARTICLES: Mapping[Role, str] = MappingProxyType(
    {
        Role.RESEARCHER: mark("a researcher"),
        Role.REVIEWER: mark("a reviewer"),
        Role.EDITOR: mark("an editor"),
        Role.PUBLISHER: mark("a publisher"),
        Role.ADMINISTRATOR: mark("an administrator"),
    }
)
