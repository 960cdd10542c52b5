"""Notes that coordinators write about somebody for each other."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.common.refused import Refused
from edumentoring.people.models import User
from edumentoring.programmes.models import Note, Participant
from edumentoring.programmes.operations.locking import record_person

LONGEST = 5000
UNDO_FOR = timedelta(days=1)


@transaction.atomic
def add_note(participant: Participant, text: str, *, by: User) -> Note:
    """Keep a dated note. The history says that there is one, and not what it says."""
    written = text.replace("\0", "").strip()
    if not written:
        raise Refused(_("Write the note first."))
    if len(written) > LONGEST:
        raise Refused(
            _("A note takes %(most)s letters at most, and this has %(count)s. Shorten it.")
            % {"most": LONGEST, "count": len(written)}
        )
    note = Note.objects.create(participant=participant, by=by, text=written)
    record_person("add_note", participant, by, f"Wrote a note about {participant}")
    return note


@transaction.atomic
def remove_note(note: Note, *, by: User) -> None:
    """Take a note away, for good after a day. Only whoever wrote it may."""
    _refuse_other_writers(note, by)
    if Note.objects.kept().filter(pk=note.pk).update(removed_at=timezone.now()):
        words = f"Removed a note about {note.participant}"
        record_person("remove_note", note.participant, by, words)


@transaction.atomic
def bring_back_note(note: Note, *, by: User) -> None:
    """Undo the removal. Only whoever wrote it may."""
    _refuse_other_writers(note, by)
    if Note.objects.filter(pk=note.pk, removed_at__isnull=False).update(removed_at=None):
        words = f"Brought a note about {note.participant} back"
        record_person("bring_back_note", note.participant, by, words)


def delete_removed_notes() -> int:
    """Delete what was removed a day ago. Run by the clock; says how many."""
    old = Note.objects.filter(removed_at__lte=timezone.now() - UNDO_FOR)
    return old.delete()[0]


def _refuse_other_writers(note: Note, by: User) -> None:
    if note.by_id != by.pk:
        raise Refused(
            _("Only %s can remove this note, or bring it back.") % (note.by or _("its writer"))
        )
