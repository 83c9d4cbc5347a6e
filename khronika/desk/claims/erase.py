"""Erase a person: two people decide, one of them a publisher; then everything that names them goes, and an id that says nothing stays.

The decision takes effect at once as a hiding does. What follows is one transaction for the database and then everything around it,
under a note that outlives the process: killed anywhere, either nothing was done or it is gone on with. A tombstone for each thing
has its keyed digest and nothing else, by which a restored older database is emptied again.
"""

import hmac
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from khronika.desk.accounts.models import User
from khronika.desk.accounts.roles import Deed as Right
from khronika.desk.accounts.roles import demand
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.guard import Order, hold
from khronika.desk.claims.judge import cluster
from khronika.desk.claims.models import Citation, Decision, Prepared, Record, Tombstone, Withdrawal
from khronika.desk.claims.withdraw import Recipient, demand_erasable, recipients
from khronika.desk.erasure import around, rows, texts
from khronika.desk.erasure.plan import Plan, plan
from khronika.desk.ledger import triggers
from khronika.desk.ledger.append import append
from khronika.desk.opened import bare
from khronika.desk.sources.models import Source
from khronika.home import Home

PURPOSE = "tombstones"


@dataclass(frozen=True, slots=True)
class Going:
    """What would go, for the people who decide: counts, sources with their titles, and who must be told."""

    records: tuple[str, ...]
    parts: int
    claims: int
    proposals: int
    whole: tuple[tuple[str, str], ...]
    blanked: tuple[tuple[str, str], ...]
    unread: tuple[str, ...]
    recipients: tuple[Recipient, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What an erasure did: how many rows of which table went, texts and values blanked. `compact` is false while the
    database's journal could not be emptied because somebody else has it open."""

    decision: int
    counts: Mapping[str, int]
    texts: int
    values: int
    compact: bool = True


def going(record: str, *, whole: Collection[str] = (), spare: Collection[str] = ()) -> Going:
    """What would go with a record; nothing is touched. Raises ClaimsError for a source that cannot go whole."""
    members = cluster(record)
    made = plan(members, whole=whole, spare=spare)
    titles = dict(Source.objects.filter(pk__in=made.whole | made.blanked).values_list("pk", "title"))
    return Going(
        tuple(sorted(members)),
        len(made.parts),
        len(made.claim_ids()),
        len(made.proposals),
        tuple((each, titles[each]) for each in sorted(made.whole)),
        tuple((each, titles[each]) for each in sorted(made.blanked)),
        tuple(sorted(made.unread)),
        tuple(recipients(members)),
    )


def erase(by: User, record: str, *, reason: str, whole: Collection[str] = (), spare: Collection[str] = ()) -> None:
    """Prepare to erase a person. Always raises: Waits when it is prepared, else NotAllowed, WrongRecord or ClaimsError.

    `whole` are sources that go whole though they name others, `spare` those left as they are. The reason outlives the person,
    so it may not name them.
    """
    demand(by, Right.RECALL)
    members = demand_erasable(record, reason)
    made = plan(members, whole=whole, spare=spare)
    if made.finder.names(reason):
        raise ClaimsError(
            _("Expected a reason that does not name the person: it stays when they are erased. Say it otherwise.")
        )
    what = {"record": record, "whole": sorted(set(whole)), "spare": sorted(set(spare))}
    raise hold(by, Order(Decision.Deed.ERASE, what, members, Right.RECALL), reason=reason)


def pending(home: Home | None = None) -> list[int]:
    """Decisions to erase that were confirmed and not carried out, and 0 where something around the database is left."""
    decided = set(Withdrawal.objects.filter(deed=Withdrawal.Deed.ERASE).values_list("decision_id", flat=True))
    left = [0] if home is not None and around.begun(home) else []
    return sorted(decided - _said("carries")) + left


def finish(home: Home) -> list[Done]:
    """Carry out every erasure that was decided, and go on with one that was stopped. What each did."""
    done = []
    for number in pending():
        if number in pending():  # the first of several records of one person takes the others along
            done.append(_carry(home, Withdrawal.objects.select_related("decision__by").get(pk=number)))
    compact = around.finish(home, destroyed()) if around.begun(home) else True
    return [replace(each, compact=compact) for each in done]


def replay(home: Home, *, first: bool = False) -> int:
    """On a database that was brought back from before: erase again all whose tombstones are here. How many records that were.

    The tombstones come first, by whoever brings the database back; a second call does nothing. With `first`, a source that was
    erased or blanked goes whole unless what is known of others rests on it: it may have names that were learnt only later.
    """
    stones = {what: set[str]() for what in ("record", "source", "text")}
    for what, digest in Tombstone.objects.filter(what__in=stones).values_list("what", "digest"):
        stones[what].add(digest)
    erased = set(Withdrawal.objects.filter(deed=Withdrawal.Deed.ERASE).values_list("record_id", flat=True))
    people = [each for each in _ids(Record) if each not in erased and tombstone(home, each) in stones["record"]]
    known = {each: tombstone(home, each) for each in _ids(Source)}
    spoke = {each for each, digest in known.items() if digest in stones["text"]}
    gone = {each for each, digest in known.items() if digest in stones["source"]}
    if not people and not (first and (spoke or gone)):
        return 0
    made = plan(people)
    made.whole |= gone | (_free(spoke, made) if first else set())
    made.blanked = (made.blanked | spoke) - made.whole
    by = User.objects.order_by("-is_active", "-is_superuser", "pk").first()
    if by is None:
        raise ClaimsError(_("Expected an account in the database that was brought back; there is none."))
    with transaction.atomic():
        rows_ = [_row(by, each) for each in people]
        _empty(home, made, by, rows_)
    around.finish(home, destroyed())
    return len(people)


def _free(sources: Collection[str], made: Plan) -> set[str]:
    """Those of some sources on which nothing rests that is known of others."""
    resting = Citation.objects.exclude(proposal__in=made.proposals)
    held = set(resting.values_list("proposal__reading__version__capture__source_id", flat=True))
    return set(sources) - held


def destroyed() -> set[int]:
    """The ledger entries whose proof was destroyed, as the decisions say that destroyed it."""
    return _said("destroyed")


def tombstone(home: Home, thing: str) -> str:
    """The keyed digest of an id: ids are random, so that no list of names confirms anything, with the key neither."""
    return hmac.new(home.derive(PURPOSE), thing.encode(), sha256).hexdigest()


def _carry(home: Home, row: Withdrawal) -> Done:
    if bare():
        raise RuntimeError(
            "Expected all tables of the desk to search through; open the home with 'bare=False' to erase."
        )
    members = cluster(row.record_id)
    asked = Prepared.objects.filter(deed=Decision.Deed.ERASE, state=Prepared.State.CONFIRMED, records=row.record_id)
    order = asked.order_by("pk").values_list("order", flat=True).last() or {}
    made = plan(members, whole=order.get("whole", ()), spare=order.get("spare", ()))
    decided = Withdrawal.objects.filter(record__in=members, deed=Withdrawal.Deed.ERASE)
    with transaction.atomic():
        return _empty(home, made, row.decision.by, sorted(decided.values_list("decision_id", flat=True)))


def _empty(home: Home, made: Plan, by: User, carries: Sequence[int]) -> Done:
    """Everything in the database, the deed that says so, and the tombstones; the guards stand again before it ends."""
    with triggers.lowered():
        blanked = texts.blank(made)
        gone = rows.empty(made)
        gone.entries |= around.naming(home, made.finder)
        values = texts.sweep(made)
        Session.objects.all().delete()
        DBTaskResult.objects.exclude(finished_at=None).delete()
    counts = {name: count for name, count in sorted(gone.counts.items()) if count}
    payload = {"carries": list(carries), "counts": counts, "destroyed": sorted(gone.entries)}
    closing = _entered(by, payload)
    kinds = {"record": made.records, "part": made.parts, "claim": made.claim_ids()}
    kinds |= {"source": made.whole, "text": made.blanked}
    Tombstone.objects.bulk_create(
        (
            Tombstone(decision=closing, what=what, digest=tombstone(home, each))
            for what, its in kinds.items()
            for each in sorted(its)
        ),
        ignore_conflicts=True,
    )
    around.begin(home, gone.objects)
    return Done(carries[0] if carries else closing.pk, counts, blanked, values)


def _entered(by: User, payload: Mapping[str, object]) -> Decision:
    """The decision that closes an erasure. Two people decided before; who then carries it out need not be here any more."""
    made = append("decision.erase", {**payload, "by": by.pk})
    at, deed = made.entry.at, Decision.Deed.ERASE
    return Decision.objects.create(entry=made.entry, deed=deed, by=by, at=at, salt=made.salt, payload=made.payload)


def _row(by: User, record: str) -> int:
    made = _entered(by, {"record": record, "replayed": True})
    Withdrawal.objects.create(decision=made, record_id=record, deed=Withdrawal.Deed.ERASE)
    return made.pk


def _said(what: str) -> set[int]:
    """All numbers that decisions to erase list under a word."""
    found = Decision.objects.filter(deed=Decision.Deed.ERASE).exclude(payload="").values_list("payload", flat=True)
    return {int(number) for payload in found for number in json.loads(payload).get(what, ())}


def _ids(model: type[Record] | type[Source]) -> Iterable[str]:
    return model._default_manager.values_list("pk", flat=True).iterator()
