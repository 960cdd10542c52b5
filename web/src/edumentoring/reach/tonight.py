"""This room's line among things to do: where far more people wait than there is room."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.tonight import Line, Urgency
from edumentoring.reach.coverage import NOT_SAID, coverage_of, rows_of

# A subject is far out of balance from so many missing places, and from so many for each one free.
FEWEST_MISSING = 3
TIMES = 2


def lines(seat: Coordinator) -> Iterable[Line]:
    """One line, for the subject that lacks most."""
    people = seat.programme.participants
    if people.waiting().count() < FEWEST_MISSING:
        return
    rows = rows_of(seat.programme, coverage_of(seat.programme, "subject"), "subject")
    short = [
        row
        for row in rows
        if row.id != NOT_SAID
        and row.missing >= FEWEST_MISSING
        and row.waiting >= TIMES * max(1, row.room)
    ]
    if not short:
        return
    worst = short[0]
    yield Line(
        text=_("%(subject)s has far more mentees than mentors") % {"subject": worst.label},
        detail=ngettext(
            "%(waiting)s wait for %(room)s place. See who is missing, and a call that asks for "
            "them.",
            "%(waiting)s wait for %(room)s places. See who is missing, and a call that asks for "
            "them.",
            worst.room,
        )
        % {"waiting": worst.waiting, "room": worst.room},
        url=reverse("reach:coverage", args=[seat.programme.slug]),
        button=_("See who is missing"),
        urgency=Urgency.TIDY,
        count=worst.missing,
    )
