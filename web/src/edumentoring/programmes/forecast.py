"""What somebody who thinks of joining may honestly expect: who is here, how long it takes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import quantiles

from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from edumentoring.common.once import once
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.opening import LIMITS

# Fewer waits than this say nothing about the next one.
FEWEST_WAITS = 5
# Waits of longer ago were other times.
LOOK_BACK = timedelta(days=365)
FEW = 10
REMEMBERED = 10  # seconds
# Beyond this a wait is said in weeks.
DAYS_SAY_MORE = 60


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """Counts as they are. Show them to the public through `public_count` only.

    `usual_wait` is the middle half of the waits of those introduced in the last year, in
    days, or None when fewer than five were. `places_left` is None where there is no limit.
    """

    taking_part: int
    schools: int
    mentees_waiting: int
    mentors_with_room: int
    usual_wait: tuple[int, int] | None
    next_round_on: date | None
    places_left: dict[str, int | None]


def lately(programme: Programme) -> Forecast:
    """The forecast as it stood some ten seconds ago, for pages that a crowd reads at once:
    counting everybody for each of them was most of their work."""
    key = f"{programme.pk}:{programme.version}"
    return once("forecast", key, REMEMBERED, lambda: forecast(programme))


def forecast(programme: Programme) -> Forecast:
    """What may be expected now, in two queries."""
    counted = _counts(programme)
    limits = {role: getattr(programme, field) for role, field in LIMITS.items()}
    next_round = programme.next_round_on
    return Forecast(
        taking_part=counted["taking_part"],
        schools=counted["schools"],
        mentees_waiting=counted["mentees_waiting"],
        mentors_with_room=counted["mentors_with_room"],
        usual_wait=_usual_wait(programme),
        next_round_on=next_round if next_round and next_round >= programme.today() else None,
        places_left={
            role: None if limit is None else max(0, limit - counted[f"{role}_places"])
            for role, limit in limits.items()
        },
    )


def _counts(programme: Programme) -> dict[str, int]:
    here = Q(state=Participant.State.IN)
    placed = Q(state__in=[Participant.State.IN, Participant.State.PAUSED])
    counted: dict[str, int] = programme.participants.aggregate(
        taking_part=Count("pk", filter=here),
        schools=Count("school", filter=here, distinct=True),
        mentees_waiting=Count("pk", filter=here & Q(is_mentee=True, mentors_now=0, demand__gt=0)),
        mentors_with_room=Count(
            "pk", filter=here & Q(is_mentor=True, capacity__gt=F("mentees_now"))
        ),
        mentee_places=Count("pk", filter=placed & Q(is_mentee=True)),
        mentor_places=Count("pk", filter=placed & Q(is_mentor=True)),
    )
    return counted


def _usual_wait(programme: Programme) -> tuple[int, int] | None:
    since = timezone.now() - LOOK_BACK
    waits = programme.participants.filter(introduced_at__gte=since).values_list(
        "signed_up_at", "introduced_at"
    )
    latest = waits.order_by("-introduced_at")[:500]
    days = [max(0, (heard - asked).days) for asked, heard in latest if heard]
    return _middle_half(days)


def _middle_half(days: Sequence[int]) -> tuple[int, int] | None:
    if len(days) < FEWEST_WAITS:
        return None
    low, _median, high = quantiles(days, n=4, method="inclusive")
    return round(low), round(high)


def public_count(number: int) -> str:
    """A count that reveals nobody: 0, "a few" for 1 to 9, or the number itself."""
    if 0 < number < FEW:
        return _("a few")
    return number_format(number, force_grouping=True)


def places_in_words(expected: Forecast, roles: Iterable[str] = ("mentee", "mentor")) -> list[str]:
    """How many places are left in these roles, where there is a limit that is not reached."""
    words = {
        "mentee": _("Places left for mentees: %s."),
        "mentor": _("Places left for mentors: %s."),
    }
    return [
        words[role] % public_count(left) for role in roles if (left := expected.places_left[role])
    ]


def wait_in_words(usual_wait: tuple[int, int] | None) -> str:
    """How long the wait for a first introduction usually is, or "" when nobody can say."""
    if usual_wait is None:
        return ""
    low, high = usual_wait
    if high < 1:
        return _("Most people hear of somebody on the same day.")
    if low == high:
        return _("Most people wait about %s days.") % high
    if high > DAYS_SAY_MORE:
        weeks = {"low": max(1, round(low / 7)), "high": round(high / 7)}
        return _("Most people wait %(low)s to %(high)s weeks.") % weeks
    return _("Most people wait %(low)s to %(high)s days.") % {"low": low, "high": high}
