"""Messages between two people who found each other here. No address changes hands by them."""

import uuid
from typing import Any

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Greatest, Least
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.network.models.questions import LONGEST
from edumentoring.programmes.models import Participant, Programme


class ThreadQuerySet(models.QuerySet["Thread"]):
    def of(self, user: Any) -> "ThreadQuerySet":
        """Those this person began or got, each side looked up as in `PairQuerySet.of_account`."""
        mine = Participant.objects.filter(user=user)
        begun = Thread.objects.filter(begun_by__in=mine).order_by().values("pk")
        got = Thread.objects.filter(to__in=mine).order_by().values("pk")
        return self.filter(pk__in=begun.union(got))

    def between(self, one: Participant, other: Participant) -> "ThreadQuerySet":
        return self.filter(Q(begun_by=one, to=other) | Q(begun_by=other, to=one))

    def with_people(self) -> "ThreadQuerySet":
        return self.select_related(
            "programme", "begun_by__user", "begun_by__listing", "to__user", "to__listing"
        )

    def with_last(self) -> "ThreadQuerySet":
        """The latest first, with whom the last message went to and when."""
        latest = Message.objects.filter(thread=OuterRef("pk")).order_by("-at", "-pk")
        at = Subquery(latest.values("at")[:1])
        found = self.annotate(last_to=Subquery(latest.values("to__user")[:1]), last_at=at)
        return found.order_by(at.desc(), "-pk")

    def waiting_for(self, user: Any) -> "ThreadQuerySet":
        """Open ones in which the last word was to this person."""
        latest = Message.objects.filter(thread=OuterRef("pk")).order_by("-at", "-pk")
        found = self.filter(closed_at=None, programme__archived_at=None).with_last()
        return found.alias(to_now=Subquery(latest.values("to__user")[:1])).filter(to_now=user)


class Thread(models.Model):
    """What two people write to each other. There is one for any two people of a programme."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="network_threads"
    )
    begun_by = models.ForeignKey(
        Participant, null=True, on_delete=models.SET_NULL, related_name="threads_begun"
    )
    to = models.ForeignKey(
        Participant, null=True, on_delete=models.SET_NULL, related_name="threads_received"
    )
    begun_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        Participant, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    begun_shares_at = models.DateTimeField(null=True, help_text="Who began it gave their e-mail.")
    to_shares_at = models.DateTimeField(null=True, help_text="The other one gave theirs.")

    objects = ThreadQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                Least("begun_by", "to"),
                Greatest("begun_by", "to"),
                condition=Q(begun_by__isnull=False, to__isnull=False),
                name="one_thread_for_two_people",
            ),
            models.CheckConstraint(
                condition=Q(begun_by=None) | Q(to=None) | ~Q(begun_by=F("to")),
                name="nobody_writes_to_themselves",
            ),
        ]

    def __str__(self) -> str:
        return str(self.code)


class RelayedQuerySet(models.QuerySet["Message"]):
    def readable_by(self, user: Any) -> "RelayedQuerySet":
        """The two who write to each other, and nobody else."""
        return self.filter(Q(thread__begun_by__user=user) | Q(thread__to__user=user))

    def untold(self) -> "RelayedQuerySet":
        """Those of which the reader has no letter yet, where one may be sent."""
        state = Participant.State.IN
        return self.filter(
            told_at=None,
            by__isnull=False,
            to__state=state,
            to__user__is_active=True,
            thread__closed_at=None,
            thread__programme__archived_at=None,
            thread__programme__paused_at=None,
        )


class Message(models.Model):
    """One message. `told_at`: when its reader was written to about it."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="messages")
    by = models.ForeignKey(
        Participant, null=True, on_delete=models.SET_NULL, related_name="messages_written"
    )
    to = models.ForeignKey(
        Participant, null=True, on_delete=models.SET_NULL, related_name="messages_received"
    )
    text = models.TextField(max_length=LONGEST)
    at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True)
    letter = models.ForeignKey(
        Letter, null=True, on_delete=models.SET_NULL, related_name="+", help_text="Which told it."
    )
    form_key = models.UUIDField(null=True, unique=True)

    objects = RelayedQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["told_at"], condition=Q(told_at=None), name="untold")]

    def __str__(self) -> str:
        return str(self.pk)  # no words: this may stand in a log
