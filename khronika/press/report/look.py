"""The last look at a document before it leaves: every byte of it is searched for withheld people, as an edition is.

It may be the author's own words that name somebody; the sentence then says where, and not whom.
"""

from collections.abc import Collection

from khronika.press.answers import Question, Seen
from khronika.press.bearers import WORD
from khronika.press.errors import PressError
from khronika.press.report.gather import Gathered
from khronika.press.searched import Search

NAME = "report.docx"
SHOWN = 3


class Named(PressError):
    """Somebody who is withheld may be named in the document; `questions` are for an editor at the desk."""

    def __init__(self, questions: tuple[Question, ...]) -> None:
        self.questions = questions
        seen = [each.seen[0] for each in questions if each.seen]
        bare = {word.casefold() for each in questions for one in each.seen for word in WORD.findall(one.name)}
        places = "; ".join(f"“{_around(each, bare)}”" for each in seen[:SHOWN])
        super().__init__(
            f"Expected a document without the name of anybody who is withheld; {len(questions)} may be named in it: {places}. "
            "Say it otherwise there, or have an editor judge it with 'khronika alarms'; nothing was made."
        )


def _around(seen: Seen, bare: Collection[str]) -> str:
    """What stands around a name, without any name that was found."""
    words = f"{seen.before[-40:]} … {seen.after[:40]}"
    return " ".join(WORD.sub(lambda each: "…" if each[0].casefold() in bare else each[0], words).split())


class Look(Search):
    """A search through the bytes of one file."""

    def bytes(self, data: bytes, path: str) -> tuple[Question, ...]:
        """What is found."""
        if self.sweep.withheld.beside:
            self._data(data, path)
        return tuple(self.found.values())


def look(data: bytes, gathered: Gathered) -> None:
    """Raise Named where somebody who is withheld is named in a document."""
    projection = gathered.projection
    search = Look(gathered.sweep, projection.answers, lambda: [projection.cleaner.allowed])
    if found := search.bytes(data, NAME):
        raise Named(found)
