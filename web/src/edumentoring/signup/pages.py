"""Which pages a sign-up has: a programme's questions, with those that belong together on one.

Coordinators add, reword, reorder and retire questions, so pages are made from the questions
there are. Standard questions stand with their neighbours below; a question nobody here has
heard of stands with its like under "A few more questions"; private ones come last.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db.models import QuerySet, StringAgg, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from edumentoring.common.prepared import Prepared
from edumentoring.programmes.models import Programme, Question
from edumentoring.programmes.questions import asked_of

# Key, title and the standard questions of each page. The title is only read where a page
# has more than one question; one alone is its own title.
GROUPS: tuple[tuple[str, str | Promise, tuple[str, ...]], ...] = (
    ("work", _("Your work"), ("stage", "role_title", "years")),
    (
        "training",
        _("Your training"),
        ("route", "provider", "course_year", "intended_phases"),
    ),
    ("place", _("Where you work"), ("school", "region", "contexts")),
    ("teaching", _("What you teach"), ("phases", "subjects")),
    ("change", _("The help you would like"), ("new_for_me", "helps_wanted", "demand")),
    ("topics", _("What you would like help with"), ("topics_wanted", "wanted_text")),
    ("giving", _("The help you can give"), ("helps_offered", "capacity", "is_trained")),
    ("offers", _("What you can help with"), ("topics_offered", "offered_text")),
    ("meeting", _("When and how you could meet"), ("availability", "contact", "max_km")),
    ("wishes", _("Your wishes"), ("wishes", "musts", "about_me", "line_manages")),
)
# Whoever takes part as both answers twice as much: these pages stand in one, so that there are
# no more than twelve.
JOINED = {"change": "topics", "giving": "offers"}
PRIVATE = _("Only if you like")
MORE = _("A few more questions")

WAY, YOU, CHECK = "way", "you", "check"
MOST_ON_A_PAGE = 6  # of the questions a coordinator added; a long list counts for three
_GROUP_OF = {key: group for group, _title, keys in GROUPS for key in keys}
_LONG = {
    Question.Kind.SEVERAL,
    Question.Kind.RANKED,
    Question.Kind.WEEK,
    Question.Kind.LONG_TEXT,
    Question.Kind.PEOPLE,
}


@dataclass(frozen=True)
class Page:
    """One page of questions; `key` stands in its address."""

    key: str
    title: str | Promise
    questions: tuple[Question, ...]

    @property
    def heading(self) -> str:
        """What stands over the page."""
        return self.questions[0].label if len(self.questions) == 1 else str(self.title)

    @property
    def is_private(self) -> bool:
        return all(question.sensitive for question in self.questions)


_SAME = {"programme", "worded_at", "retired_at"}
_kept: dict[int, tuple[str, list[Question]]] = {}


def questions_of(programme: Programme) -> list[Question]:
    """The programme's questions as they are asked now, in their order.

    Kept while nothing about them changes: each row read from SQLite lets another thread go
    first, and in a crowd somebody waited so at every one of thirty questions.
    """
    told = print_of(programme)
    kept, asked = _kept.get(programme.pk, ("", []))
    if kept != told:
        asked = list(programme.questions.filter(retired_at=None).order_by("place", "pk"))
        if print_of(programme) == told:  # nothing was changed while they were read
            _kept[programme.pk] = told, asked
    return list(asked)


def print_of(programme: Programme) -> str:
    """Changes with anything about the questions that are asked; read as one row."""
    rows = _told(programme.pk)
    return sha256(((rows and rows[0][0]) or "").encode()).hexdigest()[:24]


def _all_that_is_asked(programme: int) -> QuerySet[Question, Any]:
    columns = [field.name for field in Question._meta.concrete_fields if field.name not in _SAME]  # noqa: SLF001
    told = Concat(*(Cast(name, TextField()) for name in columns), output_field=TextField())
    asked = Question.objects.filter(programme=programme, retired_at=None).order_by()
    grouped = asked.values("programme").annotate(told=StringAgg(told, Value("|")))
    return grouped.values_list("told")


_told = Prepared(_all_that_is_asked, -1)


def pages_for(
    questions: Sequence[Question],
    *,
    is_mentee: bool,
    is_mentor: bool,
    stage: str = "",
    joined: bool = True,
) -> list[Page]:
    """The pages of questions for somebody in these roles, in order.

    `stage` is the career stage they gave, or "" while it is not known: trainees alone are
    asked about their course. `joined` puts some pages of somebody in both roles into one.
    """
    into = JOINED if joined and is_mentee and is_mentor else {}
    asked = asked_of(questions, is_mentor=is_mentor, is_mentee=is_mentee, stage=stage)
    return _pages(asked, into)


def every_page(questions: Sequence[Question]) -> list[Page]:
    """The pages with all that anybody may be asked, each by itself."""
    return _pages(questions, {})


def _pages(asked: Sequence[Question], into: Mapping[str, str]) -> list[Page]:
    open_ones = [question for question in asked if not question.sensitive]
    pages = [*_standard(open_ones, into), *_further(open_ones)]
    pages.sort(key=lambda page: min(question.place for question in page.questions))
    return [*_training_after_stage(pages), *_private(asked)]


def longest_of(questions: Sequence[Question], ways: Iterable[str]) -> int:
    """How many steps the longest of these ways has, so that the number never grows on the way."""
    return max(
        len(all_steps(pages_for(questions, is_mentee=way != "mentor", is_mentor=way != "mentee")))
        for way in ways
    )


def all_steps(pages: Iterable[Page]) -> list[str]:
    """The keys of every step of a sign-up, its first question and the last page included."""
    return [WAY, *(page.key for page in pages), YOU, CHECK]


def _standard(questions: Sequence[Question], into: Mapping[str, str]) -> list[Page]:
    pages = []
    grouped = [(question, _GROUP_OF.get(question.key, "")) for question in questions]
    for key, title, _keys in GROUPS:
        here = tuple(question for question, group in grouped if into.get(group, group) == key)
        if here:
            pages.append(Page(key, title, here))
    return pages


def _further(questions: Sequence[Question]) -> list[Page]:
    """Questions a coordinator added, a few to a page so that none is long."""
    pages: list[list[Question]] = []
    room = 0
    for question in (each for each in questions if each.key not in _GROUP_OF):
        weight = 3 if question.kind in _LONG or len(question.options) > 6 else 1
        if not pages or weight > room:
            pages.append([])
            room = MOST_ON_A_PAGE
        pages[-1].append(question)
        room -= weight
    return [
        Page("more" if number == 1 else f"more-{number}", MORE, tuple(here))
        for number, here in enumerate(pages, start=1)
    ]


def _training_after_stage(pages: list[Page]) -> list[Page]:
    """The course is asked about at once after the stage that makes it matter."""
    course = [page for page in pages if page.key == "training"]
    rest = [page for page in pages if page.key != "training"]
    if not course:
        return rest
    asks_stage = (
        at for at, page in enumerate(rest) if any(q.key == "stage" for q in page.questions)
    )
    at = next(asks_stage, -1) + 1
    return [*rest[:at], *course, *rest[at:]]


def _private(asked: Sequence[Question]) -> list[Page]:
    here = tuple(question for question in asked if question.sensitive)
    return [Page("private", PRIVATE, here)] if here else []
