"""Everything that happens to a concern, and to two people who are separated."""

from edumentoring.concerns.operations.arranging import (
    change_arrangement,
    copy_arrangements,
    name_contact,
    remove_contact,
)
from edumentoring.concerns.operations.keeping import let_go_of_old
from edumentoring.concerns.operations.raising import add_words, raise_concern
from edumentoring.concerns.operations.separating import (
    end_rest,
    separate_at_once,
    undo_separation,
)
from edumentoring.concerns.operations.stepping import (
    note_record,
    open_concern,
    take_step,
    write_to_writer,
)

__all__ = [
    "add_words",
    "change_arrangement",
    "copy_arrangements",
    "end_rest",
    "let_go_of_old",
    "name_contact",
    "note_record",
    "open_concern",
    "raise_concern",
    "remove_contact",
    "separate_at_once",
    "take_step",
    "undo_separation",
    "write_to_writer",
]
