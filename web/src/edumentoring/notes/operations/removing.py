"""Removing a note, for thirty days not for good."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.notes.models import KEPT_REMOVED, Note
from edumentoring.pairs import nudges


@transaction.atomic
def remove_note(note: Note) -> None:
    """Take it away from everybody who reads it, at once. Its writer can bring it back."""
    if Note.objects.kept().filter(pk=note.pk).update(removed_at=timezone.now()):
        lent = note.shares.exclude(participant=None).values_list("participant_id", flat=True)
        pair = (note.pair.mentor_id, note.pair.mentee_id) if note.pair else ()
        nudges.take_back_all([f"note:{note.pk}:{reader}" for reader in (*lent, *pair)])


@transaction.atomic
def bring_back_note(note: Note) -> None:
    """As it was, for its writer alone: whoever read it before may have been why it went."""
    kept = Note.objects.select_for_update(of=("self",)).filter(pk=note.pk).first()
    if kept is None:
        raise Refused(_("This note was removed more than thirty days ago. It is gone for good."))
    if kept.removed_at is None:
        return
    kept.shares.filter(ended_at=None).update(ended_at=timezone.now())
    kept.removed_at, kept.shared_at, kept.visibility = None, None, Note.Visibility.ME
    kept.save(update_fields=["removed_at", "shared_at", "visibility"])


def drop_removed() -> int:
    """Notes that were removed thirty days ago go for good. Says how many."""
    over = Note.objects.filter(removed_at__lt=timezone.now() - KEPT_REMOVED)
    count = over.count()
    over.delete()
    return count
