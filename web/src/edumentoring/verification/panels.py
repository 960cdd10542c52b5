"""This room's part of a person's page at the desk."""

from django.utils.translation import gettext_lazy as _

from edumentoring.programmes.models import Coordinator, Participant
from edumentoring.programmes.panels import Panel
from edumentoring.verification.models import Verification
from edumentoring.verification.use import Use, use_of


def panel(participant: Participant, seat: Coordinator) -> Panel | None:
    """Whether they are known to work in a school, how, and what a coordinator may do."""
    attempts = list(participant.verifications.select_related("organisation", "by"))
    if use_of(seat.programme) == Use.NOT_USED and not attempts:
        return None
    standing = next((one for one in attempts if one.state == Verification.State.DONE), None)
    return Panel(
        title=_("Works in a school"),
        template="verification/panel.html",
        place=35,
        context={
            "person": participant,
            "attempts": attempts,
            "standing": standing,
            "to_decide": [one for one in attempts if one.state == Verification.State.VOUCHED],
            "may_decide": seat.may("people"),
            "moved": participant.verifications.outdated().exists(),
        },
    )
