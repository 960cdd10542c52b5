"""What the page of a pair shows of its tools: what was shared last, my drafts, my questions."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from edumentoring.pairs.sections import Section
from edumentoring.pairs.sides import Side
from edumentoring.tools.bank import QUESTIONS_BY_KEY, Question
from edumentoring.tools.models import Sheet, TakenQuestion

MOST = 12
DRAFTS, SHARED = 3, 2


@dataclass(frozen=True)
class Taken:
    """A question that its reader means to ask."""

    taken: TakenQuestion
    question: Question


def taken_questions(side: Side) -> list[Taken]:
    """What this side of the pair means to ask the other."""
    rows = TakenQuestion.objects.visible_to(side.me).waiting().filter(pair=side.pair)
    return [Taken(row, QUESTIONS_BY_KEY[row.key]) for row in rows if row.key in QUESTIONS_BY_KEY]


def section(side: Side) -> Section | None:
    """Two questions to the database: the sheets, and what I mean to ask."""
    sheets = list(Sheet.objects.visible_to(side.me).filter(pair=side.pair)[:MOST])
    if not (sheets or side.may_write):
        return None
    shared = sorted(
        (sheet for sheet in sheets if sheet.shared_at and sheet.is_shared),
        key=lambda sheet: sheet.shared_at or sheet.saved_at,
        reverse=True,
    )
    return Section(
        title=_("Feedback and tools"),
        template="tools/section.html",
        place=30,
        url=reverse("tools:pair_tools", args=[side.pair.code]),
        context={
            "drafts": [sheet for sheet in sheets if sheet.is_draft][:DRAFTS],
            "shared": shared[:SHARED],
            "taken": taken_questions(side),
        },
    )
