from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_address_change'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='letters',
            field=models.CharField(choices=[('now', 'As it happens'), ('weekly', 'One letter a week'), ('off', 'Only what I need to know')], default='now', help_text='How often they let us write; letters they need come in any case.', max_length=6),
        ),
    ]
