import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0003_ask_trainees"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="participant",
            name="joined_into",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                help_text="The same person's other sign-up, which goes on for both.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="joined",
                to="programmes.participant",
            ),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.CheckConstraint(
                condition=Q(joined_into=None) | Q(state="left"), name="whoever_is_joined_has_left"
            ),
        ),
        migrations.CreateModel(
            name="NotTheSame",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="not_the_same_1",
                        to="programmes.participant",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="not_the_same_2",
                        to="programmes.participant",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("one", "other"), name="said_once_of_two"),
                    models.CheckConstraint(
                        condition=Q(one__lt=F("other")), name="the_earlier_of_two_stands_first"
                    ),
                ],
            },
        ),
    ]
