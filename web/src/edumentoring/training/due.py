"""What the clock does here."""

from datetime import timedelta

from edumentoring.common.clock import every
from edumentoring.training import operations

every(timedelta(minutes=30))(operations.remind_of_tomorrow)
every(timedelta(minutes=5))(operations.drop_those_who_left)
every(timedelta(hours=6))(operations.drop_old_asks)
every(timedelta(hours=24))(operations.forget_guests)
