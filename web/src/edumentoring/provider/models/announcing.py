"""Announcements: what those who run a programme tell many at once, and what each replies."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.programmes.models import Participant, ParticipantQuerySet, Programme
from edumentoring.provider.models.handbook import Whom
from edumentoring.queries.models import Message

STANDS_FOR = timedelta(days=60)


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def drafts(self) -> "AnnouncementQuerySet":
        return self.filter(goes_at=None)

    def out(self, now: datetime | None = None) -> "AnnouncementQuerySet":
        """Sent, and past the minutes in which it can be taken back."""
        return self.filter(goes_at__lte=now or timezone.now())


class Announcement(models.Model):
    """Words to many. A draft has no `goes_at`; until that moment it can be taken back."""

    class Reply(models.TextChoices):
        NONE = "none", _("No reply is needed")
        CHOICE = "choice", _("They choose one of some answers")
        WORDS = "words", _("They answer in their own words")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="announcements")
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=6000)
    in_name_of = models.CharField(
        max_length=120, blank=True, help_text="A partner, such as a university or a hub."
    )
    whom = models.CharField(max_length=8, choices=Whom, default=Whom.EVERYONE)
    stages = models.JSONField(default=list, blank=True, help_text="Ids of stages; none is all.")
    tags = models.JSONField(default=list, blank=True, help_text="Any of these tags; none is all.")
    reply = models.CharField(max_length=6, choices=Reply, default=Reply.NONE)
    choices = models.JSONField(default=list, blank=True, help_text="Answers to choose from.")
    reply_by = models.DateField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    goes_at = models.DateTimeField(null=True)
    edited_at = models.DateTimeField(null=True, help_text="Changed after it had gone out.")
    edit_note = models.CharField(max_length=200, blank=True)
    archived_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(null=True, unique=True)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        ordering = ["-goes_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reply="none") | Q(reply_by=None), name="a_day_only_for_replies"
            ),
            models.CheckConstraint(
                condition=Q(archived_at=None) | Q(goes_at__isnull=False),
                name="only_what_went_is_archived",
            ),
        ]
        indexes = [models.Index(fields=["programme", "-goes_at"])]

    def __str__(self) -> str:
        return self.title

    @property
    def subject_key(self) -> str:
        """What its letters are filed under."""
        return f"announcement:{self.pk}"

    @property
    def is_draft(self) -> bool:
        return self.goes_at is None

    @property
    def is_held(self) -> bool:
        """Sent, and still to be taken back."""
        return self.goes_at is not None and self.goes_at > timezone.now()

    @property
    def asks_reply(self) -> bool:
        return self.reply != self.Reply.NONE

    @property
    def signed(self) -> str:
        """In whose name it is: a partner's, or the programme's."""
        return self.in_name_of or self.programme.sender_name or self.programme.name

    def audience(self) -> ParticipantQuerySet:
        """Whom it goes to, by what they are now."""
        people = self.programme.participants.taking_part().unjoined()
        if self.whom != Whom.EVERYONE:
            people = people.mentors() if self.whom == Whom.MENTORS else people.mentees()
        if self.stages:
            people = people.filter(stage__in=self.stages)
        return people.filed_under("tag", *self.tags) if self.tags else people


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def out(self, now: datetime | None = None) -> "ReceiptQuerySet":
        """Of announcements that have gone."""
        return self.filter(announcement__goes_at__lte=now or timezone.now())

    def of_person(self, user: Any) -> "ReceiptQuerySet":
        """What was announced to this person in programmes that go on."""
        return self.out().filter(participant__user=user, announcement__programme__archived_at=None)

    def waiting(self) -> "ReceiptQuerySet":
        """Neither read nor, where a reply is asked for, replied to."""
        unanswered = Q(replied_at=None) & ~Q(announcement__reply="none")
        return self.filter(Q(read_at=None) | unanswered).filter(
            announcement__archived_at=None,
            announcement__goes_at__gt=timezone.now() - STANDS_FOR,
        )

    def with_all(self) -> "ReceiptQuerySet":
        return self.select_related("announcement__programme", "participant__user")


class Receipt(models.Model):
    """One person an announcement went to: whether they read it, and what they replied.

    A reply in words is a query, where a coordinator answers it; here stands only which.
    """

    announcement = models.ForeignKey(
        Announcement, on_delete=models.CASCADE, related_name="receipts"
    )
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="receipts")
    read_at = models.DateTimeField(null=True)
    choice = models.CharField(max_length=120, blank=True)
    message = models.OneToOneField(
        Message, null=True, on_delete=models.SET_NULL, related_name="receipt"
    )
    replied_at = models.DateTimeField(null=True)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["announcement", "participant"], name="announced_once_to_each"
            ),
            models.CheckConstraint(
                condition=Q(replied_at=None) | Q(read_at__isnull=False), name="replied_is_read"
            ),
        ]
        indexes = [models.Index(fields=["participant", "read_at"])]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def nudge_key(self) -> str:
        """What its one reminder is filed under."""
        return f"announcement:{self.announcement_id}:{self.participant_id}"
