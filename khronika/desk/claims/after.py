"""Who wants to know what was decided: rooms above listen, and nothing here imports them.

They hear within the decision's own transaction and only propose: what they make waits for a person.
"""

from collections.abc import Callable, Collection

from khronika.desk.claims.models import Decision

JUDGED = "judgement"
"""Stands among the kinds for whether two records are one."""
Hear = Callable[[Decision], None]
_listeners: dict[Hear, frozenset[str]] = {}


def listen(hear: Hear, kinds: Collection[str]) -> None:
    """Have a function told of decisions that record or end claims of some kinds."""
    _listeners[hear] = frozenset(kinds)


def tell(decision: Decision, kinds: Collection[str]) -> None:
    """Tell of a decision that touched claims of these kinds."""
    for hear, wanted in list(_listeners.items()):
        if not wanted.isdisjoint(kinds):
            hear(decision)
