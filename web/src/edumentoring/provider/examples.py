"""How this room's letter to a partner reads, for the desk, with a made-up person."""

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from edumentoring.common.mail import Rendered
from edumentoring.pairs.examples import Example, Two
from edumentoring.provider import letters
from edumentoring.provider.models import Partner
from edumentoring.schools.models import Organisation


def partner_added(two: Two) -> Rendered:
    """To somebody of a trust."""
    trust = Organisation(name=now("the North Hub"), kind=Organisation.Kind.HUB)
    return letters.compose_partner(
        Partner(programme=two.programme, user=two.mentor.user, organisation=trust)
    )


EXAMPLES = (
    Example(
        key="partner-added",
        name=_("Somebody may see the figures"),
        when=_("At once, to a person of a school, trust, hub or university whom an owner lets in"),
        write=partner_added,
    ),
)
