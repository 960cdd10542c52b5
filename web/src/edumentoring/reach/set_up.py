"""This room's step in setting a programme up."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.set_up import Step


def step(seat: Coordinator) -> Step:
    """Share: the last step, whose default is the public page's own address."""
    programme = seat.programme
    links = programme.links.campaign().current().count()
    return Step(
        key="share",
        place=60,
        words=_("Share it"),
        standing=ngettext("%d link", "%d links", links) % links
        if links
        else _("The public page has its own address. A poster and pictures are ready."),
        url=reverse("reach:share", args=[programme.slug]),
        seen=bool(links) or "share" in programme.set_up,
        power="people",
    )
