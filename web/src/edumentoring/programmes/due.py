"""What this room does from time to time."""

from datetime import timedelta

from edumentoring.common.clock import every
from edumentoring.programmes.models import Programme
from edumentoring.programmes.operations import refile


@every(timedelta(hours=24))
def refile_everybody() -> int:
    """Put people in order again whose own name, or whose school's, changed elsewhere."""
    return sum(refile(programme) for programme in Programme.objects.current())
