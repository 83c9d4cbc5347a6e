"""Why something stays inside, in the words of the desk: the gate's reasons in the language of the person who reads."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as mark

from khronika.press.gate import Because
from khronika.vocabulary.terms import label
from khronika.workspace.language import language

_SAID: Mapping[str, str] = MappingProxyType(
    {
        Because.HIDDEN: mark("It was called back."),
        Because.ABOUT_HIDDEN: mark("It speaks of somebody or something that was called back."),
        Because.ABOUT_LEVEL: mark("It speaks of somebody or something that is not cleared."),
        Because.ABOUT_UNWILLING: mark("It speaks of somebody who no longer agrees to be named."),
        Because.ABOUT_UNDATED: mark("It speaks of an action whose date is not known, and which may still be to come."),
        Because.NAMING: mark("It is the name of somebody who appears under a pseudonym."),
        Because.COERCED: mark("It is a portrait that somebody was forced to."),
        Because.FACES: mark("Nobody has said whose faces can be seen in the picture."),
        Because.SEEN: mark("Not everybody who can be recognised in the picture has agreed to be shown."),
        Because.PICTURE: mark("Its picture is not there any more."),
        Because.SOURCE: mark("None of its sources is cleared."),
        Because.SOURCE_NAMES: mark("Each of its cleared sources names somebody who appears under a pseudonym."),
        "it speaks of a record none of whose names goes out": mark("It speaks of a record whose name is not cleared."),
    }
)


def reason(said: str) -> str:
    """A reason of the gate as a sentence."""
    if said in _SAID:
        return str(_SAID[said])
    for beginning, sentence in _FURTHER.items():
        if said.startswith(beginning):
            return sentence(said.removeprefix(beginning))
    return said


_FURTHER: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        Because.LEVEL: lambda rest: _("Its level is ‘%(level)s’.") % {"level": label(f"level.{rest}", language())},
        Because.EMBARGO: lambda rest: _("It is under embargo until %(day)s.") % {"day": rest},
        Because.ABOUT_EMBARGO: lambda rest: _("It speaks of something under embargo until %(day)s.") % {"day": rest},
        Because.ABOUT_TO_COME: lambda rest: (
            _("It speaks of an action that is told of from %(day)s on.") % {"day": rest}
        ),
        Because.TOPIC: lambda rest: (
            _("Not everybody it speaks of has agreed to what is about ‘%(topic)s’.")
            % {"topic": label(f"topic.{rest}", language())}
        ),
    }
)
