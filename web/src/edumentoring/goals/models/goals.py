"""A goal, its small actions, and what is written about it on the way.

Who may read each of them is a column, and `visible_to` is the only door: nothing here is
filtered in a template.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.pairs.models import Pair
from edumentoring.programmes.models import Participant


class Seen(models.TextChoices):
    """Who may read a thing, beside the one it belongs to."""

    ME = "me", _("Only me")
    PAIR = "pair", _("Both of us")


def _of_the_pair(participant: Participant) -> Q:
    return Q(pair__mentor=participant) | Q(pair__mentee=participant)


class GoalQuerySet(models.QuerySet["Goal"]):
    def kept(self) -> "GoalQuerySet":
        """Not removed, and not a suggestion that was let go."""
        return self.filter(removed_at=None).exclude(state=Goal.State.LET_GO)

    def visible_to(self, participant: Participant) -> "GoalQuerySet":
        """Their own, and what the other of the pair shares."""
        shared = Q(seen=Seen.PAIR) & _of_the_pair(participant)
        return self.kept().filter(Q(owner=participant) | shared)

    def standing(self) -> "GoalQuerySet":
        """Somebody's own by now: no suggestion."""
        return self.exclude(state=Goal.State.SUGGESTED)

    def open(self) -> "GoalQuerySet":
        return self.filter(state__in=Goal.OPEN)


class Goal(models.Model):
    """What somebody wants to get better at, why, and how they will know.

    A goal is its owner's. The mentor may suggest one; it waits as `suggested` until the mentee
    takes it up or lets it go.
    """

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("Suggested")
        BEGUN = "begun", _("Just begun")
        GOING = "going", _("Under way")
        NEARLY = "nearly", _("Nearly there")
        REACHED = "reached", _("Reached")
        RESTING = "resting", _("Set aside for now")
        LET_GO = "let_go", _("Let go")

    OPEN = (State.BEGUN, State.GOING, State.NEARLY)
    OWN = (*OPEN, State.REACHED, State.RESTING)

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="goals")
    owner = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="goals")
    what = models.CharField(max_length=300)
    why = models.TextField(max_length=2000, blank=True)
    how_known = models.TextField(max_length=2000, blank=True)
    by_when = models.DateField(null=True, help_text="About when; nothing happens on that day.")
    state = models.CharField(max_length=10, choices=State, default=State.BEGUN)
    seen = models.CharField(max_length=4, choices=Seen, default=Seen.ME)
    suggested_by = models.ForeignKey(
        Participant, null=True, on_delete=models.SET_NULL, related_name="goals_suggested"
    )
    came_from = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.SET_NULL,
        related_name="went_on_as",
        help_text="The same goal with the mentor before, when the mentee took it along.",
    )
    made_at = models.DateTimeField(default=timezone.now)
    state_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="suggested") | Q(seen="pair"),
                name="suggested_goals_are_seen_by_both",
            ),
        ]
        indexes = [models.Index(fields=["pair", "owner"])]

    def __str__(self) -> str:
        """Never its words: a goal may be private, and this stands in logs and histories."""
        return str(_("A goal"))

    def get_absolute_url(self) -> str:
        return reverse("goals:goal", args=[self.pair.code, self.code])

    @property
    def is_shared(self) -> bool:
        return self.seen == Seen.PAIR

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class ActionQuerySet(models.QuerySet["Action"]):
    def kept(self) -> "ActionQuerySet":
        return self.filter(removed_at=None).exclude(state=Action.State.LET_GO)

    def visible_to(self, participant: Participant) -> "ActionQuerySet":
        """What they said they would do, and what the other shares. A shared action of a goal
        that is private stays private with it."""
        goal_is_open = Q(goal=None) | Q(goal__owner=participant) | Q(goal__seen=Seen.PAIR)
        shared = Q(seen=Seen.PAIR) & _of_the_pair(participant) & goal_is_open
        return self.kept().filter(Q(who=participant) | shared)

    def standing(self) -> "ActionQuerySet":
        """Taken up: no suggestion."""
        return self.exclude(state=Action.State.SUGGESTED)

    def open(self) -> "ActionQuerySet":
        return self.filter(state=Action.State.OPEN)

    def done(self) -> "ActionQuerySet":
        return self.filter(state=Action.State.DONE)

    def soonest_first(self) -> "ActionQuerySet":
        """Those with a day first, then the oldest."""
        return self.order_by(models.F("due_on").asc(nulls_last=True), "made_at", "pk")


class Action(models.Model):
    """One small thing that somebody will do: a line, perhaps a day, perhaps something to read."""

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("Suggested")
        OPEN = "open", _("To do")
        DONE = "done", _("Done")
        LET_GO = "let_go", _("Let go")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="actions")
    goal = models.ForeignKey(Goal, null=True, on_delete=models.SET_NULL, related_name="actions")
    who = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="actions")
    text = models.CharField(max_length=300)
    link = models.URLField(max_length=500, blank=True, help_text="Something to read or to watch.")
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    done_at = models.DateTimeField(null=True)
    came_of_it = models.CharField(max_length=500, blank=True)
    seen = models.CharField(max_length=4, choices=Seen, default=Seen.ME)
    suggested_by = models.ForeignKey(
        Participant, null=True, on_delete=models.SET_NULL, related_name="actions_suggested"
    )
    source = models.CharField(
        max_length=80, blank=True, help_text="Where it came up, in words: 'lesson feedback'."
    )
    remind = models.BooleanField(default=False, help_text="They asked to be reminded of it.")
    made_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="done", done_at__isnull=False)
                | (~Q(state="done") & Q(done_at=None)),
                name="done_actions_have_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="suggested") | Q(seen="pair"),
                name="suggested_actions_are_seen_by_both",
            ),
        ]
        indexes = [
            models.Index(fields=["who", "state"]),
            models.Index(fields=["pair", "state"]),
        ]

    def __str__(self) -> str:
        return str(_("An action"))

    def get_absolute_url(self) -> str:
        return reverse("goals:action", args=[self.pair.code, self.code])

    @property
    def is_shared(self) -> bool:
        return self.seen == Seen.PAIR


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, participant: Participant) -> "EntryQuerySet":
        """What they wrote about a goal of theirs, and what the other shares of a shared one."""
        of_the_pair = Q(goal__pair__mentor=participant) | Q(goal__pair__mentee=participant)
        shared = Q(seen=Seen.PAIR, goal__seen=Seen.PAIR) & of_the_pair
        kept = self.filter(removed_at=None, goal__removed_at=None)
        return kept.filter(Q(goal__owner=participant) | shared)


class Entry(models.Model):
    """Something its owner wrote about a goal: what shows progress, or what changed (a review)."""

    class Kind(models.TextChoices):
        EVIDENCE = "evidence", _("What shows it")
        REVIEW = "review", _("Looked back")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.TextField(max_length=2000, blank=True)
    link = models.URLField(max_length=500, blank=True)
    state = models.CharField(
        max_length=10,
        choices=Goal.State,
        blank=True,
        help_text="Where the goal stood at a review.",
    )
    seen = models.CharField(max_length=4, choices=Seen, default=Seen.ME)
    at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name_plural = "entries"
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="", link="", state=""), name="entries_say_something"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
