"""What somebody has done to grow as a mentor, and until when it counts."""

import uuid
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.programmes.models import Programme
from edumentoring.training.models.bookings import Booking


class TrainingRecordQuerySet(models.QuerySet["Record"]):
    def standing(self) -> "TrainingRecordQuerySet":
        return self.filter(removed_at=None)

    def training(self) -> "TrainingRecordQuerySet":
        return self.standing().filter(counts_as_training=True)

    def valid_on(self, day: date) -> "TrainingRecordQuerySet":
        """Done by that day, and not run out before it."""
        return self.filter(Q(expires_on=None) | Q(expires_on__gte=day), done_on__lte=day)


class Record(models.Model):
    """One module, session or event that somebody did, as a programme's desk vouches for it.

    Kept with the person and not with their part, so that it counts in next year's programme too.
    """

    class Kind(models.TextChoices):
        EVENT = "event", _("A session or event of ours")
        MODULE = "module", _("A module")
        ELSEWHERE = "elsewhere", _("Training somewhere else")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="training_records"
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="training_records"
    )
    booking = models.OneToOneField(
        Booking, null=True, on_delete=models.SET_NULL, related_name="record"
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ELSEWHERE)
    title = models.CharField(max_length=120)
    done_on = models.DateField()
    hours = models.DecimalField(
        max_digits=5,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(500))],
    )
    counts_as_training = models.BooleanField(default=False)
    expires_on = models.DateField(null=True, blank=True)
    batch = models.UUIDField(null=True, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    objects = TrainingRecordQuerySet.as_manager()

    class Meta:
        ordering = ["-done_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "programme", "title", "done_on"],
                condition=Q(removed_at=None),
                name="recorded_once",
            ),
        ]
        indexes = [models.Index(fields=["programme", "user"])]

    def __str__(self) -> str:
        return self.title

    @property
    def has_run_out(self) -> bool:
        return self.expires_on is not None and self.expires_on < self.programme.today()
