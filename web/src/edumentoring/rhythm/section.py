"""Looking back, on the page of a pair."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from edumentoring.pairs.models import Pair
from edumentoring.pairs.sections import Section
from edumentoring.pairs.sides import Side
from edumentoring.rhythm.standing import load_of, standings

PAUSED = Pair.State.PAUSED


def section(side: Side) -> Section | None:
    """That the other has a lot on, if they wished it known; and the look back that is next."""
    found = standings(side)
    offered = next((one for one in found if one.is_offered and not one.is_done), None)
    return Section(
        title=_("Looking back"),
        template="rhythm/section.html",
        place=60,
        url=reverse("rhythm:reviews", args=[side.pair.code]),
        context={
            # Two who rest need no word about what else there is to do.
            "load": load_of(side) if side.may_write and side.pair.state != PAUSED else None,
            "offered": offered,
            "standings": found,
        },
    )
