"""How long things are kept: `due.py` hands these to the clock. The table is in docs/guides."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.people.models import NOWHERE, LastLetter
from edumentoring.people.own_letters import BLANK

LETTERS_KEPT = timedelta(days=365)
ON_THE_WAY = (Letter.State.WAITING, Letter.State.SENDING)


def blank_last_letters() -> int:
    """Letters about somebody who was forgotten, once they have gone; says how many.

    One that may not have gone is not offered for sending again: its words are the last copy.
    """
    gone = LastLetter.objects.exclude(letter__state__in=ON_THE_WAY).select_related("letter")
    return sum(_blank_one(one) for one in gone)


@transaction.atomic
def _blank_one(last: LastLetter) -> int:
    letter = last.letter
    for field, value in BLANK.items():
        setattr(letter, field, value)
    if last.blank == LastLetter.Blank.ALL:
        letter.to = f"erased-{letter.code.hex}@{NOWHERE}"
    if letter.state != Letter.State.SENT:
        letter.state = Letter.State.WITHDRAWN
    letter.save()
    last.delete()
    return 1


def blank_old_letters() -> int:
    """The words of letters of more than a year ago; that they were written, stays."""
    old = Letter.objects.filter(queued_at__lt=timezone.now() - LETTERS_KEPT).exclude(text="")
    return old.exclude(state__in=ON_THE_WAY).update(**BLANK)


def drop_old_sessions() -> int:
    """Sessions that ended, and the lines that listed them; says how many sessions."""
    ended = Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return ended
