"""The typed tables are the declaration as columns, and relations point toward the evidence."""

import pytest
from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models

from khronika.desk.claims.models import Claim, Detail, Record
from khronika.desk.claims.tables import table, tables
from khronika.vocabulary.kind import Field, FieldType
from khronika.vocabulary.kinds import CLAIMS

ORDER = ("ledger", "accounts", "sources", "claims", "register", "advocacy", "solidarity", "newsroom")
COLUMNS = {
    FieldType.LINE: models.CharField,
    FieldType.TEXT: models.TextField,
    FieldType.TERM: models.CharField,
    FieldType.LANGUAGE: models.CharField,
    FieldType.DATE: models.CharField,
    FieldType.INTEGER: models.BigIntegerField,
    FieldType.DECIMAL: models.DecimalField,
    FieldType.RECORD: models.ForeignKey,
}
LONGEST = {FieldType.LINE: 1000, FieldType.TERM: 60, FieldType.LANGUAGE: 20, FieldType.DATE: 40}
OURS = [model for label in ORDER for model in apps.get_app_config(label).get_models()]


def columns(kind: str) -> list[models.Field]:
    return [each for each in table(kind)._meta.fields if each.name != "claim"]


@pytest.mark.parametrize("kind", CLAIMS)
def test_a_table_has_the_declared_fields_in_their_order_and_no_other(kind: str) -> None:
    assert [each.name for each in columns(kind)] == [field.name for field in CLAIMS[kind].fields]


@pytest.mark.parametrize(("kind", "field"), [(kind, field) for kind in CLAIMS for field in CLAIMS[kind].fields])
def test_a_column_is_as_its_field_is_declared(kind: str, field: Field) -> None:
    column = table(kind)._meta.get_field(field.name)
    assert type(column) is COLUMNS[field.type]
    worded = isinstance(column, models.CharField | models.TextField)
    assert column.null == (not field.required and not worded), "what was not said is null, of words empty"
    assert column.blank == (not field.required and worded)
    if field.type in LONGEST:
        assert column.max_length == LONGEST[field.type]
    if field.type is FieldType.RECORD:
        assert column.related_model is Record
        assert column.remote_field.on_delete is models.PROTECT


@pytest.mark.parametrize("kind", CLAIMS)
def test_a_table_lies_in_the_app_that_owns_its_kind_and_is_keyed_by_the_claim(kind: str) -> None:
    meta = table(kind)._meta
    assert meta.app_label == CLAIMS[kind].owner
    assert issubclass(table(kind), Detail)
    assert (meta.pk.name, meta.pk.related_model, meta.pk.remote_field.on_delete) == ("claim", Claim, models.PROTECT)


def test_there_is_a_table_for_every_kind_and_for_nothing_else() -> None:
    assert tables().keys() == CLAIMS.keys()
    assert {model.__name__ for model in OURS if issubclass(model, Detail)} == CLAIMS.keys()


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_no_relation_points_to_a_later_app(model: type[models.Model]) -> None:
    for field in model._meta.get_fields():
        ours = field.is_relation and field.model._meta.app_label in ORDER and field not in model._meta.private_fields
        if ours and not field.auto_created and field.related_model is not None:
            target = field.related_model._meta.app_label
            assert target in ("auth", "wagtailcore", *ORDER[: ORDER.index(model._meta.app_label) + 1]), (
                f"{field} points on"
            )


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_no_model_points_to_just_anything(model: type[models.Model]) -> None:
    assert [field for field in model._meta.private_fields if isinstance(field, GenericForeignKey)] == []
    related = {each.related_model._meta.label for each in model._meta.fields if each.is_relation}
    assert "contenttypes.ContentType" not in related or model._meta.app_label == "newsroom"


def test_no_record_of_the_register_is_a_page_of_the_content_system() -> None:
    from wagtail.models import Page

    assert [model for model in OURS if issubclass(model, Page) and model._meta.app_label != "newsroom"] == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_deleting_one_row_never_deletes_another(model: type[models.Model]) -> None:
    cascading = [
        field.name
        for field in model._meta.fields
        if field.is_relation and field.remote_field.on_delete is models.CASCADE
    ]
    assert cascading == [] or model._meta.app_label == "newsroom"
