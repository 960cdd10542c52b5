"""When nothing has been heard of a pair: one gentle question, and then silence."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.pairs import letters, nudges
from edumentoring.pairs.models import CheckIn, Pair, PairQuerySet
from edumentoring.pairs.operations.moving import locked
from edumentoring.pairs.operations.parting import ask_for_a_word, ask_for_another
from edumentoring.pairs.operations.signs import note_sign
from edumentoring.pairs.sides import Side, side_of
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.programmes.models import Participant, Programme

GRACE_DAYS = 21
AT_ONCE = 200


def grace_of(programme: Programme) -> timedelta:
    """How long a pair may be silent before it is asked, unless the programme's rules say else."""
    return timedelta(days=int(programme.rules.get("quiet_days") or GRACE_DAYS))


def ask_after_quiet_pairs(now: datetime | None = None) -> int:
    """Ask each quiet pair once whether they have spoken. Run by the clock; says how many pairs.

    Never while the pair, one of the two or the programme rests; after a break the time begins
    anew. Never a second time until there was a sign of life.
    """
    now = now or timezone.now()
    asked = 0
    for programme in Programme.objects.running():
        keys = _to_ask(programme, now).values_list("pk", flat=True)[:AT_ONCE]
        asked += sum(_ask(pk, now) for pk in list(keys))
    return asked


def _to_ask(programme: Programme, now: datetime) -> PairQuerySet:
    since = now - grace_of(programme)
    if programme.resumed_at and programme.resumed_at > since:
        return Pair.objects.none()
    goes_on = Pair.objects.filter(
        programme=programme, state__in=(Pair.State.AGREED, Pair.State.MEETING), ends_at=None
    ).alive_since()
    asked = CheckIn.objects.filter(pair=OuterRef("pk"), asked_at__gt=OuterRef("alive_at"))
    awake = {"mentor__state": Participant.State.IN, "mentee__state": Participant.State.IN}
    return goes_on.filter(  # type: ignore[misc]  # the stubs do not see `alive_since`
        ~Exists(asked), alive_at__lte=since, **awake
    )


@transaction.atomic
def _ask(pk: int, now: datetime) -> int:
    """Both rows and both letters together, so that a killed worker asks neither twice nor never.

    Whoever was reminded of something else this week is asked when that week is over, so that
    nobody gets two; whoever wants no letters finds the question on their own page.
    """
    pair = locked(Pair(pk=pk))
    if not _to_ask(pair.programme, now).filter(pk=pk).exists():
        return 0
    two = (pair.mentor, pair.mentee)
    free = set(
        nudges.may_be_reminded(now)
        .filter(pk__in=[each.user_id for each in two])
        .values_list("pk", flat=True)
    )
    if any(_waits_for_the_week(each, free, now) for each in two):
        return 0
    for each in two:
        check_in = CheckIn.objects.create(pair=pair, participant=each, asked_at=now)
        if each.user_id in free:
            letters.check_in(check_in)
            nudges.note_reminded(each.user, at=now)
    return 1


def _waits_for_the_week(participant: Participant, free: set[int], now: datetime) -> bool:
    """Wants letters and does not rest, but had one this week."""
    if participant.user_id in free or participant.user.letters == User.Letters.OFF:
        return False
    rests = nudges.rests_until(participant.user)
    return rests is None or rests < now.date()


@transaction.atomic
def answer_check_in(check_in: CheckIn, answer: str) -> CheckIn:
    """Keep the answer and do what it asks for. "Not yet" asks for nothing and raises nothing.

    The same answer twice changes nothing; a different one replaces it while the pair goes on.
    """
    if answer not in set(CheckIn.Answer.values) - {""}:
        raise Refused(_("Choose one of the answers."))
    pair = locked(check_in.pair)
    mine = (
        CheckIn.objects.select_for_update(of=("self",))
        .select_related("participant__user")
        .get(pk=check_in.pk)
    )
    if mine.answer == answer:
        return mine
    if not pair.is_together:
        raise Refused(_("This pair has ended already. You need do nothing."))
    mine.answer, mine.answered_at = answer, timezone.now()
    mine.save(update_fields=["answer", "answered_at"])
    record(
        "answer_check_in",
        pair,
        by=mine.participant.user,
        programme_id=pair.programme_id,
        summary="Answered whether they have spoken",
    )
    _follow(mine, side_of(pair, mine.participant))
    return mine


def _follow(check_in: CheckIn, side: Side) -> None:
    match check_in.answer:
        case CheckIn.Answer.YES:
            note_sign(side.pair)
        case CheckIn.Answer.HELP:
            ask_for_a_word(side)
        case CheckIn.Answer.ANOTHER:
            ask_for_another(side)
