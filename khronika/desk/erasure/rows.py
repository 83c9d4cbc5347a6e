"""Empty the database of a person, in the caller's transaction: rows about them go, texts keep their length, the ledger is not touched.

What proves an entry (payload and salt) is destroyed wherever it speaks of them; the numbers of these entries are given back, so that
the deed that destroyed them can say so and nobody else can.
"""

import hmac
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.db.models import Model, Q, QuerySet

from khronika.desk.accounts.models import Change
from khronika.desk.claims.models import (
    Address,
    Alarm,
    Citation,
    Claim,
    Clearance,
    Consent,
    Decision,
    Embargo,
    Handover,
    Judgement,
    Mention,
    Prepared,
    Proposal,
    Pseudonym,
    Reading,
    Record,
    Risk,
    Ruling,
    Withdrawal,
)
from khronika.desk.claims.portions import portions
from khronika.desk.claims.tables import tables
from khronika.desk.erasure import beside
from khronika.desk.erasure.finder import BLANK
from khronika.desk.erasure.plan import IDS, Plan, ids
from khronika.desk.opened import current
from khronika.desk.sources.informant import sealer
from khronika.desk.sources.models import (
    Capture,
    Informant,
    Likeness,
    Parcel,
    Passage,
    Pledge,
    Question,
    Source,
    TextVersion,
    Trait,
    Viewing,
)

_CALLING = (
    Decision.Deed.HIDE,
    Decision.Deed.LIFT,
    Decision.Deed.WITHDRAW,
    Decision.Deed.ERASE,
)  # orders with ids alone
_OWN = frozenset({Withdrawal.Deed.ERASE})


@dataclass(slots=True)
class Gone:
    """What an erasure took: objects of the vault whose keys are destroyed, entries without their proof, and counts."""

    objects: set[str] = field(default_factory=set)
    entries: set[int] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def empty(made: Plan) -> Gone:
    """Empty all rows of a plan but the texts that are only blanked, which `texts` has done before."""
    gone = Gone()
    _decisions(made, gone)
    for source in sorted(made.whole):
        _whole(source, gone)
    for source in sorted(made.blanked):
        _captures(Capture.objects.filter(source=source), gone, all_of_it=False)
    _parcels(made, gone)
    _informants(made, gone)
    _protection(made, gone)
    beside.empty(made, gone)
    _claims(made, gone)
    _records(made, gone)
    return gone


def remove(gone: Gone, model: type[Model], column: str, wanted: Iterable[Any]) -> None:
    """Remove the rows whose column is one of these; references are looked at when the transaction ends."""
    for group in portions(set(wanted)):
        _remove(gone, model._default_manager.filter(**{f"{column}__in": group}))


def _remove(gone: Gone, rows: QuerySet[Any]) -> None:
    name = rows.model._meta.model_name or ""
    gone.counts[name] += rows.order_by()._raw_delete(rows.db)


def _decisions(made: Plan, gone: Gone) -> None:
    """Destroy what proves every decision that speaks of the person, by id or by name, the one that erases apart."""
    finder, wanted = made.finder, made.ids()
    own = set(Withdrawal.objects.filter(deed__in=_OWN).values_list("decision_id", flat=True))
    own |= set(Prepared.objects.filter(deed=Decision.Deed.ERASE).values_list("decision_id", flat=True))
    rows = Decision.objects.exclude(payload="").exclude(pk__in=own).values_list("pk", "payload", "reason")
    found = {
        pk
        for pk, payload, reason in rows.iterator()
        if not wanted.isdisjoint(IDS.findall(payload)) or finder.names(reason) or finder.names(payload)
    }
    _destroy(Decision, found, gone, reason="")
    changes = Change.objects.exclude(payload="").exclude(reason="").values_list("pk", "reason")
    _destroy(Change, {pk for pk, reason in changes if finder.names(reason)}, gone, reason="")


def _destroy(model: type[Model], found: Collection[int], gone: Gone, **more: object) -> None:
    for group in portions(found):
        model._default_manager.filter(pk__in=group).update(payload="", salt=b"", **more)
    gone.entries |= set(found)


def _whole(source: str, gone: Gone) -> None:
    """A source with its texts, what was read in them, and who told us; what stays is an id."""
    versions = ids(TextVersion.objects.filter(capture__source=source), "pk")
    readings = ids(Reading.objects.filter(version__in=versions), "pk")
    proposals = ids(Proposal.objects.filter(reading__in=readings), "pk")
    remove(gone, Proposal.passages.through, "proposal", proposals)
    remove(gone, Ruling, "proposal", proposals)
    remove(gone, Citation, "proposal", proposals)
    remove(gone, Proposal, "pk", proposals)
    remove(gone, Mention, "reading", readings)
    remove(gone, Reading, "pk", readings)
    remove(gone, Clearance, "passage", ids(Passage.objects.filter(version__in=versions), "pk"))
    remove(gone, Passage, "version", versions)
    remove(gone, Trait, "version", versions)
    remove(gone, TextVersion, "pk", versions)
    captures = Capture.objects.filter(source=source)
    told = ids(captures, "informant_id")
    _remove(gone, Question.objects.filter(Q(source=source) | Q(capture__in=captures)))
    _remove(gone, Likeness.objects.filter(Q(other=source) | Q(own=source) | Q(capture__in=captures)))
    for model in (Clearance, Embargo, Viewing):
        remove(gone, model, "source", [source])
    Consent.objects.filter(source=source).update(source=None)
    _captures(captures, gone, all_of_it=True)
    used = ids(Capture.objects.filter(informant__in=told), "informant_id")
    remove(gone, Informant, "pk", told - used)
    Source.objects.filter(pk=source).update(title=BLANK, publisher="", url="", language="", published="", kind="")


