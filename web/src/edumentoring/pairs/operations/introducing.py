"""Publishing a round: pairs open, letters wait ten minutes, and until then all can be undone."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import batched

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.mail import move_letters, queue_letters, withdraw_letters
from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused
from edumentoring.pairs import letters
from edumentoring.pairs.models import Introduction, Pair
from edumentoring.pairs.operations.drafting import (
    Draft,
    Drafts,
    NewPair,
    still_stands,
    write_draft,
)
from edumentoring.people.models import User
from edumentoring.people.operations import counted, record
from edumentoring.programmes import apart
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.operations import give_back_places, refuse_unless_running, take_place

HOLD = timedelta(minutes=10)


@transaction.atomic
def introduce(
    programme: Programme,
    new_pairs: Sequence[NewPair],
    *,
    by: User | None,
    round_number: int | None,
    hold: timedelta = HOLD,
    drafts: Drafts | None = None,
    more: bool = False,
) -> list[Pair]:
    """Open the pairs of a reviewed round and queue both letters of each.

    Places are counted again here, under lock: the round may be days old. The letters
    wait for `hold`; until then `take_back` undoes everything. Refused, with nothing
    saved, if the round was published already, if somebody has no place left, has left
    or paused, or if two people were paired before. `drafts` are what
    `write_introductions` gave, before the caller's transaction began; without them the
    letters are written here, while others wait to save. `more`: these are some of a round that is
    published bit by bit; `let_go` says when its letters go.
    """
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    refuse_unless_running(programme)
    if not more:
        _refuse_second_publishing(programme, round_number)
    people = _lock_people(programme, new_pairs)
    _refuse_old_pairs(programme, new_pairs)
    ready = _ready_drafts(programme, new_pairs, people, drafts or {})
    pairs = _open_pairs(ready, people, by=by, round_number=round_number, hold=hold)
    record(
        "introduce",
        programme,
        by=by,
        programme_id=programme.pk,
        summary=f"Published {counted(len(pairs), 'introduction')}",
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
                "See Pairs for how it is going."
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
    apart.refuse_if_resting(people.values(), by=None)
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
    """Nobody meets twice; two who were separated, not with their roles the other way either."""
    pairs = Pair.objects.filter(programme=programme).exclude(state=Pair.State.WITHDRAWN)
    separated = apart.couples()
    known = {(mentor, mentee) for mentor, mentee, _state in pairs.between()}
    for new in new_pairs:
        key = (new.mentor.pk, new.mentee.pk)
        if key in known or {new.mentor.user_id, new.mentee.user_id} in separated:
            raise Refused(
                _(
                    "%(mentee)s and %(mentor)s have been introduced before. "
                    "Choose somebody else for one of them."
                )
                % {"mentee": new.mentee.name, "mentor": new.mentor.name}
            )
        known.add(key)


def _ready_drafts(
    programme: Programme,
    new_pairs: Sequence[NewPair],
    people: dict[int, Participant],
    drafts: Drafts,
) -> list[Draft]:
    """A draft for each pair that fits the people as they are now, under lock."""
    ready = []
    for new in new_pairs:
        mentor, mentee = people[new.mentor.pk], people[new.mentee.pk]
        draft = drafts.get((mentor.pk, mentee.pk))
        if draft is None or not still_stands(draft, programme, new, people):
            draft = write_draft(programme, new, mentor, mentee)
        ready.append(draft)
    return ready


def _open_pairs(
    drafts: Sequence[Draft],
    people: dict[int, Participant],
    *,
    by: User | None,
    round_number: int | None,
    hold: timedelta,
) -> list[Pair]:
    """Places first, then everything in few queries: others wait while this is written."""
    now = timezone.now()
    for draft in drafts:
        pair = draft.pair
        pair.mentor, pair.mentee = people[pair.mentor_id], people[pair.mentee_id]
        take_place(pair.mentor, pair.mentee)
        pair.round_number, pair.opened_by = round_number, by
        pair.opened_at, pair.held_until = now, now + hold
    pairs = Pair.objects.bulk_create([draft.pair for draft in drafts], batch_size=100)
    for draft in drafts:
        for introduction, letter in zip(draft.introductions, draft.letters, strict=True):
            introduction.pair = draft.pair  # again, now that it has a key
            letter.subject_key, letter.not_before = draft.pair.subject_key, now + hold
    Introduction.objects.bulk_create(each for draft in drafts for each in draft.introductions)
    queue_letters(letter for draft in drafts for letter in draft.letters)
    return pairs


@transaction.atomic
def let_go(programme: Programme, round_number: int, *, until: datetime) -> int:
    """Hold the letters of a round that was published bit by bit until then, and no longer.

    Says how many pairs.
    """
    held = Pair.objects.filter(
        programme=programme, round_number=round_number, state=Pair.State.HELD
    )
    for some in batched(held.only("pk"), 500):
        move_letters(*(pair.subject_key for pair in some), not_before=until)
    return held.update(held_until=until)


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
    refuse_unless_running(Programme.objects.select_for_update().get(pk=programme.pk))
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
            summary=f"Wrote to {counted(count, 'person', 'people')} without a match "
            f"in round {round_number}",
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
        .only("state", "held_until", "mentor_id", "mentee_id")
        .exclude(state=Pair.State.WITHDRAWN)
    )
    now = timezone.now()
    if not pairs:
        raise Refused(_("Round %s has not been published.") % round_number)
    if any(pair.state != Pair.State.HELD or pair.held_until <= now for pair in pairs):
        raise Refused(_too_late())
    keys = [pair.subject_key for pair in pairs]
    if sum(withdraw_letters(*some) for some in batched(keys, 500)) < 2 * len(pairs):
        raise Refused(_too_late())
    give_back_places((pair.mentor_id, pair.mentee_id) for pair in pairs)
    withdraw_letters(letters.round_key(programme, round_number))
    for some in batched(pairs, 500):
        here = Pair.objects.filter(pk__in=[pair.pk for pair in some])
        here.update(state=Pair.State.WITHDRAWN)
    record(
        "take_back",
        programme,
        by=by,
        programme_id=programme.pk,
        summary=f"Took back {counted(len(pairs), 'introduction')} before anything was sent",
        round_number=round_number,
    )
    return len(pairs)


def _too_late() -> str:
    return _(
        "The ten minutes are over and letters have begun to go out. "
        "You can still end a pair on its own page."
    )
