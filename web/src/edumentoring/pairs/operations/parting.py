"""How a pair ends: finished, which is well also when it is early, or let go for another match."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.mail import withdraw_letters
from edumentoring.common.refused import Refused
from edumentoring.pairs import letters
from edumentoring.pairs.models import Farewell, Pair, Wish
from edumentoring.pairs.operations.moving import locked, move
from edumentoring.pairs.sides import Side
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.programmes.models import Participant
from edumentoring.programmes.operations import (
    change_participant,
    give_back_place,
    set_status,
    take_place,
)

# Whoever asks for another match goes before those of like need in the next round, by one step:
# enough not to wait twice, too little to overtake whom a coordinator put first. At most this.
MORE_PRIORITY = 1
HIGHEST_PRIORITY = 5
LONGEST_THANKS = 2000


@transaction.atomic
def finish_pair(side: Side, *, thanks: str = "", keep_contact: bool = False) -> Pair:
    """Finish together. It reads "finished" however early it is, and the other gets the thanks."""
    pair = locked(side.pair)
    if pair.state == Pair.State.FINISHED:
        say_farewell(side, thanks=thanks, keep_contact=keep_contact)
        return pair
    finish(pair, by=side.me.user, action="finish_pair", summary=f"{pair} finished")
    say_farewell(side, thanks=thanks, keep_contact=keep_contact)
    letters.finished(pair, pair.other(side.me))
    return pair


def finish(pair: Pair, *, by: User, action: str, summary: str) -> None:
    move(
        pair,
        Pair.State.FINISHED,
        by=by,
        action=action,
        summary=summary,
        ended_at=timezone.now(),
        **_AWAKE,
    )
    give_back_place(pair.mentor, pair.mentee)
    withdraw_letters(pair.subject_key)


# What a break leaves on a pair; an end takes it off.
_AWAKE = {"paused_at": None, "back_on": None}


@transaction.atomic
def say_farewell(side: Side, *, thanks: str, keep_contact: bool) -> Farewell:
    """Keep one person's thanks, and whether they would like to stay in touch.

    The other reads the thanks. Addresses stay with both only where both said so.
    """
    pair = locked(side.pair)
    if pair.state != Pair.State.FINISHED:
        raise Refused(_("This is for when you have finished together. Nothing was changed."))
    if len(thanks) > LONGEST_THANKS:
        raise Refused(_("Make your thanks shorter: 2,000 letters at most."))
    farewell, _is_new = Farewell.objects.update_or_create(
        pair=pair,
        participant=side.me,
        defaults={"thanks": thanks.strip(), "keeps_contact": keep_contact},
    )
    return farewell


@transaction.atomic
def wish_to_go_on(side: Side) -> bool:
    """One of them would like to go on after all; once both would, they do. Says whether they do."""
    pair = locked(side.pair)
    if pair.is_together:
        return True
    if pair.state != Pair.State.FINISHED:
        raise Refused(_("This pair has ended, so it cannot go on. A coordinator can help."))
    Farewell.objects.update_or_create(pair=pair, participant=side.me, defaults={"goes_on": True})
    if Farewell.objects.filter(pair=pair, goes_on=True).count() < 2:
        return False
    go_on(pair, by=side.me.user)
    return True


@transaction.atomic
def go_on(pair: Pair, *, by: User | None = None) -> Pair:
    """Both want to go on: their places are taken again. Refused where one has none left."""
    pair = locked(pair)
    if pair.is_together:
        return pair
    after = Pair.State.MEETING if pair.started_at else Pair.State.AGREED
    move(
        pair,
        after,
        by=by,
        action="go_on",
        summary=f"{pair} go on",
        ended_at=None,
        last_sign_at=timezone.now(),
    )
    take_place(pair.mentor, pair.mentee)
    set_status((pair.mentor, pair.mentee), Participant.Status.PAIRED)
    Farewell.objects.filter(pair=pair).update(goes_on=False)
    return pair


# --- Another match --------------------------------------------------------------------------------


@transaction.atomic
def ask_for_another(side: Side) -> Pair:
    """End the pair for a new match, without a reason. The other hears kindly that it ended.

    Both places are free again, and a mentee who asks goes a step ahead in the next round.
    """
    pair = locked(side.pair)
    if pair.state == Pair.State.ENDED:
        return pair
    move(
        pair,
        Pair.State.ENDED,
        by=side.me.user,
        action="ask_for_another",
        summary=f"Ended {pair}: a new match is looked for",
        ended_at=timezone.now(),
        **_AWAKE,
    )
    give_back_place(pair.mentor, pair.mentee)
    withdraw_letters(pair.subject_key)
    _raise_priority(side)
    Wish.objects.filter(pair=pair, participant=side.me, settled_at=None).update(
        settled_at=timezone.now()
    )
    Wish.objects.create(pair=pair, participant=side.me, kind=Wish.Kind.ANOTHER)
    for participant in (pair.mentor, pair.mentee):
        if participant.state != Participant.State.LEFT:
            letters.ended(pair, participant)
    return pair


def _raise_priority(side: Side) -> None:
    mentee = Participant.objects.filter(pk=side.me.pk) if side.is_mentee else None
    if mentee is not None:
        mentee.filter(priority__lt=HIGHEST_PRIORITY).update(priority=F("priority") + MORE_PRIORITY)


@transaction.atomic
def ask_for_a_word(side: Side) -> Wish:
    """Ask for a word with a coordinator: they learn that somebody asks, and nothing else."""
    return _wish(side, Wish.Kind.WORD, "Asked for a word with a coordinator")


@transaction.atomic
def ask_to_hand_over(side: Side) -> Wish:
    """A mentor asks that another mentor takes over; a coordinator chooses whom."""
    if not side.is_mentor:
        raise Refused(_("Only a mentor hands over. You can ask for another match instead."))
    return _wish(side, Wish.Kind.HAND_OVER, "Asked to hand over to another mentor")


def _wish(side: Side, kind: str, summary: str) -> Wish:
    pair = locked(side.pair)
    if not pair.is_together:
        raise Refused(_("This pair has ended. Write to a coordinator instead."))
    wish, is_new = Wish.objects.get_or_create(
        pair=pair, participant=side.me, kind=kind, settled_at=None
    )
    if is_new:
        record("wish", pair, by=side.me.user, programme_id=pair.programme_id, summary=summary)
    return wish


@transaction.atomic
def settle_wish(wish: Wish, *, by: User) -> Wish:
    """A coordinator has seen to it."""
    Wish.objects.open().filter(pk=wish.pk).update(settled_at=timezone.now(), settled_by=by)
    wish.refresh_from_db()
    return wish


# --- What next ------------------------------------------------------------------------------------


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
