"""What this room keeps about one person, for the test that forgets them."""

from edumentoring.programmes.models import Participant
from edumentoring.queries.models import Message, Query, SavedAnswer
from edumentoring.queries.tests import make

WORD = "xylograph"


def plant(part: Participant) -> None:
    """They asked something and were answered; somebody else asked about them."""
    mine = make.answered(
        part.programme,
        reply=f"Dear {part.user.name}, {WORD} it is.",
        name=part.user.name,
        email=part.user.email,
        text=f"May I do {WORD}?",
    )
    Query.objects.filter(pk=mine.pk).update(user=part.user, participant=part, subject=WORD)
    theirs = make.query(part.programme, text=f"Is {part.user.email} on holiday?")
    Message.objects.create(
        query=theirs, kind="note", way="desk", text=f"Ask {part.user.name}.", by=part.user
    )
    SavedAnswer.objects.create(
        programme=part.programme, title=f"About {part.user.name}", text="See above.", by=part.user
    )
