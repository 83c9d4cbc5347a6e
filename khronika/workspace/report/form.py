"""A report's form: what was chosen as plain values, and what else can be chosen beside it. Nothing that was ticked is lost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from khronika.desk.advocacy.models import RecommendationDetails
from khronika.desk.register.models import Text
from khronika.press.errors import PressError
from khronika.press.report import choose
from khronika.press.report.asked import Asked, Plan
from khronika.workspace.adding.find import looked_for
from khronika.workspace.naming import Names

MOST = 400  # of one kind that are offered at once
LONG = 180  # letters of a wording
_FOUND = ("Person", "Demand", "JointStatement")


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be chosen; `words` are what it says."""

    id: str
    name: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Options under a heading, which is empty where they have none in common."""

    heading: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """All that is offered; `found` says whether what was looked for was met."""

    mechanisms: tuple[tuple[str, str], ...]
    sessions: tuple[tuple[str, str], ...]
    recommendations: tuple[Group, ...]
    demands: tuple[Option, ...]
    cases: tuple[Option, ...]
    found: bool


def read(post: QueryDict, report: str) -> Plan:
    """The plan as it stands in a form. Raises PressError for a limit that is no number."""

    def one(name: str, longest: int = 40) -> str:
        return post.get(name, "").strip()[:longest]

    def many(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each[:12] for each in post.getlist(name)))

    limit = one("limit") or "0"
    if not (limit.isascii() and limit.isdigit() and len(limit) < 8):
        said = _("Expected how many words are allowed, such as 2815, or nothing for no limit; got ‘%(limit)s’.")
        raise PressError(said % {"limit": limit})
    asked = Asked(
        one("since"),
        one("until"),
        one("known"),
        one("mechanism", 12),
        one("session", 12),
        many("recommendation"),
        many("demand"),
        many("case"),
    )
    return Plan(one("title", 600), one("language"), int(limit), asked, report)


def choices(plan: Plan, words: str, tongue: str) -> Choices:
    """What can be chosen beside what is; `words` are looked for among people, demands and statements."""
    asked, names = plan.asked, Names(tongue)
    met = looked_for(_FOUND, words) if words else ()
    names.learn(each.record for each in met)
    kinds = {kind: [each.record for each in met if names.kinds.get(each.record) == kind] for kind in _FOUND}
    offered = choose.recommendations(asked.session, asked.mechanism) if asked.session or asked.mechanism else ()
    recommendations = _once(asked.recommendations, offered)
    of_statements = [demand for each in kinds["JointStatement"] for demand in choose.demands(each)]
    demands = _once(asked.demands, kinds["Demand"], of_statements, choose.linked(asked.recommendations))
    cases = _once(asked.cases, kinds["Person"], choose.people((*asked.demands, *asked.recommendations)))
    mechanisms, sessions = _once(choose.known("Mechanism")), _once(choose.known("Session"))
    names.learn((*recommendations, *demands, *cases, *mechanisms, *sessions))
    said = _said((*recommendations, *demands), tongue)
    return Choices(
        tuple((each, names(each)) for each in mechanisms),
        tuple((each, names(each)) for each in sessions),
        _grouped(_options(recommendations, asked.recommendations, names, said)),
        _options(demands, asked.demands, names, said),
        _options(cases, asked.cases, names, said),
        bool(met) or not words,
    )


def _once(*lists: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for its in lists for each in its))[:MOST]


def _options(ids: Iterable[str], chosen: Iterable[str], names: Names, said: Mapping[str, str]) -> tuple[Option, ...]:
    ticked = set(chosen)
    return tuple(Option(each, names(each), said.get(each, ""), each in ticked) for each in ids)


def _grouped(options: tuple[Option, ...]) -> tuple[Group, ...]:
    """By topic, those without one last."""
    rows = RecommendationDetails.objects.filter(
        claim__known_until=None, claim__subject__in=[each.id for each in options]
    )
    topics = dict(rows.exclude(topic="").values_list("claim__subject_id", "topic"))
    headings = sorted({topics.get(each.id, "") for each in options}, key=lambda each: (not each, each.casefold()))
    groups = [Group(each, tuple(one for one in options if topics.get(one.id, "") == each)) for each in headings]
    unnamed = _("Without a topic") if len(groups) > 1 else ""
    return tuple(each if each.heading else Group(unnamed, each.options) for each in groups)


def _said(ids: Iterable[str], tongue: str) -> dict[str, str]:
    """The words of demands and recommendations, in the reader's language where they are there."""
    rows = Text.objects.filter(
        claim__known_until=None, claim__subject__in=list(ids), role__in=("recommendation", "demand")
    )
    found: dict[str, tuple[bool, str]] = {}
    for record, language, words in rows.order_by("claim__known_from").values_list(
        "claim__subject_id", "language", "text"
    ):
        own = language != tongue, _short(words)
        if record not in found or (found[record][0] and not own[0]):
            found[record] = own
    return {record: words for record, (_foreign, words) in found.items()}


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= LONG else plain[:LONG].rsplit(" ", 1)[0] + " …"
