"""What the clock does for meetings."""

from datetime import timedelta

from edumentoring.common.clock import every
from edumentoring.meetings import operations

every(timedelta(minutes=30))(operations.invite_to_coming)
