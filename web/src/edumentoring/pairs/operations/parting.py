"""How a pair ends: finished, which is well also when it is early, or let go for another match."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.mail import withdraw_letters
from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused
from edumentoring.pairs import letters, nudges
from edumentoring.pairs.doors import is_open
from edumentoring.pairs.models import CheckIn, Farewell, Pair, Wish
from edumentoring.pairs.operations.moving import locked, move
from edumentoring.pairs.operations.next_steps import choose_next, keep_next, open_places
from edumentoring.pairs.sides import Side
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.programmes.models import Participant
from edumentoring.programmes.operations import give_back_place, set_status, take_place

Next = Farewell.Next
FAREWELL_AFTER = (Pair.State.FINISHED, Pair.State.ENDED)

# Whoever asks for another match goes before those of like need in the next round, by one step:
# enough not to wait twice, too little to overtake whom a coordinator put first. At most this.
MORE_PRIORITY = 1
HIGHEST_PRIORITY = 5
LONGEST_THANKS = 2000


@transaction.atomic
def finish_pair(
    side: Side, *, thanks: str = "", keep_contact: bool = False, next_step: str = Next.NOBODY
) -> Pair:
    """Finish together. It reads "finished" however early it is, and the other gets the thanks.

    Neither is matched again until they say that they want somebody new: `next_step` is what
    this one says, and the other is asked in their letter.
    """
    pair = locked(side.pair)
    if pair.state in Pair.PARTED:
        say_farewell(side, thanks=thanks, keep_contact=keep_contact)
        return pair
    finish(pair, by=side.me.user, action="finish_pair", summary=f"{pair} finished")
    keep_next(pair, pair.other(side.me), Next.NOBODY, by=side.me.user)
    choose_next(side, next_step)
    _keep_farewell(side, thanks, keep_contact)
    letters.finished(pair, pair.other(side.me))
    return pair


def finish(pair: Pair, *, by: User | None, action: str, summary: str) -> None:
    """The end of it, for whoever has locked the pair and says what comes next for each."""
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
    """Keep one person's thanks, and whether they would like to stay in touch; however it ended.

    The other reads the thanks, and hears of the first word of it by letter. Addresses stay with
    both only where both said so. Two who were separated never get here: their doors are shut.
    """
    pair = locked(side.pair)
    if pair.state not in FAREWELL_AFTER or not is_open(pair):
        raise Refused(_("This is for when your time together is over. Nothing was changed."))
    before = Farewell.objects.filter(pair=pair, participant=side.me).first()
    farewell = _keep_farewell(side, thanks, keep_contact)
    said_more = farewell.thanks and not (before and before.thanks)
    keeps_now = farewell.keeps_contact and not (before and before.keeps_contact)
    if said_more or keeps_now:
        line = _("%s thanks you.") if said_more else _("%s would like to stay in touch.")
        _tell_other(side, letters.thanked, line)
    return farewell


def _keep_farewell(side: Side, thanks: str, keep_contact: bool) -> Farewell:
    if len(thanks) > LONGEST_THANKS:
        raise Refused(_("Make your thanks shorter: 2,000 letters at most."))
    farewell, _is_new = Farewell.objects.update_or_create(
        pair=side.pair,
        participant=side.me,
        defaults={"thanks": thanks.strip(), "keeps_contact": keep_contact},
    )
    return farewell


def _tell_other(side: Side, write: Callable[[Pair, Participant], Letter], line: str) -> None:
    """What one did after the end: a letter to the other, or a line of their weekly one."""
    pair, other = side.pair, side.other
    if other.state == Participant.State.LEFT:
        return
    if nudges.wants(other, urgent=False):
        write(pair, other)
        return
    nudges.offer(
        other,
        kind="farewell",
        key=f"farewell:{pair.pk}:{write.__name__}",
        line=line % side.me.user.first_name,
        url=reverse("pairs:place"),  # a line about a page of an ended pair would rest with it
    )


@transaction.atomic
def wish_to_go_on(side: Side) -> bool:
    """One of them would like to go on after all; once both would, they do. Says whether they do."""
    pair = locked(side.pair)
    if pair.is_together:
        return True
    if pair.state != Pair.State.FINISHED:
        raise Refused(_("This pair has ended, so it cannot go on. A coordinator can help."))
    mine, _is_new = Farewell.objects.get_or_create(pair=pair, participant=side.me)
    if mine.goes_on:
        return False
    mine.goes_on = True
    mine.save(update_fields=["goes_on"])
    if Farewell.objects.filter(pair=pair, goes_on=True).count() < 2:
        _tell_other(side, letters.would_go_on, _("%s would like to go on with you."))
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
    open_places(pair, by=by)
    take_place(pair.mentor, pair.mentee)
    set_status((pair.mentor, pair.mentee), Participant.Status.PAIRED)
    return pair


# --- Another match --------------------------------------------------------------------------------


@transaction.atomic
def ask_for_another(side: Side) -> Pair:
    """End the pair for a new match, without a reason. The other hears kindly that it ended.

    Both places are free again, and whoever asks goes a step ahead in the next round.
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
    for participant in (pair.mentor, pair.mentee):
        keep_next(pair, participant, Next.SOMEBODY, by=side.me.user)
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
    """Whoever asks goes a step ahead, mentor or mentee. So does the other, whose doing it is not,
    unless they were asked whether the two have spoken and never answered."""
    silent = CheckIn.objects.unanswered().filter(pair=side.pair, participant=side.other)
    keys = [side.me.pk] if silent.exists() else [side.me.pk, side.other.pk]
    ahead = Participant.objects.filter(pk__in=keys, priority__lt=HIGHEST_PRIORITY)
    ahead.update(priority=F("priority") + MORE_PRIORITY)


@transaction.atomic
def ask_for_a_word(side: Side) -> Wish:
    """Ask for a word with a coordinator: they learn that somebody asks, and nothing else."""
    return _wish(side, Wish.Kind.WORD, "Asked for a word with a coordinator")


@transaction.atomic
def take_back_word(side: Side, *, since: datetime) -> None:
    """They need no word after all; one they asked for before `since` stands."""
    Wish.objects.open().filter(
        pair=side.pair, participant=side.me, kind=Wish.Kind.WORD, at__gte=since
    ).update(settled_at=timezone.now())


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
def settle_wish(wish: Wish, *, by: User | None) -> Wish:
    """A coordinator has seen to it."""
    Wish.objects.open().filter(pk=wish.pk).update(settled_at=timezone.now(), settled_by=by)
    wish.refresh_from_db()
    return wish
