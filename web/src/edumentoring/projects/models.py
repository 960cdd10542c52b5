"""A joint project: what two people make together, who does what, and where it may be shown."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from edumentoring.pairs.access import OPEN
from edumentoring.pairs.doors import open_ones
from edumentoring.pairs.models import Pair
from edumentoring.programmes.models import Participant

LEFT = Participant.State.LEFT


class Shown(models.TextChoices):
    """How far one of the two would let it be shown, the narrowest first."""

    US = "us", _("Nowhere: it is for us two")
    SCHOOLS = "schools", _("In our two schools")
    PROGRAMME = "programme", _("In this programme, such as in its newsletter")
    ANYWHERE = "anywhere", _("Anywhere, with our names")


class ProjectQuerySet(models.QuerySet["Project"]):
    def of_person(self, user: Any) -> "ProjectQuerySet":
        """Those of the pairs whose pages this person may open; nobody else's."""
        mine = Pair.objects.of_account(user).filter(state__in=OPEN, agreed_at__isnull=False)
        return self.filter(pair__in=open_ones(mine.filter(programme__archived_at=None)))

    def with_people(self) -> "ProjectQuerySet":
        return self.select_related("pair__programme", "pair__mentor__user", "pair__mentee__user")


class Project(models.Model):
    """One page of two people. Only they read it, and either of them ends it."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="projects")
    title = models.CharField(max_length=120, blank=True)
    what = models.TextField(blank=True, help_text="What the two make together.")
    mentor_shows = models.CharField(max_length=10, choices=Shown, default=Shown.US)
    mentee_shows = models.CharField(max_length=10, choices=Shown, default=Shown.US)
    shown_where = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    begun_by = models.ForeignKey(
        Participant, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    begun_at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(
        Participant, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pair"], condition=Q(ended_at=None), name="one_running_project_of_a_pair"
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    def get_absolute_url(self) -> str:
        return reverse("projects:project", args=[self.code])

    @property
    def heading(self) -> str:
        """Its title, or what it is where it has none."""
        return self.title or str(_("Our joint project"))

    @property
    def may_be_shown(self) -> Shown:
        """Where both say it may be shown: where they differ, the narrower holds."""
        order = list(Shown)
        return min(Shown(self.mentor_shows), Shown(self.mentee_shows), key=order.index)

    @property
    def shown_words(self) -> str | Promise:
        return self.may_be_shown.label


class Piece(models.Model):
    """One piece of the work: what, who does it, and by when."""

    class Who(models.TextChoices):
        BOTH = "both", _("Both of us")
        MENTOR = "mentor", _("The mentor")
        MENTEE = "mentee", _("The mentee")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="pieces")
    words = models.CharField(max_length=200)
    who = models.CharField(max_length=6, choices=Who, default=Who.BOTH)
    due_on = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)
    added_by = models.ForeignKey(
        Participant, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = [models.F("due_on").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return self.words

    @property
    def nudge_key(self) -> str:
        """What the line of the weekly letter about it is filed under."""
        return f"project:piece:{self.pk}"

    def is_for(self, role: str) -> bool:
        """Whether it is for this one of the two to do, alone or with the other."""
        return self.who in {self.Who.BOTH, role}


class Link(models.Model):
    """Where something of it is: a document, a folder, a page."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="links")
    url = models.URLField(max_length=500)
    title = models.CharField(max_length=120, blank=True)
    added_by = models.ForeignKey(
        Participant, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "url"], name="linked_once_in_a_project"),
        ]

    def __str__(self) -> str:
        return self.title or self.url
