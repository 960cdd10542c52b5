"""What two people agree and say as they go along: how they work, whether they have spoken,
whether it works, what they ask for, and how they part."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.pairs.models import Pair
from edumentoring.programmes.models import Participant

# After the one check-in nobody is asked again; from here on a coordinator sees the silence.
ANSWER_WITHIN = timedelta(days=7)
# What somebody answered holds so long; after it, without a sign of life, the silence shows again.
ANSWER_HOLDS = timedelta(days=21)
# An end that somebody asks for with one tap waits so long, and can be taken back meanwhile.
SECOND_THOUGHTS = timedelta(minutes=10)


class Agreement(models.Model):
    """How two people want to work: one version of it. A change is a new row."""

    class HowOften(models.TextChoices):
        WEEKLY = "weekly", _("Every week")
        FORTNIGHTLY = "fortnightly", _("Every two weeks")
        MONTHLY = "monthly", _("Once a month")
        HALF_TERMLY = "half_termly", _("Once each half term")
        AS_NEEDED = "as_needed", _("When one of us asks")

    class Channel(models.TextChoices):
        VIDEO = "video", _("Video call")
        PHONE = "phone", _("Phone")
        IN_PERSON = "in_person", _("In person")
        WRITING = "writing", _("E-mail or messages")
        MIXED = "mixed", _("As it suits us each time")

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="agreements")
    version = models.PositiveSmallIntegerField(default=1)
    purpose = models.TextField(blank=True)
    how_often = models.CharField(max_length=12, choices=HowOften, default=HowOften.MONTHLY)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.MIXED)
    between_us = models.TextField(blank=True)
    how_we_end = models.TextField(blank=True)
    by = models.ForeignKey(Participant, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    fine_at = models.DateTimeField(null=True, help_text="When the other one said it is fine.")

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["pair", "version"], name="one_agreement_per_version"),
        ]

    def __str__(self) -> str:
        return f"{self.pair}, version {self.version}"


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    def unanswered(self) -> "CheckInQuerySet":
        return self.filter(answer="")

    def wanting_another(self) -> "CheckInQuerySet":
        """They would rather have somebody else, and the pair has not ended yet."""
        return self.filter(answer=CheckIn.Answer.ANOTHER, pair__state__in=Pair.TOGETHER)


class CheckIn(models.Model):
    """ "Have you spoken?", asked of one person once when a pair is quiet."""

    class Answer(models.TextChoices):
        NONE = "", _("No answer yet")
        YES = "yes", _("Yes, we have spoken")
        NOT_YET = "not_yet", _("Not yet, and that is fine")
        HELP = "help", _("I would like some help")
        ANOTHER = "another", _("I would rather have somebody else")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="check_ins")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="check_ins")
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=8, choices=Answer, default=Answer.NONE, blank=True)
    answered_at = models.DateTimeField(null=True)

    objects = CheckInQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "pk"]
        indexes = [models.Index(fields=["pair", "asked_at"])]

    def __str__(self) -> str:
        return f"{self.participant}: {self.get_answer_display()}"

    @property
    def ends_at(self) -> datetime | None:
        """When the pair ends because they would rather have somebody else."""
        if self.answer != self.Answer.ANOTHER or self.answered_at is None:
            return None
        return self.answered_at + SECOND_THOUGHTS


class WorkingQuerySet(models.QuerySet["Working"]):
    def visible_to(self, participant: Participant) -> "WorkingQuerySet":
        """Whoever wrote it, and nobody else whoever they are."""
        return self.filter(participant=participant)


class Working(models.Model):
    """A private answer to "Is this working for you?". Only its writer ever reads it."""

    class Answer(models.TextChoices):
        WELL = "well", _("Yes, it works for me")
        MOSTLY = "mostly", _("Mostly")
        UNSURE = "unsure", _("I am not sure")
        NOT = "not", _("Not really")

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="workings")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="workings")
    answer = models.CharField(max_length=8, choices=Answer)
    words = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = WorkingQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.participant}, {self.at:%Y-%m-%d}"


class WishQuerySet(models.QuerySet["Wish"]):
    def open(self) -> "WishQuerySet":
        """Nobody has seen to it yet."""
        return self.filter(settled_at=None)


class Wish(models.Model):
    """What one of the two asks a coordinator for: that they ask, and no word of why."""

    class Kind(models.TextChoices):
        WORD = "word", _("A word with a coordinator")
        ANOTHER = "another", _("Another match")
        HAND_OVER = "hand_over", _("To hand over to another mentor")

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="wishes")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="wishes")
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = WishQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "participant", "kind"],
                condition=models.Q(settled_at=None),
                name="asked_once_until_settled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.get_kind_display()}"


class Farewell(models.Model):
    """One person's side of an ending: thanks, whether to stay in touch, what they want next."""

    class Next(models.TextChoices):
        NOT_ASKED = "", _("Not asked")
        NOBODY = "nobody", _("Nobody for now")
        SOMEBODY = "somebody", _("Somebody new")
        MENTOR = "mentor", _("To become a mentor")

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="farewells")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="farewells")
    thanks = models.TextField(blank=True)
    keeps_contact = models.BooleanField(default=False)
    goes_on = models.BooleanField(default=False, help_text="Would like to go on after all.")
    next_step = models.CharField(
        max_length=8,
        choices=Next,
        default=Next.NOT_ASKED,
        blank=True,
        help_text="With nobody, the pair's place is closed until they want somebody.",
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pair", "participant"], name="one_farewell_each"),
        ]

    def __str__(self) -> str:
        return f"{self.participant}, {self.at:%Y-%m-%d}"


class Brought(models.Model):
    """That a mentee has chosen what goes along to a new mentor: it is asked once."""

    pair = models.OneToOneField(Pair, on_delete=models.CASCADE, related_name="brought")
    at = models.DateTimeField(default=timezone.now)
    things = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.pair}: {self.things}"


def silent_since(now: datetime | None = None) -> datetime:
    """A check-in asked before this moment, and not answered, has met with silence."""
    return (now or timezone.now()) - ANSWER_WITHIN
