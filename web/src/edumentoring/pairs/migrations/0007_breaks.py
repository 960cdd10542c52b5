"""Each break its own row: whoever asked for one ends theirs, and no other."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


def keep_breaks(apps, schema_editor):
    """The one break a pair could have until now."""
    Pair = apps.get_model("pairs", "Pair")
    Break = apps.get_model("pairs", "Break")
    paused = Pair.objects.filter(state="paused")
    Break.objects.bulk_create(
        Break(
            pair=pair,
            by=pair.paused_by,
            back_on=pair.back_on,
            note=pair.pause_note,
            at=pair.paused_at or django.utils.timezone.now(),
        )
        for pair in paused.select_related("paused_by")
    )


def give_back(apps, schema_editor):
    """The break of one of the two, where there is one; the desk's where there is not."""
    Break = apps.get_model("pairs", "Break")
    for one in Break.objects.select_related("pair").order_by(models.F("by").asc(nulls_first=True)):
        one.pair.paused_by_id, one.pair.pause_note = one.by_id, one.note
        one.pair.save(update_fields=["paused_by", "pause_note"])


class Migration(migrations.Migration):
    dependencies = [
        ("pairs", "0006_course_of_a_pair"),
        ("programmes", "0010_letters"),
    ]

    operations = [
        migrations.CreateModel(
            name="Break",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "from_everything",
                    models.BooleanField(
                        default=False,
                        help_text="They rest in the whole programme; it ends when they are back.",
                    ),
                ),
                ("back_on", models.DateField(null=True)),
                (
                    "note",
                    models.CharField(
                        blank=True, help_text="A kind word to the partner.", max_length=300
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        help_text="One of the two; nobody where a coordinator let them rest.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="breaks",
                        to="programmes.participant",
                    ),
                ),
                (
                    "pair",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="breaks",
                        to="pairs.pair",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pair", "by", "from_everything"), name="one_break_of_a_kind_each"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("by", None)),
                        fields=("pair",),
                        name="one_break_of_the_desk",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_everything", False), ("by__isnull", False), _connector="OR"
                        ),
                        name="only_people_rest_from_everything",
                    ),
                ],
            },
        ),
        migrations.RunPython(keep_breaks, give_back, elidable=True),
        migrations.RemoveField(model_name="pair", name="pause_note"),
        migrations.RemoveField(model_name="pair", name="paused_by"),
        migrations.AlterField(
            model_name="pair",
            name="back_on",
            field=models.DateField(
                help_text="When the last of its breaks is over; empty where that is not known.",
                null=True,
            ),
        ),
    ]
