"""What the clock does for pairs."""

from datetime import timedelta

from edumentoring.common.clock import every
from edumentoring.pairs import gentle, operations

every(timedelta(seconds=20))(operations.send_off_held)
every(timedelta(minutes=2))(operations.note_who_was_told)
every(timedelta(seconds=20))(operations.end_what_was_left)
every(timedelta(seconds=20))(operations.do_planned_ends)
every(timedelta(minutes=30))(operations.ask_once_more)
every(timedelta(minutes=15))(gentle.write_gentle_letters)
every(timedelta(minutes=10))(operations.resume_who_is_due)
every(timedelta(minutes=30))(operations.ask_after_quiet_pairs)
every(timedelta(minutes=1))(operations.part_who_asked)
