"""What stands in the libraries: action steps, questions, and things to practise."""

from dataclasses import dataclass

from edumentoring.tools.shapes import Words


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
    """One thing to practise: the goal, what good looks like, an example, rounds to rehearse."""

    key: str
    title: Words
    goal: Words
    good: tuple[Words, ...]
    example: Words
    rounds: tuple[Words, ...]
