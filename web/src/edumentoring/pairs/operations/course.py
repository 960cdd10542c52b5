"""How a pair goes along: it begins, rests, comes back."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.pairs import changes, letters, nudges
from edumentoring.pairs.models import Pair
from edumentoring.pairs.operations.moving import locked, move
from edumentoring.pairs.sides import Side
from edumentoring.programmes.models import Participant, Programme

LONGEST_NOTE = 300


@transaction.atomic
def note_first_meeting(pair: Pair, *, at: datetime, by: Participant | None) -> Pair:
    """They have met: that day is the start. Said again, also by the other, it changes nothing."""
    pair = locked(pair)
    if pair.started_at is not None or pair.state == Pair.State.MEETING:
        return pair
    now = timezone.now()
    if at > now:
        raise Refused(_("That day is still to come. Say so when you have met."))
    if pair.agreed_at and at < pair.agreed_at:
        at = pair.agreed_at
    return move(
        pair,
        Pair.State.MEETING,
        by=by.user if by else None,
        action="note_first_meeting",
        summary=f"{pair} have met",
        started_at=at,
        last_sign_at=now,
    )


# --- A break --------------------------------------------------------------------------------------


@transaction.atomic
def pause_pair(side: Side, *, back_on: date, note: str = "") -> Pair:
    """Let the two rest until a day. The other hears of it at once, with the kind note.

    Paused again it changes the day. Nothing nudges either of them meanwhile.
    """
    pair = locked(side.pair)
    note = " ".join(note.split())
    if back_on <= pair.programme.today():
        raise Refused(_("Choose a day after today."))
    if len(note) > LONGEST_NOTE:
        raise Refused(_("Make the note shorter: 300 letters at most."))
    rest = {"back_on": back_on, "pause_note": note, "paused_by": side.me}
    if pair.state == Pair.State.PAUSED:
        if all(getattr(pair, name) == value for name, value in rest.items()):
            return pair  # pressed twice
        for name, value in rest.items():
            setattr(pair, name, value)
        pair.save(update_fields=list(rest))
        # Those who follow must hear of a later day too: there are more meetings before it.
        changes.tell(pair, Pair.State.PAUSED, Pair.State.PAUSED)
    else:
        pair = move(
            pair,
            Pair.State.PAUSED,
            by=side.me.user,
            action="pause_pair",
            summary=f"Paused {pair} until {back_on}",
            paused_at=timezone.now(),
            **rest,
        )
    letters.paused(pair, pair.other(side.me))
    return pair


@transaction.atomic
def resume_pair(side: Side) -> Pair:
    """One of them is back before the day; the other is told. Where they do not rest: nothing."""
    pair = locked(side.pair)
    if pair.state != Pair.State.PAUSED:
        return pair
    _wake(pair, by=side.me)
    other = pair.other(side.me)
    if nudges.wants(other, urgent=False):
        letters.back_again(pair, other)
    return pair


def resume_who_is_due(now: datetime | None = None) -> int:
    """End the breaks whose day has come. Run by the clock; says how many.

    Not in a programme that rests itself: they come back when it does.
    """
    resting = Pair.objects.filter(state=Pair.State.PAUSED, back_on__isnull=False)
    came = 0
    for programme in Programme.objects.running().filter(pairs__in=resting).distinct():
        due = resting.filter(programme=programme, back_on__lte=programme.today(now))
        came += sum(
            _resume_if_due(pk, programme.today(now)) for pk in due.values_list("pk", flat=True)
        )
    return came


@transaction.atomic
def _resume_if_due(pk: int, today: date) -> int:
    """Look again under lock: they may have come back, or chosen a later day."""
    pair = locked(Pair(pk=pk))
    if pair.state != Pair.State.PAUSED or pair.back_on is None or pair.back_on > today:
        return 0
    _wake(pair, by=None)
    for participant in (pair.mentor, pair.mentee):
        if participant.state == Participant.State.IN and nudges.wants(participant, urgent=False):
            letters.back_again(pair, participant)
    return 1


def _wake(pair: Pair, *, by: Participant | None) -> None:
    """Back to where they were; the time until somebody asks after them begins anew."""
    move(
        pair,
        Pair.State.MEETING if pair.started_at else Pair.State.AGREED,
        by=by.user if by else None,
        action="resume_pair",
        summary=f"{pair} are back from their break",
        paused_at=None,
        paused_by=None,
        pause_note="",
        back_on=None,
        last_sign_at=timezone.now(),
    )
