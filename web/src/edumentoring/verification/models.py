"""What is known about where somebody works, and how it came to be known."""

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.programmes.models import Participant
from edumentoring.schools.models import Organisation

LASTS = timedelta(days=14)


class VerificationQuerySet(models.QuerySet["Verification"]):
    def standing(self) -> "VerificationQuerySet":
        return self.filter(state=Verification.State.DONE)

    def open(self) -> "VerificationQuerySet":
        """Asked, not answered, and the letter's link still works."""
        return self.filter(state=Verification.State.ASKED, until__gt=timezone.now())

    def to_look_at(self) -> "VerificationQuerySet":
        """Vouched for by somebody we cannot place: a coordinator decides."""
        return self.filter(state=Verification.State.VOUCHED)

    def outdated(self) -> "VerificationQuerySet":
        """Standing, but the person has named another school since, or another e-mail."""
        moved = (
            Q(organisation=None, participant__school__isnull=False)
            | Q(organisation__isnull=False, participant__school=None)
            | (Q(organisation__isnull=False) & ~Q(participant__school=F("organisation")))
            | (
                Q(organisation=None, participant__school=None)
                & ~Q(participant__school_text=F("school_text"))
            )
        )
        readdressed = Q(way=Verification.Way.DOMAIN, by_sign_in=True) & ~Q(
            participant__user__email__iexact=F("email")
        )
        return self.standing().filter(moved | readdressed)

    def of_programme(self, programme: Any) -> "VerificationQuerySet":
        return self.filter(participant__programme=programme)

    def with_people(self) -> "VerificationQuerySet":
        return self.select_related(
            "participant__user",
            "participant__school__parent",
            "participant__programme",
            "organisation",
            "by",
        )


class Verification(models.Model):
    """One attempt to show that a participant works in a school, and what came of it.

    asked -> done, refused or vouched (said yes, but we cannot place who said it); vouched ->
    done or refused, by a coordinator. Withdrawn: taken back, or out of date. Rows stay as
    history. Only a hash of the letter's key is kept.
    """

    class Way(models.TextChoices):
        DOMAIN = "domain", _("Work e-mail")
        COLLEAGUE = "colleague", _("A colleague’s word")
        HAND = "hand", _("By a coordinator")

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        VOUCHED = "vouched", _("To be looked at")
        DONE = "done", _("Verified")
        REFUSED = "refused", _("Not confirmed")
        WITHDRAWN = "withdrawn", _("Taken back")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="verifications"
    )
    way = models.CharField(max_length=10, choices=Way)
    state = models.CharField(max_length=10, choices=State)
    email = models.EmailField(
        max_length=254, blank=True, help_text="The work address, or the colleague's."
    )
    by_sign_in = models.BooleanField(
        default=False, help_text="The work address is the one they sign in with."
    )
    domain = models.CharField(max_length=253, blank=True, help_text="The school's, as it matched.")
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    school_text = models.CharField(max_length=200, blank=True)
    colleague_name = models.CharField(max_length=150, blank=True)
    key_hash = models.CharField(max_length=64, null=True, unique=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.TextField(max_length=1000, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = VerificationQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant"],
                condition=Q(state="done"),
                name="one_standing_verification",
            ),
            models.UniqueConstraint(
                fields=["participant", "email"],
                condition=Q(state="asked"),
                name="one_open_ask_per_address",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "participant"]),
            models.Index(fields=["email", "asked_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_way_display()}: {self.get_state_display()}"

    @property
    def subject_key(self) -> str:
        """What its letter is filed under."""
        return f"verification:{self.pk}"

    @property
    def is_late(self) -> bool:
        """Asked, and the link has run out."""
        return self.state == self.State.ASKED and (self.until or self.asked_at) <= timezone.now()
