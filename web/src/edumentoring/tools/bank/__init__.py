"""The libraries, and how they are searched."""

from collections.abc import Sequence

from edumentoring.programmes.filing import fold
from edumentoring.tools.bank.areas import AREAS, MOMENTS
from edumentoring.tools.bank.questions import QUESTIONS
from edumentoring.tools.bank.shapes import Focus, Question, Topic
from edumentoring.tools.bank.steps_class import CLASS_STEPS
from edumentoring.tools.bank.steps_pupils import PUPIL_STEPS
from edumentoring.tools.bank.steps_teaching import TEACHING_STEPS
from edumentoring.tools.bank.topics import TOPICS

FOCUSES: tuple[Focus, ...] = (*CLASS_STEPS, *TEACHING_STEPS, *PUPIL_STEPS)
QUESTIONS_BY_KEY: dict[str, Question] = {question.key: question for question in QUESTIONS}

__all__ = [
    "AREAS",
    "FOCUSES",
    "MOMENTS",
    "QUESTIONS",
    "QUESTIONS_BY_KEY",
    "TOPICS",
    "Focus",
    "Question",
    "Topic",
    "find",
]


def find[Item: (Focus, Question)](items: Sequence[Item], words: str) -> list[Item]:
    """The entries in which every one of these words stands, in any case and without accents."""
    wanted = fold(words).split()
    return [item for item in items if all(word in _text(item) for word in wanted)]


def _text(item: Focus | Question) -> str:
    area = AREAS.get(item.area) or MOMENTS.get(item.area, "")
    return fold(" ".join(str(words) for words in (*item.searched, area)))
