"""Changes to people, how they sign in, how they are forgotten, and the history of it all.

For the rooms above:

- `record` adds a line of history; `line` and `record_all` add many at once; `counted` words an
  amount in one.
- `data_of(user)` is everything kept about somebody; `forget(Scope(user=...), by=...)` lets go
  of it, in one programme where the scope names one. `personal.py` has what each room declares.
- `is_suppressed` and `suppressed_among` know who asked to be forgotten: nobody may bring them
  in again but they themselves, by signing up and proving their address (`lift_suppression`).
"""

from edumentoring.people.operations.accounts import (
    as_kept,
    confirm_address,
    make_owner,
    require_second_factor,
)
from edumentoring.people.operations.changing_address import (
    address_change_for,
    address_change_link,
    ask_to_change_address,
    change_address,
    drop_old_address_changes,
    pending_address,
)
from edumentoring.people.operations.forgetting import data_of, forget, forget_again
from edumentoring.people.operations.history import counted, line, record, record_all
from edumentoring.people.operations.journal import write_down
from edumentoring.people.operations.keeping import (
    blank_last_letters,
    blank_old_letters,
    drop_old_sessions,
)
from edumentoring.people.operations.signing_in import (
    LETTERS_AN_HOUR,
    TooManyLetters,
    ask_to_sign_in,
    drop_old_sign_ins,
    sign_in_for,
    sign_in_link,
    use_sign_in,
)
from edumentoring.people.operations.suppressing import (
    is_suppressed,
    lift_suppression,
    suppress,
    suppressed_among,
)

__all__ = [
    "LETTERS_AN_HOUR",
    "TooManyLetters",
    "address_change_for",
    "address_change_link",
    "as_kept",
    "ask_to_change_address",
    "ask_to_sign_in",
    "blank_last_letters",
    "blank_old_letters",
    "change_address",
    "confirm_address",
    "counted",
    "data_of",
    "drop_old_address_changes",
    "drop_old_sessions",
    "drop_old_sign_ins",
    "forget",
    "forget_again",
    "is_suppressed",
    "lift_suppression",
    "line",
    "make_owner",
    "pending_address",
    "record",
    "record_all",
    "require_second_factor",
    "sign_in_for",
    "sign_in_link",
    "suppress",
    "suppressed_among",
    "use_sign_in",
    "write_down",
]
