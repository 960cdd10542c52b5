"""What this room keeps about one person, for the test that forgets them."""

from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import side_of
from edumentoring.programmes.models import Participant
from edumentoring.tools import operations
from edumentoring.tools.tests import make

WORD = "xylograph"


def plant(part: Participant) -> None:
    """Sheets of every kind: of their own, shared with a partner, and a partner's about them."""
    said = {"goal": f"{WORD}, says {part.user.name}"}
    make.sheet(None, "grow", by=part, title=WORD, answers=said)
    for pair in Pair.objects.with_people().together():
        if part.pk not in {pair.mentor_id, pair.mentee_id}:
            continue
        side = side_of(pair, part)
        make.shared(side, "grow", title=WORD, answers={**said, "myself": WORD})
        make.sheet(side, "critical-friend", answers={"bring": WORD})
        theirs = side_of(pair, side.other)
        name = part.user.name
        about = make.shared(
            theirs, title=f"A lesson of {name}", answers={"well": f"{name} waited."}
        )
        own = {"myself": WORD}
        operations.save_sheet(
            about, by=part, filled=make.filled(about, answers=about.answers | own)
        )
        make.taken(side)
