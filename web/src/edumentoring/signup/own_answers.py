"""A participant's answers page by page, as the sign-up asked them, and what changed since."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from edumentoring.programmes import columns
from edumentoring.programmes.answers_form import worded
from edumentoring.programmes.models import AnswerChange, Participant, Question
from edumentoring.programmes.questions import in_words
from edumentoring.schools.models import Organisation
from edumentoring.signup.pages import Page, pages_for, questions_of

# Columns that are about them and not the coordinators' own business.
TOLD = (
    *("name", "email", "is_mentor", "is_mentee", "stage", "role_title", "years", "school"),
    *("school_text", "region", "capacity", "demand", "is_trained", "is_verified"),
    *("state", "paused_until"),
)
# A number left empty means that nothing is said, which is no number of places.
NEVER_EMPTY = ("capacity", "demand")
MOST_CHANGES = 30


def pages_of(participant: Participant) -> list[Page]:
    """The pages that the sign-up would have for this person today."""
    return pages_for(
        questions_of(participant.programme),
        is_mentee=participant.is_mentee,
        is_mentor=participant.is_mentor,
        stage=participant.stage,
    )


def held_by(participant: Participant, page: Page) -> dict[str, Any]:
    """The answers of a page as the form takes them."""
    keys = [question.key for question in page.questions]
    held = {
        key: columns.current(participant, key)
        if key in columns.LABELS
        else participant.answers.get(key)
        for key in keys
    }
    return held | ({"school_text": participant.school_text} if "school" in keys else {})


def changes_from(answers: Mapping[str, Any], participant: Participant) -> dict[str, Any]:
    """What a page's form gave, as an operation takes it: a school brings its region along."""
    given = {
        key: value for key, value in answers.items() if value is not None or key not in NEVER_EMPTY
    }
    moved = given.get("school") and given["school"] != participant.school_id
    if moved and not given.get("region"):
        given["region"] = Organisation.objects.get(pk=given["school"]).region
    return given


@dataclass(frozen=True)
class Answered:
    """One page: its heading, its answers in words, and its key for the address."""

    key: str
    heading: str
    answers: list[dict[str, str]]


def answered_by(participant: Participant) -> list[Answered]:
    """Everything that was asked, page by page, with the answer in words."""
    return [
        Answered(
            page.key,
            str(page.heading),
            [
                {"label": question.label, "answer": said(participant, question)}
                for question in page.questions
            ],
        )
        for page in pages_of(participant)
    ]


def said(participant: Participant, question: Question) -> str:
    """An answer in words, or that there is none."""
    if question.key == "school":
        words = participant.school_name
    elif question.key in columns.LABELS:
        words = columns.in_words(question.key, columns.current(participant, question.key))
    else:
        words = "\n".join(in_words(question, participant.answers.get(question.key)))
    return words or _("No answer")


def changes_of(participant: Participant) -> list[dict[str, Any]]:
    """What changed since they signed up, the latest first, and by whom, in words."""
    asked = {each.key: each for each in questions_of(participant.programme)}
    shown = participant.answer_changes.filter(key__in=[*asked, *TOLD]).select_related("by")
    return [_told(change, asked.get(change.key)) for change in shown[:MOST_CHANGES]]


def _told(change: AnswerChange, question: Question | None) -> dict[str, Any]:
    own = change.by_id is not None and change.by_id == change.participant.user_id
    return {
        "label": question.label if question else columns.LABELS[change.key],
        "before": worded(question, change.key, change.before),
        "after": worded(question, change.key, change.after),
        "by": _("you") if own else str(change.by or _("the service")),
        "at": change.at,
    }
