"""Which of their own notes a mentee takes along to another mentor.

What goes along is a copy, which the new mentor reads; the note itself stays where it was
written, as it was.
"""

from collections.abc import Collection, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.sent import number_in
from edumentoring.notes.models import Note, NoteQuerySet
from edumentoring.pairs.handing_over import Carrier, Thing
from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import Side
from edumentoring.people.models import User

PREFIX = "note:"


def _own(pair: Pair, writer: User) -> NoteQuerySet:
    return Note.objects.written_by(writer).kept().of_pair(pair).latest_first()


def things(side: Side) -> Sequence[Thing]:
    """What the mentee wrote in this pair, shared or not. What the mentor wrote is the mentor's."""
    return [
        Thing(
            key=f"{PREFIX}{note.pk}",
            title=_("Note: %s") % note.heading,
            detail=_("Shared before") if note.is_shared else _("Only yours until now"),
        )
        for note in _own(side.pair, side.me.user)
    ]


def bring(before: Pair, after: Pair, chosen: Collection[str]) -> int:
    """Copy the chosen notes to the new pair, where both read them."""
    keys = [key.removeprefix(PREFIX) for key in chosen if key.startswith(PREFIX)]
    wanted = [number_in(key) for key in keys]
    now = timezone.now()
    notes = list(_own(before, after.mentee.user).filter(pk__in=wanted))
    for note in notes:
        copy = Note(
            writer=note.writer, pair=after, kind=note.kind, title=note.title, text=note.text
        )
        copy.visibility, copy.shared_at, copy.version = Note.Visibility.PAIR, now, 1
        copy.created_at, copy.changed_at, copy.found_at = note.created_at, now, note.found_at
        copy.save()
    return len(notes)


CARRIER = Carrier(things=things, bring=bring)
