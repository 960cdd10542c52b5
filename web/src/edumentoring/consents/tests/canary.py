"""What this room keeps about one person, for the test that forgets them."""

from edumentoring.consents.models import Consent
from edumentoring.consents.tests.make import consent
from edumentoring.programmes.models import Participant


def plant(part: Participant) -> None:
    """They agreed to something, and a coordinator noted how."""
    made = consent(part)
    Consent.objects.filter(pk=made.pk).update(note=f"{part.user.name} said so by telephone")
