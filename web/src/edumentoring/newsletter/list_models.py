"""A programme's newsletter: who gets it, and whom it thanks."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.programmes.models import Participant, Programme
from edumentoring.schools.models import Organisation


class Newsletter(models.Model):  # type: ignore[django-manager-missing]
    """One programme's newsletter, in its own name and colour, or in those of its hub."""

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="newsletter")
    name = models.CharField(max_length=120)
    about = models.CharField(max_length=300, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The hub or provider in whose name it comes.",
    )
    area = models.CharField(
        max_length=120, blank=True, help_text="Whom it is for, for example “North Birmingham”."
    )
    look = models.CharField(max_length=12, choices=Programme.Look, default=Programme.Look.TEAL)
    reply_to = models.EmailField(blank=True)
    is_open = models.BooleanField(
        default=False, help_text="Anybody may read past issues and subscribe."
    )
    thanks_on = models.BooleanField(
        default=False, help_text="Mentors are thanked a term and a year after they began."
    )
    thanks_words = models.CharField(max_length=600, blank=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("newsletter:front", args=[self.programme.slug])

    @property
    def sender(self) -> str:
        """Whose name stands before the address."""
        return self.organisation.name if self.organisation else self.name


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def reading(self) -> "SubscriptionQuerySet":
        """Those who said yes, and have not stopped since."""
        return self.filter(state=Subscription.State.ON)

    def asked(self) -> "SubscriptionQuerySet":
        """Those whose letter was not answered yet."""
        return self.filter(state=Subscription.State.ASKED)


class Subscription(models.Model):
    """One address and one newsletter: asked, on, off, or come back.

    The address is kept in small letters. A row that is off stays, so that no list brings the
    address in again.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Has not confirmed")
        ON = "on", _("Gets it")
        OFF = "off", _("Stopped")
        BOUNCED = "bounced", _("Letters came back")

    class Way(models.TextChoices):
        FORM = "form", _("the form")
        PLACE = "place", _("My place")
        IMPORT = "import", _("a list")

    class Rhythm(models.TextChoices):
        EVERY = "every", _("Every issue")
        TERM = "term", _("One a term at most")

    class Role(models.TextChoices):
        MENTOR = "mentor", _("I mentor")
        MENTEE = "mentee", _("I am mentored")
        LEAD = "lead", _("I lead mentoring in a school or hub")
        OTHER = "other", _("Something else")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    newsletter = models.ForeignKey(
        Newsletter, on_delete=models.CASCADE, related_name="subscriptions"
    )
    email = models.EmailField(max_length=254)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="newsletters"
    )
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    way = models.CharField(max_length=8, choices=Way, default=Way.FORM)
    rhythm = models.CharField(max_length=8, choices=Rhythm, default=Rhythm.EVERY)
    role = models.CharField(max_length=8, choices=Role, blank=True)
    region = models.CharField(max_length=20, blank=True)
    evidence = models.CharField(
        max_length=300, blank=True, help_text="When and how they agreed, for those from a list."
    )
    agreed_to = models.CharField(
        max_length=500, blank=True, help_text="What they said yes to, in the words they read."
    )
    asked_at = models.DateTimeField(default=timezone.now)
    letters_asked = models.PositiveSmallIntegerField(
        default=0, help_text="Letters to this address since `letters_since`."
    )
    letters_since = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.ForeignKey(
        "Sending", null=True, on_delete=models.SET_NULL, related_name="stopped"
    )
    bounces = models.PositiveSmallIntegerField(default=0)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                fields=["newsletter", "email"], name="one_subscription_per_address"
            ),
            models.CheckConstraint(
                condition=~Q(state="on") | Q(confirmed_at__isnull=False),
                name="nobody_reads_without_a_yes",
            ),
        ]
        indexes = [models.Index(fields=["newsletter", "state", "id"])]

    def __str__(self) -> str:
        return self.email


class Segment(models.Model):
    """Some of the readers, under a name. It keeps no people: they are counted when it is used."""

    newsletter = models.ForeignKey(Newsletter, on_delete=models.CASCADE, related_name="segments")
    name = models.CharField(max_length=80)
    roles = models.JSONField(default=list, blank=True)
    regions = models.JSONField(default=list, blank=True)
    stages = models.JSONField(default=list, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Those who work in it, or in one of its schools.",
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["newsletter", "name"], name="one_segment_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class Thanked(models.Model):
    """One mentor was thanked at one milestone, once."""

    class Milestone(models.TextChoices):
        TERM = "term", _("A term")
        YEAR = "year", _("A year")

    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="thanks_for_time"
    )
    milestone = models.CharField(max_length=5, choices=Milestone)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "milestone"], name="thanked_once_at_a_milestone"
            )
        ]

    def __str__(self) -> str:
        return str(self.get_milestone_display())
