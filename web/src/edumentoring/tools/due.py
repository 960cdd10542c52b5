"""What the clock does for the tools."""

from datetime import timedelta

from edumentoring.common.clock import every
from edumentoring.tools import operations

every(timedelta(days=1))(operations.drop_removed)
