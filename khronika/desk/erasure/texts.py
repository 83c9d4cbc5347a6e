"""Take a name out of texts that stay: every character becomes '█', so the passages of others stand where they stood.

A passage on which only what is erased rests is blanked from end to end, and so are its very words wherever the same text was kept
again. Then every column of every table that holds words is searched for the whole name.
"""

import re
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import CharField, Field, JSONField, Model, TextField

from khronika.desk.accounts.models import Organisation, User
from khronika.desk.claims.models import Citation, Claim, Decision, Mention, Proposal, Ruling
from khronika.desk.claims.portions import portions
from khronika.desk.claims.tables import tables
from khronika.desk.erasure.finder import Finder, Span, blanked, merged
from khronika.desk.erasure.plan import Plan, ids, said
from khronika.desk.sources.alike import LEAST, traits
from khronika.desk.sources.models import Capture, Passage, Source, TextVersion, Trait
from khronika.vocabulary.kind import FieldType
from khronika.vocabulary.kinds import CLAIMS

_LONG_ENOUGH = 12  # characters of a quote that is looked for elsewhere
_CODES = 60  # a column shorter than that holds codes, not words
_COLLEAGUES = frozenset({"auth", "contenttypes", "account", "mfa", "wagtailusers", "ledger"})
_APART = (User, Organisation, TextVersion, Passage, Decision, Session)
_NO_WORDS = frozenset({"by", "obtained_by", "object_name", "sha256", "digest", "payload", "reader", "deed", "within"})


def blank(made: Plan) -> int:
    """Take the name out of the texts of sources that stay, with what only it was about; how many texts that changed."""
    finder, free, changed = made.finder, said(made), 0
    cited = Passage.objects.filter(pk__in=made.passages | made.shared)
    mine = list(cited.values_list("pk", "version_id", "start", "end", "quote"))
    quotes = {quote for pk, *_, quote in mine if pk in made.passages and len(quote) >= _LONG_ENOUGH}
    for version in TextVersion.objects.filter(capture__source__in=made.blanked).iterator(chunk_size=50):
        spans = finder.spans(version.text, known=True)
        spans += [(start, end) for pk, its, start, end, _ in mine if its == version.pk and pk in made.passages]
        shared = [(start, end) for pk, its, start, end, _ in mine if its == version.pk and pk in made.shared]
        spans += _inside(version.text, free, shared)
        spans += _everywhere(version.text, quotes)
        changed += _put(version, blanked(version.text, merged(spans)))
    for model, rows in (
        (Source, Source.objects.filter(pk__in=made.blanked)),
        (Capture, Capture.objects.filter(source__in=made.blanked)),
    ):
        for name in ("title", "publisher", "url", "origin", "thread", "problem"):
            if name in {each.name for each in model._meta.local_fields}:
                _values(rows.values_list("pk", name), model, name, finder)
    return changed


def sweep(made: Plan) -> int:
    """Take the whole name out of every column that holds words; how many values that changed. After all else was emptied."""
    finder = made.finder
    changed = _said_here(made, finder)
    for model in apps.get_models():
        label = model._meta.app_label
        if label in _COLLEAGUES or model in _APART or model._meta.proxy or not model._meta.managed:
            continue
        for column in model._meta.local_concrete_fields:
            changed += _column(model, column, finder)
    _indexed()
    return changed


def _column(model: type[Model], column: Field, finder: Finder) -> int:  # type: ignore[type-arg]
    changed, rows = 0, model._default_manager.order_by()
    if column.primary_key or column.name in _NO_WORDS or column.choices:
        return 0
    if isinstance(column, JSONField):
        for pk, value in rows.values_list("pk", column.name).iterator():
            made = finder.without(value)
            if made is not value:
                changed += rows.filter(pk=pk).update(**{column.name: made})
    elif isinstance(column, (CharField, TextField)) and (column.max_length or _CODES) >= _CODES:
        for value in rows.values_list(column.name, flat=True).distinct().iterator():
            made = finder.without(value) if value else value
            if made != value:
                changed += rows.filter(**{column.name: value}).update(**{column.name: made})
    return changed


def _said_here(made: Plan, finder: Finder) -> int:
    """In sources that spoke of them a surname alone is theirs: in what was proposed of others there, decided, and is claimed."""
    here = Proposal.objects.filter(reading__version__capture__source__in=made.blanked)
    mentions = Mention.objects.filter(reading__version__capture__source__in=made.blanked).exclude(kind="Person")
    changed = _values(here.values_list("pk", "values"), Proposal, "values", finder)
    changed += _values(Ruling.objects.filter(proposal__in=here).values_list("pk", "values"), Ruling, "values", finder)
    changed += _values(mentions.values_list("pk", "name"), Mention, "name", finder)
    claims = ids(Citation.objects.filter(proposal__in=here), "claim_id")
    for group in portions(claims):
        for kind in set(Claim.objects.filter(pk__in=group).values_list("kind", flat=True)) - {"Name"}:
            for name in (each.name for each in CLAIMS[kind].fields if each.type in (FieldType.LINE, FieldType.TEXT)):
                rows = tables()[kind].objects.filter(pk__in=group).values_list("pk", name)
                changed += _values(rows, tables()[kind], name, finder)
    return changed


def _values(rows: Iterable[tuple[object, object]], model: type[Model], column: str, finder: Finder) -> int:
    changed = 0
    for pk, value in list(rows):
        made = finder.without(value, known=True)
        if made is not value and made != value:
            changed += model._default_manager.filter(pk=pk).update(**{column: made})
    return changed


def _put(version: TextVersion, text: str) -> int:
    """Keep a blanked text; its passages say what stands there now, and what it is alike to is reckoned anew."""
    if text == version.text:
        return 0
    TextVersion.objects.filter(pk=version.pk).update(text=text)
    for passage in Passage.objects.filter(version=version):
        before, after = len(passage.prefix), len(passage.suffix)
        passage.quote = text[passage.start : passage.end]
        passage.prefix = text[max(0, passage.start - before) : passage.start] if before else ""
        passage.suffix = text[passage.end : passage.end + after]
        passage.save(update_fields=("quote", "prefix", "suffix"))
    if Trait.objects.filter(version=version).exists():
        Trait.objects.filter(version=version).delete()
        fresh = traits(text) if len(text) >= LEAST else []
        Trait.objects.bulk_create(Trait(value=value, version=version) for value in fresh)
    return 1


def _inside(text: str, words: Iterable[str], places: Iterable[Span]) -> Iterator[Span]:
    """Where some words stand within some places."""
    wanted = [re.compile(rf"(?<!\w){re.escape(each)}(?!\w)", re.IGNORECASE) for each in words]
    for start, end in places:
        for pattern in wanted:
            yield from (found.span() for found in pattern.finditer(text, start, end))


def _everywhere(text: str, quotes: Iterable[str]) -> Iterator[Span]:
    for quote in quotes:
        at = text.find(quote)
        while at >= 0:
            yield at, at + len(quote)
            at = text.find(quote, at + 1)


def _indexed() -> None:
    """Have the full-text tables of the pages' own search made again from their rows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'INSERT INTO "{name}"("{name}") VALUES(\'rebuild\')')
