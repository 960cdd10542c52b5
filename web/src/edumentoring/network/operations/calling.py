"""Mentors hear of new questions to all of them: one line of the weekly letter, never a letter each.

The line says that there are some, and no more: neither who asked nor what. A mentor for whom
all of them are hidden gets none, nor does one who does not want it.
"""

from collections import defaultdict
from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.network.apart import hidden_from
from edumentoring.network.models import NotTold, Question
from edumentoring.network.models.questions import QuestionQuerySet
from edumentoring.pairs import nudges
from edumentoring.programmes.models import Participant, ParticipantQuerySet, Programme

NEW_FOR = timedelta(days=7)
AT_ONCE = 300


def tell_mentors(now: datetime | None = None) -> int:
    """Offer the week’s line to mentors who have none yet, some at a time. Says to how many."""
    now = now or timezone.now()
    asked = _new(now).values("programme")
    return sum(_tell(each, now) for each in Programme.objects.running().filter(pk__in=asked))


def _new(now: datetime) -> QuestionQuerySet:
    """Questions of the last week to all mentors, of somebody who is still here."""
    asked = _to_all().filter(at__gt=now - NEW_FOR)
    return asked.exclude(by=None)


def _to_all() -> QuestionQuerySet:
    """Those that the page of questions shows first to a mentor."""
    return Question.objects.kept().filter(group=None, kind=Question.Kind.QUESTION)


def _tell(programme: Programme, now: datetime) -> int:
    """Every week has its own key, so that nobody is told twice in one."""
    by_week: dict[date, list[Question]] = defaultdict(list)
    for question in _new(now).filter(programme=programme).select_related("by__user"):
        by_week[_monday(question.at)].append(question)
    return sum(_offer(programme, week, asked) for week, asked in by_week.items())


def _offer(programme: Programme, week: date, questions: list[Question]) -> int:
    key = _key(programme, week)
    found = list(_readers(programme, questions).exclude(nudges__key=key)[:AT_ONCE])
    for mentor in found:
        nudges.offer(
            mentor,
            kind="network",
            key=key,
            line=_("There are new questions to all mentors in the network"),
            url=reverse("network:questions", args=[programme.slug]),
        )
    return len(found)


def _readers(programme: Programme, questions: list[Question]) -> ParticipantQuerySet:
    """Mentors who may read at least one of these questions of somebody else."""
    mentors = Participant.objects.mentors().filter(
        programme=programme, state=Participant.State.IN, not_told_of_questions=None
    )
    unseen = [hidden_from(one.by.user) | {one.by.user_id} for one in questions if one.by]
    return mentors.exclude(user__in=set.intersection(*unseen) if unseen else ())


def _monday(at: datetime) -> date:
    day = timezone.localtime(at).date()
    return day - timedelta(days=day.weekday())


def _key(programme: Programme, week: date) -> str:
    return f"network:asked:{programme.pk}:{week.isoformat()}"


def take_back_line(question: Question) -> None:
    """It was removed: where no other is left of its week, nobody is told of any."""
    week = _monday(question.at)
    left = _to_all().filter(programme=question.programme_id)
    near = left.filter(at__gt=question.at - NEW_FOR, at__lt=question.at + NEW_FOR)
    if not any(_monday(one.at) == week for one in near.exclude(pk=question.pk)):
        nudges.take_back(_key(question.programme, week))


@transaction.atomic
def choose_telling(mentor: Participant, *, wanted: bool) -> None:
    """Whether this mentor reads of new questions in their weekly letter."""
    if wanted:
        NotTold.objects.filter(participant=mentor).delete()
        return
    NotTold.objects.get_or_create(participant=mentor)
    mentor.nudges.waiting().filter(key__startswith="network:asked:").delete()
