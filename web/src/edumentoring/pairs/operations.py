"""What happens between two people: introduced, answered, agreed or let go."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef
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
from edumentoring.programmes.operations import give_back_place, set_status, take_place

HOLD = timedelta(minutes=10)


YES = Introduction.Reply.YES
NOT_NOW = Introduction.Reply.NOT_NOW


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


# --- Publishing -------------------------------------------------------------------------


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


def send_off_held() -> int:
    """Mark pairs whose hold is over as introduced. Run by the clock; says how many."""
    over = Pair.objects.hold_over()
    return over.update(state=Pair.State.INTRODUCED, introduced_at=F("held_until"))


def note_who_was_told() -> int:
    """Note who now knows where we have their details from. Run by the clock; says how many.

    They were told in the first letter that has gone: one that was taken back told nobody.
    """
    gone = Letter.objects.filter(
        person_code=OuterRef("user__code"),
        programme_id=OuterRef("programme_id"),
        kind__in=letters.FIRST_CONTACT,
        state=Letter.State.SENT,
    )
    untold = Participant.objects.filter(Exists(gone), told_source_at=None).exclude(source="")
    return untold.update(told_source_at=timezone.now())


# --- Answering --------------------------------------------------------------------------


@transaction.atomic
def answer(introduction: Introduction, reply: str) -> Pair:
    """Keep one person's "yes" or "not_now", and do what follows from it.

    Both yes: contact details go to both. One not now: the pair ends here, both places
    are free again, and the other is told kindly, without a reason. The same answer
    twice changes nothing. Refused once the introduction is closed.
    """
    if reply not in {YES, NOT_NOW}:
        raise Refused(_("Choose yes or not now."))
    pair = Pair.objects.select_for_update(of=("self",)).with_people().get(pk=introduction.pair_id)
    mine = pair.introductions.select_for_update().get(pk=introduction.pk)
    if mine.reply == reply and pair.state != Pair.State.WITHDRAWN:
        return pair
    _refuse_closed(pair)
    mine.reply, mine.replied_at = reply, timezone.now()
    mine.save(update_fields=["reply", "replied_at"])
    if reply == NOT_NOW:
        _decline(pair, mine)
    elif not pair.introductions.exclude(reply=YES).exists():
        _agree(pair)
    record(
        "answer_introduction",
        pair,
        by=mine.participant.user,
        programme_id=pair.programme_id,
        summary=f"Answered an introduction: {mine.get_reply_display().lower()}",
    )
    return pair


def _refuse_closed(pair: Pair) -> None:
    held = pair.state == Pair.State.HELD and pair.held_until > timezone.now()
    if held or pair.state == Pair.State.WITHDRAWN:
        raise Refused(
            _("This introduction was taken back before it was sent. You need do nothing.")
        )
    if pair.state == Pair.State.AGREED:
        raise Refused(
            _(
                "You have both said yes already. To change that, reply to any of our e-mails. "
                "A coordinator will help, and nobody is blamed."
            )
        )
    if pair.state in Pair.PARTED:
        raise Refused(_("This introduction is closed. You need do nothing."))


def _agree(pair: Pair) -> None:
    now = timezone.now()
    pair.state, pair.agreed_at = Pair.State.AGREED, now
    pair.introduced_at = pair.introduced_at or now
    pair.save(update_fields=["state", "agreed_at", "introduced_at"])
    set_status((pair.mentor, pair.mentee), Participant.Status.PAIRED)
    for participant in (pair.mentor, pair.mentee):
        letters.both_said_yes(pair, participant)


def _decline(pair: Pair, mine: Introduction) -> None:
    now = timezone.now()
    pair.state, pair.ended_at = Pair.State.DECLINED, now
    pair.introduced_at = pair.introduced_at or now
    pair.save(update_fields=["state", "ended_at", "introduced_at"])
    give_back_place(pair.mentor, pair.mentee)
    other = pair.other(mine.participant)
    withdraw_letters(pair.subject_key)
    if letters.has_heard_of(pair, other):
        letters.not_this_time(pair, other)


@transaction.atomic
def end_pair(pair: Pair, *, by: User) -> Pair:
    """A coordinator ends an introduction or a pair. Both are told, nobody is blamed."""
    pair = Pair.objects.select_for_update(of=("self",)).with_people().get(pk=pair.pk)
    held = pair.state == Pair.State.HELD and pair.held_until > timezone.now()
    if held:
        raise Refused(_("The letters still wait. Take the round back on the Introductions page."))
    if pair.state not in Pair.LIVE:
        raise Refused(_("This pair has already ended. Nothing was changed."))
    pair.state, pair.ended_at = Pair.State.ENDED, timezone.now()
    pair.save(update_fields=["state", "ended_at"])
    give_back_place(pair.mentor, pair.mentee)
    withdraw_letters(pair.subject_key)
    for participant in (pair.mentor, pair.mentee):
        letters.ended(pair, participant)
    record("end_pair", pair, by=by, programme_id=pair.programme_id, summary=f"Ended {pair}")
    return pair


# --- Asking once more -------------------------------------------------------------------


def ask_once_more() -> int:
    """Write once more to those who have not answered for a week. Run by the clock.

    Each person is asked again once and never a third time, and not while paused.
    """
    since = timezone.now() - letters.ASK_AGAIN_AFTER
    waiting = Introduction.objects.unanswered().filter(
        asked_again_at=None,
        pair__introduced_at__lte=since,
        pair__programme__archived_at=None,
        participant__state=Participant.State.IN,
    )
    return sum(_ask_again(pk) for pk in waiting.values_list("pk", flat=True)[:200])


@transaction.atomic
def _ask_again(pk: int) -> int:
    """One letter and its mark together, so that a killed worker asks neither twice nor never."""
    introduction = (
        Introduction.objects.unanswered()
        .select_for_update(of=("self",))
        .with_people()
        .filter(pk=pk, asked_again_at=None)
        .first()
    )
    if introduction is None:
        return 0
    introduction.asked_again_at = timezone.now()
    introduction.save(update_fields=["asked_again_at"])
    letters.ask_again(introduction)
    return 1
