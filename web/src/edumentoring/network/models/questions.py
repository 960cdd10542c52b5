"""Questions to the mentors of a programme or to a group, and what others answered.

Who may read what is decided here, in `readable_by`, and nowhere else.
"""

import uuid
from collections.abc import Collection

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edumentoring.network.models.groups import Group, Membership
from edumentoring.programmes.models import Participant, Programme

LONGEST = 4000


class Post(models.Model):
    """What a question and an answer have in common."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    by = models.ForeignKey(
        Participant, null=True, on_delete=models.SET_NULL, related_name="network_%(class)ss"
    )
    text = models.TextField(max_length=LONGEST)
    at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)
    form_key = models.UUIDField(null=True, unique=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.model_name} {self.code}"  # no words: this may stand in a log


class QuestionQuerySet(models.QuerySet["Question"]):
    def kept(self) -> "QuestionQuerySet":
        return self.filter(removed_at=None)

    def readable_by(self, reader: Participant, hidden: Collection[int]) -> "QuestionQuerySet":
        """One's own; those to the mentors, for a mentor; those of open groups one is in.

        `hidden` are the users that this reader and who are kept apart, asking with a name or not.
        """
        member = Membership.objects.filter(participant=reader, group=OuterRef("group"))
        of_my_groups = Q(Exists(member), group__closed_at=None)
        to_mentors = Q(group=None) if reader.is_mentor else Q(pk=None)
        here = self.kept().filter(programme=reader.programme_id)
        return here.filter(Q(by=reader) | to_mentors | of_my_groups).exclude(by__user__in=hidden)

    def with_people(self) -> "QuestionQuerySet":
        return self.select_related("by__user", "by__listing", "group", "programme")


class Question(Post):
    """Without a group it is for the mentors. `is_anonymous`: no participant and no coordinator
    is shown who asked. Mentors also put targets they set before each other, and cases: one piece
    of evidence that each judges apart before they talk."""

    class Kind(models.TextChoices):
        QUESTION = "question", gettext_lazy("A question")
        TARGET = "target", gettext_lazy("A target I set")
        CASE = "case", gettext_lazy("Something to judge together")

    kind = models.CharField(max_length=8, choices=Kind, default=Kind.QUESTION)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="network_questions"
    )
    group = models.ForeignKey(Group, null=True, on_delete=models.CASCADE, related_name="questions")
    is_anonymous = models.BooleanField(default=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="question") | Q(group=None), name="targets_are_for_all_mentors"
            ),
        ]
        indexes = [models.Index(fields=["programme", "group", "-at"])]

    @property
    def is_case(self) -> bool:
        return self.kind == self.Kind.CASE

    @property
    def asker_name(self) -> str:
        """Who asked, as everybody may read it."""
        if self.is_anonymous:
            return _("Somebody, without a name")
        return str(self.by) if self.by else _("Somebody who left")


class AnswerQuerySet(models.QuerySet["Answer"]):
    def kept(self) -> "AnswerQuerySet":
        return self.filter(removed_at=None)

    def readable_by(self, reader: Participant, hidden: Collection[int]) -> "AnswerQuerySet":
        """Those under questions that this person may read; of a case once they have judged it."""
        questions = Question.objects.readable_by(reader, hidden)
        judged = Judgement.objects.filter(question=OuterRef("question"), by=reader)
        open_to_me = ~Q(question__kind="case") | Q(question__by=reader) | Q(Exists(judged))
        found = self.kept().filter(open_to_me, question__in=questions)
        return found.exclude(by__user__in=hidden)


class Answer(Post):
    """One person's answer, with their name."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]

    @property
    def is_by_asker(self) -> bool:
        return self.by_id is not None and self.by_id == self.question.by_id

    @property
    def writer_name(self) -> str:
        """Who wrote it. Whoever asked without a name keeps it when they write on."""
        if self.is_by_asker and self.question.is_anonymous:
            return _("The person who asked")
        return str(self.by) if self.by else _("Somebody who left")


class JudgementQuerySet(models.QuerySet["Judgement"]):
    def readable_by(self, reader: Participant, hidden: Collection[int]) -> "JudgementQuerySet":
        """Everybody's, once one has judged oneself, or put the case there. Before that one's
        own judgement would not be one's own."""
        questions = Question.objects.readable_by(reader, hidden)
        mine = Judgement.objects.filter(question=OuterRef("question"), by=reader)
        may = Q(question__by=reader) | Q(Exists(mine))
        return self.filter(may, question__in=questions).exclude(by__user__in=hidden)


class Judgement(models.Model):
    """How one mentor sees the evidence of a case, written before they saw what others say. It is
    about the piece described, and never about a teacher."""

    class Standing(models.TextChoices):
        BEGINNING = "begin", gettext_lazy("Just beginning")
        GROWING = "grow", gettext_lazy("Growing")
        SECURE = "secure", gettext_lazy("Secure")
        STRONG = "strong", gettext_lazy("Strong")
        CANNOT_SAY = "unsure", gettext_lazy("This does not show it")

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="judgements")
    by = models.ForeignKey(
        Participant, null=True, on_delete=models.SET_NULL, related_name="judgements"
    )
    standing = models.CharField(max_length=6, choices=Standing)
    text = models.TextField(max_length=LONGEST)
    at = models.DateTimeField(default=timezone.now)

    objects = JudgementQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["question", "by"], name="judged_once"),
        ]

    def __str__(self) -> str:
        return str(self.pk)  # no words: this may stand in a log


class Helpful(models.Model):
    """A mark for oneself on an answer: nobody else sees it, and nothing is counted."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="marks")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="helpful_marks"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "participant"], name="marked_once"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Report(models.Model):
    """Somebody asked the coordinators to look at a question or an answer."""

    question = models.ForeignKey(
        Question, null=True, on_delete=models.CASCADE, related_name="reports"
    )
    answer = models.ForeignKey(Answer, null=True, on_delete=models.CASCADE, related_name="reports")
    by = models.ForeignKey(
        Participant, null=True, on_delete=models.SET_NULL, related_name="network_reports"
    )
    at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(question=None, answer__isnull=False)
                | Q(question__isnull=False, answer=None),
                name="a_report_is_about_one_thing",
            ),
            models.UniqueConstraint(fields=["question", "by"], name="question_reported_once"),
            models.UniqueConstraint(fields=["answer", "by"], name="answer_reported_once"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


type AnyPost = Question | Answer
