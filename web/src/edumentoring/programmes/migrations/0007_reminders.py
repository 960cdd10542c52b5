from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0006_resumed'),
    ]

    operations = [
        migrations.AddField(
            model_name='participant',
            name='wants_reminders',
            field=models.BooleanField(default=True, help_text='May be reminded of what waits for them; their own choice.'),
        ),
    ]
