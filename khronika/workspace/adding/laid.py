"""What was filled in by hand, put together as facts on one passage, proposed and decided at once by the same person."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from khronika.desk.accounts.models import User
from khronika.desk.claims.decide import Answer, decide
from khronika.desk.claims.models import Decision, Record
from khronika.desk.claims.propose import Fact, Mentioned, propose
from khronika.desk.sources.models import TextVersion
from khronika.workspace.adding.find import Who

READER = "person"
_LONGEST = 60  # letters of a key


@dataclass(slots=True)
class Laid:
    """The facts while they are put together, and who or what each speaks of: kind, name, record."""

    span: tuple[int, int] = (0, 0)
    meant: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)

    def add(self, kind: str, key: str, values: Mapping[str, object], dates: tuple[str, str] = ("", "")) -> None:
        """One fact, with the values that are given."""
        said = {name: value for name, value in values.items() if value not in (None, "")}
        self.facts.append(Fact(kind, key, said, (self.span,), *dates))

    def meet(self, key: str, who: Who) -> str:
        """The record of somebody, made where it is new, with the name as a fact."""
        if who.record:
            self.meant[key] = (who.kind, who.name, who.record)
            return who.record
        made = Record.objects.create(kind=who.kind)
        self.meant[key] = (who.kind, who.name, made.pk)
        self.add("Name", key, {"text": who.name})
        return str(made.pk)

    def spoken(self, who: Who) -> str:
        """The record of what a field names; what is new is made once, in however many fields it stands."""
        key = f"{who.kind}:{who.name}"[:_LONGEST]
        if who.record:
            return who.record
        return self.meant[key][2] if key in self.meant else self.meet(key, who)

    def decided(self, by: User, version: TextVersion) -> Decision:
        """Propose the facts on a text and accept them."""
        keys = {fact.subject for fact in self.facts}
        mentions = [Mentioned(key, kind, name) for key, (kind, name, _id) in self.meant.items() if key in keys]
        made = propose(version, mentions, self.facts, reader=READER, by=by).proposals.order_by("number")
        rows = made.values_list("id", "subject__key")
        return decide(by, [Answer(each, meant=self.meant[key][2]) for each, key in rows])
