"""A break: a pair rests while one of its two, or a coordinator, wants it to. Each ends their own.

Somebody who rests in the whole programme rests in all their pairs: `rest_with` and `go_on_with`
follow them (see `programmes.rests`).
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import batched

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused
from edumentoring.pairs import changes, letters, nudges
from edumentoring.pairs.models import Break, Pair
from edumentoring.pairs.operations.moving import locked, move
from edumentoring.pairs.sides import Side
from edumentoring.people.models import User
from edumentoring.programmes import rests
from edumentoring.programmes.models import Participant, Programme

PAUSED = Pair.State.PAUSED
LONGEST_NOTE = 300
# What somebody else set, at the desk, waits so long that it can be taken back.
HOLD = timedelta(minutes=10)


@transaction.atomic
def pause_pair(side: Side, *, back_on: date | None = None, note: str = "") -> Pair:
    """Let the two rest until a day, or until the one who asks is back. The other hears of it at
    once, with the kind note.

    Asked again by the same person it changes their day and their note, never those of the other.
    """
    pair = locked(side.pair)
    note = " ".join(note.split())
    if back_on is not None and back_on <= pair.programme.today():
        raise Refused(_("Choose a day after today."))
    if len(note) > LONGEST_NOTE:
        raise Refused(_("Make the note shorter: 300 letters at most."))
    if begin(pair, by=side.me, back_on=back_on, note=note, actor=side.me.user):
        letters.paused(pair, pair.other(side.me))
    return pair


@transaction.atomic
def resume_pair(side: Side) -> Pair:
    """End one's own break; where nobody else rests the two go on, and the other is told.

    Refused for a break that is not theirs to end.
    """
    pair = locked(side.pair)
    if pair.state != PAUSED:
        return pair
    if not pair.breaks.of_this_pair().filter(by=side.me).delete()[0]:
        raise Refused(_not_yours(side))
    if wake_if_over(pair, actor=side.me.user):
        _tell_back(pair, pair.other(side.me))
    return pair


def _not_yours(side: Side) -> str:
    breaks = list(side.pair.breaks.all())
    if any(one.by_id == side.me.pk for one in breaks):
        return _("You are taking a break from the programme. Come back there, and you two go on.")
    if any(one.by_id == side.other.pk for one in breaks):
        return _("%s asked for this break, and ends it. You need do nothing.") % side.other_name
    return _("A coordinator let you two rest. Ask for a word if you would rather go on.")


# --- Beginning and ending one ---------------------------------------------------------------------


def begin(
    pair: Pair,
    *,
    by: Participant | None,
    back_on: date | None,
    actor: User | None,
    note: str = "",
    from_everything: bool = False,
) -> bool:
    """Keep a break of a locked pair; says whether it is new or changed. `by` None is the desk."""
    known = pair.breaks.filter(by=by, from_everything=from_everything).first()
    if known and pair.state == PAUSED and (known.back_on, known.note) == (back_on, note):
        return False
    Break.objects.update_or_create(
        pair=pair,
        by=by,
        from_everything=from_everything,
        defaults={"back_on": back_on, "note": note},
    )
    if pair.state == PAUSED:
        _keep_day(pair)
        return True
    day = f" until {back_on}" if back_on else ""
    move(
        pair,
        PAUSED,
        by=actor,
        action="pause_pair",
        summary=f"Paused {pair}{day}",
        paused_at=timezone.now(),
        back_on=back_on,
    )
    return True


def wake_if_over(pair: Pair, *, actor: User | None) -> bool:
    """Go on where no break stands any more; says whether they do.

    The time until somebody asks after them begins anew.
    """
    if pair.breaks.exists():
        _keep_day(pair)
        return False
    move(
        pair,
        Pair.State.MEETING if pair.started_at else Pair.State.AGREED,
        by=actor,
        action="resume_pair",
        summary=f"{pair} are back from their break",
        paused_at=None,
        back_on=None,
        last_sign_at=timezone.now(),
    )
    return True


def _keep_day(pair: Pair) -> None:
    """The pair is back when the last of its breaks is over; not known where one has no day.

    Those who follow must hear of a later day too: there are more meetings before it.
    """
    days = [one.back_on for one in pair.breaks.all()]
    last = None if None in days else max(day for day in days if day)
    if pair.back_on != last:
        pair.back_on = last
        pair.save(update_fields=["back_on"])
        changes.tell(pair, PAUSED, PAUSED)


def forget(pair: Pair, before: str, after: str) -> None:
    """A pair that does not rest has no breaks, however it came out of them (see `changes`)."""
    if before == PAUSED and after != PAUSED:
        pair.breaks.all().delete()


def _tell_back(pair: Pair, reader: Participant, *, by_the_clock: bool = False) -> None:
    """They go on: in a letter, or as a line of the next gentle one where that is their wish, or
    where they had their letter of the week and nobody has just pressed anything."""
    if reader.state != Participant.State.IN:
        return
    free = nudges.take_the_week(reader) if by_the_clock else nudges.wants(reader, urgent=False)
    if free:
        letters.back_again(pair, reader, reminds=by_the_clock)
        return
    nudges.offer(
        reader,
        kind="break",
        key=f"back:{pair.pk}:{timezone.now():%Y%m%d}",
        line=_("The break with %s is over. You can go on where you were.")
        % pair.other(reader).user.first_name,
        url=reverse("pairs:own_pair", args=[pair.code]),
        pair=pair,
    )


# --- When the day has come ------------------------------------------------------------------------


def resume_who_is_due(now: datetime | None = None) -> int:
    """End the breaks whose day has come. Run by the clock; says how many pairs go on.

    Not in a programme that rests itself: they come back when it does. Whoever rests in the whole
    programme comes back there.
    """
    came = 0
    for programme in Programme.objects.running().filter(pairs__state=PAUSED).distinct():
        today = programme.today(now)
        over = Q(breaks__back_on__lte=today, breaks__from_everything=False)
        bare = Q(breaks=None, back_on__lte=today)
        due = Pair.objects.filter(over | bare, programme=programme, state=PAUSED).distinct()
        came += sum(_resume_if_due(pk, today) for pk in list(due.values_list("pk", flat=True)))
    return came


@transaction.atomic
def _resume_if_due(pk: int, today: date) -> int:
    """Look again under lock: they may have come back, or chosen a later day."""
    pair = locked(Pair(pk=pk))
    over, _rows = pair.breaks.of_this_pair().filter(back_on__lte=today).delete()
    due = over or (pair.back_on is not None and pair.back_on <= today)
    if pair.state != PAUSED or not due or not wake_if_over(pair, actor=None):
        return 0
    for participant in (pair.mentor, pair.mentee):
        _tell_back(pair, participant, by_the_clock=True)
    return 1


# --- At the desk ----------------------------------------------------------------------------------


def may_be_ended_by_desk(pair: Pair) -> bool:
    """A rest that the desk gave, or one whose day has gone by. What one of the two asked for is
    theirs to end."""
    if pair.state != PAUSED:
        return False
    over = pair.back_on is not None and pair.back_on <= pair.programme.today()
    return over or pair.breaks.of_the_desk().exists() or not pair.breaks.exists()


def end_for_desk(pair: Pair, *, actor: User) -> bool:
    """End the desk's rest of a locked pair; says whether the two go on.

    Both were promised a letter then. Whoever never heard that they rest hears nothing.
    """
    if not may_be_ended_by_desk(pair):
        return False
    unheard = Letter.objects.filter(
        subject_key=pair.subject_key, kind="paused_by_desk", state=Letter.State.WAITING
    )
    untold = set(unheard.values_list("person_code", flat=True))
    unheard.update(state=Letter.State.WITHDRAWN)
    gone_by = Q(by=None) | Q(from_everything=False, back_on__lte=pair.programme.today())
    pair.breaks.filter(gone_by).delete()
    if not wake_if_over(pair, actor=actor):
        return False
    for participant in (pair.mentor, pair.mentee):
        if participant.user.code not in untold:
            _tell_back(pair, participant)
    return True


# --- A person's rest rests their pairs ------------------------------------------------------------


@transaction.atomic
def rest_with(people: Iterable[Participant], by: User | None, word: str) -> None:
    """Their pairs rest with them, and each partner is told, with their kind word."""
    for participant, pair in _pairs_of(people):
        _rest(pair, participant, by=by, word=word)


def _rest(pair: Pair, participant: Participant, *, by: User | None, word: str = "") -> None:
    known = pair.breaks.filter(by=participant, from_everything=True).first()
    begun = begin(
        pair,
        by=participant,
        back_on=participant.paused_until,
        note=" ".join(word.split())[:LONGEST_NOTE] or (known.note if known else ""),
        from_everything=True,
        actor=by,
    )
    other = pair.other(participant)
    if begun and other.state != Participant.State.LEFT:
        own = by is not None and by.pk == participant.user_id
        letters.paused(pair, other, not_before=None if own else timezone.now() + HOLD)


def rest_if_one_rests(pair: Pair) -> None:
    """Both have just said yes, and one of them has taken a break since."""
    for participant in (pair.mentor, pair.mentee):
        if participant.state == Participant.State.PAUSED:
            _rest(pair, participant, by=participant.user)


@transaction.atomic
def go_on_with(people: Iterable[Participant], by: User | None) -> None:
    """They are back: their pairs go on where nobody else rests, and each partner is told.

    They know themselves; whom the clock brings back gets a letter from the programme.
    """
    for participant, pair in _pairs_of(people):
        if not pair.breaks.filter(by=participant, from_everything=True).delete()[0]:
            continue
        other = pair.other(participant)
        knew = not _withdraw_untold(pair, other)
        if wake_if_over(pair, actor=by) and knew:
            _tell_back(pair, other, by_the_clock=by is None)


def _withdraw_untold(pair: Pair, reader: Participant) -> bool:
    """A letter about a break that was begun and taken back at once; says whether one waited."""
    waiting = Letter.objects.filter(
        subject_key=pair.subject_key,
        kind="paused",
        person_code=reader.user.code,
        state=Letter.State.WAITING,
    )
    return bool(waiting.update(state=Letter.State.WITHDRAWN))


def _pairs_of(people: Iterable[Participant]) -> Iterable[tuple[Participant, Pair]]:
    """Each of these people with each of their pairs that go on or rest, locked."""
    for some in batched(people, 400):
        known = {each.pk: each for each in some}
        theirs = Q(mentor__in=known) | Q(mentee__in=known)
        for pair in Pair.objects.together().filter(theirs).order_by("pk"):
            for key in (pair.mentor_id, pair.mentee_id):
                if key in known:
                    yield known[key], locked(pair)


def may_write(participant: Participant, instead: str) -> bool:
    """Whether the clock may write to them now; else they read the line in their next letter."""
    if nudges.take_the_week(participant):
        return True
    nudges.offer(
        participant,
        kind="break",
        key=f"welcome:{timezone.now():%Y%m%d}",
        line=instead,
        url=reverse("pairs:place"),
    )
    return False


follower = rests.Follower(rest=rest_with, back=go_on_with, may_write=may_write)
