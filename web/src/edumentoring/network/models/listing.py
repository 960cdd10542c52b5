"""What one person lets others of the programme see of them, and whom they wish not to meet."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.programmes.models import Participant


class Listing(models.Model):
    """What stands of a person in the directory. Being in it at all is a consent, not this row.

    There is never a column for an e-mail or a telephone: what is not here cannot be shown.
    """

    class Name(models.TextChoices):
        FULL = "full", _("My whole name")
        FIRST = "first", _("Only my first name")
        NONE = "none", _("No name")

    participant = models.OneToOneField(
        Participant, on_delete=models.CASCADE, related_name="listing"
    )
    name = models.CharField(max_length=6, choices=Name, default=Name.FULL)
    phases = models.BooleanField(default=True)
    subjects = models.BooleanField(default=True)
    region = models.BooleanField(default=True)
    strengths = models.BooleanField(default=True)
    school = models.BooleanField(default=False)
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.participant)


class NotTold(models.Model):
    """A mentor who wants no line in their weekly letter about new questions to all mentors."""

    participant = models.OneToOneField(
        Participant, on_delete=models.CASCADE, related_name="not_told_of_questions"
    )
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.participant)


class Block(models.Model):
    """One person does not want to hear from another. Neither finds the other; nobody is told."""

    by = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="blocks")
    whom = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="blocked_by")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "whom"], name="blocked_once"),
            models.CheckConstraint(condition=~Q(by=F("whom")), name="nobody_blocks_themselves"),
        ]

    def __str__(self) -> str:
        return str(self.pk)  # who wants to hear from whom is nobody else's business
