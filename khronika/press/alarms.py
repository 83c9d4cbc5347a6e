"""Names that must be judged before the next edition: found in what would go out, or by the last search of a press that stopped.

For the desk alone. What a stopped press found in files is kept, sealed, until the next press; all else is found anew by asking.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khronika.desk.accounts.models import Organisation, User
from khronika.desk.accounts.roles import Deed
from khronika.desk.claims import alarm
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.models import Decision
from khronika.desk.ledger.append import head
from khronika.edition.reader import newest
from khronika.home import Home, write
from khronika.press import state
from khronika.press.answers import PURPOSE, Answers, Question, Seen
from khronika.press.draft import Draft
from khronika.press.errors import PressError
from khronika.press.people import sweep
from khronika.vault import crypt
from khronika.vault.errors import VaultError

FILE = "press.alarms"
_last: dict[str, tuple[tuple[object, ...], tuple[Question, ...]]] = {}


class Alarmed(PressError):
    """The press stopped because withheld people may be named. The sentence names nobody; `questions` do, for the desk."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self.questions = tuple(questions)
        sentence = ngettext(
            "The press stopped: in {count} text somebody who is withheld may be named. An editor must judge it, "
            "at the desk under ‘Press’ or with ‘khronika alarms’. The edition before still stands.",
            "The press stopped: in {count} texts somebody who is withheld may be named. An editor must judge them, "
            "at the desk under ‘Press’ or with ‘khronika alarms’. The edition before still stands.",
            len(self.questions),
        )
        super().__init__(sentence.format(count=len(self.questions)))


def pending(home: Home, at: date) -> tuple[Question, ...]:
    """Every text that must be judged before an edition can be pressed, in the order of their places."""
    mark = (head()[0], newest(home.editions), at)
    known = _last.get(str(home.folder))
    if known is None or known[0] != mark:
        known = _last[str(home.folder)] = mark, tuple(_asked(home, at))
    return known[1]


def _asked(home: Home, at: date) -> list[Question]:
    organisation, number = Organisation.objects.first(), newest(home.editions)
    searching, swept = sweep(at=at)
    made = state.made(organisation.name if organisation else "", home.demonstration)
    answers = Answers.of(home)
    with closing(state.load(home)) as memory, transaction.atomic():
        mark = memory.mark
        whole = not number or (mark.number, mark.made, mark.swept) != (number, made, swept)
        draft = Draft(state.State() if whole else memory, searching, at, answers)
        draft.everything() if whole else draft.since(mark.ledger)
        found = list(draft.questions())
        transaction.set_rollback(True)
    return found + [each for each in kept(home) if _open(answers, each)]


def _open(answers: Answers, question: Question) -> bool:
    return not all(answers.said(question.digest, record) for record in question.records)


def choose(questions: Iterable[Question], keys: Collection[str]) -> list[Question]:
    """Those of some questions that are called so. Raises ClaimsError for a key that calls none."""
    known = {each.key: each for each in questions}
    absent = [key for key in keys if key not in known]
    if absent:
        raise ClaimsError(
            _(
                "Expected the key of a name that waits to be judged; got {key!r}. Look again: it may be judged already."
            ).format(key=absent[0])
        )
    return [known[key] for key in dict.fromkeys(keys)]


def answer(
    by: User, questions: Sequence[Question], said: str, *, reason: str, right: Sequence[Deed] = (Deed.CLEAR,)
) -> Decision:
    """Say the same of some names by one decision. Raises NotAllowed, Waits or ClaimsError."""
    judged = [alarm.Judged(each.places, each.digest, each.records, said) for each in questions]
    if said == alarm.Said.REPLACE and any(each.filed for each in questions):
        raise ClaimsError(
            _("What stands in a file only cannot be replaced; change where it comes from, and press again.")
        )
    return alarm.judge(by, judged, reason=reason, right=right)


def keep(home: Home, questions: Sequence[Question]) -> None:
    """Keep what the last search found in files, until the next press."""
    data = json.dumps([asdict(each) for each in questions]).encode()
    write(home.folder / "cache" / FILE, crypt.seal(home.derive(PURPOSE), data, FILE.encode()))
    _last.clear()


def kept(home: Home) -> list[Question]:
    """What the last search of a press that stopped found in files; nothing where that cannot be read."""
    with suppress(OSError, VaultError, ValueError, TypeError, KeyError):
        data = crypt.open(home.derive(PURPOSE), (home.folder / "cache" / FILE).read_bytes(), FILE.encode())
        return [_question(**each) for each in json.loads(data)]
    return []


def _question(digest: str, places: list[str], records: list[str], seen: list[dict[str, str]]) -> Question:
    return Question(digest, tuple(places), tuple(records), tuple(Seen(**each) for each in seen))


def forget(home: Home) -> None:
    """Forget what was kept."""
    (home.folder / "cache" / FILE).unlink(missing_ok=True)
    _last.clear()
