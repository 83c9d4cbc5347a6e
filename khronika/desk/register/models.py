"""Typed tables of the kinds before Intervention: the declaration in khronika/vocabulary/register.py, as columns (a test compares them)."""

from django.db import models

from khronika.desk.claims.models import Detail, Record


class Name(Detail):
    """A name as it was written; many names belong to one record and none is its key."""

    text = models.CharField(max_length=1000)
    language = models.CharField(max_length=20, blank=True)
    script = models.CharField(max_length=60, blank=True)
    name_kind = models.CharField(max_length=60, blank=True)


class Text(Detail):
    """A text that can be translated; `translates` is the digest of the text it translates."""

    role = models.CharField(max_length=60)
    language = models.CharField(max_length=20)
    text = models.TextField()
    translates = models.CharField(max_length=1000, blank=True)


class PersonDetails(Detail):
    """Dates and places of a life; every claim says the part that its source says."""

    gender = models.CharField(max_length=60, blank=True)
    birth = models.CharField(max_length=40, blank=True)
    birth_place = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    death = models.CharField(max_length=40, blank=True)
    death_place = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = (models.Index(fields=("death", "claim"), name="person_died"),)


class Citizenship(Detail):
    """The country whose citizen someone is, for a time."""

    country = models.ForeignKey(Record, models.PROTECT, related_name="+")


class Occupation(Detail):
    """What someone does for a living, in the words of the source."""

    text = models.CharField(max_length=1000)
    language = models.CharField(max_length=20, blank=True)


class Membership(Detail):
    """A person in an organisation, with the role as it was said and the post where one is recorded."""

    organization = models.ForeignKey(Record, models.PROTECT, related_name="+")
    role = models.CharField(max_length=1000, blank=True)
    post = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")


class Relationship(Detail):
    """What the subject is of another person."""

    other = models.ForeignKey(Record, models.PROTECT, related_name="+")
    relationship = models.CharField(max_length=60)


class Residence(Detail):
    """Where someone lives, for a time."""

    place = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    address = models.CharField(max_length=1000, blank=True)


class Workplace(Detail):
    """Where someone earns a living, for a time."""

    organization = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=1000, blank=True)


class Health(Detail):
    """An illness, an injury or another state of someone's health, for a time."""

    health = models.CharField(max_length=60)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=20, blank=True)


class Help(Detail):
    """Help that someone received, and from whom."""

    help = models.CharField(max_length=60)
    given_by = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    text = models.TextField(blank=True)
    language = models.CharField(max_length=20, blank=True)


class OrganizationDetails(Detail):
    """What kind of organisation it is, where it sits, and of which it is a part."""

    organization_kind = models.CharField(max_length=60)
    seat = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    part_of = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")


class GroupDetails(Detail):
    """How the members of a group are counted, and how many they are said to be."""

    counting_unit = models.CharField(max_length=60)
    size = models.BigIntegerField(null=True)
    bound = models.CharField(max_length=60, blank=True)


class RegistrationState(Detail):
    """What the law of its country says an organisation is, for a time."""

    state = models.CharField(max_length=60)
    authority = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    provision = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")


class PostDetails(Detail):
    """The organisation or place that a post belongs to."""

    organization = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")


class PlaceDetails(Detail):
    """What kind of place it is, the place it lies in, and for a country its code in ISO 3166-1 (two letters)."""

    place_kind = models.CharField(max_length=60, blank=True)
    within = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=1000, blank=True)
    latitude = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    longitude = models.DecimalField(max_digits=16, decimal_places=4, null=True)


class ProvisionDetails(Detail):
    """Law, article and part."""

    law = models.CharField(max_length=1000)
    article = models.CharField(max_length=1000)
    part = models.CharField(max_length=1000, blank=True)
    version = models.CharField(max_length=1000, blank=True)
    previous = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")


class EventDetails(Detail):
    """What kind of event it was, and where."""

    event_type = models.CharField(max_length=60, blank=True)
    place = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")


class EventLink(Detail):
    """How an event is tied to another in a chain of events."""

    other = models.ForeignKey(Record, models.PROTECT, related_name="+")
    link = models.CharField(max_length=60)


class ActDetails(Detail):
    """One victim and one type of act."""

    victim = models.ForeignKey(Record, models.PROTECT, related_name="+")
    act_type = models.CharField(max_length=60)
    place = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    method = models.CharField(max_length=60, blank=True)
    event = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    proceeding = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    provision = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    attribution = models.CharField(max_length=60, blank=True)
    stated_reason = models.TextField(blank=True)
    reason_stated_by = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")


