"""Two people are separated at once; those who read concerns let each take part again, and undo it.

A separation does three things that can be taken back one by one: the two are kept apart, the
mentor rests, the mentee rests.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.mail import withdraw_letters
from edumentoring.common.refused import Refused
from edumentoring.concerns import letters, separated
from edumentoring.concerns.models import Concern, Separation, Step
from edumentoring.pairs.models import Pair
from edumentoring.pairs.operations.moving import locked, move
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.programmes.models import Participant
from edumentoring.programmes.operations import (
    bring_back_participant,
    give_back_place,
    pause_participant,
    set_status,
    take_place,
)


@transaction.atomic
def separate_at_once(pair: Pair, *, by: User) -> Separation:
    """End a pair in one press, shut every page the two share, and keep them apart elsewhere.

    Letters that wait are withdrawn, and rooms above take back what is to come, as at any end.
    Both rest: nobody introduces them to anybody until somebody has spoken with them. Both get
    the same neutral letter. Pressed twice it happens once.
    """
    pair = locked(pair)
    if standing := Separation.objects.standing().filter(pair=pair).first():
        return standing
    if pair.state == Pair.State.HELD and pair.held_until > timezone.now():
        raise Refused(_("Nothing has been sent to them. Take the introductions back instead."))
    separation = _separate(pair, by)
    for participant in (pair.mentor, pair.mentee):
        if participant.state != Participant.State.LEFT:
            letters.separated(pair, participant)
    for other in _other_pairs_of_the_two(pair):
        _separate(locked(other), by)
    return separation


def _separate(pair: Pair, by: User) -> Separation:
    before = pair.state
    withdraw_letters(pair.subject_key)
    if before in Pair.LIVE:
        _end(pair, by)
    separation = Separation.objects.create(
        pair=pair, state_before=before, rested=_let_rest(pair, by), by=by
    )
    separated.tell(pair)
    if before not in Pair.LIVE:
        _record(pair, by, "separate_pair", f"Separated {pair} at once")
    _note_on_concerns(pair, by, Step.Kind.SEPARATED)
    return separation


def _other_pairs_of_the_two(pair: Pair) -> list[Pair]:
    """What else they do with each other in this programme, with the roles turned as well. In
    another programme their pages are shut (`separated.is_apart`), and its own people decide."""
    users = (pair.mentor.user_id, pair.mentee.user_id)
    live = Pair.objects.filter(programme=pair.programme_id, state__in=Pair.LIVE)
    return list(live.filter(mentor__user__in=users, mentee__user__in=users).exclude(pk=pair.pk))


@transaction.atomic
def end_rest(separation: Separation, participant: Participant, *, by: User) -> None:
    """Somebody has spoken with one of the two: they take part again, and the two stay apart."""
    current = _locked(separation)
    role = current.pair.role_of(participant)
    if current.undone_at or not getattr(current, f"{role}_rests"):
        return  # pressed twice
    setattr(current, f"{role}_rests", False)
    current.save(update_fields=[f"{role}_rests"])
    _bring_back(current, [participant], by)
    _record(current.pair, by, "end_rest", f"Spoke with {participant}, who may take part again")
    _note_on_concerns(current.pair, by, Step.Kind.SPOKEN, note=participant.name)


@transaction.atomic
def undo_separation(pair: Pair, *, by: User) -> Pair:
    """Open the pages again and put the pair back to what it was. Refused when there is no room."""
    pair = locked(pair)
    separation = Separation.objects.select_for_update().filter(pair=pair, undone_at=None).first()
    if separation is None:
        raise Refused(_("These two are not separated. Nothing was changed."))
    # First, or nobody could be brought back.
    separation.undone_by, separation.undone_at = by, timezone.now()
    separation.save(update_fields=["undone_by", "undone_at"])
    still = ((pair.mentor, separation.mentor_rests), (pair.mentee, separation.mentee_rests))
    _bring_back(separation, [one for one, rests in still if rests], by)
    if separation.state_before in Pair.LIVE and pair.state == Pair.State.ENDED:
        _go_on(pair, separation.state_before, by)
    if separation.state_before not in Pair.LIVE:
        _record(pair, by, "undo_separation", f"Opened the pages of {pair} again")
    _note_on_concerns(pair, by, Step.Kind.TOGETHER)
    return pair


def _locked(separation: Separation) -> Separation:
    found = Separation.objects.select_for_update(of=("self",))
    return found.select_related("pair__mentor__user", "pair__mentee__user").get(pk=separation.pk)


def _end(pair: Pair, by: User) -> None:
    now = timezone.now()
    move(
        pair,
        Pair.State.ENDED,
        by=by,
        action="separate_pair",
        summary=f"Separated {pair} at once",
        ended_at=now,
        introduced_at=pair.introduced_at or now,
    )
    give_back_place(pair.mentor, pair.mentee)


def _let_rest(pair: Pair, by: User) -> list[int]:
    """Nobody new meets either of them meanwhile; gives those who take no break of their own.

    Whoever has taken a break already keeps its day: the clock passes them over until then.
    """
    both = (pair.mentor, pair.mentee)
    before = separated.resting([each.pk for each in both])
    for participant in both:
        if participant.state == Participant.State.IN:
            pause_participant(participant, until=None, by=by, with_pairs=False)
    return [each.pk for each in both if each.state != Participant.State.PAUSED or each.pk in before]


def _bring_back(separation: Separation, people: Iterable[Participant], by: User) -> None:
    """Those who rest because of it, unless they chose a break of their own or rest for another."""
    keys = [one.joined_into_id or one.pk for one in people if one.pk in separation.rested]
    for current in Participant.objects.paused().filter(pk__in=keys):
        chosen = current.paused_until and current.paused_until > current.programme.today()
        if not chosen and not separated.resting([current.pk]):
            bring_back_participant(current, by=by)


def _go_on(pair: Pair, state: str, by: User) -> None:
    take_place(pair.mentor, pair.mentee)
    move(
        pair,
        Pair.State.INTRODUCED if state == Pair.State.HELD else Pair.State(state),
        by=by,
        action="undo_separation",
        summary=f"Brought {pair} together again",
        ended_at=None,
    )
    if pair.is_together:
        set_status((pair.mentor, pair.mentee), Participant.Status.PAIRED)


def _record(pair: Pair, by: User, action: str, summary: str) -> None:
    record(action, pair, by=by, programme_id=pair.programme_id, summary=summary)


def _note_on_concerns(pair: Pair, by: User, kind: str, *, note: str = "") -> None:
    """The record of every open concern about the two."""
    for concern in Concern.objects.open().filter(pair=pair):
        concern.steps.create(kind=kind, by=by, by_name=str(by)[:150], note=note)
