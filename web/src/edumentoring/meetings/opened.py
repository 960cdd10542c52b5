"""Meetings that a mentee may open to somebody around the pair: the day, and what was written."""

from collections.abc import Collection, Iterator
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from edumentoring.meetings.models import Meeting
from edumentoring.pairs.openable import Openable, Part, Thing, only
from edumentoring.pairs.sides import Side


def meetings(side: Side, keys: Collection[str] | None) -> Iterator[Thing]:
    """Meetings that were, the latest first. Never the link, the number or the place."""
    if not side.is_mentee:
        return
    held = Meeting.objects.held().filter(pair=side.pair).prefetch_related("agenda")
    for meeting in only(held, keys):
        yield Thing(
            key=str(meeting.code),
            title=now("A meeting on %s") % _day(meeting, side.zone),
            parts=list(_parts(meeting)),
        )


def _day(meeting: Meeting, zone: ZoneInfo) -> str:
    assert meeting.starts_at  # noqa: S101  a meeting that was has a time
    return date_format(meeting.starts_at.astimezone(zone), "j F Y")


def _parts(meeting: Meeting) -> Iterator[Part]:
    reached = "\n".join(item.text for item in meeting.agenda.all() if not item.removed_at)
    labelled = (
        (_("What they talked about"), meeting.talked),
        (_("What comes next"), meeting.next_step),
        (_("Agenda"), reached),
    )
    yield from (Part(label, words) for label, words in labelled if words)


OPENABLE = (Openable(kind="meeting", name=_("Meetings"), place=60, things=meetings),)
