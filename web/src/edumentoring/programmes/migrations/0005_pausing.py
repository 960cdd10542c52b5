from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0004_joined'),
    ]

    operations = [
        migrations.AddField(
            model_name='participant',
            name='paused_until',
            field=models.DateField(blank=True, help_text='The day they come back by themselves.', null=True),
        ),
        migrations.AddField(
            model_name='participant',
            name='trained_until',
            field=models.DateField(blank=True, help_text='The last day the training counts; empty is for good.', null=True),
        ),
        migrations.AddConstraint(
            model_name='participant',
            constraint=models.CheckConstraint(condition=models.Q(('paused_until', None), ('state', 'paused'), _connector='OR'), name='only_paused_people_come_back'),
        ),
    ]
