"""Why something stays inside, in the words of the desk: the gate's reasons in the language of the person who reads."""

from django.utils.translation import gettext as _

from khronika.vocabulary.kind import Level
from khronika.vocabulary.terms import label
from khronika.workspace.language import language

_EMBARGO = "it is under embargo until "


def reason(said: str) -> str:
    """A reason of the gate as a sentence."""
    if said.startswith("its level is "):
        level = Level(said.rsplit(" ", 1)[1])
        return _("Its level is ‘%(level)s’.") % {"level": label(f"level.{level}", language())}
    if said.startswith(_EMBARGO):
        return _("It is under embargo until %(day)s.") % {"day": said.removeprefix(_EMBARGO)}
    known = {
        "it speaks of a record that is not cleared for this audience": _(
            "It speaks of somebody or something that is not cleared."
        ),
        "no whole chain to a source is cleared for this audience": _("None of its sources is cleared."),
        "it speaks of a record none of whose names goes out": _("It speaks of a record whose name is not cleared."),
    }
    return known.get(said, said)
