"""A verdict on invented people, told by one source or by several."""

from tests.desk.making import ANNA, HOUSE, Said, accept, kept, lay, named, publish

COURT, PLACE, PROVISION = ("Organization", "District Court"), ("Place", "Sampletown"), ("LegalProvision", "Article 1")
TRIAL, ACT = ("Proceeding", "trial"), ("Act", "arrest")
DETAILS = Said("ProceedingDetails", TRIAL, {"defendant": ANNA, "proceeding_kind": "criminal"})
CHARGE = Said("Charge", TRIAL, {"provision": PROVISION})
JUDGMENT = Said("Judgment", TRIAL, {"court": COURT, "verdict": "convicted"}, start="2021-03-04")
PENALTY = Said("SentenceComponent", TRIAL, {"sentence_type": "imprisonment", "amount": "4", "unit": "years"})
ARREST = Said("ActDetails", ACT, {"victim": ANNA, "act_type": "arrest", "place": PLACE}, start="2021-01-01")
POSITION = Said(
    "Membership", ANNA, {"organization": HOUSE, "role": "chairwoman"}, quote="Anna Sample of the Example House"
)


def told(*said: Said, title: str = "Court in Sampletown", meant: dict | None = None, clear: bool = True, **source: str):
    """A source on which these facts are accepted and, if wanted, cleared."""
    version = kept(title=title, **source)
    proposals = lay(version, *said)
    accept(proposals, meant)
    if clear:
        publish(version)
    return version, proposals


def trial(**options):
    """One source that tells of a trial and an arrest."""
    names = [named(each) for each in (ANNA, HOUSE, COURT, PLACE, PROVISION)]
    return told(*names, POSITION, DETAILS, CHARGE, JUDGMENT, PENALTY, ARREST, **options)
