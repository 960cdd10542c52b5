"""What the clock does for goals."""

from datetime import timedelta

from edumentoring.common.clock import every
from edumentoring.goals import operations

every(timedelta(days=1))(operations.drop_removed)
