"""The gentle letter: all that waits for a person, in one letter, at most once a week.

It goes out when somebody may have a moment: from Tuesday to Thursday, late in the afternoon
where their programme is. What is left for the next day is what a stopped service missed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from edumentoring.common.mail import Rendered, from_line, queue_letter, render_letter
from edumentoring.common.models import Letter
from edumentoring.pairs.letters import sender_of
from edumentoring.pairs.nudge_models import Nudge, NudgeQuerySet, Reminded
from edumentoring.pairs.nudges import letters_link, stop_headers, to_be_told
from edumentoring.programmes.models import Participant, Programme

KIND = "gentle"
WEEKDAYS = range(1, 4)
HOURS = range(16, 20)
# A letter nobody can take in at a glance is not gentle; the rest is told in the next one.
MOST_LINES = 6
AT_ONCE = 200


@dataclass(frozen=True)
class Part:
    """What a letter says about one programme."""

    programme: str
    lines: list[Nudge] = field(default_factory=list)


def write_gentle_letters(now: datetime | None = None) -> int:
    """Write to whoever something waits for, where it is the hour. Run by the clock."""
    now = now or timezone.now()
    people = (
        _where_it_is_time(now)
        .order_by("participant__user")
        .values_list("participant__user", flat=True)
    )
    return sum(write_to(pk, now) for pk in people.distinct()[:AT_ONCE])


def _where_it_is_time(now: datetime) -> NudgeQuerySet:
    zones = Programme.objects.running().order_by().values_list("time_zone", flat=True).distinct()
    open_now = [zone for zone in zones if is_time(now.astimezone(ZoneInfo(zone)))]
    return to_be_told(now).filter(participant__programme__time_zone__in=open_now)


def is_time(local: datetime) -> bool:
    """Whether this is a day and an hour to be reminded, on the clock of the programme."""
    return local.weekday() in WEEKDAYS and local.hour in HOURS


@transaction.atomic
def write_to(user_pk: int, now: datetime) -> int:
    """One letter with the lines it tells and the mark that it went, together or not at all.

    The mark is locked first: a second worker waits, looks again, and finds nothing to tell.
    """
    Reminded.objects.get_or_create(user_id=user_pk)
    mark = Reminded.objects.select_for_update().get(user_id=user_pk)
    nudges = list(
        to_be_told(now)
        .filter(participant__user=user_pk)
        .select_related("participant__user", "participant__programme")
        .order_by(F("due_at").asc(nulls_last=True), "offered_at", "pk")
    )
    if not nudges:
        return 0
    _queue(nudges[0].participant, nudges)
    told, left = nudges[:MOST_LINES], nudges[MOST_LINES:]
    _rows(told).update(told_at=now, line="", url="")
    _rows(left).update(offered_at=now)  # the letter was full: that made nothing of it stale
    mark.at = now
    mark.save(update_fields=["at"])
    return 1


def _rows(nudges: Sequence[Nudge]) -> NudgeQuerySet:
    return Nudge.objects.filter(pk__in=[nudge.pk for nudge in nudges])


def _queue(reader: Participant, nudges: Sequence[Nudge]) -> Letter:
    """From the programme of what comes first: its name, its reply address, its pauses."""
    written = compose(reader, nudges)
    programme = reader.programme
    return queue_letter(
        KIND,
        to=reader.user.email,
        subject=written.subject,
        text=written.text,
        html=written.html,
        from_line=from_line(sender_of(programme)),
        reply_to=programme.reply_to,
        subject_key=f"gentle:{reader.user_id}",
        person_code=reader.user.code,
        programme_id=programme.pk,
        headers=stop_headers(reader),
    )


def compose(reader: Participant, nudges: Sequence[Nudge]) -> Rendered:
    """Write the letter without queueing it."""
    programme = reader.programme
    zone = ZoneInfo(programme.time_zone)
    context = {
        "programme": programme,
        "sender": sender_of(programme),
        "reader": reader.user.first_name,
        "parts": _parts(nudges[:MOST_LINES]),
        "more": len(nudges) - MOST_LINES,
        "amount": len(nudges),
        "place": settings.SITE_URL + reverse("pairs:place"),
        "reply_to": programme.reply_to,
        "letters_link": letters_link(reader),
        "signed_up_on": date_format(reader.signed_up_at.astimezone(zone), "j F Y"),
    }
    return render_letter("pairs/letters/gentle", context)


def _parts(nudges: Sequence[Nudge]) -> list[Part]:
    parts: dict[int, Part] = {}
    for nudge in nudges:
        programme = nudge.participant.programme
        parts.setdefault(programme.pk, Part(programme.name)).lines.append(nudge)
    return list(parts.values())
