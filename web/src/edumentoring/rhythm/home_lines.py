"""One calm suggestion for the first page, by how far each pair is. The page shows only one."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Exists, OuterRef
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
FIRST_MEETING, HOW_WE_WORK, A_GOAL = 30, 32, 34


def lines(sides: Sequence[Side]) -> Iterator[Line]:
    """Three questions to the database, however many pairs there are."""
    if not sides:
        return
    pairs = [side.pair.pk for side in sides]
    programmes = {side.pair.programme_id for side in sides}
    times = {one.programme_id: one for one in ReviewTimes.objects.filter(programme__in=programmes)}
    me = [side.me.pk for side in sides]
    done = _done(pairs, me)
    have = _have(pairs, me)
    for side in sides:
        if side.pair.state == Pair.State.PAUSED:
            continue
        own = times.get(side.pair.programme_id) or ReviewTimes(programme=side.pair.programme)
        yield from _offered(side, own, done)
        yield from _beginning(side, have)


def _done(pairs: list[int], me: list[int]) -> set[tuple[int, int, str]]:
    """What I have looked back on, by pair: reviews and short questions in one go."""
    reviews = Review.objects.filter(pair__in=pairs, participant__in=me).exclude(done_at=None)
    answers = EarlyAnswer.objects.filter(pair__in=pairs, participant__in=me)
    rows = reviews.order_by().values_list("pair_id", "participant_id", "stage")
    return set(rows.union(answers.order_by().values_list("pair_id", "participant_id", "moment")))


def _have(pairs: list[int], me: list[int]) -> set[tuple[int, str]]:
    """Which pairs have an agreement, and in which I have a goal."""
    of_pair = {"pair": OuterRef("pk")}
    goals = Goal.objects.kept().filter(owner__in=me, **of_pair)
    agreed = Agreement.objects.filter(**of_pair)
    rows = Pair.objects.filter(pk__in=pairs).values_list("pk", Exists(goals), Exists(agreed))
    return {
        (pair, name)
        for pair, has_goal, has_agreement in rows
        for name, has in ((GOAL, has_goal), (AGREEMENT, has_agreement))
        if has
    }


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


def _beginning(side: Side, have: set[tuple[int, str]]) -> Iterator[Line]:
    """What helps at first, one after the other."""
    pair = side.pair
    if pair.started_at is None:
        url = address_of("pairs:first_meeting", pair.code) or reverse(
            "pairs:own_pair", args=[pair.code]
        )
        yield _line(
            side, FIRST_MEETING, _("Get ready for a first talk with %s") % side.other_name, url
        )
    elif (pair.pk, AGREEMENT) not in have:
        text = _("Write down how you and %s work") % side.other_name
        yield _line(side, HOW_WE_WORK, text, reverse("pairs:agreement", args=[pair.code]))
    elif side.is_mentee and (pair.pk, GOAL) not in have:
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
