"""Somebody's meetings, and what the other wrote of them, to try that they can be forgotten."""

from django.db.models import Q

from edumentoring.config.tests.canary import EMAIL, NAME, WORD
from edumentoring.meetings import operations
from edumentoring.meetings.models import AgendaItem
from edumentoring.meetings.operations import Told
from edumentoring.meetings.tests import make
from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import side_of
from edumentoring.programmes.models import Participant


def plant(part: Participant) -> None:
    """Suggested, agreed and told of, with their words and with the other's that name them."""
    operations.keep_calendar(part.user, time_zone="Europe/Madrid", wants_reminder=True)
    either = Q(mentor=part) | Q(mentee=part)
    pair = Pair.objects.with_people().together().filter(either).first()
    if pair is None:
        return
    mine = side_of(pair, part)
    theirs = side_of(pair, mine.other)
    AgendaItem.objects.create(pair=pair, by=mine.me, text=f"{NAME}: {WORD}")
    AgendaItem.objects.create(pair=pair, by=theirs.me, text=f"Ask {NAME}, {EMAIL}")
    details = make.details(where=f"{NAME}, {EMAIL}: {WORD}")
    operations.propose(mine, [make.soon(5)], details, word=WORD, already_agreed=True)
    operations.propose(mine, [make.soon(8)], details, word=f"{WORD}, says {NAME}")
    for days, side in ((2, mine), (4, theirs)):
        meeting = operations.propose(mine, [make.soon(50 + days)], details, already_agreed=True)
        meeting.starts_at = make.soon(-days)
        meeting.save(update_fields=["starts_at"])
        said = f"{NAME} ({EMAIL})" + (f": {WORD}" if side is mine else "")
        told = Told(happened=False, talked=said, next_step=said)
        operations.tell_how_it_went(side, meeting, told, version=meeting.version)
