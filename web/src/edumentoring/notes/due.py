"""What the clock does for notes."""

from datetime import timedelta

from edumentoring.common.clock import every
from edumentoring.notes import operations

every(timedelta(hours=12))(operations.drop_removed)
