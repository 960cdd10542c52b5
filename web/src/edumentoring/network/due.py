"""What the clock does here."""

from datetime import timedelta

from edumentoring.common.clock import every
from edumentoring.network import operations

every(timedelta(minutes=2))(operations.tell_of_messages)
every(timedelta(minutes=15))(operations.tell_mentors)
