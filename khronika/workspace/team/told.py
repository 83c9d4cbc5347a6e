"""What is prepared, said in words with links: the same on the list of what waits, on the first page and in the ledger."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khronika.desk.claims.models import Clearance, Decision, Prepared
from khronika.vocabulary.terms import label
from khronika.workspace.language import language
from khronika.workspace.naming import Names


@dataclass(frozen=True, slots=True)
class Linked:
    """A record to look at: its id and name."""

    id: str
    name: str


def verdict(value: str) -> str:
    """A judgement's verdict in words."""
    words = {"same": _("the same"), "different": _("different"), "unsure": _("nobody can say")}
    return words.get(value, value)


def level(value: str) -> str:
    """A level in words."""
    return label(f"level.{value}", language())


def order(prepared: Prepared) -> str:
    """What would be done, without names."""
    what: Mapping = prepared.order
    match prepared.deed:
        case Decision.Deed.CLEARANCE if len(what["targets"][0]) > 3:
            return based(what["targets"])
        case Decision.Deed.CLEARANCE:
            count = len(what["targets"])
            return ngettext(
                "set {count} thing to the level ‘{level}’", "set {count} things to the level ‘{level}’", count
            ).format(count=count, level=level(what["level"]))
        case Decision.Deed.JUDGEMENT:
            return _("judge two records: {verdict}").format(verdict=verdict(what["verdict"]))
        case Decision.Deed.HANDOVER:
            sentence = ngettext(
                "give an export about {count} person to {recipient}, as the level ‘{level}’ may see it",
                "give an export about {count} people to {recipient}, as the level ‘{level}’ may see it",
                what["people"],
            )
            return sentence.format(count=what["people"], recipient=what["recipient"], level=level(what["audience"]))
        case Decision.Deed.CONSENT | Decision.Deed.EMBARGO | Decision.Deed.PSEUDONYM:
            return protected(prepared.deed, what)
        case deed if deed in _BACK:
            return back(deed)
    return _("take the mark ‘at risk’ away")


_BACK = ("hide", "lift", "withdraw", "erase")


def back(deed: str) -> str:
    """A deed that calls somebody back, in words."""
    words = {
        "hide": _("hide a record, which is done and waits to be confirmed"),
        "lift": _("let out again what was hidden or withdrawn"),
        "withdraw": _("withdraw a record"),
        "erase": _("erase a person for good"),
    }
    return words[deed]


def based(targets: Sequence) -> str:
    """What two people let out, and why they may."""
    count, (*_rest, basis, where) = len(targets), targets[0]
    if basis == Clearance.Basis.SOURCE_WITHHELD:
        said = ngettext(
            "publish {count} claim with its source withheld",
            "publish {count} claims with their sources withheld",
            count,
        )
        return said.format(count=count)
    said = ngettext(
        "publish {count} claim as made public by the person: {where}",
        "publish {count} claims as made public by the person: {where}",
        count,
    )
    return said.format(count=count, where=where)


def protected(deed: str, what: Mapping) -> str:
    """What a deed that protects somebody says, in words."""
    if deed == Decision.Deed.EMBARGO:
        return _("keep inside until {day}").format(day=what["until"]) if what["until"] else _("lift an embargo")
    if deed == Decision.Deed.PSEUDONYM:
        return _("call by a pseudonym: {text}").format(text=what["text"]) if what["text"] else _("show a name again")
    if "ends" in what:
        return _("end the consent {number}").format(number=what["ends"])
    topic = label(f"topic.{what['topic']}", language()) if what["topic"] else _("The name itself")
    return _("record a consent: {topic}, by {by}").format(topic=topic, by=what["given_by"])


def state(value: str) -> str:
    """The state of something prepared, in words."""
    words = {
        "waiting": _("waits for a second person"),
        "confirmed": _("confirmed"),
        "refused": _("refused"),
        "alone": _("done by one person, waits for review"),
        "reviewed": _("done by one person, reviewed"),
    }
    return words.get(value, value)


def linked(ids: Iterable[str], names: Names) -> tuple[Linked, ...]:
    """Records with their names, in the order of the names."""
    wanted = list(ids)
    names.learn(wanted)
    return tuple(sorted((Linked(each, names(each)) for each in wanted), key=lambda each: each.name.casefold()))


def about(prepared: Sequence[Prepared], names: Names) -> dict[int, tuple[Linked, ...]]:
    """For each thing prepared, the records at risk that it is about; a judgement has both of its records."""
    found = {}
    for each in prepared:
        pair = [each.order["left"], each.order["right"]] if each.deed == Decision.Deed.JUDGEMENT else []
        found[each.pk] = linked(pair or [record.id for record in each.records.all()], names)
    return found
