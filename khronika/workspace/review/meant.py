"""Who a mention may be. A close match is only suggested: a person decides by accepting or choosing."""

from collections.abc import Mapping

from khronika.desk.claims.judge import same
from khronika.desk.claims.models import Mention
from khronika.desk.register.candidates import candidates
from khronika.vocabulary.kinds import RECORDS
from khronika.workspace.naming import Names
from khronika.workspace.review.model import CHOOSE, KNOWN, LINK, NEW, Candidate, Meant

SAME, SIMILAR = 0.9, 0.35
SHOWN = 5


class Guide:
    """Suggests who mentions are, asking once a name."""

    def __init__(self, names: Names, standing: Mapping[str, str] | None = None) -> None:
        """Take the names of this request, and who stands for whom where it is known already."""
        self.names = names
        self.standing = same() if standing is None else standing
        self.asked: dict[tuple[str, str], Meant] = {}

    def meant(self, mention: Mention) -> Meant | None:
        """Who is meant by a mention, or what to suggest; None for a kind that has no names."""
        if mention.record_id:
            return Meant(KNOWN, mention.record_id, self.names(mention.record_id))
        if not RECORDS[mention.kind].named:
            return None
        key = (mention.kind, mention.name)
        if key not in self.asked:
            self.asked[key] = self._suggest(*key)
        return self.asked[key]

    def _suggest(self, kind: str, name: str) -> Meant:
        found = self.search(kind, name)
        alike = [each for each in found if each.percent >= SAME * 100]
        if len(alike) == 1:
            return Meant(LINK, alike[0].record, alike[0].name, found)
        similar = any(each.percent >= SIMILAR * 100 for each in found)
        return Meant(CHOOSE if similar else NEW, candidates=found)

    def search(self, kind: str, name: str, limit: int = SHOWN) -> tuple[Candidate, ...]:
        """Records that a name may mean, best first; those judged the same are shown once."""
        best: dict[str, Candidate] = {}
        for each in candidates(kind, name, limit=limit, language=self.names.language):
            record = self.standing.get(each.record, each.record)
            if record not in best:
                best[record] = Candidate(record, each.name, int(each.score * 100), each.reason)
        return tuple(best.values())