class Involvement(Detail):
    """A perpetrator and the degree of involvement."""

    perpetrator = models.ForeignKey(Record, models.PROTECT, related_name="+")
    degree = models.CharField(max_length=60, blank=True)


class ProceedingDetails(Detail):
    """Who is tried, in what kind of proceeding."""

    defendant = models.ForeignKey(Record, models.PROTECT, related_name="+")
    proceeding_kind = models.CharField(max_length=60)
    case_number = models.CharField(max_length=1000, blank=True)
    event = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")


class Charge(Detail):
    """The provision that a proceeding rests on."""

    provision = models.ForeignKey(Record, models.PROTECT, related_name="+")
    charge_status = models.CharField(max_length=60, blank=True)


class CourtRole(Detail):
    """Who judged, prosecuted, investigated, defended or testified."""

    person = models.ForeignKey(Record, models.PROTECT, related_name="+")
    court_role = models.CharField(max_length=60)
    instance = models.CharField(max_length=60, blank=True)


class Hearing(Detail):
    """One sitting of a court; the claim's dates say the day."""

    court = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    instance = models.CharField(max_length=60, blank=True)
    time = models.CharField(max_length=1000, blank=True)
    hearing_outcome = models.CharField(max_length=60, blank=True)


class Judgment(Detail):
    """What a court decided at one instance; the claim's dates say when."""

    instance = models.CharField(max_length=60, blank=True)
    court = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    verdict = models.CharField(max_length=60, blank=True)


class SentenceComponent(Detail):
    """One penalty, with its amount and unit as pronounced."""

    sentence_type = models.CharField(max_length=60)
    amount = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    unit = models.CharField(max_length=60, blank=True)
    served = models.CharField(max_length=60, blank=True)
    instance = models.CharField(max_length=60, blank=True)


class SentenceChange(Detail):
    """What became of a penalty later: reduced, replaced, lifted, served."""

    change = models.CharField(max_length=60)
    sentence_type = models.CharField(max_length=60)
    amount = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    unit = models.CharField(max_length=60, blank=True)
    court = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")


class SpellDetails(Detail):
    """One uninterrupted time without liberty; the claim's dates say from when until when."""

    person = models.ForeignKey(Record, models.PROTECT, related_name="+")
    ground = models.CharField(max_length=60, blank=True)
    proceeding = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    end_ground = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = (models.Index(fields=("claim", "person", "ground", "end_ground"), name="spell_as_of"),)


class Custody(Detail):
    """Where someone was held during a spell, and under which regime; a transfer is the next such claim."""

    facility = models.ForeignKey(Record, models.PROTECT, related_name="+")
    regime = models.CharField(max_length=60, blank=True)


class Contact(Detail):
    """Whether one kind of contact with the outside was allowed, for a time."""

    contact = models.CharField(max_length=60)
    allowed = models.CharField(max_length=60)


class PunishmentCell(Detail):
    """A time in a punishment cell."""

    cell = models.CharField(max_length=60)
    days = models.BigIntegerField(null=True)
    stated_reason = models.TextField(blank=True)


class StatusDetermination(Detail):
    """A status that organisations determined by a criterion: a decision with a beginning and an end, never a flag."""

    status = models.CharField(max_length=60)
    criterion = models.CharField(max_length=60, blank=True)
    determined_by = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    statement = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    demanded = models.CharField(max_length=60, blank=True)
    end_ground = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = (models.Index(fields=("claim", "status", "end_ground", "determined_by"), name="status_as_of"),)


class Rehabilitation(Detail):
    """Whether a state took back what it had done."""

    rehabilitation = models.CharField(max_length=60)
    authority = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")


class DeliberationDetails(Detail):
    """A frozen dossier on which organisations give their opinions by a rule until a deadline."""

    person = models.ForeignKey(Record, models.PROTECT, related_name="+")
    dossier = models.CharField(max_length=1000, blank=True)
    rule = models.CharField(max_length=60)
    deadline = models.CharField(max_length=40, blank=True)
    outcome = models.CharField(max_length=60, blank=True)
    statement = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")


class Opinion(Detail):
    """What one organisation answered in a deliberation."""

    organization = models.ForeignKey(Record, models.PROTECT, related_name="+")
    person = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    opinion = models.CharField(max_length=60)
    criterion = models.CharField(max_length=60, blank=True)
    demanded = models.CharField(max_length=60, blank=True)
