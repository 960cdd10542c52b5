"""What a yes, a not now and an ending do."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.mail import withdraw_letters
from edumentoring.common.refused import Refused
from edumentoring.pairs import letters
from edumentoring.pairs.handing_over import pair_before
from edumentoring.pairs.models import Farewell, Introduction, Pair
from edumentoring.pairs.operations.breaks import rest_if_one_rests
from edumentoring.pairs.operations.moving import locked, move, set_state
from edumentoring.pairs.operations.next_steps import keep_next
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.programmes.models import Participant
from edumentoring.programmes.operations import give_back_place, set_status

YES = Introduction.Reply.YES
NOT_NOW = Introduction.Reply.NOT_NOW
Next = Farewell.Next


@transaction.atomic
def answer(introduction: Introduction, reply: str) -> Pair:
    """Keep one person's "yes" or "not_now", and do what follows from it.

    Both yes: contact details go to both. One not now: the pair ends here, both places
    are free again, and the other is told kindly, without a reason. The same answer
    twice changes nothing. Refused once the introduction is closed.
    """
    if reply not in {YES, NOT_NOW}:
        raise Refused(_("Choose yes or not now."))
    pair = locked(introduction.pair)
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
    if pair.is_together:
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
    set_state(
        pair,
        Pair.State.AGREED,
        agreed_at=now,
        introduced_at=pair.introduced_at or now,
        came_from=pair.came_from or pair_before(pair),
    )
    set_status((pair.mentor, pair.mentee), Participant.Status.PAIRED)
    for participant in (pair.mentor, pair.mentee):
        letters.both_said_yes(pair, participant)
    rest_if_one_rests(pair)


def _decline(pair: Pair, mine: Introduction) -> None:
    now = timezone.now()
    set_state(pair, Pair.State.DECLINED, ended_at=now, introduced_at=pair.introduced_at or now)
    give_back_place(pair.mentor, pair.mentee)
    other = pair.other(mine.participant)
    withdraw_letters(pair.subject_key)
    if letters.has_heard_of(pair, other):
        letters.not_this_time(pair, other)


@transaction.atomic
def end_pair(pair: Pair, *, by: User | None, next_step: str = Next.NOBODY) -> Pair:
    """A coordinator ends an introduction or a pair. Both are told, nobody is blamed.

    Those who had agreed are asked in their letter what they want next; until they say so
    `next_step` stands. Those who had not go on waiting.
    """
    pair = locked(pair)
    had_agreed = pair.is_together
    move(
        pair,
        Pair.State.ENDED,
        by=by,
        action="end_pair",
        summary=f"Ended {pair}",
        ended_at=timezone.now(),
    )
    give_back_place(pair.mentor, pair.mentee)
    withdraw_letters(pair.subject_key)
    for participant in (pair.mentor, pair.mentee):
        if had_agreed:
            keep_next(pair, participant, next_step, by=by)
        letters.ended(pair, participant)
    return pair
