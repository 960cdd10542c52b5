"""The people around a pair, and the things that were opened to each of them."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.circle.models.asking import Asked
from edumentoring.goals.models import Goal
from edumentoring.pairs.models import Pair
from edumentoring.programmes.models import Participant


class MemberQuerySet(models.QuerySet["Member"]):
    def open(self) -> "MemberQuerySet":
        """Asked or here; neither refused nor over."""
        return self.filter(state__in=Asked.OPEN)

    def reading(self, today: date) -> "MemberQuerySet":
        """Those who may read now what the mentee opened to them.

        It ends by itself: after the last day, when the pair ends, when they leave the programme.
        """
        left = Participant.objects.filter(
            programme=OuterRef("pair__programme"),
            user=OuterRef("user"),
            state=Participant.State.LEFT,
        )
        return self.filter(
            Q(until=None) | Q(until__gte=today),
            ~Exists(left),
            state=Asked.State.YES,
            pair__state__in=Pair.TOGETHER,
            pair__programme__archived_at=None,
        )

    def team(self) -> "MemberQuerySet":
        """Those who stay: everybody but a colleague for a while."""
        return self.exclude(role=Member.Role.COLLEAGUE)

    def waiting_for(self, user: Any) -> "MemberQuerySet":
        """Questions that this person has not answered."""
        return self.filter(
            user=user, state=Asked.State.ASKED, pair__state__in=Pair.TOGETHER
        ).filter(Q(until=None) | Q(until__gte=timezone.localdate()))

    def with_people(self) -> "MemberQuerySet":
        return self.select_related(
            "user",
            "asked_by",
            "goal",
            "pair__programme",
            "pair__mentor__user",
            "pair__mentee__user",
        )


class Member(Asked):
    """Somebody around a pair: a colleague until a date, or one of the mentee's team.

    They read nothing of the pair but the things in `opened`, the team's reviews and the
    observations they take part in.
    """

    class Role(models.TextChoices):
        COLLEAGUE = "colleague", _("A colleague for a while")
        CLASS_MENTOR = "class_mentor", _("Class mentor")
        PROFESSIONAL_MENTOR = "professional_mentor", _("Professional mentor")
        TUTOR = "tutor", _("Tutor")
        SPECIALIST = "specialist", _("Specialist")

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="circle")
    role = models.CharField(max_length=20, choices=Role, default=Role.COLLEAGUE)
    goal = models.ForeignKey(
        Goal,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The one goal a colleague is asked for; opened to them when they say yes.",
    )
    until = models.DateField(null=True, help_text="The last day; empty is as long as the pair.")

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "user"],
                condition=Q(state__in=("proposed", "asked", "yes"), user__isnull=False),
                name="in_a_circle_once",
            ),
            models.UniqueConstraint(
                fields=["pair", "email"],
                condition=Q(state__in=("proposed", "asked", "yes")) & ~Q(email=""),
                name="asked_into_a_circle_once",
            ),
            models.CheckConstraint(
                condition=~Q(role="colleague") | Q(until__isnull=False),
                name="a_colleague_has_a_last_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="yes") | Q(user__isnull=False), name="who_said_yes_is_known"
            ),
        ]
        indexes = [models.Index(fields=["user", "state"])]

    def __str__(self) -> str:
        return f"{self.who}, {self.get_role_display()}"

    @property
    def is_team(self) -> bool:
        """Whether they take part in the team's reviews."""
        return self.role != self.Role.COLLEAGUE


class OpenedQuerySet(models.QuerySet["Opened"]):
    def now(self, today: date) -> "OpenedQuerySet":
        """Not past its last day."""
        return self.filter(Q(until=None) | Q(until__gte=today))


class Opened(models.Model):
    """One thing that one of a pair opened to one member: to read, and no more.

    `kind` and `key` name it as `pairs.openable` does; the words stay in the room that keeps them.
    It ends after `until`, and with the member's own time.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="opened")
    kind = models.SlugField(max_length=20)
    key = models.CharField(max_length=40)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="Whose it is to give: the mentee, or the writer of a note.",
    )
    until = models.DateField(null=True, help_text="The last day; empty is as long as they help.")
    opened_at = models.DateTimeField(default=timezone.now)

    objects = OpenedQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind", "key"], name="opened_to_a_member_once"
            ),
        ]
        indexes = [models.Index(fields=["kind", "key"])]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.kind}"
