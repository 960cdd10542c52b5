"""How long a sign-up takes: measured where enough people did one, else worked out from what is
asked.

The form stands above this room, so it hands in what it measured:

    # signup/apps.py
    how_long.hand_in(seconds_lately)
"""

from collections.abc import Callable, Iterable, Sequence
from statistics import median

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.translation import ngettext

from edumentoring.common.once import once
from edumentoring.programmes.models import Programme, Question
from edumentoring.programmes.questions import asked_of, is_extra

Kind = Question.Kind

# Seconds for one answer on a phone: a rough guide until it is measured.
SECONDS = {
    Kind.TEXT: 10,
    Kind.LONG_TEXT: 15,
    Kind.NUMBER: 5,
    Kind.YES_NO: 4,
    Kind.ONE: 6,
    Kind.SEVERAL: 9,
    Kind.RANKED: 15,
    Kind.SCHOOL: 12,
    Kind.WEEK: 15,
    Kind.PEOPLE: 5,
}
NAME_AND_CONSENT = 40
ENOUGH_FOR_THE_DESK = 10
ENOUGH_FOR_ALL = 20
REMEMBERED = 60  # seconds

Measure = Callable[[Programme], Sequence[float]]
_measures: list[Measure] = []


def hand_in(measure: Measure) -> Measure:
    """Say how many seconds each sign-up took lately. Handing in the same twice counts once."""
    if measure not in _measures:
        _measures.append(measure)
    return measure


def measured(programme: Programme, *, enough: int = ENOUGH_FOR_THE_DESK) -> int | None:
    """The median in whole minutes, or None where fewer than `enough` signed up."""
    taken = [seconds for measure in _measures for seconds in measure(programme)]
    return _whole(median(taken)) if len(taken) >= enough else None


def guessed(questions: Iterable[Question]) -> int:
    """How many minutes these take, about. What need not even be opened takes none."""
    asked = [each for each in questions if not each.sensitive and not is_extra(each)]
    return _whole(NAME_AND_CONSENT + sum(SECONDS[Kind(each.kind)] for each in asked))


def for_one_role(questions: Iterable[Question], *, mentor: bool) -> list[Question]:
    """What a mentor, or a mentee, with a job in a school is asked."""
    return asked_of(questions, is_mentor=mentor, is_mentee=not mentor, stage="teacher")


def said(programme: Programme) -> str:
    """For the public: "about three minutes". Remembered, as a crowd may read it at once."""
    minutes = once("how-long", str(programme.pk), REMEMBERED, lambda: _minutes(programme))
    number = apnumber(minutes)
    return ngettext("about %s minute", "about %s minutes", minutes) % number


def _minutes(programme: Programme) -> int:
    found = measured(programme, enough=ENOUGH_FOR_ALL)
    if found is not None:
        return found
    asked = list(programme.questions.filter(retired_at=None))
    return max(guessed(for_one_role(asked, mentor=mentor)) for mentor in (False, True))


def _whole(seconds: float) -> int:
    return max(1, round(seconds / 60))


__all__ = ["for_one_role", "guessed", "hand_in", "measured", "said"]
