"""What of a record is public, and why the rest is not, for its page: asked only when somebody wants to know, because it costs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from khronika.press.gate import Shown
from khronika.press.why import why
from khronika.workspace.press.reasons import reason


@dataclass(frozen=True, slots=True)
class Out:
    """Whether a claim goes out in the next edition; `reason` says why it stays."""

    goes: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Public:
    """The answer for a record: whether it has a page, how many of its claims go out, and where a name is replaced."""

    page: bool
    out: int
    stays: int
    replaced: tuple[str, ...]
    claims: Mapping[str, Out]


def public(ids: Collection[str], record: str, mine: Collection[str]) -> Public:
    """What the next edition would say of a record and those judged the same; `mine` are the claims that are counted."""
    found = why(ids, datetime.now(UTC).date())
    claims = {claim: _out(answer) for claim, answer in found.claims.items()}
    goes = sum(each in claims and claims[each].goes for each in mine)
    page = found.published.get(record, False)
    return Public(page, goes, len(mine) - goes, found.replaced, claims)


def _out(answer: object) -> Out:
    if isinstance(answer, Shown):
        return Out(goes=True)
    return Out(goes=False, reason=reason(str(getattr(answer, "reason", ""))))
