"""One person's own calendar: their clock, a reminder the day before, the feed's address."""

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from edumentoring.meetings.models import Meeting, OwnCalendar
from edumentoring.meetings.operations.common import remind
from edumentoring.meetings.when import zones
from edumentoring.pairs.nudge_models import Nudge
from edumentoring.people.models import User
from edumentoring.people.operations import record


@transaction.atomic
def keep_calendar(
    user: User, *, time_zone: str, wants_reminder: bool, wants_invitations: bool = True
) -> OwnCalendar:
    """Keep the clock they go by ("" is each programme's), whether they wish a reminder, and
    whether new meetings come into their calendar by letter or by their feed alone."""
    if time_zone and time_zone not in zones():
        raise ValueError(f"There is no time zone called {time_zone!r}")
    there = OwnCalendar.objects.filter(user=user).first()
    since = there.no_invitations_since if there else None
    calendar, _new = OwnCalendar.objects.update_or_create(
        user=user,
        defaults={
            "time_zone": time_zone,
            "wants_reminder": wants_reminder,
            "no_invitations_since": None if wants_invitations else since or timezone.now(),
        },
    )
    _remind_of_coming(user, wants=wants_reminder)
    return calendar


def _remind_of_coming(user: User, *, wants: bool) -> None:
    """The meetings that are agreed already: a line for each, or none any more."""
    mine = Q(pair__mentor__user=user) | Q(pair__mentee__user=user)
    for meeting in Meeting.objects.coming().filter(mine).with_pair()[:100]:
        pair = meeting.pair
        reader = pair.mentor if pair.mentor.user_id == user.pk else pair.mentee
        if wants:
            remind(meeting, reader)
        else:
            Nudge.objects.waiting().filter(participant=reader, key=meeting.nudge_key).delete()


@transaction.atomic
def make_new_address(user: User) -> OwnCalendar:
    """A new secret address for the feed; whoever has the old one sees nothing from now on."""
    calendar, is_new = OwnCalendar.objects.get_or_create(user=user, defaults={"feed_number": 2})
    if not is_new:
        OwnCalendar.objects.filter(pk=calendar.pk).update(feed_number=F("feed_number") + 1)
        calendar.refresh_from_db()
    record("make_new_feed_address", user, by=user, summary="Made a new address for a calendar")
    return calendar
