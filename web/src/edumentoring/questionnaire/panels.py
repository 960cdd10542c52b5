"""What a person answered in other words than the questions have now."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from edumentoring.programmes.models import Coordinator, Participant, Question
from edumentoring.programmes.panels import Panel
from edumentoring.programmes.questions import in_words, wordings_answered


def panel(participant: Participant, seat: Coordinator) -> Panel | None:  # noqa: ARG001
    """Answers whose question was reworded or left out since, with the words they answered."""
    now = {
        question.key: question
        for question in participant.programme.questions.filter(retired_at=None)
    }
    rows = [
        _row(participant, question, now.get(key))
        for key, question in wordings_answered(participant).items()
        if not question.sensitive and _differs(question, now.get(key))
    ]
    if not rows:
        return None
    return Panel(
        title=_("Asked in other words then"),
        template="questionnaire/panel.html",
        place=11,
        context={"rows": rows},
    )


def _differs(then: Question, now: Question | None) -> bool:
    return now is None or then.label != now.label


def _row(participant: Participant, then: Question, now: Question | None) -> dict[str, Any]:
    return {
        "then": then.label,
        "answer": in_words(then, participant.answers[then.key]),
        "now": now.label if now else "",
    }
