"""Times that suit both: from what each said when signing up, and what they changed since."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from edumentoring.meetings.models import Meeting
from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import Side
from edumentoring.pairs.times import TALK, next_times
from edumentoring.programmes.models import Participant, Programme

# Far enough to step over a week in which one of them is taken.
LOOKED_AT = 24


def shared_slots(pair: Pair) -> list[str]:
    """The weekly slots that both name now; what one of them took back counts no more."""
    mentors = _slots(pair.mentor)
    return [slot for slot in _slots(pair.mentee) if slot in mentors]


def _slots(participant: Participant) -> list[str]:
    answer = participant.answers.get("availability")
    return [str(slot) for slot in answer] if isinstance(answer, list) else []


def free_times(side: Side, *, count: int = 6, now: datetime | None = None) -> list[datetime]:
    """The next times in the slots they share at which neither has a meeting and nothing rests.

    Asks the database once.
    """
    now = now or timezone.now()
    after = max([now, *_rests_end(side.pair)])
    found = next_times(shared_slots(side.pair), zone=side.zone, after=after, count=LOOKED_AT)
    starts = [each.starts.astimezone(UTC) for each in found]
    taken = _taken(side.pair, now) if starts else []
    free = [each for each in starts if not _clashes(each, taken)]
    return free[:count]


def _clashes(start: datetime, taken: list[tuple[datetime, datetime]]) -> bool:
    return any(start < ends and begins < start + TALK for begins, ends in taken)


def _taken(pair: Pair, now: datetime) -> list[tuple[datetime, datetime]]:
    """The agreed meetings of either of them, in all their pairs."""
    users = [pair.mentor.user_id, pair.mentee.user_id]
    either = Q(pair__mentor__user__in=users) | Q(pair__mentee__user__in=users)
    rows = Meeting.objects.coming(now).filter(either).values_list("starts_at", "minutes")
    return [(at, at + timedelta(minutes=minutes)) for at, minutes in rows if at]


def named_time(
    side: Side, now: datetime, meetings: Iterable[tuple[datetime, int]]
) -> datetime | None:
    """The next time in the slots that both name, without asking the database: for a first page.

    It steps over `meetings` (start and minutes): those of the reader, which the page knows. That
    the other is free then, nobody can say from this.
    """
    taken = [(at, at + timedelta(minutes=minutes)) for at, minutes in meetings]
    after = max([now, *_rests_end(side.pair)])
    found = next_times(shared_slots(side.pair), zone=side.zone, after=after, count=LOOKED_AT)
    starts = (each.starts.astimezone(UTC) for each in found)
    return next((each for each in starts if not _clashes(each, taken)), None)


# --- What rests -------------------------------------------------------------------------------


def _rests_end(pair: Pair) -> list[datetime]:
    """When the programme's pause and the pair's own end, as far as a day is known."""
    ends = [rest_of(pair.programme), pair.back_on if pair.state == Pair.State.PAUSED else None]
    # Times are looked for from three days on: from the day itself they begin.
    return [
        datetime.combine(day, datetime.min.time(), tzinfo=UTC) - timedelta(days=3)
        for day in ends
        if day
    ]


def rest_of(programme: Programme) -> date | None:
    """The day a paused programme goes on; None while it runs, or if nobody has said."""
    return programme.resumes_on if programme.paused_at else None


def programme_rests_on(programme: Programme, day: date) -> bool:
    """Whether that day lies in a pause of the whole programme, as far as anybody has said."""
    if not programme.paused_at:
        return False
    return programme.resumes_on is None or day < programme.resumes_on


def rests_on(pair: Pair, day: date) -> bool:
    """Whether nobody should have to meet on that day: the programme or the pair is paused."""
    if programme_rests_on(pair.programme, day):
        return True
    return pair.state == Pair.State.PAUSED and (pair.back_on is None or day < pair.back_on)
