"""What this room does from time to time."""

from datetime import timedelta

from edumentoring.common.clock import every
from edumentoring.programmes import operations
from edumentoring.programmes.models import Programme
from edumentoring.programmes.operations import refile


@every(timedelta(hours=24))
def refile_everybody() -> int:
    """Put people in order again whose own name, or whose school's, changed elsewhere."""
    return sum(refile(programme) for programme in Programme.objects.current())


# A day begins at another moment in each time zone, so these look often.
every(timedelta(minutes=5))(operations.resume_what_is_due)
every(timedelta(minutes=5))(operations.bring_back_who_is_due)
every(timedelta(minutes=30))(operations.end_old_training)
every(timedelta(hours=1))(operations.delete_removed_notes)
every(timedelta(minutes=1))(operations.let_in_everywhere)
