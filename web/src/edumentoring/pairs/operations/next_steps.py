"""What somebody wants after a pair: nobody for now, somebody new, or to become a mentor.

Whoever has finished is asked, and nobody is matched again because they forgot to say no: until
they say "somebody new", the place that the pair took is closed.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.pairs.models import Farewell, Pair
from edumentoring.pairs.operations.moving import locked
from edumentoring.pairs.sides import Side
from edumentoring.people.models import User
from edumentoring.programmes.models import Participant
from edumentoring.programmes.operations import change_participant

Next = Farewell.Next
# With these the place of the pair stays open, so that the next round may fill it.
OPEN = (Next.NOT_ASKED, Next.SOMEBODY)


@transaction.atomic
def choose_next(side: Side, wanted: str) -> Farewell:
    """Keep what one person wants after the end. Said anew, the newest word counts."""
    pair = locked(side.pair)
    if pair.state not in (Pair.State.FINISHED, Pair.State.ENDED):
        raise Refused(_("You two go on, so there is nothing to choose yet. Finish first."))
    if wanted not in (Next.NOBODY, Next.SOMEBODY, Next.MENTOR):
        raise Refused(_("Choose one of the answers."))
    if wanted == Next.MENTOR:
        become_mentor(side.me)
    return keep_next(pair, side.me, wanted, by=side.me.user)


def keep_next(pair: Pair, participant: Participant, wanted: str, *, by: User | None) -> Farewell:
    """Note it, and open or close the place to match. The caller has locked the pair."""
    farewell, _is_new = Farewell.objects.get_or_create(pair=pair, participant=participant)
    was_open, is_open = farewell.next_step in OPEN, wanted in OPEN
    if was_open != is_open:
        _change_places(pair, participant, 1 if is_open else -1, by=by)
    farewell.next_step = wanted
    farewell.save(update_fields=["next_step"])
    return farewell


def _change_places(pair: Pair, participant: Participant, amount: int, *, by: User | None) -> None:
    """One place more or fewer on the side that this person had in the pair."""
    current = Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    if current.state == Participant.State.LEFT:
        return
    is_mentor = pair.role_of(participant) == "mentor"
    free = current.free_places if is_mentor else current.open_requests
    if amount < 0 and free < 1:
        raise Refused(_("Somebody new was found for you meanwhile. See My place."))
    key = "capacity" if is_mentor else "demand"
    change_participant(
        current,
        changes={key: getattr(current, key) + amount},
        by=by,
        source="person" if by == participant.user else "desk",
    )


def open_places(pair: Pair, *, by: User | None) -> None:
    """They go on together after all: what was closed at the end is open again, for both."""
    for participant in (pair.mentor, pair.mentee):
        farewell = Farewell.objects.filter(pair=pair, participant=participant).first()
        if farewell and farewell.next_step not in OPEN:
            _change_places(pair, participant, 1, by=by)
    Farewell.objects.filter(pair=pair).update(next_step=Next.NOT_ASKED, goes_on=False)


@transaction.atomic
def become_mentor(participant: Participant) -> Participant:
    """A mentee of the programme becomes a mentor too, for one person to begin with."""
    current = (
        Participant.objects.select_for_update(of=("self",)).with_person().get(pk=participant.pk)
    )
    if current.is_mentor:
        return current
    if not current.programme.takes_mentors:
        raise Refused(_("This programme takes no new mentors now. Ask a coordinator."))
    change_participant(
        current,
        changes={"is_mentor": True, "capacity": 1},
        by=current.user,
        source="person",
    )
    return Participant.objects.with_person().get(pk=participant.pk)
