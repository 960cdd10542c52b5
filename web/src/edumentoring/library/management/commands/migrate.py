"""Django's own command, which makes a new database in a third of the time.

Wagtail's tables come before ours: each of its two hundred steps draws a picture of every model
there is so far, and the fewer there are, the better. And in a new database a step that only adds
a model, an index or a constraint does not draw all others anew: Django does so in case somebody
looks back at them from an earlier step, which takes longer with every model, and made a first
start wait for more than half a minute.
"""

from contextlib import AbstractContextManager
from typing import Any
from unittest.mock import patch

from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ModelState, ProjectState

FIRST = (
    "wagtailcore",
    "wagtailadmin",
    "wagtaildocs",
    "wagtailimages",
    "wagtailsearch",
    "wagtailusers",
)


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        if options["app_label"] or not _is_new(options["database"]):
            super().handle(*args, **options)
            return
        with _drawing_only_what_is_new():
            for label in FIRST:
                super().handle(*args, **{**options, "app_label": label, "run_syncdb": False})
            super().handle(*args, **options)


def _is_new(database: str) -> bool:
    recorder = MigrationRecorder(connections[database])
    return not any(app == "wagtailcore" for app, _name in recorder.applied_migrations())


def _drawing_only_what_is_new() -> AbstractContextManager[Any]:
    """For the length of a `with`: what is added is drawn, and what was drawn is left as it is.

    `test_migrating.py` compares the tables with those of the models.
    """
    return patch.multiple(ProjectState, add_model=_add_model, _append_option=_append_option)


def _add_model(state: Any, model: ModelState) -> None:
    key = model.app_label, model.name_lower
    state.models[key] = model
    if state._relations is not None:  # noqa: SLF001 - as Django's own does
        state.resolve_model_relations(key)
    if "apps" in state.__dict__:  # it was drawn before
        state.apps.render_multiple([model])


def _append_option(state: Any, app: str, name: str, option: str, added: Any) -> None:
    model = state.models[app, name]
    model.options[option] = [*model.options.get(option, []), added]
    if "apps" in state.__dict__:
        drawn = state.apps.get_model(app, name)._meta  # noqa: SLF001
        setattr(drawn, option, [*getattr(drawn, option), added])
