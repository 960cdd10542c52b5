"""When nothing has been heard of a pair: one gentle question, and then silence."""

from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.pairs import letters, nudges
from edumentoring.pairs.course_models import SECOND_THOUGHTS
from edumentoring.pairs.models import Agreement, CheckIn, Pair, PairQuerySet
from edumentoring.pairs.operations.moving import locked
from edumentoring.pairs.operations.parting import ask_for_a_word, ask_for_another, take_back_word
from edumentoring.pairs.operations.signs import note_sign
from edumentoring.pairs.sides import side_of
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.programmes.kinds import QUIET_DAYS
from edumentoring.programmes.models import Participant, Programme

AT_ONCE = 200
# Twice what two people agreed on, where that is longer than the grace of most programmes.
# A half term has six or seven weeks; "when one of us asks" may well be once a term.
AGREED = {
    Agreement.HowOften.FORTNIGHTLY: timedelta(days=28),
    Agreement.HowOften.MONTHLY: timedelta(days=62),
    Agreement.HowOften.HALF_TERMLY: timedelta(days=91),
    Agreement.HowOften.AS_NEEDED: timedelta(days=91),
}


def grace_of(programme: Programme) -> timedelta:
    """How long any pair may be silent before it is asked, unless the programme's rules say else."""
    return timedelta(days=int(programme.rules.get("quiet_days") or QUIET_DAYS))


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
    goes_on = (
        Pair.objects.filter(
            programme=programme, state__in=(Pair.State.AGREED, Pair.State.MEETING), ends_at=None
        )
        .alive_since()
        .unburdened(now)
    )
    newest = Agreement.objects.filter(pair=OuterRef("pk")).order_by("-version")
    asked = CheckIn.objects.filter(pair=OuterRef("pk"), asked_at__gt=OuterRef("alive_at"))
    awake = {"mentor__state": Participant.State.IN, "mentee__state": Participant.State.IN}
    return goes_on.annotate(how_often=Subquery(newest.values("how_often")[:1])).filter(
        _silent_too_long(programme, now), ~Exists(asked), **awake
    )


def _silent_too_long(programme: Programme, now: datetime) -> Q:
    """No sign of life for twice as long as they agreed on, and never less than the programme's
    grace. After a pause of the whole programme the time begins anew."""
    least = grace_of(programme)
    paces = {None: least} | {pace: max(least, days) for pace, days in AGREED.items()}
    since = {pace: now - grace for pace, grace in paces.items()}
    over = [
        _at_pace(pace) & Q(alive_at__lte=moment)
        for pace, moment in since.items()
        if programme.resumed_at is None or programme.resumed_at <= moment
    ]
    return reduce(or_, over, Q(pk__in=[]))


def _at_pace(pace: str | None) -> Q:
    """Pairs that agreed on this; for None, those that agreed on nothing, or to talk often."""
    return Q(how_often=pace) if pace else ~Q(how_often__in=list(AGREED)) | Q(how_often=None)


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
    if any(each.user_id not in free and _wants_letters(each) for each in two):
        return 0
    for each in two:
        check_in = CheckIn.objects.create(pair=pair, participant=each, asked_at=now)
        if each.user_id in free:
            letters.check_in(check_in)
            nudges.note_reminded(each.user, at=now)
    return 1


def _wants_letters(participant: Participant) -> bool:
    return participant.user.is_active and participant.user.letters != User.Letters.OFF


@transaction.atomic
def answer_check_in(check_in: CheckIn, answer: str) -> CheckIn:
    """Keep the answer and do what it asks for. "Not yet" asks for nothing and raises nothing.

    Somebody else is looked for after ten minutes, so that a slip of the thumb ends no pair. The
    same answer twice changes nothing; a different one replaces it while the pair goes on, and
    what the one before asked for is taken back. No answer ("") takes back any.
    """
    if answer not in CheckIn.Answer.values:
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
    side = side_of(pair, mine.participant)
    if mine.answer == CheckIn.Answer.HELP and mine.answered_at:
        take_back_word(side, since=mine.answered_at)
    mine.answer, mine.answered_at = answer, timezone.now() if answer else None
    mine.save(update_fields=["answer", "answered_at"])
    record(
        "answer_check_in",
        pair,
        by=mine.participant.user,
        programme_id=pair.programme_id,
        summary="Answered whether they have spoken",
    )
    if answer == CheckIn.Answer.YES:
        note_sign(pair)
    elif answer == CheckIn.Answer.HELP:
        ask_for_a_word(side)
    return mine


def part_who_asked(now: datetime | None = None) -> int:
    """End the pairs in which somebody would rather have somebody else, and has not thought
    better of it for ten minutes. Run by the clock; says how many."""
    over = (now or timezone.now()) - SECOND_THOUGHTS
    due = CheckIn.objects.wanting_another().filter(answered_at__lte=over)
    return sum(_part(pk, over) for pk in list(due.values_list("pk", flat=True)[:AT_ONCE]))


@transaction.atomic
def _part(pk: int, over: datetime) -> int:
    """Look again under lock: they may have changed their answer, or the pair has ended."""
    asked = CheckIn.objects.select_related("pair", "participant").get(pk=pk)
    pair = locked(asked.pair)
    due = CheckIn.objects.wanting_another().filter(pk=pk, answered_at__lte=over)
    if not due.exists():
        return 0
    ask_for_another(side_of(pair, _me(pair, asked)))
    return 1


def _me(pair: Pair, asked: CheckIn) -> Participant:
    return pair.mentor if pair.mentor_id == asked.participant_id else pair.mentee
