"""Of acts told more than once one is kept, and of those that one deed may be called the one that says most: whoever was
convicted was also tried, charged and sent to prison.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from khronika.reading.model import Act, Span
from khronika.reading.page import Page

_VERDICTS_TOLD = frozenset({"conviction", "fine", "administrative_detention", "death_sentence"})
_BESIDE = 60
_IMPLIED = {
    "conviction": frozenset({"imprisonment", "trial", "criminal_charge"}),
    "death_sentence": frozenset({"conviction", "trial", "criminal_charge"}),
}
"""What an act of a type says besides, in the same words and of the same people."""


def distinct(page: Page, done: list[Act], given: list[int]) -> Iterator[Act]:
    """One act for each type, victims and date: one without a date repeats one that has it, and a headline repeats
    what the text tells.
    """
    title = page.headline
    done = [*_unimplied(done)]
    best: dict[tuple[str, str, str], Act] = {}
    for number, act in enumerate(done):
        for victim in act.victims or ("",):
            mark = (act.type, victim, act.status if victim else str(number))
            held = best.get(mark)
            if held is None or not _repeats(held, act):
                mark = mark if held is None else (*mark[:2], f"{act.status}-{number}")
                best[mark] = act
            elif held.span.start < title:
                best[mark] = act
            elif _fuller(act, held, given):
                best[mark] = _joined(act, held)
            else:
                best[mark] = _joined(held, act)
    kept = list(dict.fromkeys(best.values()))
    told = {act.type for act in kept if act.span.start >= title}
    for act in sorted(kept, key=lambda one: one.span):
        if act.victims or act.span.start >= title or act.type not in told:
            yield act


def _joined(act: Act, other: Act) -> Act:
    """An act with the words of the one that tells it again right beside: 'found guilty and sentenced'."""
    first, last = sorted((act.span, other.span))
    if not act.victims or act.victims != other.victims or last.start - first.end > _BESIDE:
        return act
    return replace(act, span=Span(first.start, max(first.end, last.end)), date=act.date or other.date)


def _fuller(act: Act, held: Act, given: list[int]) -> bool:
    """Whether an act told again is told better: with its penalty, or with a date."""
    verdict = act.type in _VERDICTS_TOLD and held.rule == "trigger-noun"
    weighed = [verdict and any(one.span.start <= at < one.span.end for at in given) for one in (act, held)]
    return weighed[0] > weighed[1] or (weighed[0] == weighed[1] and bool(act.date) and not held.date)


def _repeats(one: Act, other: Act) -> bool:
    """Whether two acts of one type and victim may be one: their dates do not differ."""
    return not one.date or not other.date or one.date.startswith(other.date) or other.date.startswith(one.date)


def _unimplied(done: list[Act]) -> Iterator[Act]:
    """The acts without those that another one in the same words implies."""
    for act in done:
        if not any(_implies(one, act) for one in done):
            yield act


def _implies(one: Act, act: Act) -> bool:
    """Whether an act says what another one tells: in the same words, or a trial whose verdict is told."""
    if act.type not in _IMPLIED.get(one.type, ()):
        return False
    judged = act.type == "trial" and one.status == "asserted" and act.victims and not _apart(act.victims, one.victims)
    return _together(act, one) or bool(judged and _repeats(one, act))


def _together(one: Act, other: Act) -> bool:
    """Whether two acts stand in the same words, of the same people."""
    near = one.span.start < other.span.end and other.span.start < one.span.end
    return (
        near and one.status == other.status and (one.victims == other.victims or not _apart(one.victims, other.victims))
    )


def _apart(one: Iterable[str], other: Iterable[str]) -> bool:
    return set(one).isdisjoint(other)
