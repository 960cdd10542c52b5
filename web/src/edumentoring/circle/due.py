"""What the clock does here."""

from datetime import timedelta

from edumentoring.circle import operations
from edumentoring.common.clock import every

every(timedelta(hours=1))(operations.end_what_is_over)
every(timedelta(days=1))(operations.drop_removed_sheets)
