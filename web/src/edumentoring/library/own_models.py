"""What a person does in the zone, for themselves; and who looks after the shared one."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.library.page_models import Section
from edumentoring.people.models import User


class OwnQuerySet[M: models.Model](models.QuerySet[M]):
    def visible_to(self, user: User) -> "OwnQuerySet[M]":
        """One's own, and nobody else's, whoever they are."""
        return self.filter(user=user.pk)


class TriedQuerySet(OwnQuerySet["Tried"]):
    def open(self) -> "TriedQuerySet":
        return self.filter(tried_at=None)

    def done(self) -> "TriedQuerySet":
        return self.exclude(tried_at=None)


class Tried(models.Model):
    """Something to do that a person put on their list, and the day they tried it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="zone_list"
    )
    section = models.ForeignKey(Section, null=True, on_delete=models.SET_NULL, related_name="+")
    action = models.UUIDField(help_text="The block's own key, which stays when it is reworded.")
    title = models.CharField(max_length=120)
    minutes = models.PositiveSmallIntegerField(default=0)
    put_at = models.DateTimeField(default=timezone.now)
    tried_at = models.DateTimeField(null=True)

    objects = TriedQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["put_at", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "action"], name="once_on_each_list"),
        ]

    def __str__(self) -> str:
        return self.title


class ReadQuerySet(OwnQuerySet["Read"]):
    pass


class Read(models.Model):
    """A section somebody said they have read."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sections_read"
    )
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = ReadQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "section"], name="read_once"),
        ]

    def __str__(self) -> str:
        return str(self.section)


class SurenessQuerySet(OwnQuerySet["Sureness"]):
    pass


class Sureness(models.Model):
    """How sure somebody is of one line of a confidence check. Nobody else ever reads it."""

    class Answer(models.TextChoices):
        SURE = "sure", _("Yes, mostly")
        PARTLY = "partly", _("Sometimes")
        NOT_YET = "not_yet", _("Not yet")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sureness"
    )
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="+")
    line = models.UUIDField()
    answer = models.CharField(max_length=8, choices=Answer)
    words = models.TextField(max_length=600, blank=True, help_text="A note to oneself.")
    at = models.DateTimeField(default=timezone.now)

    objects = SurenessQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "line"], name="one_answer_to_each_line"),
        ]

    def __str__(self) -> str:
        return f"{self.line}"


class SharedEditor(models.Model):
    """Somebody whom the host named to look after the shared zone."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="edits_shared_zone"
    )
    since = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.user)
