"""A new database, made the short way, has every table as its model says."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations.state import ProjectState

pytestmark = pytest.mark.django_db

# Wagtail makes the tables of its search by hand, for each database another way.
TABLES = [
    model
    for model in apps.get_models(include_auto_created=True)
    if model._meta.managed and model._meta.app_label != "wagtailsearch"
]


def test_every_column_index_and_constraint_of_a_model_is_in_its_table():
    missing = []
    with connection.cursor() as cursor:
        for model in TABLES:
            meta = model._meta
            table = meta.db_table
            there = {
                one.name for one in connection.introspection.get_table_description(cursor, table)
            }
            missing += [f"{table}.{name}" for name in _columns(model) - there]
            kept = connection.introspection.get_constraints(cursor, table)
            named = {_kept_name(one) for one in (*meta.indexes, *meta.constraints) if _is_made(one)}
            missing += [f"{table}: {name}" for name in named - set(kept)]

    assert missing == []


def _columns(model: type[models.Model]) -> set[str]:
    return {field.column for field in model._meta.local_concrete_fields}


def _kept_name(rule: models.Index | models.BaseConstraint) -> str:
    """PostgreSQL keeps the first 63 letters of a name, and one of taggit's has 64."""
    return rule.name[: connection.ops.max_name_length()]


def _is_made(rule: models.Index | models.BaseConstraint) -> bool:
    """Some rules are another database's, such as a search index of PostgreSQL's own."""
    return not isinstance(rule, models.Index) or rule.__class__ is models.Index


def test_the_short_way_is_left_when_it_is_done():
    usual = ProjectState.add_model, ProjectState._append_option

    call_command("migrate", verbosity=0)

    assert (ProjectState.add_model, ProjectState._append_option) == usual
    assert ProjectState.add_model.__module__ == "django.db.migrations.state"
