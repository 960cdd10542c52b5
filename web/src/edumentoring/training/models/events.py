"""A training session or an event: what for, when, where, and for whom."""

import uuid
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.pairs.times import Suggestion
from edumentoring.programmes.models import Participant, Programme
from edumentoring.schools.models import Organisation
from edumentoring.training.days import months_after


class EventQuerySet(models.QuerySet["Event"]):
    def published(self) -> "EventQuerySet":
        return self.filter(state=Event.State.PUBLISHED, programme__archived_at=None)

    def public(self) -> "EventQuerySet":
        """Those that anybody may read of and book."""
        return self.published().filter(is_public=True).exclude(programme__published_at=None)

    def coming(self, now: datetime | None = None) -> "EventQuerySet":
        """Not over yet, the next one first."""
        return self.filter(ends_at__gt=now or timezone.now()).order_by("starts_at", "pk")

    def over(self, now: datetime | None = None) -> "EventQuerySet":
        """The latest first."""
        return self.filter(ends_at__lte=now or timezone.now()).order_by("-starts_at", "-pk")

    def open_to(self, part: Participant) -> "EventQuerySet":
        """What one participant may read of and book."""
        programme = part.programme
        where = Q(programme=programme)
        if programme.organisation_id:
            where |= Q(
                reach=Event.Reach.ORGANISATION, programme__organisation=programme.organisation_id
            )
        whom = Q(for_whom=Event.For.EVERYONE)
        if part.is_mentor:
            whom |= Q(for_whom=Event.For.MENTORS)
        if part.is_mentee:
            whom |= Q(for_whom=Event.For.MENTEES)
        return self.published().filter(where, whom)

    def with_programme(self) -> "EventQuerySet":
        return self.select_related("programme__organisation", "held_by")

    def offered(self) -> "EventQuerySet":
        """Those of partners that wait for a coordinator's yes, the next one first."""
        return self.filter(state=Event.State.OFFERED).order_by("starts_at", "pk")

    def with_counts(self) -> "EventQuerySet":
        """With how many wait, and how many came, in the same question."""
        waits, came = Q(bookings__state="waiting"), Q(bookings__attended=True)
        return self.annotate(
            waiting=Count("bookings", filter=waits), came=Count("bookings", filter=came)
        )


class Event(models.Model):
    """One session or event, on one day. The events of a series share `series`, and each is
    changed, booked and called off by itself.

    `taken` counts the places that bookings hold. Only `operations.booking` writes it, under
    lock, and the database refuses more of them than there are.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OFFERED = "offered", _("Waits for a yes")
        PUBLISHED = "published", _("Published")
        CANCELLED = "cancelled", _("Called off")

    class For(models.TextChoices):
        EVERYONE = "everyone", _("Everyone")
        MENTORS = "mentors", _("Mentors")
        MENTEES = "mentees", _("Mentees")

    class Reach(models.TextChoices):
        PROGRAMME = "programme", _("People of this programme")
        ORGANISATION = "organisation", _("People of every programme of our organisation")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="training_events"
    )
    held_by = models.ForeignKey(
        Organisation,
        null=True,
        on_delete=models.PROTECT,
        related_name="held_events",
        help_text="The partner who planned it and looks after it; none where the desk does.",
    )
    answer_word = models.CharField(
        max_length=300, blank=True, help_text="Why it was sent back to the partner."
    )
    series = models.UUIDField(null=True, db_index=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    title = models.CharField(max_length=120)
    about = models.TextField(max_length=4000, blank=True)
    reach = models.CharField(max_length=12, choices=Reach, default=Reach.PROGRAMME)
    for_whom = models.CharField(max_length=10, choices=For, default=For.EVERYONE)
    is_public = models.BooleanField(default=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    where = models.CharField(max_length=300, blank=True)
    link = models.URLField(
        max_length=500, blank=True, help_text="Told to those who have a place, and to nobody else."
    )
    places = models.PositiveIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(10_000)]
    )
    taken = models.PositiveIntegerField(default=0, editable=False)
    closes_at = models.DateTimeField(null=True, blank=True)
    hours = models.DecimalField(
        max_digits=5,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    counts_as_training = models.BooleanField(default=False)
    lasts_months = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    areas = models.JSONField(default=list, blank=True, help_text="Keys of skills.AREAS.")
    sequence = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_word = models.CharField(max_length=300, blank=True)
    form_key = models.UUIDField(null=True, unique=True)
    marks_before = models.JSONField(
        default=dict, help_text="The attendance before it was last saved, for undo."
    )
    marked_at = models.DateTimeField(null=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(places=None) | Q(places__gte=F("taken")),
                name="never_more_booked_than_places",
                violation_error_message=_(
                    "More people than that have a place. Take somebody off first."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="event_ends_after_it_starts",
                violation_error_message=_("It ends before it begins. Check both times."),
            ),
        ]
        indexes = [models.Index(fields=["programme", "state", "starts_at"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where somebody who may book reads of it."""
        return reverse("training:event", args=[self.code])

    @property
    def public_url(self) -> str:
        return f"{settings.SITE_URL}{reverse('training:public_event', args=[self.code])}"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.programme.time_zone)

    @property
    def when(self) -> Suggestion:
        """Its day and hours on the programme's clock."""
        return Suggestion(self.starts_at.astimezone(self.zone), self.ends_at.astimezone(self.zone))

    @property
    def place_words(self) -> str:
        """Where it is, as everybody may read it."""
        return self.where or (str(_("Online")) if self.link else "")

    @property
    def free(self) -> int | None:
        """Places that are left; None where there is no limit."""
        return None if self.places is None else self.places - self.taken

    @property
    def is_sent_back(self) -> bool:
        """Whether its partner is to change it before people may see it."""
        return self.state == self.State.DRAFT and self.held_by_id is not None

    @property
    def is_full(self) -> bool:
        return self.free is not None and self.free < 1

    @property
    def is_over(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def last_moment(self) -> datetime:
        """Until when a place can be booked."""
        return min(self.closes_at or self.starts_at, self.starts_at)

    @property
    def last_day(self) -> date | None:
        """The last day to book, where one was set."""
        return self.closes_at.astimezone(self.zone).date() if self.closes_at else None

    @property
    def is_open(self) -> bool:
        """Whether places can be booked, or waited for, now."""
        return self.state == self.State.PUBLISHED and timezone.now() < self.last_moment

    @property
    def moves_up_until(self) -> datetime:
        """Nobody gets a place by themselves later than this: they could not plan for it."""
        return self.starts_at - timedelta(hours=24)

    def expiry_of(self, day: date) -> date | None:
        """The last day on which this counts as training, for whoever came on that day."""
        return months_after(day, self.lasts_months) if self.lasts_months else None
