"""What a question may be: each fault with the field it stands in, and the way round it.

The form, the operations and the reader of files all ask here, so that no way in is laxer.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edumentoring.common.refused import Refused
from edumentoring.programmes.models import Question
from edumentoring.programmes.questions import STANDARD_BY_KEY, labels_of

Kind, Asked, Feeds = Question.Kind, Question.Asked, Question.Feeds

CHOICES = frozenset({Kind.ONE, Kind.SEVERAL, Kind.RANKED})
OWN_KINDS = (
    *(Kind.TEXT, Kind.LONG_TEXT, Kind.NUMBER, Kind.YES_NO),
    *(Kind.ONE, Kind.SEVERAL, Kind.RANKED),
)
CAN_FEED = frozenset({Kind.ONE, Kind.SEVERAL, Kind.YES_NO})
LABEL, HINT, OPTION = 300, 500, 150
MOST_OPTIONS, MOST_QUESTIONS = 60, 80

# Without these nothing else works, so they are neither left out nor made optional.
NEEDED: dict[str, str | Promise] = {
    "stage": gettext_lazy("It decides what else is asked, and who is further on."),
    "phases": gettext_lazy("Matching leans on the ages people teach."),
}
# Columns whose values the service itself knows by name.
FIXED_OPTIONS = frozenset({"stage", "region", "availability"})
# Only these of the standard questions have no rule of their own in matching.
STANDARD_THAT_MAY_FEED = frozenset({"route", "new_for_me", "intended_phases"})
# Asked of mentees at first; asked of everyone, it brings people in the same change together.
MAY_ASK_OTHERS = frozenset({"new_for_me"})

Fault = tuple[str, str]
"""A field's name, and what is wrong with it."""


def may_feed(question: Question) -> bool:
    """Whether answers can be compared by themselves, and are not compared already."""
    if question.key in STANDARD_BY_KEY and question.key not in STANDARD_THAT_MAY_FEED:
        return False
    return question.kind in CAN_FEED


def faults(question: Question, before: Question | None = None) -> Iterator[Fault]:
    """Everything that is wrong with a question as it would be saved; `before` is as it was."""
    yield from _wording_faults(question)
    yield from _option_faults(question)
    yield from _feeding_faults(question)
    yield from _standard_faults(question)
    if before is not None:
        yield from _change_faults(question, before)


def refuse_unfit(question: Question, before: Question | None = None) -> None:
    """Raise Refused with the first thing that is wrong."""
    for _field, sentence in faults(question, before):
        raise Refused(sentence)


def _wording_faults(question: Question) -> Iterator[Fault]:
    if not question.label.strip():
        yield "label", _("Write the question.")
    if len(question.label) > LABEL:
        yield "label", _("Keep the question under %d letters.") % LABEL
    if len(question.hint) > HINT:
        yield "hint", _("Keep the hint under %d letters.") % HINT


def _option_faults(question: Question) -> Iterator[Fault]:
    offered = labels_of(question)
    if question.kind not in CHOICES:
        if question.options and question.kind != Kind.WEEK:
            yield "options", _("Only questions with choices have options. Take them away.")
        return
    if len(offered) < 2:
        yield "options", _("Give at least two options, one on each line.")
    if len(offered) > MOST_OPTIONS:
        yield "options", _("Give at most %d options. Long lists are not read.") % MOST_OPTIONS
    if too_long := next((each for each in offered.values() if len(each) > OPTION), None):
        yield (
            "options",
            _("Shorten the option “%(option)s…” to %(most)d letters.")
            % {"option": too_long[:40], "most": OPTION},
        )
    folded = [each.casefold().strip() for each in offered.values()]
    if twice := next((each for each in offered.values() if _is_twice(each, folded)), None):
        yield "options", _("“%s” is there twice. Take one away.") % twice


def _is_twice(label: str, folded: list[str]) -> bool:
    return folded.count(label.casefold().strip()) > 1


def _feeding_faults(question: Question) -> Iterator[Fault]:
    if question.feeds == Feeds.NOTHING:
        return
    if question.sensitive:
        yield "feeds", _("Private answers are never used in matching. Choose one of the two.")
    if not may_feed(question):
        yield (
            "feeds",
            _("Matching has a rule of its own for this. Set how much it matters on the board.")
            if question.key in STANDARD_BY_KEY
            else _("Matching can only compare choices, and yes or no. Choose another kind."),
        )
    if question.asked_of != Asked.EVERYONE:
        yield "feeds", _("Matching compares what both said, so ask everyone.")


def _standard_faults(question: Question) -> Iterator[Fault]:
    standard = STANDARD_BY_KEY.get(question.key)
    if standard is None:
        if question.kind not in OWN_KINDS:
            yield "kind", _("Questions of this kind come with the programme only.")
        return
    if question.kind != standard.kind:
        yield "kind", _("A standard question keeps its kind. Add a question of your own instead.")
    if question.asked_of != standard.asked_of and question.key not in MAY_ASK_OTHERS:
        yield "asked_of", _("A standard question keeps who is asked. Add one of your own instead.")
    if question.sensitive != standard.sensitive:
        yield "sensitive", _("A standard question stays as private as it is.")
    if question.key in NEEDED and not question.required:
        yield "required", _("This question stays required. %s") % NEEDED[question.key]


def _change_faults(question: Question, before: Question) -> Iterator[Fault]:
    if question.kind != before.kind:
        yield (
            "kind",
            _("A question keeps its kind, so that earlier answers can be read. Add a new one."),
        )
    if before.sensitive and not question.sensitive and _is_answered(before):
        yield (
            "sensitive",
            _("People answered this in private, so it stays private. Add a new question."),
        )
    if question.key in FIXED_OPTIONS and _ids(question.options) != _ids(before.options):
        yield "options", _("These options are fixed: the service sorts and matches by them.")


def _ids(options: Any) -> list[tuple[str, bool]]:
    return [(option["id"], bool(option.get("removed"))) for option in options]


def _is_answered(question: Question) -> bool:
    return question.programme.participants.filter(answers__has_key=question.key).exists()
