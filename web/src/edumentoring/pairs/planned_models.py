"""Ends that a coordinator has pressed: they happen in ten minutes, unless they are taken back."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.pairs.models import Pair
from edumentoring.programmes.models import Participant


class PlannedEndQuerySet(models.QuerySet["PlannedEnd"]):
    def waiting(self) -> "PlannedEndQuerySet":
        """Nothing has been done or sent yet, and it can be taken back."""
        return self.filter(trouble="")

    def due(self) -> "PlannedEndQuerySet":
        """Their ten minutes are over, and the programme does not rest."""
        over = self.waiting().filter(due_at__lte=timezone.now())
        return over.filter(pair__programme__paused_at=None, pair__programme__archived_at=None)

    def in_trouble(self) -> "PlannedEndQuerySet":
        """What could not be done when its time came. A person has to look."""
        return self.exclude(trouble="")

    def with_people(self) -> "PlannedEndQuerySet":
        return self.select_related(
            "by",
            "new_mentor__user",
            "pair__programme",
            "pair__mentor__user",
            "pair__mentee__user",
        )


class PlannedEnd(models.Model):
    """One pair that is to end. The row goes when it has, or when it is taken back.

    Until then nothing at all has changed: no letter, no meeting called off, no place given back.
    """

    class Kind(models.TextChoices):
        END = "end", _("End")
        NEXT = "next", _("Find both somebody else")
        HAND_OVER = "hand_over", _("Hand over to another mentor")

    pair = models.OneToOneField(Pair, on_delete=models.CASCADE, related_name="planned_end")
    batch = models.UUIDField(default=uuid.uuid4, help_text="The same for all of one press.")
    kind = models.CharField(max_length=10, choices=Kind)
    new_mentor = models.ForeignKey(
        Participant,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="Who takes over, for a hand-over.",
    )
    reason_given = models.CharField(
        max_length=300, blank=True, help_text="Why a rule is set aside for the new pair."
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    due_at = models.DateTimeField()
    trouble = models.CharField(max_length=300, blank=True, help_text="Why it could not be done.")

    objects = PlannedEndQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["due_at"]), models.Index(fields=["batch"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="hand_over") | models.Q(new_mentor=None),
                name="only_a_hand_over_names_a_mentor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pair}: {self.get_kind_display()}"
