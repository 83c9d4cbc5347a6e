"""Who was asked and what became of it, in a fixed number of questions: who signed the newest wording, who an older one, who took it back."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from khronika.desk.advocacy.models import Answer, DraftVersion, Invitation, StatementDraft
from khronika.desk.advocacy.signon.draft import frozen
from khronika.desk.advocacy.signon.shut import shut

ASKED, SENT, SIGNED, OLDER, DECLINED, WITHDRAWN = "asked", "sent", "signed", "older", "declined", "withdrawn"
STATES = (SIGNED, OLDER, SENT, ASKED, DECLINED, WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Row:
    """One who was asked: what they answered last, and which wording that binds; `shut` says that no paper may name them."""

    id: str
    number: int
    organization: str
    person: str
    organization_record: str
    person_record: str
    role: str
    channel: str
    address: str
    language: str
    sent: int
    sent_on: str
    state: str
    manner: str = ""
    version: int = 0
    signed_language: str = ""
    digest: str = ""
    on: str = ""
    withdrawn_on: str = ""
    source: str = ""
    claim: str = ""
    shut: bool = False

    @property
    def name(self) -> str:
        """The organisation and who signs for it."""
        return " · ".join(filter(None, (self.organization, self.person)))


@dataclass(frozen=True, slots=True)
class Table:
    """All rows, and how many there are of each state."""

    rows: tuple[Row, ...]
    counts: Mapping[str, int]

    @property
    def unnamed(self) -> int:
        """How many sign without being named."""
        return sum(each.manner == "unnamed" and each.state in (SIGNED, OLDER) for each in self.rows)


def table(draft: StatementDraft) -> Table:
    """Who was asked to sign a draft."""
    invitations = list(draft.invitations.order_by("number"))
    last: dict[str, Answer] = {}
    answers = Answer.objects.filter(invitation__draft=draft).select_related("version", "capture")
    for each in answers.order_by("at", "id"):
        last[each.invitation_id] = each
    newest, closed = current(frozen(draft)), shut()
    rows = tuple(_row(each, last.get(each.pk), newest, closed) for each in invitations)
    counts = Counter(each.state for each in rows)
    return Table(rows, {state: counts[state] for state in STATES})


def drafts() -> list[tuple[StatementDraft, Mapping[str, int], int]]:
    """All drafts, newest first, with how many were asked, signed and took it back, and the newest version's number."""
    found = list(StatementDraft.objects.order_by("-at").select_related("by"))
    numbers = dict(DraftVersion.objects.order_by("number").values_list("draft_id", "number"))
    asked = Counter(Invitation.objects.values_list("draft_id", flat=True))
    last: dict[str, tuple[str, bool, bool]] = {}
    said = Answer.objects.order_by("at", "id").values_list(
        "invitation_id", "invitation__draft_id", "version_id", "withdrawn_on"
    )
    for invitation, draft, version, withdrawn in said:
        last[invitation] = draft, version is not None and not withdrawn, bool(withdrawn)
    signed = Counter(draft for draft, holds, _back in last.values() if holds)
    back = Counter(draft for draft, _holds, withdrawn in last.values() if withdrawn)
    return [
        (each, {"asked": asked[each.pk], SIGNED: signed[each.pk], WITHDRAWN: back[each.pk]}, numbers.get(each.pk, 0))
        for each in found
    ]


def current(versions: Iterable[DraftVersion]) -> set[object]:
    """By what a signature of these wordings is known: their digests, and themselves where an erasure took the digest."""
    return {known for each in versions for known in (each.digest, each.pk) if known}


def standing(answer: Answer | None, invitation: Invitation, newest: Collection[object]) -> str:
    """What became of an invitation; `newest` is what `current` says of the newest wordings."""
    if answer is None:
        return SENT if invitation.sent else ASKED
    if answer.withdrawn_on:
        return WITHDRAWN
    if answer.version_id is None:
        return DECLINED
    return SIGNED if {answer.digest, answer.version_id} & set(newest) else OLDER


def _row(each: Invitation, answer: Answer | None, newest: set[object], closed: set[str]) -> Row:
    version = answer.version if answer else None
    return Row(
        each.pk,
        each.number,
        each.organization_name,
        each.person_name,
        each.organization_id or "",
        each.person_id or "",
        (answer.role if answer else "") or each.role,
        each.channel,
        each.address,
        each.language,
        each.sent or 0,
        each.sent_on,
        standing(answer, each, newest),
        manner=answer.manner if answer else "",
        version=version.number if version else 0,
        signed_language=version.language if version else "",
        digest=answer.digest if answer else "",
        on=answer.answered_on if answer else "",
        withdrawn_on=answer.withdrawn_on if answer else "",
        source=answer.capture.source_id if answer else "",
        claim=(answer.claim_id or "") if answer else "",
        shut=not closed.isdisjoint({each.organization_id, each.person_id}),
    )
