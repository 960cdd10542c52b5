"""What stands in the libraries: action steps, questions, and things to practise."""

from dataclasses import dataclass

from edumentoring.programmes.vocabulary import TOPICS, by_id
from edumentoring.tools.shapes import Source, Words

_TOPICS = by_id(TOPICS)


@dataclass(frozen=True)
class Focus:
    """One thing to work on: an action step as it could be written, and how to rehearse it."""

    key: str
    area: str
    title: Words
    step: Words
    rehearsal: Words

    @property
    def searched(self) -> tuple[Words, ...]:
        """The words it is found by."""
        return (self.title, self.step, self.rehearsal)


@dataclass(frozen=True)
class Question:
    """One question to ask, and the moment it fits."""

    key: str
    area: str
    words: Words

    @property
    def searched(self) -> tuple[Words, ...]:
        """The words it is found by."""
        return (self.words,)


@dataclass(frozen=True)
class Topic:
    """One thing to practise: the goal, what good looks like, an example, rounds to rehearse.

    `topics` are those of the sign-up that it helps with. `source` is the work it follows, where
    that is another than all practice follows.
    """

    key: str
    area: str
    topics: tuple[str, ...]
    title: Words
    goal: Words
    good: tuple[Words, ...]
    example: Words
    rounds: tuple[Words, ...]
    source: Source | None = None

    @property
    def searched(self) -> tuple[Words, ...]:
        """The words it is found by, those of its sign-up topics among them."""
        about = (_TOPICS[topic].label for topic in self.topics)
        return (self.title, self.goal, *self.good, self.example, *self.rounds, *about)
