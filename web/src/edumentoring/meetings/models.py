"""When two people meet: what was suggested, what was agreed, what they wanted to talk about."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.meetings.taught_models import Taught
from edumentoring.pairs.models import Pair
from edumentoring.programmes.models import Participant

__all__ = ["AgendaItem", "Meeting", "Offer", "OwnCalendar", "Taught"]

SHORTEST, LONGEST = 10, 480
MOST_OFFERS = 3


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def suggested(self) -> "MeetingQuerySet":
        """Somebody named times, and the other has not answered."""
        return self.filter(state=Meeting.State.PROPOSED)

    def coming(self, now: datetime | None = None) -> "MeetingQuerySet":
        """Agreed and still to begin, the next one first."""
        agreed = self.filter(state=Meeting.State.AGREED, starts_at__gt=now or timezone.now())
        return agreed.order_by("starts_at")

    def held(self) -> "MeetingQuerySet":
        """They met, as one of them said; the latest first."""
        return self.filter(state=Meeting.State.HELD).order_by("-starts_at")

    def open(self) -> "MeetingQuerySet":
        """Suggested or agreed: what an end or a pause of the pair puts an end to."""
        return self.filter(state__in=Meeting.OPEN)

    def with_pair(self) -> "MeetingQuerySet":
        return self.select_related(
            "pair__programme",
            "pair__mentor__user",
            "pair__mentor__programme",
            "pair__mentee__user",
            "pair__mentee__programme",
            "offered_by__user",
        )


class Meeting(models.Model):
    """One time at which two people meet, from the first suggestion to what became of it.

    proposed -> agreed -> held, or missed (it did not happen, and nobody is blamed)
    proposed -> declined
    proposed and agreed -> cancelled
    agreed stays agreed, at its old time, while one of them asks to move it: the new times are
    offers, and the other takes one or leaves them.

    A meeting every two weeks is many meetings with one `series`, so that each can be moved.
    `sequence` grows with every change that calendars have to hear of.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Suggested")
        AGREED = "agreed", _("Agreed")
        HELD = "held", _("You met")
        MISSED = "missed", _("Did not happen")
        CANCELLED = "cancelled", _("Called off")
        DECLINED = "declined", _("Not these times")

    class Channel(models.TextChoices):
        VIDEO = "video", _("By video")
        PHONE = "phone", _("By phone")
        PLACE = "place", _("In person")
        MESSAGE = "message", _("By message")
        OTHER = "other", _("Another way")

    OPEN = (State.PROPOSED, State.AGREED)

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="meetings")
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    starts_at = models.DateTimeField(null=True, help_text="Empty until a time was taken.")
    whole_day = models.BooleanField(
        default=False, help_text="Kept afterwards by its day; at what hour, nobody said."
    )
    minutes = models.PositiveSmallIntegerField(default=45)
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.VIDEO)
    where = models.CharField(
        max_length=300, blank=True, help_text="A link, a number, a place; any words."
    )
    word = models.CharField(
        max_length=300, blank=True, help_text="What was said with the last suggestion or change."
    )
    word_by = models.ForeignKey(Participant, null=True, on_delete=models.SET_NULL, related_name="+")
    offered_by = models.ForeignKey(
        Participant,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Who suggested the times that wait for an answer; empty where none do.",
    )
    cannot = models.ForeignKey(
        Participant,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Whose calendar said no to the time it has. It stands until one of them acts.",
    )
    series = models.UUIDField(null=True, db_index=True, help_text="Suggested together with others.")
    sequence = models.PositiveIntegerField(default=0, help_text="For calendars: grows.")
    invited_at = models.DateTimeField(
        null=True, help_text="When the invitation went to both calendars."
    )
    talked = models.CharField(max_length=300, blank=True, help_text="The log's first line.")
    next_step = models.CharField(max_length=300, blank=True, help_text="The log's second line.")
    logged_by = models.ForeignKey(
        Participant, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    logged_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1, help_text="Grows with every change.")
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["state", "starts_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "declined", "cancelled"])
                | Q(starts_at__isnull=False),
                name="what_is_agreed_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=SHORTEST, minutes__lte=LONGEST),
                name="a_meeting_lasts_a_while",
            ),
            models.UniqueConstraint(
                fields=["pair", "starts_at"],
                condition=Q(state__in=["proposed", "agreed"]),
                name="one_meeting_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["pair"],
                condition=Q(state="proposed", series=None),
                name="one_open_suggestion_for_each_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pair}: {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting", args=[self.pair.code, self.code])

    @property
    def ends_at(self) -> datetime | None:
        return self.starts_at + timedelta(minutes=self.minutes) if self.starts_at else None

    @property
    def nudge_key(self) -> str:
        """What its reminder is filed under."""
        return f"meeting:{self.pk}"

    @property
    def is_agreed(self) -> bool:
        return self.state == Meeting.State.AGREED

    @property
    def is_suggested(self) -> bool:
        return self.state == Meeting.State.PROPOSED

    @property
    def is_open(self) -> bool:
        return self.state in Meeting.OPEN

    @property
    def is_logged(self) -> bool:
        return self.state in (Meeting.State.HELD, Meeting.State.MISSED)

    @property
    def is_in_calendars(self) -> bool:
        """Whether its invitations have gone. Of a series each goes a fortnight before."""
        return self.invited_at is not None

    def has_begun(self, now: datetime | None = None) -> bool:
        return self.starts_at is not None and self.starts_at <= (now or timezone.now())

    def waits_for(self, participant: Participant) -> bool:
        """Whether it is for `participant` to answer."""
        return self.is_open and self.offered_by_id not in (None, participant.pk)

    def has_asked(self, participant: Participant) -> bool:
        """Whether `participant` suggested times that the other has not answered."""
        return self.is_open and self.offered_by_id == participant.pk


class Offer(models.Model):
    """One of the times that somebody suggested. They go when one is taken, or none."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="offers")
    starts_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "starts_at"], name="each_time_offered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%d %B %Y %H:%M}"


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def waiting(self) -> "AgendaItemQuerySet":
        """Still to be talked about: what was not reached last time is simply still here."""
        return self.filter(meeting=None, removed_at=None)


class AgendaItem(models.Model):
    """Something a pair wants to talk about. Both read it.

    It stands on one list until they have talked about it: then it belongs to that meeting.
    """

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="agenda")
    meeting = models.ForeignKey(
        Meeting,
        null=True,
        on_delete=models.CASCADE,
        related_name="agenda",
        help_text="The one at which they talked about it.",
    )
    text = models.CharField(max_length=200)
    by = models.ForeignKey(Participant, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "text"],
                condition=Q(meeting=None, removed_at=None),
                name="each_thing_stands_once_on_the_list",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class OwnCalendar(models.Model):
    """How one person keeps their meetings: their clock, a reminder, and the feed's address."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="own_calendar"
    )
    time_zone = models.CharField(
        max_length=40, blank=True, help_text="Empty: each programme's own."
    )
    wants_reminder = models.BooleanField(default=False)
    no_invitations_since = models.DateTimeField(
        null=True, help_text="From then on their feed alone brings new meetings to their calendar."
    )
    feed_number = models.PositiveIntegerField(
        default=1, help_text="Part of the feed's key: a new number makes a new address."
    )

    def __str__(self) -> str:
        return str(self.user)

    def gets(self, meeting: Meeting) -> bool:
        """Whether letters about it carry a calendar part. What an invitation has put into their
        calendar before they chose the feed alone must still be moved and taken out there."""
        since = self.no_invitations_since
        return since is None or (meeting.invited_at is not None and meeting.invited_at < since)
