"""A programme's own questions that matching uses: what reaches the engine, and the words for it.

To the engine an answer is a trait, "question=option". Answers to sensitive questions never
become one, and "other" in somebody's own words is nothing two people can share.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from edumentoring.matching.strategy import OWN_WEIGHT, Strategy
from edumentoring.programmes.models import Programme, Question
from edumentoring.programmes.questions import OTHER, in_words, labels_of

Kind, Feeds = Question.Kind, Question.Feeds
Words = Mapping[str, tuple[str, str]]
"""By trait: the question, and the answer, as people read them."""

YES, NO = "yes", "no"


def feeding(programme: Programme) -> list[Question]:
    """The questions that matching uses now, in the order they are asked."""
    asked = programme.questions.filter(retired_at=None, sensitive=False)
    return list(asked.exclude(feeds=Feeds.NOTHING))


def traits_of(answers: Mapping[str, Any], questions: Iterable[Question]) -> list[str]:
    """What somebody's answers to these questions come to."""
    return sorted(
        f"{question.key}={option}"
        for question in questions
        for option in options_in(question, answers.get(question.key))
    )


def options_in(question: Question, value: Any) -> list[str]:
    """The options an answer holds. Not to have answered yes or no is not a no."""
    if question.kind == Kind.YES_NO:
        return [] if value is None else [YES if value else NO]
    given = value if isinstance(value, list) else [value]
    return [str(each) for each in given if each and not str(each).startswith(OTHER)]


def words_of(programme: Programme) -> dict[str, tuple[str, str]]:
    """The words of every trait that may stand in a round, the newest wording last."""
    kinds = (Kind.ONE, Kind.SEVERAL, Kind.YES_NO)
    asked = programme.questions.filter(sensitive=False, kind__in=kinds).order_by("version")
    return {
        f"{question.key}={option}": (question.label, words)
        for question in asked
        for option, words in choices(question).items()
    }


def choices(question: Question) -> dict[str, str]:
    """A question's options and their words."""
    if question.kind == Kind.YES_NO:
        return {YES: in_words(question, True)[0], NO: in_words(question, False)[0]}
    return labels_of(question)


def refreshed(strategy: Strategy, programme: Programme) -> Strategy:
    """The strategy with the questions that feed matching now.

    A new question that must be answered alike holds at once. How much the others count is
    left as it was set; they get a weight when there is none yet.
    """
    asked = feeding(programme)
    alike = {each.key: each.label for each in asked if each.feeds == Feeds.REQUIRE}
    known = set(strategy.get("alike", {}))
    held = set(strategy["musts"].get("same_traits", ())) | (set(alike) - known)
    weights = dict(strategy["weights"])
    if asked:
        weights.setdefault("traits", OWN_WEIGHT)
    return {
        **strategy,
        "weights": weights,
        "musts": {**strategy["musts"], "same_traits": sorted(held & set(alike))},
        "alike": alike,
        "own": [{"label": each.label, "required": each.key in alike} for each in asked],
    }
