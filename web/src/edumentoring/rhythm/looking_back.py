"""A school year from one's own record: what somebody did, set, gave, got and wrote themselves.

Every list asks only for what is theirs, or was shared with them. Nothing is stored: only their
answers to the prompts are, in `LookBack`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from edumentoring.goals.models import Action, Goal
from edumentoring.meetings.models import Meeting
from edumentoring.notes.models import Note
from edumentoring.pairs.doors import open_ones
from edumentoring.pairs.models import Pair
from edumentoring.people.models import User
from edumentoring.rhythm.models import Said
from edumentoring.tools.models import Sheet

MOST = 20

PROMPTS: Mapping[str, str | Promise] = {
    "proud": _("What are you glad about?"),
    "changed": _("What do you do in another way now?"),
    "hard": _("What was hard, and what helped?"),
    "people": _("Who made a difference to you?"),
    "next": _("What will you take with you into next year?"),
}


@dataclass(frozen=True)
class Together:
    """One pair in that year."""

    pair: Pair
    other: str
    is_mentor: bool
    met: int = 0


@dataclass(frozen=True)
class Record:
    """What the year holds, each list the newest last."""

    together: list[Together] = field(default_factory=list)
    goals: Sequence[Goal] = ()
    actions: int = 0
    given: Sequence[Sheet] = ()
    got: Sequence[Sheet] = ()
    words: Sequence[Said] = ()
    notes: int = 0

    @property
    def met(self) -> int:
        return sum(one.met for one in self.together)

    @property
    def is_empty(self) -> bool:
        lists = (self.together, self.goals, self.given, self.got, self.words)
        return not any(lists) and not self.notes and not self.actions


def year_of(day: date) -> int:
    """The year in which that day's school year began: it turns on the first of September."""
    return day.year if day.month >= 9 else day.year - 1


def years_of(user: User, today: date) -> list[int]:
    """The school years somebody can look back on, the latest first."""
    first = _pairs_of(user).order_by("agreed_at").values_list("agreed_at", flat=True).first()
    begins = year_of(first.date()) if first else year_of(today)
    return list(range(year_of(today), begins - 1, -1))


def record_of(user: User, year: int) -> Record:
    """All of it. One question to the database for each list."""
    begins = datetime(year, 9, 1, tzinfo=UTC)
    ends = datetime(year + 1, 9, 1, tzinfo=UTC)
    within = (begins, ends)
    sheets = (
        Sheet.objects.of_person(user)
        .filter(saved_at__range=within)
        .exclude(visibility=Sheet.Visibility.DRAFT)
    )
    goals = Goal.objects.kept().standing().filter(owner__user=user)
    done = Action.objects.kept().done().filter(who__user=user, done_at__range=within)
    said = Said.objects.filter(review__participant__user=user, review__saved_at__range=within)
    notes = Note.objects.kept().written_by(user).filter(created_at__range=within)
    return Record(
        together=_together(user, begins, ends),
        goals=list(goals.filter(Q(made_at__range=within) | Q(state_at__range=within))[:MOST]),
        actions=done.count(),
        given=_latest(sheets.filter(writer__user=user)),
        got=_latest(sheets.exclude(writer__user=user).select_related("writer__user")),
        words=list(said.exclude(text="").select_related("review").order_by("pk")[:MOST]),
        notes=notes.count(),
    )


def _latest(sheets: QuerySet[Sheet]) -> list[Sheet]:
    return list(sheets.order_by("-saved_at")[:MOST])[::-1]


def _pairs_of(user: User) -> QuerySet[Pair]:
    mine = Q(mentor__user=user) | Q(mentee__user=user)
    return open_ones(Pair.objects.filter(mine, agreed_at__isnull=False))


def _together(user: User, begins: datetime, ends: datetime) -> list[Together]:
    """The pairs that went on in that year, with how often they met in it."""
    pairs = _pairs_of(user).filter(agreed_at__lt=ends)
    pairs = pairs.exclude(ended_at__lt=begins).order_by("agreed_at")
    met = dict(
        Meeting.objects.held()
        .filter(pair__in=pairs, starts_at__range=(begins, ends))
        .order_by()
        .values_list("pair")
        .annotate(Count("pk"))
    )
    found = []
    for pair in pairs.select_related("mentor__user", "mentee__user"):
        is_mentor = pair.mentor.user_id == user.pk
        other = pair.mentee if is_mentor else pair.mentor
        found.append(Together(pair, other.name, is_mentor, met.get(pair.pk, 0)))
    return found
