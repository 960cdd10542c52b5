"""Worries about somebody's safety, who reads them, and every step that was taken."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.common.refused import Refused
from edumentoring.pairs.models import Pair
from edumentoring.programmes.models import Coordinator, Programme

# A claim about harm may reach a court for six years (Limitation Act 1980), and one is to spare.
YEARS_KEPT = 7
KEPT = _(
    "A record about somebody’s safety is never removed by hand. "
    "It goes by itself on its day, after it was closed."
)


class Arrangement(models.Model):
    """What one programme settled for worries about safety. Without a row, our words hold."""

    programme = models.OneToOneField(
        Programme, on_delete=models.CASCADE, related_name="safety_arrangement"
    )
    emergency = models.TextField(
        max_length=2000, blank=True, help_text="What to do first, in the programme's own words."
    )
    years_kept = models.PositiveSmallIntegerField(default=YEARS_KEPT)
    kept_because = models.CharField(
        max_length=300, blank=True, help_text="Why so long, in words for the person who raises one."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(years_kept__gte=1, years_kept__lte=80), name="kept_for_some_years"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme}: {self.years_kept}"


class Contact(models.Model):
    """A person whom worries about safety go to, named to everybody with what they are."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="safety_contacts"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="safety_contact_of"
    )
    role = models.CharField(max_length=100, help_text="For example 'Safeguarding lead'.")
    named_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["named_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "user"], name="named_once_as_contact"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.role}"


class ConcernQuerySet(models.QuerySet["Concern"]):
    def open(self) -> "ConcernQuerySet":
        """Not closed: somebody still has to see to it."""
        return self.exclude(state=Concern.State.CLOSED)

    def known_to(self, user_key: int | None) -> "ConcernQuerySet":
        """Those this person may know of at all: none that its writer kept from them."""
        return self.exclude(kept_from=user_key)

    def readable_by(self, user_key: int | None) -> "ConcernQuerySet":
        """What this person may open: as a named contact, or as an owner where nobody is named;
        never one that its writer kept from them."""
        named = Contact.objects.filter(programme=OuterRef("programme"))
        owns = Coordinator.objects.filter(
            programme=OuterRef("programme"), user=user_key, role=Coordinator.Role.OWNER
        )
        mine = Exists(named.filter(user=user_key)) | (~Exists(named) & Exists(owns))
        return self.filter(mine).known_to(user_key)

    def past_keeping(self, today: date) -> "ConcernQuerySet":
        """Closed so long ago that their day has passed."""
        return self.filter(state=Concern.State.CLOSED, keep_until__lt=today)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Only what is past its day goes."""
        today = timezone.localdate()
        if self.exclude(state=Concern.State.CLOSED, keep_until__lt=today).exists():
            raise Refused(KEPT)
        return super().delete()


class Concern(models.Model):
    """One worry about somebody's safety, as it was raised.

    new -> seen -> acted on, passed on -> closed, and open again where more is heard. Whoever
    raised it may leave their name out, and may keep it from one of the contacts.
    """

    class State(models.TextChoices):
        NEW = "new", _("Not seen yet")
        SEEN = "seen", _("Seen")
        ACTED = "acted", _("Acted on")
        PASSED_ON = "passed_on", _("Passed on")
        CLOSED = "closed", _("Closed")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="concerns")
    pair = models.ForeignKey(Pair, null=True, on_delete=models.SET_NULL, related_name="concerns")
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="concerns"
    )
    name = models.CharField(max_length=150, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    reach = models.CharField(max_length=200, blank=True, help_text="Another way to reach them.")
    about = models.CharField(max_length=200, blank=True, help_text="Whom they are worried about.")
    words = models.TextField(max_length=10_000)
    kept_from = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    raised_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    keep_until = models.DateField(null=True, help_text="The last day it is kept.")
    form_key = models.UUIDField(null=True, unique=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False, keep_until__isnull=False)
                | (~Q(state="closed") & Q(closed_at=None, keep_until=None)),
                name="a_day_to_go_once_closed",
            ),
        ]
        indexes = [models.Index(fields=["programme", "state"])]

    def __str__(self) -> str:
        return str(_("A concern of %s") % f"{self.raised_at:%d.%m.%Y}")

    def get_absolute_url(self) -> str:
        return reverse("concerns:concern", args=[self.programme.slug, self.code])

    def delete(self, *_args: object, **_kwargs: object) -> tuple[int, dict[str, int]]:
        """Only past its day, as with many."""
        return Concern.objects.filter(pk=self.pk).delete()

    @property
    def is_closed(self) -> bool:
        return self.state == Concern.State.CLOSED

    @property
    def subject_key(self) -> str:
        """What letters about it are filed under."""
        return f"concern:{self.pk}"


class StepQuerySet(models.QuerySet["Step"]):
    def for_the_writer(self) -> "StepQuerySet":
        """What whoever raised it may read: their own words and answers to them."""
        return self.filter(kind__in=(Step.Kind.ADDED, Step.Kind.ANSWERED))

    def delete(self) -> tuple[int, dict[str, int]]:
        """A step goes with its concern, and never alone."""
        raise Refused(KEPT)


class Step(models.Model):
    """One thing that happened to a concern. Steps are added and never changed."""

    class Kind(models.TextChoices):
        OPENED = "opened", _("Opened it")
        SEEN = "seen", _("Seen")
        ACTED = "acted", _("Acted")
        PASSED_ON = "passed_on", _("Passed on")
        ANSWERED = "answered", _("Wrote to the person who raised it")
        ADDED = "added", _("More from the person who raised it")
        RECORD = "record", _("Made a record of it")
        SEPARATED = "separated", _("Separated the pair")
        SPOKEN = "spoken", _("Spoke with one of the two, who may take part again")
        TOGETHER = "together", _("Undid the separation")
        CLOSED = "closed", _("Closed")
        REOPENED = "reopened", _("Opened again")

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(
        max_length=150, blank=True, help_text="Stays although the account may go."
    )
    note = models.TextField(max_length=10_000, blank=True)
    at = models.DateTimeField(default=timezone.now)
    form_key = models.UUIDField(null=True, unique=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["concern", "at"])]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class SeparationQuerySet(models.QuerySet["Separation"]):
    def standing(self) -> "SeparationQuerySet":
        """Not undone."""
        return self.filter(undone_at=None)

    def liftable_by(self, user_key: int | None) -> "SeparationQuerySet":
        """Those that this reader of concerns may lift: they are not one of the two, and no worry
        about the two was kept from them."""
        kept = Concern.objects.filter(pair=OuterRef("pair"), kept_from=user_key)
        one_of_them = Q(pair__mentor__user=user_key) | Q(pair__mentee__user=user_key)
        return self.exclude(one_of_them).filter(~Exists(kept))


class Separation(models.Model):
    """Two people who were separated at once: every page they share stays shut until undone.

    Each of the two rests until somebody who reads concerns has spoken with them, and may take
    part again while they stay apart.
    """

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="separations")
    state_before = models.CharField(max_length=12)
    rested = models.JSONField(
        default=list, help_text="Those of the two who did not rest already, by their keys."
    )
    mentor_rests = models.BooleanField(default=True)
    mentee_rests = models.BooleanField(default=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)

    objects = SeparationQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pair"], condition=Q(undone_at=None), name="separated_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pair)
