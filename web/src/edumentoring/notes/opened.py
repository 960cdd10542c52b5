"""Notes that their writer may open to somebody around the pair; nobody else may."""

from collections.abc import Collection, Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from edumentoring.notes.marked import shown
from edumentoring.notes.models import Note
from edumentoring.pairs.openable import Openable, Part, Thing, only
from edumentoring.pairs.sides import Side


def notes(side: Side, keys: Collection[str] | None) -> Iterator[Thing]:
    """Their own notes in this pair. A mentor opens only what the mentee reads, too: nothing goes
    round about the mentee behind their back."""
    mine = Note.objects.kept().written_by(side.me.user).of_pair(side.pair)
    if side.is_mentor:
        mine = mine.filter(visibility=Note.Visibility.PAIR)
    for note in only(mine.filter(kind=Note.Kind.NOTE).latest_first(), keys):
        yield Thing(
            key=str(note.code),
            title=note.heading,
            detail=date_format(note.changed_at, "j F Y"),
            parts=[Part("", shown(note.text), is_marked=True)],
        )


OPENABLE = (Openable(kind="note", name=_("Notes"), place=40, things=notes),)
