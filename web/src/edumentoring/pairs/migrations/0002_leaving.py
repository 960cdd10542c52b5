from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pairs", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="pair",
            name="ends_at",
            field=models.DateTimeField(
                help_text="When it ends because one of the two left, unless they stay after all.",
                null=True,
            ),
        ),
    ]
