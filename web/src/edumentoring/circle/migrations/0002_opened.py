import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def carry_over(apps, _schema_editor):
    """Goals that were open to somebody stay open to them."""
    open_goal, opened = (apps.get_model("circle", name) for name in ("OpenGoal", "Opened"))
    rows = open_goal.objects.select_related("goal", "member__pair__mentee")
    opened.objects.bulk_create(
        opened(
            member_id=row.member_id,
            kind="goal",
            key=str(row.goal.code),
            by_id=row.member.pair.mentee.user_id,
            opened_at=row.opened_at,
        )
        for row in rows.iterator()
    )


class Migration(migrations.Migration):

    dependencies = [
        ('circle', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='opengoal',
            name='opened_to_a_member_once',
        ),
        migrations.CreateModel(
            name='Opened',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.SlugField(max_length=20)),
                ('key', models.CharField(max_length=40)),
                ('until', models.DateField(help_text='The last day; empty is as long as they help.', null=True)),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(help_text='Whose it is to give: the mentee, or the writer of a note.', on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='opened', to='circle.member')),
            ],
            options={
                'ordering': ['opened_at', 'pk'],
                'indexes': [models.Index(fields=['kind', 'key'], name='circle_open_kind_b1defc_idx')],
                'constraints': [models.UniqueConstraint(fields=('member', 'kind', 'key'), name='opened_to_a_member_once')],
            },
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.DeleteModel(
            name='OpenGoal',
        ),
    ]
