"""What somebody does about their own part that touches more than one thing at once."""

from datetime import date

from django.db import transaction

from edumentoring.programmes.models import Participant
from edumentoring.programmes.operations import add_note, pause_participant


@transaction.atomic
def take_a_break(
    participant: Participant, *, until: date | None, note: str = "", word: str = ""
) -> Participant:
    """Pause, their pairs with them, and leave what they say where the coordinators read it.

    `word` goes to those they are paired with, and to nobody else.
    """
    paused = pause_participant(participant, until=until, by=participant.user, word=word)
    if note.strip():
        add_note(paused, note, by=participant.user)
    return paused
