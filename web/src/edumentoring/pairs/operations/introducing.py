"""Publishing a round: pairs open, letters wait ten minutes, and until then all can be undone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.mail import withdraw_letters
from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused
from edumentoring.pairs import letters
from edumentoring.pairs.models import Introduction, Pair
from edumentoring.pairs.openers import choose_openers
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.operations import give_back_place, take_place

HOLD = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class NewPair:
    """Two people a round brings together, and why.

    `reasons` are sentences for each reader: {"mentor": [...], "mentee": [...]}.
    `times` are slots both are free ("thu-after"). `reason_given` is what a coordinator
    wrote where a rule was set aside.
    """

    mentor: Participant
    mentee: Participant
    fit: int | None = None
    reasons: dict[str, list[str]] = field(default_factory=dict)
    times: list[str] = field(default_factory=list)
    by_hand: bool = False
    reason_given: str = ""


@transaction.atomic
def introduce(
    programme: Programme,
    new_pairs: Sequence[NewPair],
    *,
    by: User,
    round_number: int | None,
    hold: timedelta = HOLD,
) -> list[Pair]:
    """Open the pairs of a reviewed round and queue both letters of each.

    Places are counted again here, under lock: the round may be days old. The letters
    wait for `hold`; until then `take_back` undoes everything. Refused, with nothing
    saved, if the round was published already, if somebody has no place left, has left
    or paused, or if two people were paired before.
    """
    Programme.objects.select_for_update().get(pk=programme.pk)
    _refuse_second_publishing(programme, round_number)
    people = _lock_people(programme, new_pairs)
    _refuse_old_pairs(programme, new_pairs)
    pairs = _open_pairs(programme, new_pairs, people, by=by, round_number=round_number, hold=hold)
    record(
        "introduce",
        programme,
        by=by,
        programme_id=programme.pk,
        summary=f"Published {len(pairs)} introductions",
        round_number=round_number,
        pairs=[pair.pk for pair in pairs],
    )
    return pairs


def _refuse_second_publishing(programme: Programme, round_number: int | None) -> None:
    if round_number is None:
        return
    standing = Pair.objects.filter(programme=programme, round_number=round_number)
    if standing.exclude(state=Pair.State.WITHDRAWN).exists():
        raise Refused(
            _(
                "Round %(number)s has already been published. Nothing was sent twice. "
                "See Introductions for how it is going."
            )
            % {"number": round_number}
        )


def _lock_people(programme: Programme, new_pairs: Sequence[NewPair]) -> dict[int, Participant]:
    """Everyone concerned, as they are now, locked in one order so that nobody deadlocks."""
    wanted = {new.mentor.pk for new in new_pairs} | {new.mentee.pk for new in new_pairs}
    people: dict[int, Participant] = {}
    for chunk in _chunks(sorted(wanted)):
        locked = Participant.objects.select_for_update(of=("self",)).filter(
            programme=programme, pk__in=chunk
        )
        people |= {person.pk: person for person in locked.with_person().order_by("pk")}
    for missing in wanted - people.keys():
        raise Refused(_("Somebody in this round is not in the programme (%s).") % missing)
    for person in people.values():
        if person.state != Participant.State.IN:
            raise Refused(
                _(
                    "%(name)s is no longer taking part (%(state)s). "
                    "Take them out of the round and publish again."
                )
                % {"name": person.name, "state": person.get_state_display().lower()}
            )
    return people


def _chunks(keys: list[int], size: int = 500) -> Iterable[list[int]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))


def _refuse_old_pairs(programme: Programme, new_pairs: Sequence[NewPair]) -> None:
    known = set(
        Pair.objects.filter(programme=programme)
        .exclude(state=Pair.State.WITHDRAWN)
        .values_list("mentor_id", "mentee_id")
    )
    for new in new_pairs:
        key = (new.mentor.pk, new.mentee.pk)
        if key in known:
            raise Refused(
                _(
                    "%(mentee)s and %(mentor)s have been introduced before. "
                    "Choose somebody else for one of them."
                )
                % {"mentee": new.mentee.name, "mentor": new.mentor.name}
            )
        known.add(key)


def _open_pairs(
    programme: Programme,
    new_pairs: Sequence[NewPair],
    people: dict[int, Participant],
    *,
    by: User,
    round_number: int | None,
    hold: timedelta,
) -> list[Pair]:
    """Places first, then everything in few queries: others wait while this is written."""
    now = timezone.now()
    pairs = []
    for new in new_pairs:
        mentor, mentee = people[new.mentor.pk], people[new.mentee.pk]
        take_place(mentor, mentee)
        pair = Pair(
            programme=programme,
            mentor=mentor,
            mentee=mentee,
            fit=new.fit,
            reasons=new.reasons,
            openers=choose_openers(mentor, mentee),
            times=new.times,
            by_hand=new.by_hand,
            reason_given=new.reason_given,
            round_number=round_number,
            opened_by=by,
            opened_at=now,
            held_until=now + hold,
        )
        pairs.append(pair)
    Pair.objects.bulk_create(pairs, batch_size=100)
    introductions = Introduction.objects.bulk_create(
        Introduction(pair=pair, participant=participant)
        for pair in pairs
        for participant in (pair.mentor, pair.mentee)
    )
    letters.introductions(introductions, not_before=now + hold)
    return pairs


@transaction.atomic
def tell_unmatched(
    programme: Programme,
    participants: Iterable[Participant],
    *,
    by: User,
    round_number: int,
    hold: timedelta = HOLD,
) -> int:
    """Queue an honest letter to each person the round found nobody for; says how many."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    key = letters.round_key(programme, round_number)
    told = Letter.objects.filter(subject_key=key).exclude(state=Letter.State.WITHDRAWN)
    if told.exists():
        raise Refused(_("People without a match in this round have already been written to."))
    not_before = timezone.now() + hold
    count = 0
    for participant in participants:
        letters.unmatched(participant, key=key, not_before=not_before)
        count += 1
    if count:
        record(
            "tell_unmatched",
            programme,
            by=by,
            programme_id=programme.pk,
            summary=f"Wrote to {count} people without a match in round {round_number}",
        )
    return count


