"""A sign-up while it is being written, and until its e-mail is proved."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.programmes.models import Participant, Programme


class DraftQuerySet(models.QuerySet["Draft"]):
    def unfinished(self) -> "DraftQuerySet":
        """Begun and not sent."""
        return self.filter(sent_at=None)

    def to_take_in(self) -> "DraftQuerySet":
        """Sent and waiting for the clock, the first sent first. In the words of its index:
        SQLite does not see that "not null" excluded is the same."""
        sent = self.filter(taken_in_at=None, sent_at__isnull=False, trouble="")
        return sent.order_by("sent_at")

    def in_trouble(self) -> "DraftQuerySet":
        """Sent, and could not be taken in."""
        return self.exclude(trouble="").filter(taken_in_at=None)

    def unconfirmed(self) -> "DraftQuerySet":
        """Taken in, and the e-mail is not proved."""
        return self.exclude(taken_in_at=None).filter(confirmed_at=None)


class Draft(models.Model):
    """One sign-up as it is being written.

    begun -> sent -> taken in (a participant and a letter are there) -> confirmed.

    The key in its pages' addresses is made from `code` and a signature (`keys.py`), so that
    who reads the database or a back-up has no key. `answers` holds what fits the questions,
    under their keys; `typed` what does not fit yet, page by page, as it was typed.
    """

    class Kind(models.TextChoices):
        NEW = "new", _("Somebody new to the programme")
        KNOWN = "known", _("An e-mail that was in the programme already")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="drafts")
    is_mentee = models.BooleanField(default=False)
    is_mentor = models.BooleanField(default=False)
    name = models.CharField(max_length=150, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    typed = models.JSONField(default=dict, blank=True)
    done = models.JSONField(default=list, blank=True, help_text="Keys of the pages gone through.")
    written = models.JSONField(
        default=dict, blank=True, help_text="For each page, the mark of the last one to write it."
    )
    consents = models.JSONField(
        default=dict, blank=True, help_text="Versions of the words that were agreed to."
    )
    via = models.CharField(max_length=12, blank=True, help_text="The code of the link they used.")
    framed = models.BooleanField(default=False, help_text="Written on the site of a school.")
    started_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now)
    later_to = models.EmailField(
        max_length=254, blank=True, help_text="Where the link to come back was sent."
    )
    later_at = models.DateTimeField(null=True)
    later_count = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    taken_in_at = models.DateTimeField(null=True)
    kind = models.CharField(max_length=6, choices=Kind, blank=True)
    participant = models.ForeignKey(
        Participant, null=True, on_delete=models.CASCADE, related_name="drafts"
    )
    confirmed_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=300, blank=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-touched_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None)
                | (~Q(email="") & ~Q(name="") & (Q(is_mentor=True) | Q(is_mentee=True))),
                name="what_is_sent_names_somebody",
            ),
            models.CheckConstraint(
                condition=Q(taken_in_at=None, participant=None, kind="")
                | Q(
                    taken_in_at__isnull=False,
                    sent_at__isnull=False,
                    participant__isnull=False,
                    kind__in=["new", "known"],
                ),
                name="taken_in_as_somebody",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(taken_in_at__isnull=False),
                name="confirmed_after_taken_in",
            ),
            models.UniqueConstraint(
                fields=["participant"],
                condition=Q(kind="new"),
                name="one_first_sign_up_each",
            ),
        ]
        indexes = [
            models.Index(
                fields=["sent_at"],
                condition=Q(taken_in_at=None, sent_at__isnull=False),
                name="signup_draft_to_take_in",
            ),
            models.Index(fields=["email", "sent_at"]),
            models.Index(fields=["later_to", "later_at"]),
            models.Index(fields=["programme", "sent_at", "confirmed_at"]),
            models.Index(fields=["touched_at"]),
        ]

    def __str__(self) -> str:
        return self.name or str(self.code)

    @property
    def subject_key(self) -> str:
        """What its letters are filed under."""
        return f"draft:{self.pk}"

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]

    @property
    def stage(self) -> str:
        return str(self.answers.get("stage") or "")

    @property
    def ways(self) -> dict[str, bool]:
        """The roles, as operations take them."""
        return {"is_mentor": self.is_mentor, "is_mentee": self.is_mentee}

    @property
    def way(self) -> str:
        """The roles in the word that the form and its addresses use."""
        if self.is_mentee and self.is_mentor:
            return "both"
        return "mentor" if self.is_mentor else "mentee" if self.is_mentee else ""

    def held(self, key: str) -> Any:
        """What was answered, as it is kept."""
        return self.answers.get(key)
