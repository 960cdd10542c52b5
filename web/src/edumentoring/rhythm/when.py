"""On which days a pair is offered to look back: by its programme's times, never in its rest."""

from calendar import monthrange
from collections.abc import Collection
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from edumentoring.pairs.models import Pair
from edumentoring.programmes.models import Programme
from edumentoring.rhythm.models import Moment, ReviewTimes, Stage

# A day set for the whole programme means little to two people who have only just met.
TOO_SOON = timedelta(days=28)
# How long a thing is offered after its day; it can be done later all the same.
OFFERED_FOR = timedelta(days=42)
MOMENTS = {Moment.FIRST: timedelta(days=1), Moment.SIX_WEEKS: timedelta(days=42)}
MOMENT_OFFERED_FOR = timedelta(days=28)


def times_of(programme: Programme) -> ReviewTimes:
    """The programme's own times, or the usual ones, not saved."""
    kept = ReviewTimes.objects.filter(programme=programme).first()
    return kept or ReviewTimes(programme=programme)


def met_on(pair: Pair) -> date | None:
    """The day they first met, where the programme is; None if they have not yet."""
    return _day(pair, pair.started_at) if pair.started_at else None


def review_due(pair: Pair, stage: str, times: ReviewTimes) -> date | None:
    """The day this pair is offered to look back; None before they have met."""
    met = met_on(pair)
    if met is None:
        return None
    fixed = times.mid_on if stage == Stage.MID else times.end_on
    after = times.mid_after if stage == Stage.MID else times.end_after
    day = fixed if fixed and fixed >= met + TOO_SOON else months_on(met, after)
    return out_of_rest(day, times.rest_months)


def questions_due(pair: Pair, moment: str, times: ReviewTimes) -> date | None:
    """The day the two short questions are offered; None before they have met."""
    met = met_on(pair)
    return out_of_rest(met + MOMENTS[Moment(moment)], times.rest_months) if met else None


def is_offered(day: date | None, today: date, *, for_long: timedelta = OFFERED_FOR) -> bool:
    """Whether it is the time to offer it: not before its day, and not for ever."""
    return day is not None and day <= today <= day + for_long


def months_on(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def out_of_rest(day: date, rest_months: Collection[int]) -> date:
    """`day`, or the first day after the months in which nothing is offered."""
    if len(set(rest_months)) >= 12:
        return day
    while day.month in rest_months:
        day = months_on(day.replace(day=1), 1)
    return day


def _day(pair: Pair, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(pair.programme.time_zone)).date()
