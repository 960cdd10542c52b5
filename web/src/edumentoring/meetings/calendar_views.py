"""Meetings in one's own calendar: files to open, a feed to subscribe to, and how to be shown."""

import hashlib
from datetime import timedelta
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from edumentoring.design.toasts import toast
from edumentoring.meetings import feeds, ics, operations
from edumentoring.meetings.access import calendar_of, feed_key, feed_owner, meeting_of
from edumentoring.meetings.forms import CalendarForm
from edumentoring.meetings.models import Meeting
from edumentoring.meetings.views import get_and_post
from edumentoring.pairs.access import own_side
from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import Side, side_of
from edumentoring.people.models import User

# A feed holds what was and what is to come; calendars drop what it holds no more.
PAST = timedelta(days=92)
FRESH_FOR = 15 * 60
CALENDAR = "text/calendar; charset=utf-8"


@never_cache
@login_required
@require_safe
def download(request: HttpRequest, code: UUID, meeting: UUID) -> HttpResponse:
    """One meeting as a file."""
    side, found = meeting_of(request, code, meeting)
    if not (found.is_agreed and found.is_in_calendars):
        raise Http404
    return _file(ics.download(side, [found]), "meeting.ics")


@never_cache
@login_required
@require_safe
def download_all(request: HttpRequest, code: UUID) -> HttpResponse:
    """The coming meetings of a pair as one file: those that letters have brought to calendars.
    Of others no letter would ever move or remove what the file had put there."""
    side = own_side(request, code)
    coming = list(Meeting.objects.coming().filter(pair=side.pair, invited_at__isnull=False))
    for each in coming:
        each.pair = side.pair
    if not coming:
        raise Http404
    return _file(ics.download(side, coming), "meetings.ics")


def _file(words: str, name: str) -> HttpResponse:
    response = HttpResponse(words, content_type=CALENDAR)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


# --- The feed -----------------------------------------------------------------------------------


@require_safe
def feed(request: HttpRequest, key: str) -> HttpResponse:
    """All meetings of one person in all their pairs, for whoever has the secret address."""
    user = feed_owner(key)
    words = ics.feed(meetings_of(user), name=_("Mentoring"), also=feeds.entries_for(user))
    etag = f'"{hashlib.sha256(words.encode()).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(words, content_type=CALENDAR)
        response["ETag"] = etag
    response["Cache-Control"] = f"private, max-age={FRESH_FOR}"
    response["X-Robots-Tag"] = "noindex"
    return response


def meetings_of(user: User) -> list[tuple[Side, Meeting]]:
    """What stands in a person's feed. Asks the database once."""
    found = (
        Meeting.objects.with_pair()
        .filter(
            pair__in=Pair.objects.of_account(user),
            state__in=[Meeting.State.AGREED, Meeting.State.HELD],
            starts_at__gt=timezone.now() - PAST,
            pair__state__in=[*Pair.TOGETHER, Pair.State.FINISHED],
            pair__programme__archived_at=None,
        )
        .order_by("starts_at", "pk")
    )
    return [(_side(meeting.pair, user), meeting) for meeting in found]


def _side(pair: Pair, user: User) -> Side:
    return side_of(pair, pair.mentor if pair.mentor.user_id == user.pk else pair.mentee)


def _reader(request: HttpRequest) -> User:
    """The person signed in."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


# --- How to be shown ------------------------------------------------------------------------------


@never_cache
@login_required
@get_and_post
def own_calendar(request: HttpRequest) -> HttpResponse:
    """My clock, my reminders, and the address of my feed."""
    user = _reader(request)
    calendar = calendar_of(user)
    first = {
        "time_zone": calendar.time_zone,
        "wants_reminder": calendar.wants_reminder,
        "wants_invitations": calendar.no_invitations_since is None,
    }
    form = CalendarForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_bound and form.is_valid():
        operations.keep_calendar(user, **form.cleaned_data)
        toast(request, _("Saved."))
        return redirect("meetings:calendar")
    address = request.build_absolute_uri(reverse("meetings:feed", args=[feed_key(calendar)]))
    context = {"form": form, "address": address}
    status = 422 if form.is_bound else 200
    return render(request, "meetings/calendar.html", context, status=status)


@login_required
@require_POST
def new_address(request: HttpRequest) -> HttpResponse:
    """A new secret address; the old one shows nothing from now on."""
    operations.make_new_address(_reader(request))
    toast(request, _("This is your new address. The old one shows nothing any more."))
    return redirect("meetings:calendar")
