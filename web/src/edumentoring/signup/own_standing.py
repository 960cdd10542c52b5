"""How somebody stands in a programme, in words for themselves."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.programmes import apart
from edumentoring.programmes.forecast import forecast, wait_in_words
from edumentoring.programmes.leaving import GRACE
from edumentoring.programmes.models import Participant
from edumentoring.programmes.opening import long_date, paused_words
from edumentoring.programmes.operations.leaving import left_at

State = Participant.State
Status = Participant.Status


@dataclass(frozen=True)
class Situation:
    """A heading, what it means, and when anything more happens."""

    heading: str
    words: list[str] = field(default_factory=list)
    rests: str = ""
    undo_until: datetime | None = None


def situation_of(participant: Participant) -> Situation:
    """Where this person stands now, honestly, and what comes next."""
    programme = participant.programme
    rests = paused_words(programme) if programme.paused_at else ""
    heading, words = _SAYERS[State(participant.state)](participant)
    until = left_until(participant)
    return Situation(heading, words, rests, until)


def left_until(participant: Participant) -> datetime | None:
    """Until when leaving can be undone; None when it cannot."""
    at = left_at(participant)
    until = at + GRACE if at else None
    return until if until and until > timezone.now() else None


def _signed_up(_participant: Participant) -> tuple[str, list[str]]:
    return _("One thing is left to do"), [
        _("We sent you a letter. Open it and confirm your e-mail. Then you are in."),
    ]


def _queued(participant: Participant) -> tuple[str, list[str]]:
    ahead = _ahead_of(participant)
    place = (
        ngettext(
            "%d person is in line before you.",
            "%d people are in line before you.",
            ahead,
        )
        % ahead
        if ahead
        else _("You are the next in line.")
    )
    return _("You are on the waiting list"), [
        place,
        _("We write to you as soon as there is a place. You need do nothing until then."),
        *_next_round(participant),
    ]


def _ahead_of(participant: Participant) -> int:
    same = Q()
    if participant.is_mentee:
        same |= Q(is_mentee=True)
    if participant.is_mentor:
        same |= Q(is_mentor=True)
    earlier = Q(signed_up_at__lt=participant.signed_up_at) | Q(
        signed_up_at=participant.signed_up_at, pk__lt=participant.pk
    )
    return participant.programme.participants.queued().filter(same, earlier).count()


def _in(participant: Participant) -> tuple[str, list[str]]:
    if participant.status == Status.PAIRED:
        return _("You are taking part, with somebody"), _wants_more(participant)
    if participant.status == Status.INTRODUCED:
        return _("You have been introduced"), [
            _("Your introduction is at My place. Say yes or not now when you are ready."),
        ]
    heading = _("You are in")
    if participant.is_mentor and not participant.is_mentee and not participant.free_places:
        return heading, [_("You have no room just now, so we introduce you to nobody.")]
    if not (participant.capacity or participant.demand):
        return heading, [_("You asked for nobody new, so we introduce you to nobody.")]
    return heading, [
        _("We have your answers. We have not found your match yet."),
        *_next_round(participant),
        *filter(None, [wait_in_words(forecast(participant.programme).usual_wait)]),
    ]


def _wants_more(participant: Participant) -> list[str]:
    if participant.free_places > 0 or participant.open_requests > 0:
        return [_("You still have room for somebody more. We write to you if we find them.")]
    return [_("Your pair is at My place.")]


def _next_round(participant: Participant) -> list[str]:
    day = participant.programme.next_round_on
    if day and day >= participant.programme.today():
        return [_("The next pairs are made on %s.") % long_date(day)]
    return [_("Coordinators have not set the day of the next pairs yet.")]


def _paused(participant: Participant) -> tuple[str, list[str]]:
    if apart.rests(participant):
        return _("You rest for now"), [
            apart.words_for(participant),
            _("Until then we introduce you to nobody new. You need do nothing."),
        ]
    pairs = participant.mentees_now or participant.mentors_now
    until = participant.paused_until
    return _("You are taking a break"), [
        _("You come back by yourself on %s.") % long_date(until)
        if until
        else _("It lasts until you come back. There is no hurry."),
        _("We introduce you to nobody, and ask you for nothing."),
        *([_("You keep your pairs. You go on together when you are back.")] if pairs else []),
    ]


def _left(participant: Participant) -> tuple[str, list[str]]:
    at = left_at(participant)
    when = _("You left on %s.") % date_format(timezone.localtime(at), "j F Y") if at else ""
    return _("You have left"), [
        *filter(None, [when]),
        _("Thank you for having been here. You owe nobody a reason."),
        _("We write to you no more, and your answers are used for nothing."),
    ]


_SAYERS = {
    State.SIGNED_UP: _signed_up,
    State.QUEUED: _queued,
    State.IN: _in,
    State.PAUSED: _paused,
    State.LEFT: _left,
}
