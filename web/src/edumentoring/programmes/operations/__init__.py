"""Every change to a programme and to those in it, each in one transaction with its history.

For the rooms above:

- `enrol` brings somebody in, or up to date, and `enrol_newcomers` many at once;
  `change_participant` changes what is known of them.
- `take_place(mentor, mentee)` before a pair opens and `give_back_place(mentor, mentee)` when it
  ends or is taken back. Both lock the two rows in order of their keys, count again, and raise
  Refused; the database refuses too. Call them inside the transaction that changes the pair.
- `set_status(participants, status)` when a pair moves on (introduced, paired, waiting), and
  `mark_proposed(programme_id, keys)` when a board does.
- `settle_sign_up` when somebody proved their e-mail, `let_in` from the waiting list.
- `publish_programme`, `pause_programme`, `archive_programme` and what takes each back.
- `also_copy` for what a room above keeps for a programme and its next cohort wants.
- `add_question` for a column of a sheet that no question fits.
"""

from edumentoring.programmes.operations.changing import (
    change_each,
    change_participant,
    change_together,
    may_change_account,
    refile,
    undo_change,
    would_refuse,
)
from edumentoring.programmes.operations.copying import also_copy, copy_programme
from edumentoring.programmes.operations.enrolling import (
    Newcomer,
    enrol,
    enrol_newcomers,
    find_or_make_user,
    find_or_make_users,
)
from edumentoring.programmes.operations.founding import (
    add_question,
    change_settings,
    create_programme,
    note_step,
)
from edumentoring.programmes.operations.joining import (
    forget_telling_apart,
    join,
    tell_apart,
)
from edumentoring.programmes.operations.noting import (
    add_note,
    bring_back_note,
    delete_removed_notes,
    remove_note,
)
from edumentoring.programmes.operations.places import (
    give_back_place,
    give_back_places,
    mark_proposed,
    set_status,
    take_place,
)
from edumentoring.programmes.operations.resting import (
    bring_back_participant,
    bring_back_who_is_due,
    end_old_training,
    pause_participant,
)
from edumentoring.programmes.operations.running import (
    archive_programme,
    bring_back_programme,
    hide_programme,
    pause_programme,
    publish_programme,
    refuse_unless_running,
    resume_programme,
    resume_what_is_due,
)
from edumentoring.programmes.operations.seats import (
    add_coordinator,
    change_role,
    remove_coordinator,
)
from edumentoring.programmes.operations.tagging import add_tags, remove_tags, rename_tag
from edumentoring.programmes.operations.viewing import bring_back_view, change_view, save_view
from edumentoring.programmes.operations.waiting_list import (
    let_in,
    let_in_everywhere,
    let_one_in,
    settle_sign_up,
    take_in,
)

__all__ = [
    "Newcomer",
    "add_coordinator",
    "add_note",
    "add_question",
    "add_tags",
    "also_copy",
    "archive_programme",
    "bring_back_note",
    "bring_back_participant",
    "bring_back_programme",
    "bring_back_view",
    "bring_back_who_is_due",
    "change_each",
    "change_participant",
    "change_role",
    "change_settings",
    "change_together",
    "change_view",
    "copy_programme",
    "create_programme",
    "delete_removed_notes",
    "end_old_training",
    "enrol",
    "enrol_newcomers",
    "find_or_make_user",
    "find_or_make_users",
    "forget_telling_apart",
    "give_back_place",
    "give_back_places",
    "hide_programme",
    "join",
    "let_in",
    "let_in_everywhere",
    "let_one_in",
    "mark_proposed",
    "may_change_account",
    "note_step",
    "pause_participant",
    "pause_programme",
    "publish_programme",
    "refile",
    "refuse_unless_running",
    "remove_coordinator",
    "remove_note",
    "remove_tags",
    "rename_tag",
    "resume_programme",
    "resume_what_is_due",
    "save_view",
    "set_status",
    "settle_sign_up",
    "take_in",
    "take_place",
    "tell_apart",
    "undo_change",
    "would_refuse",
]
