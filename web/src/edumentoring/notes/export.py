"""All that somebody may read, as one file."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.tables import CSV_TYPE, write_csv
from edumentoring.design.times import day_and_clock
from edumentoring.notes.models import Note, Share
from edumentoring.people.models import User

NAME = "my-notes"
TYPES = {
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "csv": CSV_TYPE,
}


class _Readers:
    """Who can read each note, in words; asked of the database once for the whole file."""

    def __init__(self, reader: User) -> None:
        self.reader = reader
        lent = Share.objects.running().filter(note__writer=reader)
        self.lent = set(lent.values_list("note_id", flat=True))

    def of(self, note: Note) -> str:
        """ "Only you", or by and with whom."""
        if note.writer_id != self.reader.pk:
            return _("Shared by %s") % note.writer.first_name
        if note.is_shared and note.pk in self.lent:
            return _("You and %s, and a colleague for a while") % note.other_than(self.reader)
        if note.is_shared:
            return _("You and %s") % note.other_than(self.reader)
        return _("You, and a colleague for a while") if note.pk in self.lent else _("Only you")


def as_file(notes: Iterable[Note], form: str, *, reader: User) -> bytes:
    """The notes as `form`: txt, md or csv, which a spreadsheet opens without running anything."""
    readers = _Readers(reader)
    if form == "csv":
        return _as_csv(notes, readers)
    mark = "# " if form == "md" else ""
    parts = [_as_text(note, mark, readers) for note in notes]
    return "\n\n---\n\n".join(parts or [_("There are no notes yet.")]).encode() + b"\n"


def _as_text(note: Note, mark: str, readers: _Readers) -> str:
    day = day_and_clock(timezone.localtime(note.changed_at))
    line = f"{day}. {note.get_kind_display()}. {readers.of(note)}"
    return f"{mark}{note.heading}\n\n{line}\n\n{note.text}".rstrip()


def _as_csv(notes: Iterable[Note], readers: _Readers) -> bytes:
    head = (_("Changed"), _("Kind"), _("By"), _("Who can read it"), _("Title"), _("Text"))
    rows = (
        (
            timezone.localtime(note.changed_at),
            str(note.get_kind_display()),
            str(note.writer),
            readers.of(note),
            note.title,
            note.text,
        )
        for note in notes
    )
    return write_csv([head, *rows])
