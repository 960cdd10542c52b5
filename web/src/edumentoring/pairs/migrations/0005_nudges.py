import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pairs', '0003_course'),
        ('programmes', '0010_letters'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Nudge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(help_text="What it is about, for example 'meeting'.", max_length=40)),
                ('key', models.CharField(help_text='The same key is told once.', max_length=120)),
                ('line', models.CharField(blank=True, max_length=300)),
                ('url', models.CharField(blank=True, max_length=300)),
                ('due_at', models.DateTimeField(null=True)),
                ('offered_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('told_at', models.DateTimeField(null=True)),
                ('pair', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='nudges', to='pairs.pair')),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='nudges', to='programmes.participant')),
            ],
            options={
                'indexes': [models.Index(fields=['told_at', 'due_at'], name='pairs_nudge_told_at_671d34_idx'), models.Index(fields=['key'], name='pairs_nudge_key_ac57a5_idx')],
                'constraints': [models.UniqueConstraint(fields=('participant', 'key'), name='nudged_once_about_each')],
            },
        ),
        migrations.CreateModel(
            name='Reminded',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(null=True)),
                ('rests_until', models.DateField(help_text='They have a lot on: no reminder up to and including this day.', null=True)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reminded', to=settings.AUTH_USER_MODEL)),
            ],
        ),
    ]
