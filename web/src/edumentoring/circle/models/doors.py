"""Open doors: a teacher says when others may drop in, and reads two kind lines afterwards."""

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.circle.models.members import Member
from edumentoring.pairs.models import Pair
from edumentoring.programmes import apart
from edumentoring.programmes.models import Participant

LEFT = Participant.State.LEFT


class DoorQuerySet(models.QuerySet["Door"]):
    def open(self, today: date) -> "DoorQuerySet":
        """Offered now, by somebody who still takes part."""
        return self.filter(
            closed_at=None, last_on__gte=today, teacher__programme__archived_at=None
        ).exclude(teacher__state=LEFT)

    def open_to(self, user: Any, today: date) -> "DoorQuerySet":
        """Those that this person may knock at: of people they are paired with or help, and
        those a teacher opened to their whole school."""
        together = Pair.objects.together()
        paired = together.filter(
            Q(mentor__user=user, mentee=OuterRef("teacher"))
            | Q(mentee__user=user, mentor=OuterRef("teacher"))
        )
        helping = Member.objects.reading(today).filter(
            Q(pair__mentor=OuterRef("teacher")) | Q(pair__mentee=OuterRef("teacher")), user=user
        )
        mine = Participant.objects.exclude(state=LEFT).filter(
            user=user,
            programme=OuterRef("teacher__programme"),
            school=OuterRef("teacher__school"),
        )
        near = Exists(paired) | Exists(helping) | (Exists(mine) & Q(audience=Door.Audience.SCHOOL))
        return (
            self.open(today)
            .filter(near, _not_apart(user, "teacher__user"))
            .exclude(teacher__user=user)
        )


class Door(models.Model):
    """One time at which a teacher is glad of a visitor."""

    class Audience(models.TextChoices):
        CIRCLE = "circle", _("My mentor or mentees, and the people around us")
        SCHOOL = "school", _("Everybody of this programme at my school, too")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    teacher = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="doors")
    when = models.CharField(max_length=120)
    lesson = models.CharField(max_length=200)
    audience = models.CharField(max_length=8, choices=Audience, default=Audience.CIRCLE)
    last_on = models.DateField(help_text="The door closes by itself after this day.")
    offered_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)

    objects = DoorQuerySet.as_manager()

    class Meta:
        ordering = ["-offered_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.teacher}, {self.when}"


class DropInQuerySet(models.QuerySet["DropIn"]):
    def of(self, user: Any) -> "DropInQuerySet":
        """Visits of theirs and to them, but with nobody they are kept apart from."""
        mine = self.filter(Q(visitor=user) | Q(door__teacher__user=user))
        return mine.filter(_not_apart(user, "visitor"), _not_apart(user, "door__teacher__user"))

    def coming(self) -> "DropInQuerySet":
        """Asked for or agreed, and not written about yet."""
        return self.filter(state__in=(DropIn.State.ASKED, DropIn.State.YES), noted_at=None)


def _not_apart(user: Any, account: str) -> Q:
    return apart.not_from(getattr(user, "pk", user), account)


class DropIn(models.Model):
    """One visit: asked for, answered, and two lines afterwards that only the two can read."""

    class State(models.TextChoices):
        ASKED = "asked", _("Asked, no answer yet")
        YES = "yes", _("Welcome")
        NO = "no", _("Not this time")
        TAKEN_BACK = "taken_back", _("Taken back")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    door = models.ForeignKey(Door, on_delete=models.CASCADE, related_name="visits")
    visitor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drop_ins"
    )
    on = models.DateField()
    state = models.CharField(max_length=12, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)
    worked = models.CharField(max_length=300, blank=True)
    take_away = models.CharField(max_length=300, blank=True)
    noted_at = models.DateTimeField(null=True)

    objects = DropInQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["door", "visitor", "on"],
                condition=Q(state__in=("asked", "yes")),
                name="one_visit_a_day_at_a_door",
            ),
            models.CheckConstraint(
                condition=Q(noted_at=None) | Q(state="yes"), name="a_note_follows_a_visit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visitor_id}, {self.on}"

    @property
    def subject_key(self) -> str:
        """What the letters about this visit are filed under."""
        return f"circle:visit:{self.code}"
