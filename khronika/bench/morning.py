"""A day laid out on the day sheet: hearings of invented people, and messages of the day before that were read."""

from datetime import date, timedelta

from khronika.bench import people
from khronika.desk.accounts.models import User
from khronika.desk.claims.decide import NEW, Answer, decide
from khronika.desk.claims.propose import Fact, Mentioned, propose
from khronika.desk.sources.models import Capture, Source
from khronika.desk.sources.note import note
from khronika.workspace.adding.written import written


def hearings(by: User, days: tuple[date, ...], numbers: range) -> None:
    """One hearing on each of these days for each of these people, told by one source and decided."""
    names = [people.person(number) for number in numbers]
    version = written(by, "\n".join(each.be for each in names), title="Hearings")
    span = ((0, len(version.text)),)
    mentions = [Mentioned("court", "Organization", people.court(1).be), Mentioned("law", "LegalProvision", "24.23")]
    facts = [Fact("Name", "court", {"text": people.court(1).be}, span), Fact("Name", "law", {"text": "24.23"}, span)]
    for number, each in enumerate(names):
        who, case = f"p{number}", f"c{number}"
        mentions += [Mentioned(who, "Person", each.be), Mentioned(case, "Proceeding", "")]
        facts += [
            Fact("Name", who, {"text": text, "language": tag}, span) for tag, text in (("be", each.be), ("en", each.en))
        ]
        details = {"defendant": {"mention": who}, "proceeding_kind": "administrative"}
        hearing = {"court": {"mention": "court"}, "time": f"{9 + number % 8:02}:{number % 4 * 15:02}"}
        facts.append(Fact("ProceedingDetails", case, details, span))
        facts.append(Fact("Charge", case, {"provision": {"mention": "law"}}, span))
        facts += [Fact("Hearing", case, hearing, span, str(on), str(on)) for on in days]
    ids = propose(version, mentions, facts, reader="bench", by=by).proposals.order_by("number")
    rows = list(ids.values_list("id", "kind", "subject__key"))
    first = {key: one for one, kind, key in reversed(rows) if kind == "Name"}
    decide(by, [Answer(one, meant=NEW if first.get(key) == one else "") for one, _kind, key in rows])


def read(by: User, told: date, numbers: range) -> None:
    """A message about each of these people that was read: it proposes ten days, and is dated so."""
    for number in numbers:
        name = people.person(number).be
        _tell(note(by, f"{name}: 10.", title=f"Message {number}"), name, told)


def lay(by: User, day: date, size: int) -> date:
    """Both: hearings of a day and of the day before, of which messages tell; that day before."""
    told = day - timedelta(days=1)
    hearings(by, (day, told), range(size))
    read(by, told, range(size))
    return told


def _tell(capture: Capture, name: str, told: date) -> None:
    version = capture.versions.get()
    Source.objects.filter(id=version.capture.source_id).update(published=str(told))
    span = ((0, len(version.text)),)
    details = {"defendant": {"mention": "who"}, "proceeding_kind": "administrative"}
    penalty = {"sentence_type": "administrative_detention", "amount": "10", "unit": "days"}
    facts = [
        Fact("Name", "who", {"text": name}, span),
        Fact("ProceedingDetails", "case", details, span),
        Fact("SentenceComponent", "case", penalty, span),
    ]
    propose(version, [Mentioned("who", "Person", name), Mentioned("case", "Proceeding", "")], facts, reader="bench")
