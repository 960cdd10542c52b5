"""A person who is busy for a while, and training that runs out: both end on their day."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from edumentoring.common.refused import Refused
from edumentoring.people import operations as people
from edumentoring.people.models import User
from edumentoring.programmes import apart, letters, rests
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.operations.changing import change_locked
from edumentoring.programmes.operations.locking import locked, record_person


@transaction.atomic
def pause_participant(
    participant: Participant,
    *,
    until: date | None,
    by: User | None,
    note: str = "",
    word: str = "",
    with_pairs: bool = True,
) -> Participant:
    """Let somebody rest until a day, or until they come back themselves (`until` None).

    They are in no round and are reminded of nothing meanwhile; what they have with others rests
    with them, unless `with_pairs` is False, and `word` is their kind word to those. `note` is
    what they say about it to the desk, kept in the history. Pausing again changes the day.
    """
    current = locked([participant.pk])[0]
    if current.state not in {Participant.State.IN, Participant.State.PAUSED}:
        raise Refused(
            _("%(person)s is not taking part now (%(state)s), so there is nothing to pause.")
            % {"person": current, "state": current.get_state_display().lower()}
        )
    if until is not None and until <= current.programme.today():
        raise Refused(_("Choose a day after today."))
    was_resting = current.state == Participant.State.PAUSED
    current.paused_until = until  # kept together with the state
    told = word if with_pairs else None
    _change_state(current, Participant.State.PAUSED, by=by, word=told)
    if was_resting:
        current.save(update_fields=["paused_until"])
        if with_pairs:
            rests.rest([current], by=by, word=word)
    day = f" until {until}" if until else ""
    people.record(
        "pause_participant",
        current,
        by=by,
        summary=f"{current} paused{day}",
        programme_id=current.programme_id,
        note=note[:500],
    )
    return current


@transaction.atomic
def bring_back_participant(participant: Participant, *, by: User | None = None) -> Participant:
    """End somebody's pause. `by` is None when the clock did it on the day: they get a
    letter, or a line in their next one where they had the one of this week already.

    Refused for whoever rests until somebody has spoken with them (`programmes.apart`).
    """
    current = locked([participant.pk])[0]
    if current.state != Participant.State.PAUSED:
        return current
    _change_state(current, Participant.State.IN, by=by)
    record_person("bring_back_participant", current, by, f"{current} is back")
    line = _("Your break in %s is over. Welcome back.") % current.programme
    if by is None and rests.may_write(current, instead=line):
        letters.welcome_back(current)
    return current


def _change_state(
    participant: Participant, state: str, *, by: User | None, word: str | None = ""
) -> None:
    own = by is not None and by.pk == participant.user_id
    source = "person" if own else "desk" if by else "clock"
    change_locked(participant, {"state": state}, by=by, source=source, together=None, word=word)


def bring_back_who_is_due() -> int:
    """End the pauses whose day has come. Run by the clock; says how many came back.

    Not in a programme that rests itself: they come back when it does.
    """
    came = 0
    for programme in Programme.objects.running():
        due = programme.participants.paused().filter(paused_until__lte=programme.today())
        came += sum(_bring_back_if_due(participant) for participant in due)
    return came


@transaction.atomic
def _bring_back_if_due(participant: Participant) -> int:
    """Look again under lock: they may have chosen another day a moment ago. Whoever rests until
    somebody has spoken with them stays so."""
    current = locked([participant.pk])[0]
    until = current.paused_until
    if until is None or until > current.programme.today() or apart.rests(current):
        return 0
    bring_back_participant(current)
    return 1


def end_old_training() -> int:
    """Training counts to its last day and no longer. Run by the clock; says how many ended."""
    ended = 0
    for programme in Programme.objects.current():
        over = programme.participants.filter(is_trained=True, trained_until__lt=programme.today())
        ended += sum(_end_training(participant.pk) for participant in over)
    return ended


@transaction.atomic
def _end_training(pk: int) -> int:
    current = locked([pk])[0]
    until = current.trained_until
    if not current.is_trained or until is None or until >= current.programme.today():
        return 0
    change_locked(current, {"is_trained": False}, by=None, source="clock", together=None)
    record_person("end_training", current, None, f"The training of {current} counted until {until}")
    return 1
