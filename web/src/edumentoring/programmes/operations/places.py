"""The places that pairs take: counted under lock, so that no mentor has more than agreed."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from itertools import batched

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.common.refused import Refused
from edumentoring.programmes.models import Participant
from edumentoring.programmes.operations.locking import locked

AT_ONCE = 500  # rows named in one query
BEFORE_AN_INTRODUCTION = (Participant.Status.WAITING, Participant.Status.PROPOSED)


@transaction.atomic
def take_place(mentor: Participant, mentee: Participant) -> None:
    """Let a pair take one of the mentor's places and one of the mentee's requests.

    Raises Refused when either has none left, is paused or has left. Both arguments are
    brought up to date.
    """
    fresh = _both(mentor, mentee)
    giver, taker = fresh[mentor.pk], fresh[mentee.pk]
    for person in (giver, taker):
        if person.state != Participant.State.IN:
            raise Refused(
                _("%(person)s is not taking part now (%(state)s). Bring them back first.")
                % {"person": person, "state": person.get_state_display().lower()}
            )
    if giver.free_places < 1:
        raise Refused(
            _(
                "%(person)s already has as many mentees as agreed (%(places)s). Choose another "
                "mentor, or raise the limit on the mentor's page."
            )
            % {"person": giver, "places": giver.capacity}
        )
    if taker.open_requests < 1:
        raise Refused(
            _("%s already has as many mentors as they asked for. Choose another mentee.") % taker
        )
    giver.mentees_now += 1
    taker.mentors_now += 1
    _save_places(giver, taker, status=Participant.Status.INTRODUCED)
    _refresh(mentor, mentee)


@transaction.atomic
def give_back_place(mentor: Participant, mentee: Participant) -> None:
    """A pair ended or was taken back: its places are free. Both arguments are brought up to date.

    Whoever has no pair left waits again.
    """
    fresh = _both(mentor, mentee)
    giver, taker = fresh[mentor.pk], fresh[mentee.pk]
    if not (giver.mentees_now and taker.mentors_now):
        raise ValueError(f"{mentor.pk} and {mentee.pk} take no places that could be given back")
    giver.mentees_now -= 1
    taker.mentors_now -= 1
    _save_places(giver, taker)
    _refresh(mentor, mentee)


@transaction.atomic
def give_back_places(pairs: Iterable[tuple[int, int]]) -> None:
    """The same for many pairs, by the mentor's and the mentee's key: few queries for thousands."""
    listed = list(pairs)
    everybody = sorted({key for pair in listed for key in pair})
    for some in batched(everybody, AT_ONCE):
        ordered = Participant.objects.select_for_update().filter(pk__in=some).order_by("pk")
        list(ordered.values_list("pk"))  # locked in one order, so that nobody deadlocks
    for side, name in enumerate(("mentees_now", "mentors_now")):
        by_count: dict[int, list[int]] = defaultdict(list)
        for key, count in Counter(pair[side] for pair in listed).items():
            by_count[count].append(key)
        for count, keys in by_count.items():
            for some in batched(sorted(keys), AT_ONCE):
                held = Participant.objects.filter(pk__in=some, **{f"{name}__gte": count})
                if held.update(**{name: F(name) - count}) != len(some):
                    raise ValueError("Some of these pairs take no places that could be given back")
    for some in batched(everybody, AT_ONCE):
        free = Participant.objects.filter(pk__in=some, mentees_now=0, mentors_now=0)
        free.update(status=Participant.Status.WAITING)


def _both(mentor: Participant, mentee: Participant) -> dict[int, Participant]:
    if mentor.programme_id != mentee.programme_id or mentor.pk == mentee.pk:
        raise ValueError("A pair is two people of one programme.")
    return {participant.pk: participant for participant in locked([mentor.pk, mentee.pk])}


def _save_places(*participants: Participant, status: str = "") -> None:
    for participant in participants:
        if not (participant.mentees_now or participant.mentors_now):
            participant.status = Participant.Status.WAITING
        elif status and participant.status in BEFORE_AN_INTRODUCTION:
            participant.status = status
            participant.introduced_at = participant.introduced_at or timezone.now()
        participant.save(update_fields=["mentees_now", "mentors_now", "status", "introduced_at"])


def _refresh(*participants: Participant) -> None:
    for participant in participants:
        participant.refresh_from_db(fields=["mentees_now", "mentors_now", "status"])


def set_status(participants: Iterable[Participant], status: str) -> int:
    """Say how far these people's pairs are. Returns how many rows changed."""
    keys = [participant.pk for participant in participants]
    return (
        Participant.objects.filter(pk__in=keys)
        .exclude(status=status)
        .update(status=Participant.Status(status), updated_at=timezone.now())
    )


@transaction.atomic
def mark_proposed(programme_id: int, keys: Collection[int]) -> int:
    """Those of a programme with a pair on the board in view, and nobody else, are proposed.

    Writes the differences only, so that an edit of a large board stays quick. Whoever has
    been introduced keeps that status. Nobody changed by it, so `updated_at` stays: a board
    asks it who did since. Returns how many rows changed.
    """
    here = Participant.objects.filter(programme=programme_id)
    proposed = here.filter(status=Participant.Status.PROPOSED)
    marked = set(proposed.values_list("pk", flat=True))
    gone, new = marked.difference(keys), set(keys) - marked
    changed = 0
    if gone:
        changed += proposed.filter(pk__in=gone).update(status=Participant.Status.WAITING)
    if new:
        waiting = here.filter(pk__in=new, status=Participant.Status.WAITING)
        changed += waiting.update(status=Participant.Status.PROPOSED)
    return changed
