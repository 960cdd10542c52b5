"""The board of introductions: which group each pair is in, and how many there are."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from edumentoring.common.models import Letter
from edumentoring.pairs.models import Introduction, Pair, PairQuerySet
from edumentoring.programmes.models import Programme

# Nobody has answered for this long, though we asked twice.
SILENT_AFTER = timedelta(days=14)


@dataclass(frozen=True)
class Group:
    """One heap of the board: its word, what it means, and which pairs lie there."""

    id: str
    name: str | Promise
    meaning: str | Promise
    which: Q


def _one_yes() -> Exists:
    return Exists(Introduction.objects.filter(pair=OuterRef("pk"), reply=Introduction.Reply.YES))


def groups() -> list[Group]:
    """The heaps, in the order a pair passes through them. Made anew: they know the time."""
    now = timezone.now()
    long_ago = Q(introduced_at__lte=now - SILENT_AFTER)
    sent = Q(state=Pair.State.INTRODUCED) | Q(state=Pair.State.HELD, held_until__lte=now)
    return [
        Group(
            "held",
            _("Letters wait"),
            _("Nothing has been sent. You can still take these back."),
            Q(state=Pair.State.HELD, held_until__gt=now),
        ),
        Group(
            "sent",
            _("No answer yet"),
            _("Both have their letter."),
            sent & ~_q(_one_yes()) & ~long_ago,
        ),
        Group(
            "one",
            _("One yes"),
            _("One said yes. We wait for the other."),
            sent & _q(_one_yes()) & ~long_ago,
        ),
        Group(
            "agreed",
            _("Both said yes"),
            _("They have each other's address."),
            Q(state__in=Pair.TOGETHER),
        ),
        Group(
            "silent",
            _("Silent for two weeks"),
            _("We asked twice and will not ask again. A word from you may help."),
            sent & long_ago,
        ),
        Group(
            "declined",
            _("Not this time"),
            _("One said not now. Both are back among those who wait."),
            Q(state=Pair.State.DECLINED),
        ),
        Group(
            "ended",
            _("Ended"),
            _("These were finished, or were ended."),
            Q(state__in=(Pair.State.FINISHED, Pair.State.ENDED)),
        ),
    ]


def _q(condition: Exists) -> Q:
    return Q(condition)


def pairs_of(programme: Programme) -> PairQuerySet:
    """Every pair that was not taken back."""
    return Pair.objects.filter(programme=programme).exclude(state=Pair.State.WITHDRAWN)


def counts(programme: Programme) -> dict[str, int]:
    """How many pairs lie in each group, in one query."""
    every = {group.id: Count("pk", filter=group.which) for group in groups()}
    return pairs_of(programme).aggregate(**every)


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


def letters_to_decide(programme: Programme) -> QuerySet[Letter]:
    """Letters that came back or may not have gone."""
    return (
        Letter.objects.for_a_person_to_see().filter(programme_id=programme.pk).order_by("queued_at")
    )


def letters_in_trouble(programme: Programme) -> int:
    """How many letters wait because the mail server does not take them now."""
    waiting = Letter.objects.filter(programme_id=programme.pk, state=Letter.State.WAITING)
    return waiting.exclude(trouble="").count()


@dataclass(frozen=True)
class Row:
    """One pair on the board, with what each of the two answered."""

    pair: Pair
    shape: str
    word: str | Promise
    mentor_reply: str
    mentee_reply: str
    since: datetime


def row(pair: Pair) -> Row:
    """How a pair stands, in a shape and words."""
    group = _group_of(pair)
    replies = {each.participant_id: each for each in pair.introductions.all()}
    return Row(
        pair=pair,
        shape=SHAPES[group],
        word=WORDS[group],
        mentor_reply=_reply_word(replies.get(pair.mentor_id)),
        mentee_reply=_reply_word(replies.get(pair.mentee_id)),
        since=pair.ended_at or pair.agreed_at or pair.introduced_at or pair.opened_at,
    )


SHAPES = {
    "held": "pause",
    "sent": "waiting",
    "one": "waiting",
    "agreed": "matched",
    "silent": "clock",
    "declined": "apart",
    "ended": "apart",
}
WORDS = {
    "held": _("Letters wait"),
    "sent": _("No answer yet"),
    "one": _("One yes"),
    "agreed": _("Both said yes"),
    "silent": _("Gone quiet"),
    "declined": _("Not this time"),
    "ended": _("Ended"),
}


def _group_of(pair: Pair) -> str:
    now = timezone.now()
    if pair.state == Pair.State.HELD and pair.held_until > now:
        return "held"
    if pair.is_together:
        return "agreed"
    if pair.state == Pair.State.FINISHED:
        return "ended"
    if pair.state not in {Pair.State.HELD, Pair.State.INTRODUCED}:
        return str(pair.state)
    if pair.introduced_at and pair.introduced_at <= now - SILENT_AFTER:
        return "silent"
    yes = any(each.reply == Introduction.Reply.YES for each in pair.introductions.all())
    return "one" if yes else "sent"


def _reply_word(introduction: Introduction | None) -> str:
    return str(introduction.get_reply_display()) if introduction else ""


class HeldRound(NamedTuple):
    """A round whose letters can still be taken back."""

    number: int
    pairs: int
    until: datetime


def held_rounds(programme: Programme) -> list[HeldRound]:
    """Rounds whose letters wait, the earliest first."""
    held = Pair.objects.held().filter(programme=programme, round_number__isnull=False)
    rows = held.values_list("round_number").annotate(Count("pk"), Min("held_until"))
    return [HeldRound(*row) for row in rows.order_by("round_number")]
