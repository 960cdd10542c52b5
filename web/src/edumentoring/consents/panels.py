"""What a coordinator sees of a person's consents, on that person's page."""

from django.utils.translation import gettext as _

from edumentoring.consents.standing import said_by
from edumentoring.programmes.models import Coordinator, Participant
from edumentoring.programmes.panels import Panel


def panel(participant: Participant, seat: Coordinator) -> Panel:
    """Who gave what, when, in which words, and what was withdrawn when."""
    return Panel(
        title=_("What they agreed to"),
        template="consents/panel.html",
        place=30,
        context={
            "said": said_by(participant),
            "participant": participant,
            "may_note": seat.may("people"),
        },
    )
