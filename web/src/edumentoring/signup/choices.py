"""What may be chosen of a question, in groups and with a line of explanation.

Making the words of some hundred options takes longer than the rest of a page, and they are
the same for everybody: they are made once for each wording and language.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.choices import BaseChoiceIterator
from django.utils.translation import get_language
from django.utils.translation import gettext as now

from edumentoring.design.forms import Worded
from edumentoring.programmes.models import Question
from edumentoring.programmes.questions import STANDARD_BY_KEY, held_choices, labels_of
from edumentoring.signup import topics

Kind = Question.Kind
Choices = list[tuple[str, Any]]


class Ready(BaseChoiceIterator):
    """Choices that a field takes as they are: Django would go through every one of them again."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return iter(self.choices)


@dataclass(frozen=True)
class Offered:
    """The choices as a field takes them, and the options of now under all their heads."""

    choices: Ready
    ids: frozenset[str]

    @property
    def count(self) -> int:
        return len(self.ids)


def choices_of(question: Question, held: Any = None, *, first: Iterable[str] = ()) -> Offered:
    """The options of now, `first` of them on top; what is `held` and went stands at the end."""
    entries = held if isinstance(held, list) else [held]
    words, top = json.dumps(question.options), tuple(first)
    offered = _made(question.key, question.kind, words, top, get_language() or "")
    more = held_choices(question, held) if any(entries) else {}
    if not more:
        return offered
    return Offered(Ready([*offered.choices, *more.items()]), offered.ids | set(more))


@lru_cache(maxsize=512)
def _made(key: str, kind: str, options: str, first: tuple[str, ...], _language: str) -> Offered:
    question = Question(key=key, kind=kind, options=json.loads(options))
    labels = labels_of(question)
    if kind == Kind.WEEK:
        return Offered(Ready(list(labels.items())), frozenset(labels))
    if kind == Kind.ONE:
        return Offered(Ready(_worded(question, labels)), frozenset(labels))
    return Offered(Ready(_grouped(question, labels, first)), frozenset(labels))


def _grouped(question: Question, labels: Mapping[str, str], first: Iterable[str]) -> Choices:
    """Topics under plain heads with "not sure" at the end; long lists under their own groups."""
    worded = dict(_worded(question, labels))
    if topics.is_about_topics(labels):
        grouped: Choices = [
            (head, [(key, worded[key]) for key in keys])
            for head, keys in topics.in_groups(labels, first=first)
        ]
        unsure = Worded(
            now("I am not sure yet"), now("That is fine. You can find out together"), alone=True
        )
        return [*grouped, (topics.UNSURE, unsure)]
    standard = STANDARD_BY_KEY.get(question.key)
    groups = {term.id: term.group for term in standard.options} if standard else {}
    if question.key != "subjects":
        return list(worded.items())
    heads = dict.fromkeys(groups.get(key) or now("More") for key in labels)
    return [
        (head, [(key, worded[key]) for key in labels if (groups.get(key) or now("More")) == head])
        for head in heads
    ]


def _worded(question: Question, labels: Mapping[str, str]) -> Choices:
    standard = STANDARD_BY_KEY.get(question.key)
    hints: dict[str, Any] = {term.id: term.hint for term in standard.options} if standard else {}
    if topics.is_about_topics(labels):
        hints |= topics.HINTS
    return [
        (key, Worded(label, str(hints[key])) if hints.get(key) else label)
        for key, label in labels.items()
    ]
