"""This room's part of a person's page at the desk."""

from django.utils.translation import gettext_lazy as _

from edumentoring.programmes.models import Coordinator, Participant
from edumentoring.programmes.panels import Panel
from edumentoring.training.records import hours_in, is_trained, records_of


def panel(participant: Participant, _seat: Coordinator) -> Panel | None:
    """What stands on a mentor's record, and whether they count as trained."""
    records = list(records_of(participant))
    if not (participant.is_mentor or records):
        return None
    return Panel(
        title=_("Training"),
        template="training/panel.html",
        place=37,
        context={
            "person": participant,
            "records": records[:5],
            "more": max(len(records) - 5, 0),
            "hours": hours_in(records),
            "counts": is_trained(participant),
        },
    )
