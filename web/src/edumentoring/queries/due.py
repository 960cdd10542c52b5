"""What this room does by the clock."""

from datetime import timedelta

from edumentoring.common.clock import every
from edumentoring.queries.operations import close_answered

every(timedelta(hours=6))(close_answered)
