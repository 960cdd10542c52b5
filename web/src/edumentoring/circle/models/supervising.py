"""Supervision: two mentors, or two coordinators, who think together about how they mentor.

It is no pair: nothing of any mentee's pair is reached from here, and no pair reaches it.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.circle.models.asking import Asked
from edumentoring.programmes import apart
from edumentoring.programmes.models import Programme


class SupervisionQuerySet(models.QuerySet["Supervision"]):
    def of(self, user: Any) -> "SupervisionQuerySet":
        """Those this person asked for or was asked into, except what came to nothing, and what
        they shared with somebody they are kept apart from."""
        either = Q(asked_by=user) | Q(user=user)
        key = getattr(user, "pk", user)
        mine = self.filter(either, apart.not_from(key, "asked_by"), apart.not_from(key, "user"))
        return mine.exclude(state__in=(Asked.State.NO, Asked.State.TAKEN_BACK))

    def waiting_for(self, user: Any) -> "SupervisionQuerySet":
        return self.filter(user=user, state=Asked.State.ASKED)

    def with_people(self) -> "SupervisionQuerySet":
        return self.select_related("programme", "user", "asked_by")


class Supervision(Asked):
    """Two who support each other's mentoring, and the page they share. `asked_by` is one, `user`
    the other."""

    class Kind(models.TextChoices):
        MENTORS = "mentors", _("For mentors")
        COORDINATORS = "coordinators", _("For coordinators")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="supervisions")
    kind = models.CharField(max_length=14, choices=Kind)
    purpose = models.TextField(blank=True)
    rhythm = models.CharField(max_length=200, blank=True)
    next_talk = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SupervisionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "kind", "asked_by", "user"],
                condition=Q(state__in=("asked", "yes"), user__isnull=False),
                name="supervised_by_each_other_once",
            ),
            models.CheckConstraint(
                condition=Q(user=None) | ~Q(user=F("asked_by")),
                name="nobody_supervises_themselves",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.programme}"

    def other_of(self, user: Any) -> str:
        """What the other of the two is called."""
        return str(self.asked_by or _("Somebody who left")) if self.user == user else self.who


class Talk(models.Model):
    """One talk of the two, in two lines that both can read."""

    supervision = models.ForeignKey(Supervision, on_delete=models.CASCADE, related_name="talks")
    on = models.DateField()
    words = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return str(self.on)


class OwnLineQuerySet(models.QuerySet["OwnLine"]):
    def visible_to(self, user: Any) -> "OwnLineQuerySet":
        """Nobody reads another's."""
        return self.filter(writer=user)


class OwnLine(models.Model):
    """One line of the private log: only its writer reads it."""

    supervision = models.ForeignKey(Supervision, on_delete=models.CASCADE, related_name="own_lines")
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="supervision_lines"
    )
    words = models.TextField()
    added_at = models.DateTimeField(default=timezone.now)

    objects = OwnLineQuerySet.as_manager()

    class Meta:
        ordering = ["-added_at", "-pk"]

    def __str__(self) -> str:
        return str(self.added_at)
