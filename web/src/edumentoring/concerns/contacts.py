"""Who reads worries about safety in a programme, and its words for them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from edumentoring.concerns.models import YEARS_KEPT, Arrangement, Concern, Contact
from edumentoring.people.models import User
from edumentoring.programmes.models import Coordinator, Programme


@dataclass(frozen=True)
class Reader:
    """Somebody a concern goes to, and what they are, in words for everybody."""

    user: User
    role: str


def readers_of(programme: Programme) -> list[Reader]:
    """The named contacts; where an owner named nobody yet, the owners."""
    named = Contact.objects.filter(programme=programme).select_related("user")
    if found := [Reader(each.user, each.role) for each in named]:
        return found
    owners = programme.coordinators.filter(role=Coordinator.Role.OWNER).select_related("user")
    return [Reader(seat.user, _("Leads the programme")) for seat in owners.order_by("added_at")]


def readers_for(concern: Concern) -> list[Reader]:
    """Those of them whom its writer did not keep it from."""
    kept_from = set(concern.kept_from.values_list("pk", flat=True))
    return [one for one in readers_of(concern.programme) if one.user.pk not in kept_from]


def arrangement_of(programme: Programme) -> Arrangement:
    """The programme's own, or ours, not kept."""
    found = Arrangement.objects.filter(programme=programme).first()
    return found or Arrangement(programme=programme, years_kept=YEARS_KEPT)


def why_kept(arrangement: Arrangement) -> str:
    """Why a concern is kept so long, in a sentence."""
    return arrangement.kept_because or _(
        "It may be needed later to keep people safe, or if somebody goes to court."
    )
