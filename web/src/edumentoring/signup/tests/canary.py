"""What this room keeps about one person, for the test that forgets them."""

from edumentoring.programmes.models import Participant
from edumentoring.signup.tests import make

WORD = "xylograph"


def plant(part: Participant) -> None:
    """A sign-up that was never sent, and another written under their address to be gone on with."""
    typed = {"about_me": f"{WORD}, says {part.user.name}"}
    make.draft(part.programme, name=part.user.name, email=part.user.email, answers=typed)
    make.draft(part.programme, later_to=part.user.email, typed={"about": {"values": typed}})
