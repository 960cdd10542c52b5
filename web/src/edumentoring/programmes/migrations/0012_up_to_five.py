"""The order in which topics are ticked was never asked for; which comes first is, beside them."""

from django.db import migrations

BEFORE, SINCE = "Up to five, the most important first.", "Up to five."


def _say(apps, before, since):
    questions = apps.get_model("programmes", "Question").objects
    questions.filter(key="topics_wanted", hint=before).update(hint=since)


def ask_for_five(apps, schema_editor):
    _say(apps, BEFORE, SINCE)


def ask_as_before(apps, schema_editor):
    _say(apps, SINCE, BEFORE)


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0011_editor"),
    ]

    operations = [
        migrations.RunPython(ask_for_five, ask_as_before),
    ]
