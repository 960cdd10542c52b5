"""What happens to somebody's pairs when they leave the programme.

Their pairs end after ten minutes, so that leaving can be undone before anybody else hears of
it. Only the other one is written to: kindly, and without a reason.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.mail import withdraw_letters
from edumentoring.common.models import Letter
from edumentoring.pairs import letters
from edumentoring.pairs.models import Pair, PairQuerySet
from edumentoring.pairs.operations.moving import set_state
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.programmes.leaving import Follower, People
from edumentoring.programmes.models import Participant
from edumentoring.programmes.operations import give_back_place

LEFT = Participant.State.LEFT


def _live(participant: Participant) -> PairQuerySet:
    theirs = Pair.objects.filter(Q(mentor=participant) | Q(mentee=participant))
    return theirs.live().with_people()


def foretell(participant: Participant) -> Iterable[str]:
    """What becomes of their pairs, in words for the one who thinks of leaving."""
    for pair in _live(participant):
        other = pair.other(participant).user.first_name
        if pair.is_together:
            yield _("Your pair with %s ends. We tell them kindly, and give no reason.") % other
        elif _nobody_knows(pair):
            yield _("We have just made a match for you. It is taken back.")
        else:
            yield (
                _("Your introduction to %s is closed. We tell them kindly, and give no reason.")
                % other
            )


def _nobody_knows(pair: Pair) -> bool:
    return pair.state == Pair.State.HELD and pair.held_until > timezone.now()


@transaction.atomic
def end_when_left(people: People, by: User | None, until: datetime) -> None:
    """Let their pairs end at `until`; one that nobody has heard of is taken back at once."""
    for pair in _live_of(people).with_people().select_for_update(of=("self",)):
        if _nobody_knows(pair) and _take_back(pair, by=by):
            continue
        Pair.objects.filter(pk=pair.pk).update(ends_at=until)


def _live_of(people: People) -> PairQuerySet:
    """Their live pairs. First who has any at all: of thousands who leave, most have none."""
    programmes = {each.programme_id for each in people}
    live = Pair.objects.live().filter(programme__in=programmes)
    keys = {each.pk for each in people}
    among = [
        pk
        for pk, *two in live.values_list("pk", "mentor_id", "mentee_id")
        if not keys.isdisjoint(two)
    ]
    return live.filter(pk__in=among)


def _take_back(pair: Pair, *, by: User | None) -> bool:
    """As if it had never been; False where one of the letters may have gone already."""
    waiting = Letter.objects.filter(subject_key=pair.subject_key, state=Letter.State.WAITING)
    if waiting.count() < 2:
        return False
    withdraw_letters(pair.subject_key)
    give_back_place(pair.mentor, pair.mentee)
    Pair.objects.filter(pk=pair.pk).update(state=Pair.State.WITHDRAWN)
    _record("take_back", pair, by=by, summary="Took back an introduction: somebody left")
    return True


@transaction.atomic
def keep_after_all(people: People, _by: User | None, _since: datetime) -> None:
    """They stay: so do their pairs."""
    _live_of(people).update(ends_at=None)


def end_what_was_left() -> int:
    """End the pairs of those who left and did not come back. Run by the clock; says how many."""
    over = Pair.objects.live().filter(ends_at__lte=timezone.now())
    return sum(_end(pk) for pk in over.values_list("pk", flat=True)[:200])


@transaction.atomic
def _end(pk: int) -> int:
    """Look again under lock: they may have come back, or a coordinator ended it."""
    pair = Pair.objects.live().select_for_update(of=("self",)).with_people().filter(pk=pk).first()
    if pair is None or pair.ends_at is None:
        return 0
    if LEFT not in {pair.mentor.state, pair.mentee.state}:
        Pair.objects.filter(pk=pk).update(ends_at=None)
        return 0
    part_ways(pair, tell=[each for each in (pair.mentor, pair.mentee) if each.state != LEFT])
    _record("end_pair", pair, by=None, summary=f"Ended {pair}: one of them left")
    return 1


def part_ways(pair: Pair, *, tell: Iterable[Participant]) -> list[Letter]:
    """End a live pair because somebody goes. Whoever is to be told and has heard of it hears it
    kindly, without a reason; gives the letters. The caller has locked the pair."""
    had_agreed, now = pair.is_together, timezone.now()
    set_state(
        pair,
        Pair.State.ENDED if had_agreed else Pair.State.DECLINED,
        ended_at=now,
        introduced_at=pair.introduced_at or now,
    )
    give_back_place(pair.mentor, pair.mentee)
    withdraw_letters(pair.subject_key)
    write = letters.ended if had_agreed else letters.not_this_time
    return [write(pair, each) for each in tell if letters.has_heard_of(pair, each)]


def _record(action: str, pair: Pair, *, by: User | None, summary: str) -> None:
    record(action, pair, by=by, programme_id=pair.programme_id, summary=summary)


follower = Follower(foretell=foretell, leave=end_when_left, stay=keep_after_all)
