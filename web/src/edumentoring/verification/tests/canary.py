"""What this room keeps about one person, for the test that forgets them."""

from edumentoring.programmes.models import Participant
from edumentoring.programmes.tests.make import mentee
from edumentoring.verification import operations
from edumentoring.verification.models import Verification

WORD = "xylograph"


def plant(part: Participant) -> None:
    """A coordinator knows them; and somebody else named them as a colleague."""
    owner = part.programme.coordinators.filter(role="owner").get().user
    operations.verify_by_hand(part, by=owner, note=f"{part.user.name} brought {WORD}")
    Verification.objects.create(
        participant=mentee(part.programme),
        way=Verification.Way.COLLEAGUE,
        state=Verification.State.DONE,
        email=part.user.email,
        colleague_name=part.user.name,
    )
