"""Notes that coordinators write about somebody for each other."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from edumentoring.common.refused import Refused
from edumentoring.people.models import User
from edumentoring.programmes.models import Note, Participant
from edumentoring.programmes.operations.locking import record_person

LONGEST = 5000


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
    """Take a note away. Only whoever wrote it may."""
    if note.by_id != by.pk:
        raise Refused(_("Only %s can remove this note.") % (note.by or _("its writer")))
    record_person("remove_note", note.participant, by, f"Removed a note about {note.participant}")
    note.delete()
