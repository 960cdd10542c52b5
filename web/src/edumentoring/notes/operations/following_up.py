"""What comes of a note: lines to do become actions, questions are found out."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.goals.models import Seen
from edumentoring.goals.operations import add_action
from edumentoring.notes.models import FollowUp, Note
from edumentoring.pairs.sides import Side


@transaction.atomic
def make_action(note: Note, side: Side, line: str) -> None:
    """Make an action of a line to do. A second press, or the other's, makes no second one.

    What nobody else reads in the note, nobody else reads as an action.
    """
    if line not in note.follow_ups:
        raise Refused(_("That line is not in the note any more. Look at the note again."))
    _one, is_new = FollowUp.objects.get_or_create(note=note, line=line)
    if is_new:
        seen = Seen.PAIR if note.is_shared else Seen.ME
        add_action(side, text=line, source=str(_("a note")), seen=seen)


def mark_found(note: Note) -> None:
    """The question is found out."""
    Note.objects.questions().filter(pk=note.pk, found_at=None).update(found_at=timezone.now())


def mark_not_found(note: Note) -> None:
    """It is open again."""
    Note.objects.questions().filter(pk=note.pk).update(found_at=None)
