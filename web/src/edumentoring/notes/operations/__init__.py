"""Everything that changes a note.

These are people's own papers. No line of the programme's history tells of them: it would show
coordinators what somebody keeps to themselves. Each note carries its own days instead.
"""

from edumentoring.notes.operations.following_up import make_action, mark_found, mark_not_found
from edumentoring.notes.operations.removing import bring_back_note, drop_removed, remove_note
from edumentoring.notes.operations.sharing import end_lending, lend_note, share_note, stop_sharing
from edumentoring.notes.operations.writing import autosave_note, restore_version, write_note

__all__ = [
    "autosave_note",
    "bring_back_note",
    "drop_removed",
    "end_lending",
    "lend_note",
    "make_action",
    "mark_found",
    "mark_not_found",
    "remove_note",
    "restore_version",
    "share_note",
    "stop_sharing",
    "write_note",
]
