"""What happened lately, in a few lines: an evening of 600 sign-ups is one of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import ngettext

from edumentoring.people.models import Event, User
from edumentoring.programmes.models import Programme

# Things that happen to many people at once, and what to say of many.
OF_MANY = (
    "enrol_participant",
    "settle_sign_up",
    "let_in",
    "change_participant",
    "undo_change",
    "pause_participant",
    "bring_back_participant",
    "end_training",
)
LOOK_BACK = timedelta(days=30)


@dataclass(frozen=True)
class Happening:
    """One line: what, by whom (None is the service), and when last."""

    words: str
    by: User | None
    at: datetime


def lately(programme: Programme, *, most: int = 6) -> list[Happening]:
    """The latest lines of a programme's history, with what happened to many told once a day."""
    events = Event.objects.filter(programme_id=programme.pk)
    single = events.exclude(action__in=OF_MANY).select_related("by")[:most]
    found = [Happening(event.summary, event.by, event.at) for event in single]
    found += _together(events.filter(action__in=OF_MANY), programme, most)
    return sorted(found, key=lambda each: each.at, reverse=True)[:most]


def _together(events: QuerySet[Event], programme: Programme, most: int) -> Iterator[Happening]:
    """People an import brought in are counted in the import's own line."""
    zone = ZoneInfo(programme.time_zone)
    groups = list(
        events.filter(at__gte=timezone.now() - LOOK_BACK)
        .exclude(detail__has_key="upload")
        .annotate(day=TruncDate("at", tzinfo=zone))
        .order_by()
        .values("action", "by", "day")
        .annotate(number=Count("pk"), last=Max("at"), newest=Max("pk"))
        .order_by("-last")[:most]
    )
    newest = events.select_related("by").in_bulk([group["newest"] for group in groups])
    for group in groups:
        event, number = newest[group["newest"]], group["number"]
        words = event.summary if number == 1 else _of_many(event.action, number)
        yield Happening(words, event.by, group["last"])


def _of_many(action: str, number: int) -> str:
    said = {
        "enrol_participant": ngettext("%d person joined", "%d people joined", number),
        "settle_sign_up": ngettext(
            "%d person confirmed their sign-up", "%d people confirmed their sign-up", number
        ),
        "let_in": ngettext(
            "%d person came in from the waiting list",
            "%d people came in from the waiting list",
            number,
        ),
        "undo_change": ngettext("%d change was undone", "%d changes were undone", number),
        "pause_participant": ngettext("%d person paused", "%d people paused", number),
        "bring_back_participant": ngettext("%d person is back", "%d people are back", number),
        "end_training": ngettext(
            "%d person’s training ran out", "%d people’s training ran out", number
        ),
    }
    words = said.get(action) or ngettext("%d person changed", "%d people changed", number)
    return words % number
