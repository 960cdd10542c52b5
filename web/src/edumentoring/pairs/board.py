"""The desk's view of all pairs: which heap each lies in, how many there are, and how they stand."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    Min,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from edumentoring.common.models import Letter
from edumentoring.pairs.models import Introduction, Pair, PairQuerySet, PlannedEnd
from edumentoring.programmes.models import Programme

# Nobody has answered for this long, though we asked twice.
SILENT_AFTER = timedelta(days=14)


@dataclass(frozen=True)
class Group:
    """One heap of the board: its words, what it means, and which pairs lie there."""

    id: str
    name: str | Promise
    meaning: str | Promise
    shape: str
    which: Q
    in_short: str | Promise = ""

    @property
    def word(self) -> str | Promise:
        """How one pair of the heap stands."""
        return self.in_short or self.name


def groups() -> list[Group]:
    """The heaps in the order a pair passes through them. A pair lies in the first that fits.

    Made anew each time: they know the hour.
    """
    now, state = timezone.now(), Pair.State
    sent = Q(state=state.INTRODUCED) | Q(state=state.HELD)
    return [
        Group(
            "held",
            _("Letters wait"),
            _("Nothing has been sent. You can still take these back."),
            "pause",
            Q(state=state.HELD, held_until__gt=now),
        ),
        Group(
            "silent",
            _("Silent for two weeks"),
            _("We asked twice and will not ask again. A word from you may help."),
            "clock",
            sent & _silent(now),
            _("No answer"),
        ),
        Group(
            "waiting",
            _("Waiting for a yes"),
            _("Both have their letter. Not both have said yes."),
            "waiting",
            sent,
        ),
        Group(
            "quiet",
            _("Quiet"),
            _("No sign of life for some weeks. We asked them once, and will not ask again."),
            "clock",
            _quiet(),
        ),
        Group(
            "beginning",
            _("Beginning"),
            _("Both said yes, and they have not met yet as far as we know."),
            "matched",
            Q(state=state.AGREED),
        ),
        Group("meeting", _("Meeting"), _("They have met."), "matched", Q(state=state.MEETING)),
        Group(
            "paused",
            _("Paused"),
            _("They rest. Nothing is sent to them meanwhile."),
            "pause",
            Q(state=state.PAUSED),
        ),
        Group(
            "finished",
            _("Finished"),
            _("They finished well. Early is well too."),
            "check",
            Q(state=state.FINISHED),
        ),
        Group(
            "ended",
            _("Ended"),
            _("A coordinator ended it, one of them left, or one asked for another match."),
            "apart",
            Q(state=state.ENDED),
        ),
        Group(
            "declined",
            _("Not this time"),
            _("One said not now. Both are back among those who wait."),
            "apart",
            Q(state=state.DECLINED),
        ),
    ]


def _silent(now: datetime) -> Q:
    """After a pause of the whole programme the two weeks begin anew, as the asking does."""
    since = now - SILENT_AFTER
    return Q(introduced_at__lte=since, programme__in=Programme.objects.running_since(since))


def _quiet() -> Q:
    return Q(pk__in=Pair.objects.quiet().values("pk"))


# --- Which pairs, and in which order --------------------------------------------------------------

ORDERS: dict[str, tuple[str | Promise, tuple[Any, ...]]] = {
    "new": (_("Newest first"), ("-opened_at", "pk")),
    "still": (_("Longest without a sign of life"), ("alive_at", "pk")),
    "lively": (_("Latest sign of life"), ("-alive_at", "pk")),
    "name": (_("By the mentee’s name"), ("mentee__user__name", "pk")),
}


def pairs_of(programme: Programme) -> PairQuerySet:
    """Every pair that was not taken back, with its heap and its last sign of life."""
    pairs = Pair.objects.filter(programme=programme).exclude(state=Pair.State.WITHDRAWN)
    heap = Case(
        *(When(group.which, then=Value(group.id)) for group in groups()),
        default=Value("ended"),
        output_field=CharField(),
    )
    return pairs.annotate(
        heap=heap,
        alive_at=Coalesce("last_sign_at", "started_at", "agreed_at", "introduced_at", "opened_at"),
    )


def counts(programme: Programme) -> dict[str, int]:
    """How many pairs lie in each heap, in one question."""
    found = dict.fromkeys((group.id for group in groups()), 0)
    rows = pairs_of(programme).order_by().values_list(F("heap")).annotate(Count("pk"))
    return found | dict(rows)


def find(pairs: PairQuerySet, words: str) -> PairQuerySet:
    """Pairs in which one of the two has all these words in name or school."""
    for word in words.split()[:6]:
        pairs = pairs.filter(
            Q(mentor__user__name__icontains=word)
            | Q(mentee__user__name__icontains=word)
            | Q(mentor__school__name__icontains=word)
            | Q(mentee__school__name__icontains=word)
        )
    return pairs


def in_heap(pairs: PairQuerySet, heap: str) -> PairQuerySet:
    """Those of `pairs_of` that lie in this heap."""
    return pairs.filter(Q(heap=heap))


def in_order(pairs: PairQuerySet, order: str) -> PairQuerySet:
    """In one of ORDERS; in the first of them where it is none."""
    _words, fields = ORDERS.get(order, ORDERS["new"])
    return pairs.order_by(*fields)


# --- One line of it -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """One pair on the board: how it stands, the answers, its last sign of life, and its facts."""

    pair: Pair
    heap: str
    shape: str
    word: str | Promise
    mentor_reply: str
    mentee_reply: str
    since: datetime
    alive_at: datetime
    facts: list[str] = field(default_factory=list)

    @property
    def was_agreed(self) -> bool:
        return self.pair.agreed_at is not None


def rows(pairs: list[Pair], facts: dict[int, list[str]]) -> list[Row]:
    """These pairs of `pairs_of`, in words."""
    by_id = {group.id: group for group in groups()}
    return [_row(pair, by_id, facts.get(pair.pk, [])) for pair in pairs]


def row(pair: Pair) -> Row:
    """One pair, looked up anew for its heap."""
    found = pairs_of(pair.programme).with_people().get(pk=pair.pk)
    return rows([found], {})[0]


def _row(pair: Any, by_id: dict[str, Group], facts: list[str]) -> Row:
    group = by_id[pair.heap]
    replies = {each.participant_id: each for each in pair.introductions.all()}
    return Row(
        pair=pair,
        heap=group.id,
        shape=group.shape,
        word=group.word,
        mentor_reply=_reply_word(replies.get(pair.mentor_id)),
        mentee_reply=_reply_word(replies.get(pair.mentee_id)),
        since=pair.ended_at or pair.agreed_at or pair.introduced_at or pair.opened_at,
        alive_at=pair.alive_at,
        facts=facts,
    )


def _reply_word(introduction: Introduction | None) -> str:
    return str(introduction.get_reply_display()) if introduction else ""


# --- Letters and rounds ---------------------------------------------------------------------------


def letters_to_decide(programme: Programme) -> QuerySet[Letter]:
    """Letters that came back or may not have gone."""
    return (
        Letter.objects.for_a_person_to_see().filter(programme_id=programme.pk).order_by("queued_at")
    )


def letters_in_trouble(programme: Programme) -> int:
    """How many letters wait because the mail server does not take them now."""
    waiting = Letter.objects.filter(programme_id=programme.pk, state=Letter.State.WAITING)
    return waiting.exclude(trouble="").count()


class HeldRound(NamedTuple):
    """A round whose letters can still be taken back."""

    number: int
    pairs: int
    until: datetime


def held_rounds(programme: Programme) -> list[HeldRound]:
    """Rounds whose letters wait, the earliest first."""
    held = Pair.objects.held().filter(programme=programme, round_number__isnull=False)
    found = held.values_list("round_number").annotate(Count("pk"), Min("held_until"))
    return [HeldRound(*each) for each in found.order_by("round_number")]


class PlannedPress(NamedTuple):
    """Ends of one press that wait, and can still be taken back."""

    batch: UUID
    kind: str
    until: datetime
    pairs: int

    @property
    def hands_over(self) -> bool:
        return self.kind == PlannedEnd.Kind.HAND_OVER


def planned_ends(programme: Programme) -> tuple[list[PlannedPress], list[PlannedEnd]]:
    """What is to end within ten minutes, press by press, the earliest first; and what was to end
    and could not."""
    planned = PlannedEnd.objects.filter(pair__programme=programme).with_people()
    waiting: dict[UUID, list[PlannedEnd]] = defaultdict(list)
    stuck = []
    for one in planned.order_by("due_at", "pk"):
        if one.trouble:
            stuck.append(one)
        else:
            waiting[one.batch].append(one)
    presses = [
        PlannedPress(batch, ends[0].kind, ends[0].due_at, len(ends))
        for batch, ends in waiting.items()
    ]
    return presses, stuck
