"""What the clock does for looking back."""

from datetime import timedelta

from edumentoring.common.clock import every
from edumentoring.rhythm.nudging import offer_what_is_due

every(timedelta(hours=6))(offer_what_is_due)
