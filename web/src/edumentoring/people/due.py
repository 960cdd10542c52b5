"""What this room does from time to time."""

from datetime import timedelta

from edumentoring.common.clock import every
from edumentoring.people import operations

every(timedelta(seconds=20))(operations.blank_last_letters)
every(timedelta(minutes=1))(operations.write_down)
every(timedelta(hours=24))(operations.blank_old_letters)
every(timedelta(hours=24))(operations.drop_old_sign_ins)
every(timedelta(hours=24))(operations.drop_old_sessions)
every(timedelta(hours=24))(operations.drop_old_address_changes)
