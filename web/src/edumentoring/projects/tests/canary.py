"""What this room keeps about one person, for the test that forgets them."""

from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import side_of
from edumentoring.programmes.models import Participant
from edumentoring.projects.tests import make

WORD = "xylograph"


def plant(part: Participant) -> None:
    """A page with each of their partners: what they wrote, and what the other wrote of them."""
    for pair in Pair.objects.with_people().together():
        if part.pk in {pair.mentor_id, pair.mentee_id}:
            side = side_of(pair, part)
            page = make.project(side, WORD, what=f"{part.user.name} makes {WORD}")
            make.piece(page, side, f"A {WORD}")
            make.piece(page, side_of(pair, side.other), f"Ring {part.user.name}", due_on=None)
            make.link(page, side, f"https://example.org/{WORD}")
