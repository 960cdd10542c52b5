"""Rounds, who is in them, and every state a match board has had."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.programmes.models import Programme


class Compact(DjangoJSONEncoder):
    """JSON without spaces: a board's history is long."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{**settings, "separators": (",", ":")})


class RoundQuerySet(models.QuerySet["Round"]):
    def open(self) -> "RoundQuerySet":
        """Neither published nor put away: something can still be done with it."""
        return self.exclude(state__in=Round.DONE)

    def listed(self) -> "RoundQuerySet":
        return self.select_related("created_by", "published_by").defer("strategy")


class Round(models.Model):
    """One round of matching in one programme.

    draft -> proposing -> proposed -> published, and back to taken_back within ten minutes.
    A crowd's board goes back to proposing with each re-run, and is looked at meanwhile.
    A round that is not wanted any more is closed.
    `version` goes up with every change of the board, so that a stale save is noticed.
    `at` is the number of the board state in view; undo moves it, nothing is deleted.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Being set up")
        PROPOSING = "proposing", _("Being worked out")
        PROPOSED = "proposed", _("Ready to review")
        PUBLISHED = "published", _("Published")
        TAKEN_BACK = "taken_back", _("Taken back")
        CLOSED = "closed", _("Put away")

    DONE: ClassVar[tuple[str, ...]] = ("published", "closed")
    BOARD: ClassVar[tuple[str, ...]] = ("proposed", "taken_back")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    strategy = models.JSONField(encoder=Compact, default=dict)
    version = models.PositiveIntegerField(default=1)
    at = models.PositiveIntegerField(default=0)
    log = models.JSONField(
        encoder=Compact,
        default=list,
        help_text="The last changes: [version, what was done, by whom, when].",
    )
    progress = models.PositiveIntegerField(default=0)
    progress_of = models.PositiveIntegerField(default=100)
    progress_words = models.CharField(max_length=200, blank=True)
    run = models.PositiveIntegerField(
        default=0,
        help_text="Goes up with each proposal asked for; an older task then does nothing.",
    )
    asked = models.JSONField(
        encoder=Compact,
        default=dict,
        help_text="What a proposal that follows another was asked for with: see crowds/asking.py.",
    )
    trouble = models.CharField(max_length=500, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_at = models.DateTimeField(null=True)
    held_until = models.DateTimeField(null=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"], name="one_round_of_each_number"
            ),
            models.UniqueConstraint(
                fields=["programme"],
                condition=~Q(state__in=["published", "closed"]),
                name="one_open_round_per_programme",
            ),
        ]

    def __str__(self) -> str:
        words = _("Round %(number)d") % {"number": self.number}
        return f"{words}, {self.name}" if self.name else words

    def get_absolute_url(self) -> str:
        page = {"draft": "matching:start", "proposing": "matching:progress"}
        return reverse(
            page.get(self.state, "matching:board"), args=[self.programme.slug, self.number]
        )

    @property
    def has_board(self) -> bool:
        """Whether its pairs may be changed now."""
        return self.state in self.BOARD


class Snapshot(models.Model):
    """Who was in a round at one moment, with what the engine needs and no more.

    Names and words are not here: they are read from the people themselves. `people` is a
    list of dicts made by `snapshot.py`.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="snapshots")
    number = models.PositiveIntegerField()
    people = models.JSONField(encoder=Compact, default=list)
    digest = models.CharField(max_length=64)
    taken_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="one_snapshot_of_each_number"),
        ]

    def __str__(self) -> str:
        return f"{self.round}, people of {self.taken_at:%d %B %Y}"


class BoardState(models.Model):
    """The whole board after one change: added with every change, never altered.

    pairs: [mentor, mentee, points, fit], people as participants' keys. locks and forbids:
    [mentor, mentee]. given: {"mentor-mentee": reason} for pairs that set a rule aside.
    aside: mentees left out until the next re-run. loose: pairs that were unlocked, and stay as
    they are until then. previous: the state whose pairs earn the
    bonus for staying together. result: the figures and the advice worked out with the pairs.
    """

    class Kind(models.TextChoices):
        PROPOSAL = "proposal", _("Proposal")
        CHANGE = "change", _("Change")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="states")
    number = models.PositiveIntegerField()
    parent = models.PositiveIntegerField(default=0, help_text="The state before; 0 for none.")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.CHANGE)
    proposal = models.PositiveIntegerField(default=0, help_text="Which proposal it grew from.")
    pairs = models.JSONField(encoder=Compact, default=list)
    locks = models.JSONField(encoder=Compact, default=list)
    forbids = models.JSONField(encoder=Compact, default=list)
    given = models.JSONField(encoder=Compact, default=dict)
    notes = models.JSONField(encoder=Compact, default=dict)
    aside = models.JSONField(encoder=Compact, default=list)
    loose = models.JSONField(encoder=Compact, default=list)
    previous = models.PositiveIntegerField(default=0)
    strategy = models.JSONField(encoder=Compact, default=dict)
    result = models.JSONField(encoder=Compact, default=dict)
    what = models.CharField(max_length=300, help_text="What was done, in words, past tense.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="one_state_of_each_number"),
        ]

    def __str__(self) -> str:
        return self.what

    def pair_set(self) -> set[tuple[int, int]]:
        """(mentor, mentee) of every pair."""
        return {(pair[0], pair[1]) for pair in self.pairs}

    def as_dict(self) -> dict[str, Any]:
        """What the next state starts from."""
        names = (
            "pairs",
            "locks",
            "forbids",
            "given",
            "notes",
            "aside",
            "loose",
            "strategy",
            "result",
        )
        return {name: getattr(self, name) for name in names}
