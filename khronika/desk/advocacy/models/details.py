"""Typed tables of the kinds from Intervention to Award: the declaration as columns (a test compares them)."""

from django.db import models

from khronika.desk.claims.models import Detail, Record


class InterventionDetails(Detail):
    """What somebody did in answer, and where; the claim's dates say when."""

    intervention_type = models.CharField(max_length=60)
    place = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")


class Intervening(Detail):
    """Who acted in answer, and as what."""

    party = models.ForeignKey(Record, models.PROTECT, related_name="+")
    role = models.CharField(max_length=1000, blank=True)


class StatementDetails(Detail):
    """Who published a statement and where; the claim's dates say when."""

    publisher = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")


class Addressee(Detail):
    """Of whom something is asked."""

    party = models.ForeignKey(Record, models.PROTECT, related_name="+")


class Beneficiary(Detail):
    """For whom something is asked or done."""

    party = models.ForeignKey(Record, models.PROTECT, related_name="+")


class Signatory(Detail):
    """Who signed, for which organisation and in which role at signing; from when, and until when if it was withdrawn."""

    person = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    organization = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=1000, blank=True)
    number = models.BigIntegerField(null=True)
    signing = models.CharField(max_length=60, blank=True)
    version = models.CharField(max_length=1000, blank=True)


class DemandDetails(Detail):
    """A demand's place in its statement, its scope, the provision it concerns, and by when it is to be met."""

    statement = models.ForeignKey(Record, models.PROTECT, related_name="+")
    number = models.BigIntegerField()
    scope = models.CharField(max_length=60, blank=True)
    provision = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    deadline = models.CharField(max_length=40, blank=True)


class CarriedDemand(Detail):
    """The earlier demand of which this one is the repetition."""

    earlier = models.ForeignKey(Record, models.PROTECT, related_name="+")


class DemandAssessment(Detail):
    """How far a demand was met on a day, as a whole or for one of those for whom it asks, and by which event."""

    assessment = models.CharField(max_length=60)
    beneficiary = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    assessed_by = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    event = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")


class Response(Detail):
    """What those answered of whom something was asked."""

    response = models.CharField(max_length=60)
    party = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    text = models.TextField(blank=True)
    language = models.CharField(max_length=20, blank=True)


class Concern(Detail):
    """What a demand, a recommendation or an intervention is about."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="+")


class MechanismDetails(Detail):
    """Of which kind a mechanism is, of which body, who holds it, and about which country."""

    mechanism_type = models.CharField(max_length=60)
    body = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    holder = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    about = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")


class SessionDetails(Detail):
    """A session's mechanism, number and cycle, the state that is under review, and where it sits."""

    mechanism = models.ForeignKey(Record, models.PROTECT, related_name="+")
    number = models.BigIntegerField(null=True)
    cycle = models.BigIntegerField(null=True)
    about = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")


class SubmissionDetails(Detail):
    """What was submitted, to which mechanism, for which session, about which country."""

    submission_type = models.CharField(max_length=60, blank=True)
    mechanism = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    session = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    about = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    document = models.CharField(max_length=1000, blank=True)


class CommunicationDetails(Detail):
    """A letter of a mechanism to a state, its number, and by when an answer is due."""

    communication_type = models.CharField(max_length=60, blank=True)
    mechanism = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    about = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    document = models.CharField(max_length=1000, blank=True)
    deadline = models.CharField(max_length=40, blank=True)


class MotionDetails(Detail):
    """What is before a parliament, in which body, under which number."""

    motion_type = models.CharField(max_length=60, blank=True)
    body = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    mechanism = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    document = models.CharField(max_length=1000, blank=True)


class RecommendationDetails(Detail):
    """Who recommended what to which state, at which session, under which number."""

    session = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    mechanism = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    number = models.CharField(max_length=1000, blank=True)
    about = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    recommending = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    topic = models.CharField(max_length=1000, blank=True)


class RecommendationResponse(Detail):
    """Whether the state under review supports a recommendation."""

    recommendation_response = models.CharField(max_length=60)


class Implementation(Detail):
    """How far a recommendation is put into practice, and who says so."""

    implementation = models.CharField(max_length=60)
    assessed_by = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")


class Step(Detail):
    """One step before a body: what it was, who took it, its document, and what is due by when."""

    step = models.CharField(max_length=60)
    body = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=1000, blank=True)
    document = models.CharField(max_length=1000, blank=True)
    deadline = models.CharField(max_length=40, blank=True)


class VoteEvent(Detail):
    """A vote as a whole, with its result."""

    body = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    vote_result = models.CharField(max_length=60)
    yes = models.BigIntegerField(null=True)
    no = models.BigIntegerField(null=True)
    abstain = models.BigIntegerField(null=True)


class Vote(Detail):
    """How one member voted."""

    voter = models.ForeignKey(Record, models.PROTECT, related_name="+")
    vote = models.CharField(max_length=60)


class Position(Detail):
    """What somebody said in public, word by word, on what, and under which condition."""

    text = models.TextField()
    language = models.CharField(max_length=20, blank=True)
    role = models.CharField(max_length=1000, blank=True)
    on = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    stance = models.CharField(max_length=60, blank=True)
    condition_for = models.CharField(max_length=1000, blank=True)


class Award(Detail):
    """A prize or honour: what it is called, who gave it, and who received it for the laureate."""

    title = models.CharField(max_length=1000)
    language = models.CharField(max_length=20, blank=True)
    body = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    accepted_by = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
