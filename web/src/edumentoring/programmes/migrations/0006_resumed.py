from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0005_pausing"),
    ]

    operations = [
        migrations.AddField(
            model_name="programme",
            name="resumed_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When the last pause ended: reminders count from there.",
                null=True,
            ),
        ),
    ]
