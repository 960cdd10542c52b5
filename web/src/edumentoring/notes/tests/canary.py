"""Somebody's notes, and what others wrote of them, for the test that they can be forgotten."""

from django.db.models import Q

from edumentoring.config.tests.canary import EMAIL, NAME, WORD
from edumentoring.notes import operations
from edumentoring.notes.operations.writing import Words
from edumentoring.notes.tests import make
from edumentoring.pairs.models import Pair
from edumentoring.programmes.models import Participant


def plant(part: Participant) -> None:
    """Their own note with all that hangs on it; the other one's, that names them."""
    mine = Q(mentor=part) | Q(mentee=part)
    pair = Pair.objects.with_people().together().filter(mine).first()
    make.journal(part.user, title=WORD, text=f"{NAME}: {WORD}")
    if pair is None:
        return
    note = make.note(part.user, pair, title=WORD, text=f"{NAME} on {WORD}", shared=True)
    make.written(note, f"{NAME} again on {WORD}")
    operations.autosave_note(note, Words(WORD, f"{NAME} types {WORD}"), {"version": "2"})
    make.lent(note, "somebody@school.example", about=WORD)
    other = pair.other(part).user
    theirs = make.note(other, pair, title=f"With {NAME}", text=f"- [ ] Write to {EMAIL}")
    make.written(theirs, f"- [ ] Write to {EMAIL} ({NAME})")
    make.lent(theirs, EMAIL)
    side = make.sides(pair)[0 if pair.mentor_id == part.pk else 1]
    theirs.refresh_from_db()
    operations.make_action(theirs, side, f"Write to {EMAIL} ({NAME})")
