"""Programmes that exist are asked what new ones ask of people in training."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F

# As they were when this was written; questions.py may reword them for new programmes.
ROUTES = [
    {"id": "pgce", "label": "PGCE at a university"},
    {"id": "school_led", "label": "School Direct or SCITT, training in schools"},
    {
        "id": "undergraduate",
        "label": "A degree with teacher training, such as a BA or BEd with QTS",
    },
    {"id": "apprenticeship", "label": "Teaching apprenticeship"},
    {"id": "other_route", "label": "Another way"},
]
QUESTIONS = (
    ("route", "one", "How are you training to teach?", "", ROUTES),
    (
        "provider",
        "text",
        "Who are you training with?",
        "Your university, college or group of schools.",
        [],
    ),
    (
        "course_year",
        "number",
        "Which year of your course are you in?",
        "A whole number. 1 if this is your first year.",
        [],
    ),
    ("intended_phases", "several", "Which ages do you hope to teach?", "", None),
)


def ask(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    """Put the questions after the role, in programmes that ask the standard ones."""
    Question = apps.get_model("programmes", "Question")
    phases = {q.programme_id: q for q in Question.objects.filter(key="phases", retired_at=None)}
    asked = {(q.programme_id, q.key) for q in Question.objects.only("programme_id", "key")}
    for before in Question.objects.filter(key="role_title", retired_at=None):
        programme_id = before.programme_id
        new = [each for each in QUESTIONS if (programme_id, each[0]) not in asked]
        later = Question.objects.filter(programme_id=programme_id, place__gt=before.place)
        later.update(place=F("place") + len(new))
        own_phases = phases[programme_id].options if programme_id in phases else []
        for place, (key, kind, label, hint, options) in enumerate(new, start=before.place + 1):
            if key == "intended_phases" and not own_phases:
                continue
            Question.objects.create(
                programme_id=programme_id,
                key=key,
                kind=kind,
                label=label,
                hint=hint,
                options=own_phases if options is None else options,
                place=place,
            )


class Migration(migrations.Migration):
    dependencies = [("programmes", "0002_sign_up")]

    operations = [migrations.RunPython(ask, migrations.RunPython.noop)]
