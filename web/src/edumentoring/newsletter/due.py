"""What the clock does here."""

from datetime import timedelta

from edumentoring.common.clock import every
from edumentoring.newsletter import carrying, operations

every(timedelta(seconds=10))(operations.begin_due)
every(timedelta(minutes=1))(carrying.set_doubtful_aside)
every(timedelta(hours=1))(operations.follow_people)
every(timedelta(hours=6))(operations.thank_mentors)
every(timedelta(hours=12))(operations.forget_unanswered)
