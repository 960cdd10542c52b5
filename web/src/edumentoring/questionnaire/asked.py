"""The questions of a programme as the editor lists them, and how long they take."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from edumentoring.programmes import how_long
from edumentoring.programmes.how_long import for_one_role
from edumentoring.programmes.models import Programme, Question
from edumentoring.programmes.questions import STANDARD_BY_KEY
from edumentoring.questionnaire.fitness import NEEDED

Feeds = Question.Feeds

GROUPS: tuple[tuple[str, str | Promise], ...] = (
    ("everyone", _("Asked of everyone")),
    ("mentees", _("Asked of those who would like a mentor")),
    ("mentors", _("Asked of mentors")),
    ("private", _("Asked at the end, and kept private")),
)


@dataclass
class Row:
    """One question of the list."""

    question: Question
    is_first: bool = False
    is_last: bool = False

    @property
    def is_standard(self) -> bool:
        return self.question.key in STANDARD_BY_KEY

    @property
    def needed(self) -> str:
        """Why it cannot be left out, where it cannot."""
        return str(NEEDED.get(self.question.key, ""))

    @property
    def only_in_training(self) -> bool:
        standard = STANDARD_BY_KEY.get(self.question.key)
        return bool(standard and standard.when)

    @property
    def feeds(self) -> str:
        """What matching does with it, in two words."""
        words = {
            Feeds.PREFER: now("Matching prefers alike"),
            Feeds.REQUIRE: now("Matching needs alike"),
        }
        return str(words.get(Feeds(self.question.feeds), ""))


@dataclass
class Group:
    """Those who are asked the same."""

    key: str
    title: str | Promise
    rows: list[Row] = field(default_factory=list)


def current(programme: Programme) -> list[Question]:
    """What is asked now, in order."""
    return list(programme.questions.filter(retired_at=None).order_by("place", "pk"))


def group_of(question: Question) -> str:
    return "private" if question.sensitive else str(question.asked_of)


def groups(questions: Iterable[Question]) -> list[Group]:
    """The questions under who is asked them; empty groups are left out."""
    found = {key: Group(key, title) for key, title in GROUPS}
    for question in questions:
        found[group_of(question)].rows.append(Row(question))
    for group in found.values():
        if group.rows:
            group.rows[0].is_first = group.rows[-1].is_last = True
    return [group for group in found.values() if group.rows]


def retired(programme: Programme) -> list[Question]:
    """Questions nobody is asked any more, in their last words, the latest first."""
    asked = set(programme.questions.filter(retired_at=None).values_list("key", flat=True))
    last: dict[str, Question] = {}
    for question in programme.questions.exclude(key__in=asked).order_by("version"):
        last[question.key] = question
    return sorted(last.values(), key=lambda each: each.retired_at or each.worded_at, reverse=True)


def order_mark(questions: Iterable[Question]) -> str:
    """A word for exactly this order, by which a lost race is noticed."""
    return hashlib.sha256(" ".join(each.key for each in questions).encode()).hexdigest()[:16]


def set_mark(questions: Iterable[Question]) -> str:
    """A word for exactly these questions in exactly these words."""
    whole = " ".join(f"{each.key}:{each.version}:{each.place}" for each in questions)
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def length_in_words(programme: Programme, questions: list[Question]) -> list[str]:
    """ "A mentee: 18 questions, about 3 minutes." for both sides, and what was measured."""
    sides = ((now("A mentee"), False), (now("A mentor"), True))
    guessed = [_length(who, for_one_role(questions, mentor=mentor)) for who, mentor in sides]
    taken = how_long.measured(programme)
    if taken is None:
        return guessed
    measured = ngettext(
        "Measured lately: half of those who sign up need %s minute or less.",
        "Measured lately: half of those who sign up need %s minutes or less.",
        taken,
    )
    return [*guessed, measured % taken]


def _length(who: str, questions: list[Question]) -> str:
    minutes = how_long.guessed(questions)
    return ngettext(
        "%(who)s: %(count)d questions, about %(minutes)d minute.",
        "%(who)s: %(count)d questions, about %(minutes)d minutes.",
        minutes,
    ) % {"who": who, "count": len(questions), "minutes": minutes}
