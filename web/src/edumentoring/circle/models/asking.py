"""Somebody who was asked to join in, by name or by e-mail."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.people.models import SOMEBODY


class Asked(models.Model):
    """One person asked, and what they said.

    `user` is known from the start for somebody found in the programme, so that nobody learns
    their e-mail. For anybody else the address is kept until they answer, and no longer.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Waits for the mentee’s yes")
        ASKED = "asked", _("Asked, no answer yet")
        YES = "yes", _("Said yes")
        NO = "no", _("Not this time")
        TAKEN_BACK = "taken_back", _("Taken back")
        ENDED = "ended", _("Ended")

    OPEN = (State.PROPOSED, State.ASKED, State.YES)

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="%(class)s_of"
    )
    email = models.EmailField(max_length=254, blank=True)
    name = models.CharField(max_length=150, blank=True, help_text="As the asker calls them.")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    words = models.CharField(max_length=300, blank=True, help_text="A kind word with the question.")
    state = models.CharField(max_length=12, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @property
    def who(self) -> str:
        """What they are called: by the asker until they answered, then by themselves."""
        if self.user and (self.state not in {self.State.ASKED, self.State.PROPOSED}):
            return str(self.user)
        return self.name or (str(self.user) if self.user else self.email) or SOMEBODY

    @property
    def subject_key(self) -> str:
        """What the letters about this question are filed under."""
        return f"circle:{self.code}"
