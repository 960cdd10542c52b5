from django.db import migrations


def keep_what_was_chosen(apps, _schema):
    """Whoever wanted no reminders in any programme is reminded in none: the safe side."""
    apps.get_model('people', 'User').objects.filter(
        participations__wants_reminders=False
    ).update(letters='off')


def split_again(apps, _schema):
    apps.get_model('programmes', 'Participant').objects.filter(user__letters='off').update(
        wants_reminders=False
    )


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_letters'),
        ('programmes', '0009_removed_note'),
    ]

    operations = [
        migrations.RunPython(keep_what_was_chosen, split_again),
        migrations.RemoveField(model_name='participant', name='wants_reminders'),
    ]
