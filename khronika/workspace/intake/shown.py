"""What became of what was handed in, in sentences, for one page: few questions to the database however much it was."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khronika.desk.claims.models import Proposal, Reading
from khronika.desk.sources.models import Capture, Likeness, Parcel, Question
from khronika.workspace.sentences import told

FAILED = 20  # failures that are listed of a parcel that holds many
_State = Parcel.State


@dataclass(frozen=True, slots=True)
class Alike:
    """A text that joined, or may belong to, another source."""

    id: int
    source: str
    title: str
    percent: int
    joined: bool
    others: int


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was handed in. `state` is good, fault or busy; `done` of `total` say how far a long one is."""

    id: str
    name: str
    state: str
    sentence: str
    source: str = ""
    stopped: bool = False
    done: int = 0
    total: int = 0
    alike: tuple[Alike, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()


def lines(parcels: Sequence[Parcel]) -> list[Line]:
    """The lines of some parcels."""
    looked = _Looked(parcels)
    return [looked.line(parcel) for parcel in parcels]


class _Looked:
    """What the database knows of some parcels."""

    def __init__(self, parcels: Sequence[Parcel]) -> None:
        single = [each.pk for each in parcels if sum(_numbers(each).values()) <= 1]
        many = [each.pk for each in parcels if each.pk not in single]
        self.captures: dict[str, Capture] = {}
        for capture in Capture.objects.filter(parcel__in=single).select_related("source"):
            self.captures[str(capture.parcel_id)] = capture
        versions = "reading__version__capture__parcel"
        found = Proposal.objects.filter(**{f"{versions}__in": single}).values_list(versions, flat=True)
        self.proposals = Counter(found)
        asked = Question.objects.filter(capture__parcel__in=single)
        self.questions = Counter(asked.values_list("capture__parcel", flat=True))
        self.read = {each: Reading.objects.filter(version__capture__parcel=each).count() for each in many}
        self.failed = {each: _failed(each) for each in many}
        self.alike = _alike(single)

    def line(self, parcel: Parcel) -> Line:
        """The line of one parcel."""
        make = partial(Line, parcel.pk, parcel.name)
        if parcel.state == _State.STOPPED:
            return make("fault", told(parcel.problem), stopped=bool(parcel.object_name))
        numbers, capture = _numbers(parcel), self.captures.get(parcel.pk)
        if parcel.state == _State.DONE and sum(numbers.values()) <= 1:
            return self._single(parcel, capture)
        state = "good" if parcel.state == _State.DONE else "busy"
        done, total = sum(numbers.values()), parcel.total or 0
        sentence = self._many(parcel, numbers)
        return make(state, sentence, done=done, total=max(total, done), failed=self.failed.get(parcel.pk, ()))

    def _single(self, parcel: Parcel, capture: Capture | None) -> Line:
        make = partial(Line, parcel.pk, parcel.name)
        if capture is None:
            here = str(parcel.counts.get("here", ""))
            return make("good", _("Here already; nothing was added."), source=here)
        if capture.outcome == Capture.Outcome.FAILED:
            return make("fault", _("Failed, and kept as a failure: {problem}").format(problem=told(capture.problem)))
        count = self.proposals[parcel.pk]
        sentence = ngettext(
            "Kept and read: {count} proposal waits.", "Kept and read: {count} proposals wait.", count
        ).format(count=count)
        if capture.joined:
            sentence = _("Kept. The same text is here already, so nothing is read twice.")
        more = [
            told(capture.problem),
            _asked(self.questions[parcel.pk]),
            _unsealed(int(parcel.counts.get("unsealed", 0))),
        ]
        sentence = " ".join([sentence, *filter(None, more)])
        return make("good", sentence, source=capture.source_id, alike=self.alike.get(parcel.pk, ()))

    def _many(self, parcel: Parcel, numbers: Counter[str]) -> str:
        done = sum(numbers.values())
        if parcel.state != _State.DONE:
            return _("Kept {done} of about {total}, read {read}.").format(
                done=done, total=max(parcel.total or 0, done) or "…", read=self.read.get(parcel.pk, 0)
            )
        said = [_("Kept {kept}, read {read}.").format(kept=numbers["kept"], read=self.read.get(parcel.pk, 0))]
        for name, sentence in (
            ("joined", _("{count} were here with the same text and joined it.")),
            ("repeated", _("{count} were here already.")),
            ("failed", _("{count} failed and are kept as failures.")),
        ):
            if numbers[name]:
                said.append(sentence.format(count=numbers[name]))
        return " ".join([*said, _unsealed(int(parcel.counts.get("unsealed", 0)))]).strip()


def _numbers(parcel: Parcel) -> Counter[str]:
    counted = ("kept", "repeated", "joined", "failed")
    return Counter({name: int(parcel.counts.get(name, 0)) for name in counted})


def _asked(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "The list leaves {count} question open: see ‘Questions of lists’.",
        "The list leaves {count} questions open: see ‘Questions of lists’.",
        count,
    ).format(count=count)


def _unsealed(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "Who sent it was let go: there is no key to seal it to. Ask for 'khronika doctor'.",
        "Who sent {count} of them was let go: there is no key to seal it to. Ask for 'khronika doctor'.",
        count,
    ).format(count=count)


def _failed(parcel: str) -> tuple[tuple[str, str], ...]:
    found = Capture.objects.filter(parcel=parcel, outcome=Capture.Outcome.FAILED).order_by("entry")
    return tuple((origin, told(problem)) for origin, problem in found.values_list("origin", "problem")[:FAILED])


def _alike(parcels: Sequence[str]) -> dict[str, tuple[Alike, ...]]:
    found: dict[str, list[Alike]] = defaultdict(list)
    states = (Likeness.State.OFFERED, Likeness.State.JOINED)
    rows = Likeness.objects.filter(capture__parcel__in=parcels, state__in=states).select_related("other", "capture")
    places = Counter(
        Capture.objects.filter(source__in={each.other_id for each in rows}).values_list("source_id", flat=True)
    )
    for each in rows:
        joined = each.state == Likeness.State.JOINED
        others = places[each.other_id] - joined
        percent = int(each.ratio * 100)
        found[str(each.capture.parcel_id)].append(
            Alike(each.pk, each.other_id, each.other.title, percent, joined, others)
        )
    return {parcel: tuple(each) for parcel, each in found.items()}
