"""What is prepared, said in words with links: the same on the list of what waits, on the first page and in the ledger."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khronika.desk.claims.models import Decision, Prepared
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
        case Decision.Deed.CLEARANCE:
            count = len(what["targets"])
            return ngettext(
                "set {count} thing to the level ‘{level}’", "set {count} things to the level ‘{level}’", count
            ).format(count=count, level=level(what["level"]))
        case Decision.Deed.JUDGEMENT:
            return _("judge two records: {verdict}").format(verdict=verdict(what["verdict"]))
    return _("take the mark ‘at risk’ away")


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
