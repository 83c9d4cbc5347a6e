"""Every text that goes out is cleaned here: names of withheld people are replaced unless an editor said that nobody is meant.

What nobody has judged is replaced too, and asked about: a press does not go on before it is answered.
"""

import re
from dataclasses import dataclass, replace

from khronika.press.answers import Answers, Question, Sorted, asked
from khronika.press.readings import undo
from khronika.press.sweep import MARK, Hit, Sweep, replaced

_JOINTS = re.compile("[-/]")


@dataclass(frozen=True, slots=True)
class _Judged:
    """A text that names somebody: its digest, how it was read, and the names in it by what was said of them."""

    digest: str
    read: str
    said: Sorted


class Cleaner:
    """Cleans the texts of one draft; each text is looked at once."""

    def __init__(self, sweep: Sweep, answers: Answers) -> None:
        self.sweep, self.answers = sweep, answers
        self.replaced: list[str] = []
        self.questions: dict[str, Question] = {}
        self.allowed: dict[str, list[Hit]] = {}
        self._judged: dict[str, _Judged] = {}
        self._cleaned: dict[str, str] = {}

    def clean(self, text: str, place: str) -> str:
        """A text without withheld names; what was replaced is noted with its place."""
        if text not in self._cleaned:
            self._cleaned[text] = self._judge(text, place)
        elif text in self._judged:
            self._note(text, place)
        return self._cleaned[text]

    def _judge(self, text: str, place: str) -> str:
        read, hits = self._read(text)
        if not hits:
            return text
        digest = self.answers.digest(text)
        self._judged[text] = _Judged(digest, read, self.answers.sort(digest, hits))
        self._note(text, place)
        gone = self._judged[text].said.gone
        return replaced(read, gone) if gone else text

    def _read(self, text: str) -> tuple[str, list[Hit]]:
        """A text as it is, or with its codes undone where a name is hidden in them; and the names in it."""
        hits, undone = self.sweep.hits(text), undo(text)
        hidden = self.sweep.hits(undone) if undone != text else []
        return (undone, hidden) if hidden else (text, hits)

    def _note(self, text: str, place: str) -> None:
        judged = self._judged[text]
        digest, said = judged.digest, judged.said
        if said.gone:
            self.replaced.append(place)
        if said.open:
            known = self.questions.get(digest)
            if known is None:
                self.questions[digest] = asked(digest, place, judged.read, said.open)
            elif place not in known.places:
                self.questions[digest] = replace(known, places=(*known.places, place))
        if said.kept:
            self.allowed[judged.read] = said.kept

    def quote(self, around: tuple[str, str, str], place: str) -> tuple[str, str, str]:
        """A quote with what stands before and after it: a name may run over its edge, so the whole stretch is judged.

        The words around go where a name among them does.
        """
        before, quote, after = around
        whole = before + quote + after
        cleaned = self.clean(whole, place)
        judged = self._judged.get(whole)
        if judged and judged.read != whole:  # the places of the quote are lost
            return "", self.clean(quote, place) if self._read(quote)[1] else quote, ""
        said = judged.said if judged else Sorted([], [], [])
        start, end = len(before), len(before) + len(quote)
        shifted = [_shift(hit, start, end) for hit in said.gone if hit.start < end and hit.end > start]
        left = replaced(quote, shifted)
        known = [_shift(hit, start, end) for hit in said.kept if hit.start < end and hit.end > start]
        if not shifted and known:
            self.allowed.setdefault(quote, []).extend(known)
        alone = self.sweep.hits(left)
        if alone and whole not in self._judged:
            self.allowed[quote] = alone  # the words around say who it is
        elif any(shifted or not any(_within(hit, each) for each in known) for hit in alone):
            left = self.clean(left, place)
        return ("", left, "") if cleaned != whole else (before, left, after)

    def pieces(self, pieces: tuple[str, ...], place: str) -> tuple[str, ...]:
        """A text in pieces, each without withheld names: a name may run over their edges, so the whole is judged.

        A name is replaced where it begins. Where the whole had to be read otherwise than it stands, the first piece has all of it.
        """
        whole = "".join(pieces)
        cleaned, judged = self.clean(whole, place), self._judged.get(whole)
        if judged is None or (cleaned == whole and not judged.said.kept):
            return pieces
        if judged.read != whole:
            return (cleaned, *[""] * (len(pieces) - 1))
        found, start = [], 0
        for piece in pieces:
            found.append(self._piece(piece, start, judged.said))
            start += len(piece)
        return tuple(found)

    def _piece(self, piece: str, start: int, said: Sorted) -> str:
        end = start + len(piece)
        known = [_shift(hit, start, end) for hit in said.kept if hit.start < end and hit.end > start]
        alone = [hit for hit in self.sweep.hits(piece) if any(_within(hit, each) for each in known)]
        if alone:
            self.allowed.setdefault(piece, []).extend(alone)
        out, last = [], start
        for hit in sorted(said.gone, key=lambda hit: hit.start):
            if hit.start >= end or hit.end <= last:
                continue
            out.append(piece[max(last - start, 0) : max(hit.start - start, 0)])
            out.append(MARK if hit.start >= start else "")
            last = min(hit.end, end)
        return "".join([*out, piece[last - start :]])

    def address(self, address: str, titles: tuple[str, ...]) -> bool:
        """Whether an address may stay: it names nobody, or nobody but whom its titles were found not to mean."""
        words = _JOINTS.sub(" ", address)
        hits = self.sweep.hits(words)
        fine = {record for title in titles for hit in self.allowed.get(title, ()) for record in hit.records}
        if any(not fine.issuperset(hit.records) for hit in hits):
            return False
        if hits:
            self.allowed[words] = hits
        return True


def _shift(hit: Hit, start: int, end: int) -> Hit:
    return Hit(max(hit.start, start) - start, min(hit.end, end) - start, hit.records)


def _within(hit: Hit, known: Hit) -> bool:
    return known.start <= hit.start and hit.end <= known.end and set(hit.records) <= set(known.records)
