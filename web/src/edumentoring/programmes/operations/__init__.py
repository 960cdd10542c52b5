"""Every change to a programme and to those in it, each in one transaction with its history.

For the rooms above:

- `enrol` brings somebody in, or up to date; `change_participant` changes what is known of them.
- `take_place(mentor, mentee)` before a pair opens and `give_back_place(mentor, mentee)` when it
  ends or is taken back. Both lock the two rows in order of their keys, count again, and raise
  Refused; the database refuses too. Call them inside the transaction that changes the pair.
- `set_status(participants, status)` when a pair moves on (introduced, paired, waiting).
- `add_question` for a column of a sheet that no question fits.
"""

from edumentoring.programmes.operations.changing import (
    change_participant,
    change_together,
    may_change_account,
    refile,
    undo_change,
)
from edumentoring.programmes.operations.enrolling import enrol, find_or_make_user
from edumentoring.programmes.operations.founding import (
    add_question,
    change_settings,
    create_programme,
)
from edumentoring.programmes.operations.places import give_back_place, set_status, take_place
from edumentoring.programmes.operations.seats import (
    add_coordinator,
    change_role,
    remove_coordinator,
)

__all__ = [
    "add_coordinator",
    "add_question",
    "change_participant",
    "change_role",
    "change_settings",
    "change_together",
    "create_programme",
    "enrol",
    "find_or_make_user",
    "give_back_place",
    "may_change_account",
    "refile",
    "remove_coordinator",
    "set_status",
    "take_place",
    "undo_change",
]
