"""By itself: PostgreSQL alters no table in the transaction that has just removed rows of it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("queries", "0002_concerns_of_their_own")]

    operations = [migrations.RemoveField(model_name="query", name="is_concern")]