def _captures(rows: QuerySet[Capture], gone: Gone, *, all_of_it: bool) -> None:
    """Let go of the original bytes and their key; of a source that goes whole, of all that was said of the capture too."""
    found = list(rows.values_list("pk", "object_name", "sha256", "entry", "payload", "parcel_id"))
    gone.objects |= {name for _, name, *_ in found if name}
    gone.entries |= {entry for *_, entry, payload, _ in found if entry and payload}
    gone.counts["original"] += sum(bool(name) for _, name, *_ in found)
    digests = {digest for _, _, digest, *_ in found if digest}
    Pledge.objects.filter(sha256__in=digests).delete()
    blank: dict[str, Any] = {"sha256": "", "object_name": "", "object_key": b"", "payload": "", "salt": b"", "size": 0}
    if all_of_it:
        words = ("problem", "origin", "media_type", "url", "published", "thread", "within")
        blank |= {**dict.fromkeys(words, ""), "informant": None}
        Parcel.objects.filter(pk__in={parcel for *_, parcel in found if parcel}).update(problem="")
    rows.update(**blank)
    if all_of_it:
        parcels = {parcel for *_, parcel in found if parcel}
        shared = ids(Capture.objects.filter(parcel__in=parcels).exclude(sha256=""), "parcel_id")
        Parcel.objects.filter(pk__in=parcels - shared).update(name=BLANK)


def _parcels(made: Plan, gone: Gone) -> None:
    """What waits to be taken out of a parcel goes, where it is the same bytes or the parcel is called after them."""
    finder, found = made.finder, set[str]()
    for parcel in Parcel.objects.exclude(object_name=""):
        if parcel.object_name in gone.objects or finder.reaches(parcel.name):
            found.add(parcel.pk)
            gone.objects.add(parcel.object_name)
    Parcel.objects.filter(pk__in=found).update(object_name="", object_key=b"", state=Parcel.State.DONE)


def _informants(made: Plan, gone: Gone) -> None:
    """The person may have told us something themselves: the digest by which a sender is known again would confirm a guess."""
    home = current()
    seal = sealer(home) if home else None
    if seal is None:
        return
    plain = {" ".join(name.split()).casefold() for name in made.names}
    digests = {hmac.new(seal.key, each.encode(), sha256).hexdigest() for each in plain}
    found = ids(Informant.objects.filter(digest__in=digests), "pk")
    Capture.objects.filter(informant__in=found).update(informant=None)
    remove(gone, Informant, "pk", found)


def _protection(made: Plan, gone: Gone) -> None:
    """Consents, embargoes, pseudonyms, judged names, clearances, marks, addresses; and what was prepared."""
    doomed = made.doomed()
    for model in (Consent, Embargo, Pseudonym, Alarm, Risk, Address, Clearance):
        remove(gone, model, "record", doomed)
    for model in (Embargo, Clearance):
        remove(gone, model, "claim", made.claim_ids())
    remove(gone, Clearance, "passage", made.passages)
    waited = ids(Prepared.objects.filter(records__in=doomed).exclude(deed__in=_CALLING), "pk")
    remove(gone, Prepared.records.through, "prepared", waited)
    remove(gone, Prepared, "pk", waited)
    for handover in Handover.objects.all():
        if not doomed.isdisjoint(handover.records):
            left = [each for each in handover.records if each not in doomed]
            Handover.objects.filter(pk=handover.pk).update(records=left)


def _claims(made: Plan, gone: Gone) -> None:
    for kind, wanted in made.claims.items():
        remove(gone, tables()[kind], "claim", wanted)
    everything = made.claim_ids()
    remove(gone, Citation, "claim", everything)
    remove(gone, Citation, "proposal", made.proposals)
    remove(gone, Claim, "pk", everything)
    remove(gone, Ruling, "proposal", made.proposals)
    remove(gone, Proposal.passages.through, "proposal", made.proposals)
    remove(gone, Proposal.passages.through, "passage", made.passages)
    remove(gone, Proposal, "pk", made.proposals)
    remove(gone, Mention, "pk", made.mentions)
    remove(gone, Passage, "pk", made.passages)


def _records(made: Plan, gone: Gone) -> None:
    """What was about them goes; they themselves stay as an id that says nothing, for the erasure to be told of."""
    for side in ("left", "right"):
        remove(gone, Judgement, side, made.parts)
    remove(gone, Withdrawal, "record", made.parts)
    remove(gone, Prepared.records.through, "record", made.parts)
    remove(gone, Record, "pk", made.parts)