@transaction.atomic
def take_back(programme: Programme, round_number: int, *, by: User) -> int:
    """Undo the publishing of a round while its letters are held; says how many pairs.

    The pairs are withdrawn as if they had never been, so the same two may be paired
    again. Refused as soon as the first letter may have gone.
    """
    Programme.objects.select_for_update().get(pk=programme.pk)
    pairs = list(
        Pair.objects.select_for_update(of=("self",))
        .filter(programme=programme, round_number=round_number)
        .select_related("mentor", "mentee")
        .exclude(state=Pair.State.WITHDRAWN)
    )
    now = timezone.now()
    if not pairs:
        raise Refused(_("Round %s has not been published.") % round_number)
    if any(pair.state != Pair.State.HELD or pair.held_until <= now for pair in pairs):
        raise Refused(_too_late())
    if withdraw_letters(*(pair.subject_key for pair in pairs)) < 2 * len(pairs):
        raise Refused(_too_late())
    for pair in pairs:
        give_back_place(pair.mentor, pair.mentee)
    withdraw_letters(letters.round_key(programme, round_number))
    Pair.objects.filter(pk__in=[pair.pk for pair in pairs]).update(state=Pair.State.WITHDRAWN)
    record(
        "take_back",
        programme,
        by=by,
        programme_id=programme.pk,
        summary=f"Took back {len(pairs)} introductions before they were sent",
        round_number=round_number,
    )
    return len(pairs)


def _too_late() -> str:
    return _(
        "The ten minutes are over and letters have begun to go out. "
        "You can still end a pair on its own page."
    )
