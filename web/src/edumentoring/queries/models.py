"""Questions people ask those who run a programme, and what was answered."""

import secrets
import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.programmes.models import Coordinator, Participant, Programme

# The power it takes to answer.
ANSWERS = "people"


def new_mail_key() -> str:
    return secrets.token_hex(12)


class QueryQuerySet(models.QuerySet["Query"]):
    def of_desk(self, seat: Coordinator) -> "QueryQuerySet":
        """What was asked in the programme at this desk."""
        return self.filter(programme=seat.programme)

    def real(self) -> "QueryQuerySet":
        return self.filter(is_junk=False)

    def open(self) -> "QueryQuerySet":
        """Somebody waits for the desk."""
        return self.real().filter(state__in=Query.WAIT_FOR_US)

    def unowned(self) -> "QueryQuerySet":
        return self.open().filter(owner=None)

    def closed(self) -> "QueryQuerySet":
        return self.real().filter(state=Query.State.CLOSED)

    def not_closed(self) -> "QueryQuerySet":
        return self.real().exclude(state=Query.State.CLOSED)

    def pressing_first(self) -> "QueryQuerySet":
        """Whoever wrote last comes first."""
        return self.order_by("-touched_at", "-pk")

    def with_people(self) -> "QueryQuerySet":
        return self.select_related("programme", "owner", "participant__user", "user")


class Query(models.Model):
    """One conversation between somebody and those who run a programme.

    new -> open once somebody takes it up; answered or waiting (for them) with a reply; open
    again when they write; closed by hand, or by the clock when an answer was left alone.
    `version` grows with everything a second coordinator should see before writing.
    """

    class State(models.TextChoices):
        NEW = "new", _("New")
        OPEN = "open", _("Open")
        WAITING = "waiting", _("Waiting for them")
        ANSWERED = "answered", _("Answered")
        CLOSED = "closed", _("Closed")

    WAIT_FOR_US: ClassVar[tuple[str, ...]] = ("new", "open")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="queries")
    name = models.CharField(max_length=150, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="queries"
    )
    participant = models.ForeignKey(
        Participant, null=True, on_delete=models.SET_NULL, related_name="queries"
    )
    subject = models.CharField(max_length=150)
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    is_junk = models.BooleanField(
        default=False, help_text="A machine seems to have filled the form; nobody was written to."
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="queries_owned"
    )
    mail_key = models.CharField(
        max_length=24,
        unique=True,
        default=new_mail_key,
        help_text="Stands in the address that replies by mail go to.",
    )
    version = models.PositiveIntegerField(default=1)
    asked_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now)

    objects = QueryQuerySet.as_manager()

    class Meta:
        ordering = ["-touched_at", "-pk"]
        verbose_name_plural = "queries"
        indexes = [
            models.Index(fields=["programme", "state", "-touched_at"]),
            models.Index(fields=["programme", "email"]),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("queries:query", args=[self.programme.slug, self.code])

    @property
    def asker(self) -> str:
        """Who asks, as far as they said."""
        return self.name or self.email or str(_("Somebody who was forgotten"))

    @property
    def is_open(self) -> bool:
        return self.state in self.WAIT_FOR_US

    @property
    def subject_key(self) -> str:
        """What letters about it are filed under; a reply's adds the message."""
        return f"query:{self.pk}"


class MessageQuerySet(models.QuerySet["Message"]):
    def standing(self) -> "MessageQuerySet":
        """Not taken back."""
        return self.filter(taken_back_at=None)

    def for_the_asker(self) -> "MessageQuerySet":
        """Never a note, never a reply that may still be taken back."""
        return self.standing().exclude(kind=Message.Kind.NOTE).filter(from_when__lte=timezone.now())


class Message(models.Model):
    """One message of a conversation. Notes are for the desk alone."""

    class Kind(models.TextChoices):
        ASKED = "asked", _("From them")
        REPLY = "reply", _("Reply")
        NOTE = "note", _("Note")

    class Way(models.TextChoices):
        FORM = "form", _("typed on the form")
        PAGE = "page", _("typed on their page")
        MAIL = "mail", _("by e-mail")
        DESK = "desk", _("at the desk")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    query = models.ForeignKey(Query, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=6, choices=Kind)
    way = models.CharField(max_length=5, choices=Way)
    text = models.TextField(max_length=10_000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    proved = models.BooleanField(
        default=True, help_text="We know that it comes from this address's owner."
    )
    left_out = models.CharField(max_length=200, blank=True, help_text="What was not kept, and why.")
    at = models.DateTimeField(default=timezone.now)
    from_when = models.DateTimeField(
        default=timezone.now, help_text="A reply may be taken back until then, and is shown after."
    )
    taken_back_at = models.DateTimeField(null=True)
    state_before = models.CharField(max_length=10, blank=True)
    form_key = models.UUIDField(
        null=True, unique=True, help_text="Of the page it was typed on, so that it comes once."
    )
    message_id = models.CharField(
        max_length=250, null=True, unique=True, help_text="Of the e-mail it came in, or went in."
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="reply") | Q(taken_back_at=None),
                name="only_replies_are_taken_back",
            ),
        ]
        indexes = [models.Index(fields=["query", "at"])]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def subject_key(self) -> str:
        """What the letter of a reply is filed under."""
        return f"query:{self.query_id}:{self.pk}"

    @property
    def is_held(self) -> bool:
        """A reply whose letter still waits, so that it can be taken back."""
        return (
            self.kind == self.Kind.REPLY
            and self.taken_back_at is None
            and self.from_when > timezone.now()
        )


class SavedAnswer(models.Model):
    """Words a coordinator keeps for the next time somebody asks the same."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="saved_answers")
    title = models.CharField(max_length=150)
    text = models.TextField(max_length=5000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


def participant_with(email: str, programme: Programme) -> Participant | None:
    """Whoever takes part here under this address."""
    return Participant.objects.filter(programme=programme, user__email__iexact=email).first()
