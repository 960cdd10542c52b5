"""Interest groups: a name, a sentence, and who joined."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone

from edumentoring.programmes.models import Participant, Programme

MEETING_LASTS = timedelta(hours=2)


class GroupQuerySet(models.QuerySet["Group"]):
    def open(self) -> "GroupQuerySet":
        return self.filter(closed_at=None)

    def with_members(self) -> "GroupQuerySet":
        """With how many are in it, of those who have not left the programme."""
        left = Q(memberships__participant__state=Participant.State.LEFT)
        return self.annotate(members=Count("memberships", filter=~left, distinct=True))

    def joined_by(self, participant: Participant) -> "GroupQuerySet":
        """Those this person is in."""
        mine = Membership.objects.filter(group=OuterRef("pk"), participant=participant)
        return self.filter(Exists(mine))


class Group(models.Model):
    """A small group about one thing. Anybody of the programme may suggest one, and join or leave;
    a coordinator may close it."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="network_groups"
    )
    name = models.CharField(max_length=60)
    about = models.CharField(max_length=300, blank=True)
    suggested_by = models.ForeignKey(
        Participant, null=True, on_delete=models.SET_NULL, related_name="suggested_groups"
    )
    made_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    meets_at = models.DateTimeField(null=True, help_text="When they meet next.")
    meets_where = models.CharField(max_length=300, blank=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = [Lower("name"), "pk"]
        constraints = [
            models.UniqueConstraint(
                "programme",
                Lower("name"),
                condition=models.Q(closed_at=None),
                name="one_open_group_of_a_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def next_meets_at(self) -> datetime | None:
        """When they meet next; None once it has gone by."""
        at = self.meets_at
        return at if at and at > timezone.now() - MEETING_LASTS else None


class Membership(models.Model):
    """Somebody is in a group."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="group_memberships"
    )
    joined_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "participant"], name="in_a_group_once"),
        ]

    def __str__(self) -> str:
        return f"{self.group_id}, {self.participant_id}"
