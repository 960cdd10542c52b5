"""What a mentor says of themselves, for themselves alone."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SkillSaid(models.Model):
    """How sure one mentor is of one thing that mentors do, now and the time before.

    Nobody else reads it: no desk, no partner, no count.
    """

    class Level(models.IntegerChoices):
        NOT_YET = 1, _("Not yet")
        GROWING = 2, _("Growing")
        SURE = 3, _("Sure of it")
        HELPS = 4, _("I could help others with it")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="skills_said"
    )
    key = models.SlugField(max_length=40)
    level = models.PositiveSmallIntegerField(choices=Level)
    at = models.DateTimeField(default=timezone.now)
    before = models.PositiveSmallIntegerField(null=True, choices=Level)
    before_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="said_once_of_a_skill")]

    def __str__(self) -> str:
        return f"{self.key}"
