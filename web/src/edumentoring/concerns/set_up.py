"""This room's step on the list of setting a programme up."""

from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from edumentoring.concerns.models import Contact
from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.set_up import Step


def step(seat: Coordinator) -> Step:
    """Who hears when somebody is worried; until an owner names somebody, the owners do."""
    named = Contact.objects.filter(programme=seat.programme).count()
    return Step(
        key="safety",
        place=45,
        words=_("Who hears when somebody is worried"),
        standing=now("%d named.") % named if named else now("The owners."),
        url=reverse("concerns:arrangements", args=[seat.programme.slug]),
        seen=bool(named),
    )
