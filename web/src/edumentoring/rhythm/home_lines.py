"""One calm suggestion for the first page, by how far each pair is. The page shows only one."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import CharField, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from edumentoring.goals.models import Goal
from edumentoring.pairs.course_models import Agreement
from edumentoring.pairs.home import Kind, Line
from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import Side
from edumentoring.programmes.navigation import address_of
from edumentoring.rhythm.models import EarlyAnswer, Moment, Review, ReviewTimes, Stage
from edumentoring.rhythm.nudging import review_url
from edumentoring.rhythm.when import (
    MOMENT_OFFERED_FOR,
    is_offered,
    questions_due,
    review_due,
)

# The lowest is shown: what has its time now comes before what can be done at any time.
RANKS = {Moment.FIRST: 20, Stage.END: 24, Stage.MID: 26, Moment.SIX_WEEKS: 28}
GOAL, AGREEMENT = "goal", "agreement"
OF_BOTH = 0  # in place of a person, for what is of a pair
FIRST_MEETING, HOW_WE_WORK, A_GOAL = 30, 32, 34


def lines(sides: Sequence[Side]) -> Iterator[Line]:
    """Two questions to the database, however many pairs there are."""
    if not sides:
        return
    pairs = [side.pair.pk for side in sides]
    programmes = {side.pair.programme_id for side in sides}
    times = {one.programme_id: one for one in ReviewTimes.objects.filter(programme__in=programmes)}
    me = [side.me.pk for side in sides]
    known = _known(pairs, me)
    for side in sides:
        if side.pair.state == Pair.State.PAUSED:
            continue
        own = times.get(side.pair.programme_id) or ReviewTimes(programme=side.pair.programme)
        yield from _offered(side, own, known)
        yield from _beginning(side, known)


def _known(pairs: list[int], me: list[int]) -> set[tuple[int, int, str]]:
    """What there is already, by pair and person, in one question to the database: what I looked
    back on, what I answered early, my goals, and an agreement by either of us."""
    reviews = Review.objects.filter(pair__in=pairs, participant__in=me).exclude(done_at=None)
    answers = EarlyAnswer.objects.filter(pair__in=pairs, participant__in=me)
    goals = Goal.objects.kept().filter(pair__in=pairs, owner__in=me)
    agreed = Agreement.objects.filter(pair__in=pairs)
    rows = reviews.order_by().values_list("pair_id", "participant_id", "stage")
    return set(
        rows.union(
            answers.order_by().values_list("pair_id", "participant_id", "moment"),
            goals.order_by().values_list("pair_id", "owner_id", _word(GOAL)),
            agreed.order_by().values_list("pair_id", Value(OF_BOTH), _word(AGREEMENT)),
        )
    )


def _word(word: str) -> Value:
    return Value(word, output_field=CharField())


def _offered(side: Side, times: ReviewTimes, done: set[tuple[int, int, str]]) -> Iterator[Line]:
    today = side.pair.programme.today()
    for stage in Stage:
        if (side.pair.pk, side.me.pk, stage) not in done and is_offered(
            review_due(side.pair, stage, times), today
        ):
            yield _line(side, RANKS[stage], _looking(side, stage), review_url(side.pair, stage))
    for moment in Moment:
        due: date | None = questions_due(side.pair, moment, times)
        if (side.pair.pk, side.me.pk, moment) not in done and is_offered(
            due, today, for_long=MOMENT_OFFERED_FOR
        ):
            text = _("Two short questions about your time with %s") % side.other_name
            url = reverse("rhythm:questions", args=[side.pair.code, moment])
            yield _line(side, RANKS[moment], text, url)


def _looking(side: Side, stage: Stage) -> str:
    if stage == Stage.MID:
        return _("Look back with %s on your first months") % side.other_name
    return _("Look back with %s on your time together") % side.other_name


def _beginning(side: Side, known: set[tuple[int, int, str]]) -> Iterator[Line]:
    """What helps at first, one after the other."""
    pair = side.pair
    if pair.started_at is None:
        url = address_of("pairs:first_meeting", pair.code) or reverse(
            "pairs:own_pair", args=[pair.code]
        )
        yield _line(
            side, FIRST_MEETING, _("Get ready for a first talk with %s") % side.other_name, url
        )
    elif (pair.pk, OF_BOTH, AGREEMENT) not in known:
        text = _("Write down how you and %s work") % side.other_name
        yield _line(side, HOW_WE_WORK, text, reverse("pairs:agreement", args=[pair.code]))
    elif side.is_mentee and (pair.pk, side.me.pk, GOAL) not in known:
        url = address_of("goals:goals", pair.code)
        if url:
            yield _line(
                side, A_GOAL, _("Set one goal for your time with %s") % side.other_name, url
            )


def _line(side: Side, rank: int, text: str, url: str) -> Line:
    return Line(
        kind=Kind.SUGGESTION,
        text=text,
        detail=_("If you like. It can wait."),
        url=url,
        rank=rank,
        side=side,
    )
