"""This room's part of a person's page at the desk."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from edumentoring.programmes.models import Coordinator, Participant
from edumentoring.programmes.panels import Panel
from edumentoring.queries.models import Query


def panel(participant: Participant, seat: Coordinator) -> Panel | None:
    """What this person asked, as far as this seat may see it."""
    theirs = Q(participant=participant) | Q(email__iexact=participant.user.email)
    found = list(Query.objects.of_desk(seat).real().filter(theirs).with_people()[:20])
    if not found:
        return None
    return Panel(
        title=_("Queries"), template="queries/panel.html", place=50, context={"queries": found}
    )
