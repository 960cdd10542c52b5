"""What this room does by the clock."""

from datetime import timedelta

from edumentoring.common.clock import every
from edumentoring.stories import operations

every(timedelta(minutes=1))(operations.by_the_clock)
every(timedelta(hours=12))(operations.drop_unconfirmed)
