"""What coordinators see of the network: groups, questions and answers. Never a message."""

from django.db.models import Count, F, Q, QuerySet

from edumentoring.network.models import Group, Question, Report
from edumentoring.programmes.models import Programme


def reported(programme: Programme) -> QuerySet[Report]:
    """What somebody asked to have looked at, and nobody has yet."""
    of_programme = Q(question__programme=programme) | Q(answer__question__programme=programme)
    return Report.objects.filter(of_programme, settled_at=None)


def questions_of(programme: Programme) -> QuerySet[Question]:
    """Every question of the programme, those that were reported first."""
    open_ones = Q(reports__isnull=False, reports__settled_at=None)
    in_answers = Q(answers__reports__isnull=False, answers__reports__settled_at=None)
    return (
        Question.objects.filter(programme=programme)
        .with_people()
        .annotate(
            answered=Count("answers", distinct=True),
            reported=Count("reports", filter=open_ones, distinct=True)
            + Count("answers__reports", filter=in_answers, distinct=True),
        )
        .order_by("-reported", "-at", "-pk")
    )


def groups_of(programme: Programme) -> QuerySet[Group]:
    """Every group, the open ones first, with how many are in it and asked in it."""
    return (
        Group.objects.filter(programme=programme)
        .with_members()
        .annotate(
            asked=Count("questions", filter=Q(questions__removed_at=None), distinct=True),
        )
        .order_by(F("closed_at").asc(nulls_first=True), "name", "pk")
    )
