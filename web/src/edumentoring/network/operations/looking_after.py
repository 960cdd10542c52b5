"""What coordinators do: remove a question or an answer, bring it back, settle a report."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from edumentoring.network.models import Answer, Question
from edumentoring.network.models.questions import AnyPost
from edumentoring.network.operations.calling import take_back_line
from edumentoring.people.models import User
from edumentoring.people.operations import record


@transaction.atomic
def remove(post: AnyPost, *, by: User) -> None:
    """Nobody reads it any more, until it is brought back. Reports about it are settled."""
    if _mark(post, was_removed=False, removed_at=timezone.now()):
        _record("remove", post, by)
        if isinstance(post, Question):
            take_back_line(post)
    settle_reports(post, by=by, quietly=True)


@transaction.atomic
def restore(post: AnyPost, *, by: User) -> None:
    """Bring it back as it was."""
    if _mark(post, was_removed=True, removed_at=None):
        _record("restore", post, by)


@transaction.atomic
def settle_reports(post: AnyPost, *, by: User, quietly: bool = False) -> None:
    """Somebody looked at it, and it may stay."""
    reports = post.reports.filter(settled_at=None)
    if reports.update(settled_at=timezone.now()) and not quietly:
        _record("settle_report_of", post, by)


def _mark(post: AnyPost, *, was_removed: bool, removed_at: datetime | None) -> int:
    """Whether this is news: two coordinators may press at once. Of somebody who was forgotten
    there are no words to bring back."""
    if isinstance(post, Question):
        questions = Question.objects.filter(pk=post.pk, removed_at__isnull=not was_removed)
        return questions.exclude(text="").update(removed_at=removed_at)
    answers = Answer.objects.filter(pk=post.pk, removed_at__isnull=not was_removed)
    return answers.exclude(text="").update(removed_at=removed_at)


_SUMMARIES = {
    ("remove", Question): "Removed a question from the network",
    ("remove", Answer): "Removed an answer from the network",
    ("restore", Question): "Brought a question in the network back",
    ("restore", Answer): "Brought an answer in the network back",
    ("settle_report_of", Question): "Looked at a question that was reported",
    ("settle_report_of", Answer): "Looked at an answer that was reported",
}


def _record(verb: str, post: AnyPost, by: User) -> None:
    """Never with the words, nor with who wrote them: some asked without a name."""
    about = post if isinstance(post, Question) else post.question
    what = "question" if isinstance(post, Question) else "answer"
    summary = _SUMMARIES[verb, type(post)]
    record(f"{verb}_{what}", post, by=by, programme_id=about.programme_id, summary=summary)
