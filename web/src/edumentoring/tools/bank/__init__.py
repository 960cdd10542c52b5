"""The libraries, and how they are searched."""

from collections.abc import Sequence

from edumentoring.programmes.filing import fold
from edumentoring.tools.bank.areas import AREAS, MOMENTS, PRACTICE_AREAS
from edumentoring.tools.bank.questions import QUESTIONS
from edumentoring.tools.bank.shapes import Focus, Question, Topic
from edumentoring.tools.bank.steps_class import CLASS_STEPS
from edumentoring.tools.bank.steps_pupils import PUPIL_STEPS
from edumentoring.tools.bank.steps_teaching import TEACHING_STEPS
from edumentoring.tools.bank.topics import LESSON_TOPICS
from edumentoring.tools.bank.topics_more import NEEDS, PLANS, WORK

FOCUSES: tuple[Focus, ...] = (*CLASS_STEPS, *TEACHING_STEPS, *PUPIL_STEPS)
TOPICS: tuple[Topic, ...] = (*LESSON_TOPICS, *NEEDS, *PLANS, *WORK)
QUESTIONS_BY_KEY: dict[str, Question] = {question.key: question for question in QUESTIONS}
_HEADS = {**MOMENTS, **PRACTICE_AREAS, **AREAS}

__all__ = [
    "AREAS",
    "FOCUSES",
    "MOMENTS",
    "PRACTICE_AREAS",
    "QUESTIONS",
    "QUESTIONS_BY_KEY",
    "TOPICS",
    "Focus",
    "Question",
    "Topic",
    "find",
]


def find[Item: (Focus, Question, Topic)](items: Sequence[Item], words: str) -> list[Item]:
    """The entries in which every one of these words stands, in any case and without accents."""
    wanted = fold(words).split()
    return [item for item in items if all(word in _text(item) for word in wanted)]


def _text(item: Focus | Question | Topic) -> str:
    area = _HEADS.get(item.area, "")
    return fold(" ".join(str(words) for words in (*item.searched, area)))
