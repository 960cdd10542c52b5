"""One worry that somebody raised in the year, seen to and closed, on its record."""

from datetime import timedelta

from django.utils.translation import gettext as _

from edumentoring.concerns.models import YEARS_KEPT, Concern, Step
from edumentoring.demonstration.year.shape import Year
from edumentoring.programmes.models import Coordinator


def fill(year: Year) -> None:
    """Raised in the spring, opened the same evening, closed four days later."""
    seat = year.programme.coordinators.filter(role=Coordinator.Role.OWNER).first()
    if seat is None:
        return
    raised = year.now - timedelta(days=190, hours=3)
    closed = raised + timedelta(days=4)
    concern = Concern.objects.create(
        programme=year.programme,
        name="Jo Barker",
        about=_("Somebody I met at the autumn gathering"),
        words=_("They wrote to me late at night, again and again, though I asked them to stop."),
        state=Concern.State.CLOSED,
        raised_at=raised,
        closed_at=closed,
        keep_until=closed.date() + timedelta(days=365 * YEARS_KEPT + 2),
    )
    steps = (
        (Step.Kind.OPENED, 2, ""),
        (Step.Kind.ACTED, 20, _("Rang Jo. They are safe, and their school’s lead knows.")),
        (Step.Kind.PASSED_ON, 44, _("Told the lead of the other school, with Jo’s yes.")),
        (Step.Kind.CLOSED, 96, _("The messages have stopped. Jo is content with that.")),
    )
    Step.objects.bulk_create(
        Step(
            concern=concern,
            kind=kind,
            by=seat.user,
            by_name=str(seat.user),
            note=note,
            at=raised + timedelta(hours=hours),
        )
        for kind, hours, note in steps
    )
