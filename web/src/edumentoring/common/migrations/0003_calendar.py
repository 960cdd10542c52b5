from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("common", "0002_holding"),
    ]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="calendar",
            field=models.TextField(
                blank=True,
                default="",
                help_text="An invitation or its cancelling, as calendars read it.",
            ),
            preserve_default=False,
        ),
    ]
