"""All that somebody may read, as one file."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from edumentoring.common.tables import CSV_TYPE, write_csv
from edumentoring.notes.models import Note
from edumentoring.people.models import User

NAME = "my-notes"
TYPES = {
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "csv": CSV_TYPE,
}


def as_file(notes: Iterable[Note], form: str, *, reader: User) -> bytes:
    """The notes as `form`: txt, md or csv, which a spreadsheet opens without running anything."""
    if form == "csv":
        return _as_csv(notes, reader)
    mark = "# " if form == "md" else ""
    parts = [_as_text(note, mark, reader) for note in notes]
    return "\n\n---\n\n".join(parts or [_("There are no notes yet.")]).encode() + b"\n"


def _as_text(note: Note, mark: str, reader: User) -> str:
    day = date_format(timezone.localtime(note.changed_at), "j F Y, H:i")
    line = f"{day}. {note.get_kind_display()}. {who_reads(note, reader)}"
    return f"{mark}{note.heading}\n\n{line}\n\n{note.text}".rstrip()


def _as_csv(notes: Iterable[Note], reader: User) -> bytes:
    head = (_("Changed"), _("Kind"), _("By"), _("Who can read it"), _("Title"), _("Text"))
    rows = (
        (
            timezone.localtime(note.changed_at),
            str(note.get_kind_display()),
            str(note.writer),
            who_reads(note, reader),
            note.title,
            note.text,
        )
        for note in notes
    )
    return write_csv([head, *rows])


def who_reads(note: Note, reader: User) -> str:
    """ "Only you", or by and with whom, in words."""
    if note.writer_id != reader.pk:
        return _("Shared by %s") % note.writer.first_name
    if note.is_shared:
        return _("You and %s") % note.other_than(reader)
    return _("Only you")
