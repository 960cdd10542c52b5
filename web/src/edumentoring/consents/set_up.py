"""This room's step in setting a programme up."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.consents.operations import current_wordings
from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.set_up import Step


def step(seat: Coordinator) -> Step:
    """Consent and the privacy notice: our words stand until an owner changes them."""
    programme = seat.programme
    asked = current_wordings(programme)
    changed = programme.notices.exists() or any(each.version > 1 for each in asked)
    optional = sum(not each.required for each in asked)
    words = ngettext("%d choice beside them", "%d choices beside them", optional) % optional
    return Step(
        key="consents",
        place=40,
        words=_("Consent and privacy notice"),
        standing=_("Taking part, the code of conduct, and %s.") % words,
        url=reverse("consents:wordings", args=[programme.slug]),
        seen=changed or "consents" in programme.set_up,
    )
