"""What this room has for the coordinator to do."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.tonight import Line, Urgency
from edumentoring.signup.board import counts


def lines(seat: Coordinator) -> Iterable[Line]:
    """People who have not confirmed their e-mail, and sign-ups that need somebody to look."""
    counted = counts(seat.programme)
    address = reverse("signup:sign_ups", args=[seat.programme.slug])
    if troubled := counted["troubled"]:
        yield Line(
            text=ngettext(
                "%d sign-up could not be taken in yet",
                "%d sign-ups could not be taken in yet",
                troubled,
            )
            % troubled,
            detail=_("Nothing is lost. We try again every 15 minutes."),
            url=address,
            button=_("See how it stands"),
            urgency=Urgency.WRONG,
            count=troubled,
        )
    if waiting := counted["unconfirmed"]:
        yield Line(
            text=ngettext(
                "%d person has not confirmed their e-mail",
                "%d people have not confirmed their e-mail",
                waiting,
            )
            % waiting,
            detail=_("They are in no round until they do, or until you take them in."),
            url=address,
            button=_("See who"),
            urgency=Urgency.TIDY,
            count=waiting,
        )
