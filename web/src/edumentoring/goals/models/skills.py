"""A record of skills over time, for oneself: words, never points, and never a total."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import Side


class SkillQuerySet(models.QuerySet["Skill"]):
    def of(self, user: Any) -> "SkillQuerySet":
        return self.filter(owner=user)

    def kept(self) -> "SkillQuerySet":
        return self.filter(removed_at=None)

    def skills(self) -> "SkillQuerySet":
        """Without the private check against the mentor standards."""
        return self.exclude(area=Skill.Area.STANDARD)

    def standards(self) -> "SkillQuerySet":
        return self.filter(area=Skill.Area.STANDARD)


class Skill(models.Model):
    """One skill that somebody keeps an eye on: one of our list, or one in their own words."""

    class Area(models.TextChoices):
        MENTORING = "mentoring", _("Mentoring")
        TEACHING = "teaching", _("Teaching")
        LEADING = "leading", _("Leading")
        OWN = "own", _("In my own words")
        STANDARD = "standard", _("Mentor standards")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="skills"
    )
    area = models.CharField(max_length=10, choices=Area)
    key = models.SlugField(max_length=60, blank=True, help_text="Of our list; '' for one's own.")
    name = models.CharField(max_length=120, help_text="As it was worded when it was chosen.")
    added_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    objects = SkillQuerySet.as_manager()

    class Meta:
        ordering = ["area", "added_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "key"], condition=~Q(key=""), name="each_skill_once"
            ),
            models.CheckConstraint(
                condition=Q(area="own", key="") | (~Q(area="own") & ~Q(key="")),
                name="skills_of_our_list_have_a_key",
            ),
        ]

    def __str__(self) -> str:
        return str(_("A skill"))

    def get_absolute_url(self) -> str:
        return reverse("goals:skill", args=[self.code])

    @property
    def is_private(self) -> bool:
        """Whether nobody else may ever be asked about it."""
        return self.area == self.Area.STANDARD


class RatingQuerySet(models.QuerySet["Rating"]):
    def given(self) -> "RatingQuerySet":
        return self.exclude(given_at=None)

    def own(self) -> "RatingQuerySet":
        return self.filter(asked_at=None)

    def waiting_for(self, side: Side) -> "RatingQuerySet":
        """What the other of this pair asked its reader, and nobody has answered or let go."""
        asked = self.filter(asked_in=side.pair, by=side.me.user_id, given_at=None, let_go_at=None)
        return asked.exclude(asked_at=None).filter(skill__removed_at=None)


class Rating(models.Model):
    """How a skill is going, in words, on one day: by oneself, or by a partner who was asked.

    One's own has no `asked_at`. A partner's begins as a question and gets its level when they
    give it; they may let it go instead.
    """

    class Level(models.IntegerChoices):
        NEW = 1, _("New to me")
        TRYING = 2, _("I try it now and then")
        OFTEN = 3, _("I do it often")
        PART = 4, _("It is part of how I work")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="ratings")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="ratings_given"
    )
    level = models.PositiveSmallIntegerField(choices=Level, null=True)
    words = models.CharField(max_length=500, blank=True)
    asked_in = models.ForeignKey(Pair, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(null=True)
    given_at = models.DateTimeField(null=True)
    let_go_at = models.DateTimeField(null=True)

    objects = RatingQuerySet.as_manager()

    class Meta:
        ordering = ["given_at", "asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(given_at=None, level=None)
                | Q(given_at__isnull=False, level__range=(1, 4)),
                name="ratings_given_have_a_level",
            ),
            models.CheckConstraint(
                condition=Q(asked_at__isnull=False) | Q(given_at__isnull=False),
                name="ratings_are_asked_or_given",
            ),
            models.UniqueConstraint(
                fields=["skill", "by"],
                condition=Q(given_at=None, let_go_at=None),
                name="asked_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_level_display() or _("Asked"))

    @property
    def is_a_partners(self) -> bool:
        return self.asked_at is not None
