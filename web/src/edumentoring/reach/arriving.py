"""By which link somebody came, as their page at the desk says it."""

from django.utils.translation import gettext as _

from edumentoring.programmes.models import Participant
from edumentoring.reach.models import Arrival, Link


def way_of(participant: Participant) -> str:
    """The link's label; of a personal one, that there was one: who invited whom is theirs."""
    arrival = Arrival.objects.filter(participant=participant).select_related("link").first()
    if arrival is None:
        return ""
    if arrival.link and arrival.link.kind == Link.Kind.PERSONAL:
        return _("a personal invitation")
    label = arrival.source or (arrival.link.label if arrival.link else "")
    return _("the link “%s”") % label if label else ""
