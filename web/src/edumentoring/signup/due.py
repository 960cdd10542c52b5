"""What the clock does for sign-ups."""

from datetime import timedelta

from edumentoring.common.clock import every
from edumentoring.signup import operations

every(timedelta(seconds=2))(operations.take_in_sign_ups)
every(timedelta(minutes=15))(operations.try_again)
every(timedelta(minutes=30))(operations.remind)
every(timedelta(hours=6))(operations.forget_drafts)
