"""Notes on the page of a pair: the latest that its reader may read."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from edumentoring.notes.access import pair_notes
from edumentoring.pairs.sections import Section
from edumentoring.pairs.sides import Side

SHOWN = 3


def section(side: Side) -> Section | None:
    """The three latest notes. One question to the database."""
    latest = list(pair_notes(side).latest_first()[:SHOWN])
    if not latest and not side.may_write:
        return None
    return Section(
        title=_("Notes"),
        template="notes/section.html",
        place=40,
        url=reverse("notes:pair_notes", args=[side.pair.code]),
        context={"notes": latest},
    )
