"""Questions and answers. History never says who asked or what: some ask without a name."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.network.apart import hidden_from
from edumentoring.network.models import Answer, Group, Helpful, Judgement, Question, Report
from edumentoring.network.models.questions import AnyPost
from edumentoring.network.operations.calling import take_back_line
from edumentoring.pairs import nudges
from edumentoring.programmes.models import Participant

MOST_A_DAY = 5
A_DAY = timedelta(days=1)


@transaction.atomic
def ask(
    by: Participant,
    *,
    text: str,
    group: Group | None = None,
    is_anonymous: bool = False,
    kind: str = Question.Kind.QUESTION,
    form_key: UUID | None = None,
) -> Question:
    """Ask the mentors of the programme, or a group; or, as a mentor, put a target or a case before
    the others. The same form sent twice asks once."""
    Participant.objects.select_for_update().get(pk=by.pk)
    known = Question.objects.filter(form_key=form_key, by=by).first() if form_key else None
    if known:
        return known
    if kind != Question.Kind.QUESTION and (group or not by.is_mentor):
        raise Refused(_("Only mentors compare targets and cases, and only with all mentors."))
    if group and not Group.objects.open().joined_by(by).filter(pk=group.pk).exists():
        raise Refused(_("Join the group first. Then you can ask it."))
    if by.network_questions.filter(at__gt=timezone.now() - A_DAY).count() >= MOST_A_DAY:
        raise Refused(_("You asked %d questions today. Please come back tomorrow.") % MOST_A_DAY)
    return Question.objects.create(
        programme=by.programme,
        group=group,
        kind=kind,
        by=by,
        text=text.strip(),
        is_anonymous=is_anonymous,
        form_key=form_key,
    )


@transaction.atomic
def answer(
    question: Question, *, by: Participant, text: str, form_key: UUID | None = None
) -> Answer:
    """Answer a question. Whoever asked reads of it in their next gentle letter."""
    found = Question.objects.select_for_update().get(pk=question.pk)
    known = Answer.objects.filter(form_key=form_key, by=by).first() if form_key else None
    if known:
        return known
    if found.removed_at:
        raise Refused(_("This question was removed. Your answer was not sent."))
    made = Answer.objects.create(question=question, by=by, text=text.strip(), form_key=form_key)
    asker = question.by
    if asker and asker.pk != by.pk and by.user_id not in hidden_from(asker.user):
        nudges.offer(
            asker,
            kind="network",
            key=f"network:question:{question.code}",
            line=_("Your question in the network has an answer"),
            url=reverse("network:question", args=[question.programme.slug, question.code]),
        )
    return made


@transaction.atomic
def judge(case: Question, *, by: Participant, standing: str, text: str) -> Judgement:
    """Say how one sees a case, apart from the others. It stands as it was written first."""
    found = Question.objects.select_for_update().get(pk=case.pk)
    known = Judgement.objects.filter(question=found, by=by).first()
    if known:
        return known
    if found.removed_at or not found.is_case or not by.is_mentor:
        raise Refused(_("There is nothing to judge here any more."))
    if not text.strip():
        raise Refused(_("Write what in it makes you say so."))
    return Judgement.objects.create(question=found, by=by, standing=standing, text=text.strip())


def mark_helpful(answer: Answer, by: Participant, *, on: bool) -> None:
    """A mark for oneself, to find the answer again."""
    if on:
        Helpful.objects.get_or_create(answer=answer, participant=by)
    else:
        Helpful.objects.filter(answer=answer, participant=by).delete()


def report(post: AnyPost, by: Participant) -> None:
    """Ask the coordinators to look at it. Who asked is not shown to them."""
    about = {"question": post} if isinstance(post, Question) else {"answer": post}
    Report.objects.get_or_create(by=by, **about)


@transaction.atomic
def take_back(post: AnyPost, by: Participant) -> None:
    """Remove what one wrote oneself, for good: the words go with it."""
    if post.by_id != by.pk:
        raise Refused(_("Only whoever wrote this can take it back."))
    if isinstance(post, Question):
        nudges.take_back(f"network:question:{post.code}")
        take_back_line(post)
    post.delete()
