"""The cells of the list that may be changed: how each is read from words and said in words.

In place, pasted from a sheet, or set for many at once: the words are read here, so that all
three take the same and refuse the same.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from edumentoring.common.refused import Refused
from edumentoring.programmes import columns
from edumentoring.programmes.filing import fold
from edumentoring.programmes.models import Participant, Programme, Question
from edumentoring.programmes.questions import LONGEST, OTHER, in_words, labels_of
from edumentoring.schools.models import Organisation

Words = str | Promise

# Columns of a participant that the list may change, and how each is written.
OURS = {
    "role_title": "text",
    "school": "school",
    "region": "choice",
    "stage": "choice",
    "state": "choice",
    "capacity": "number",
    "demand": "number",
    "years": "number",
    "priority": "number",
    "is_trained": "yes_no",
    "trained_until": "day",
    "paused_until": "day",
    "tags": "tags",
    "note": "text",
}
# What each may be set to here: the two states before taking part are not a desk's to give.
STATES = ("in", "paused", "left")
# Out of those two, a limit and the proof of the e-mail are kept by "Take in" alone.
NOT_IN_YET = (Participant.State.SIGNED_UP, Participant.State.QUEUED)
MUST_BE_THERE = ("state", "capacity", "demand", "priority")
QUESTION_KINDS = {
    Question.Kind.TEXT: "text",
    Question.Kind.LONG_TEXT: "text",
    Question.Kind.NUMBER: "number",
    Question.Kind.YES_NO: "yes_no",
    Question.Kind.ONE: "choice",
    Question.Kind.SEVERAL: "several",
    Question.Kind.RANKED: "several",
    Question.Kind.WEEK: "several",
}
YES, NO = ("yes", "y", "true", "1", "x", "✓"), ("no", "n", "false", "0", "-", "–")
LIKE_ENOUGH = 75


@dataclass(frozen=True)
class Cell:
    """One thing a person has that the list can change."""

    key: str
    label: Words
    kind: str
    choices: Mapping[str, Words] = field(default_factory=dict)
    question: Question | None = None
    may_be_empty: bool = True
    longest: int = 150

    def held(self, person: Participant) -> Any:
        if self.question:
            return person.answers.get(self.key)
        if self.kind == "school":
            return person.school_name
        return columns.current(person, self.key)

    def said(self, value: Any) -> str:
        """A value in words; read back, they give the value again."""
        if self.question and self.kind == "several":
            return "; ".join(in_words(self.question, value))
        if self.question:
            return ", ".join(in_words(self.question, value))
        if self.kind in {"day", "school"}:
            return str(value or "")
        return columns.in_words(self.key, value)

    def applies_to(self, person: Participant) -> bool:
        """Whether this person has such a thing at all."""
        if self.key == "paused_until":
            return person.state == Participant.State.PAUSED
        if self.key in {"capacity", "is_trained", "trained_until"}:
            return person.is_mentor
        if self.key == "demand":
            return person.is_mentee
        asked = self.question.asked_of if self.question else ""
        if asked == Question.Asked.MENTORS:
            return person.is_mentor
        return person.is_mentee if asked == Question.Asked.MENTEES else True


def cells_of(programme: Programme, questions: Iterable[Question] | None = None) -> dict[str, Cell]:
    """Every cell of this programme's list by its key; sensitive questions have none."""
    if questions is None:
        questions = programme.questions.filter(retired_at=None, sensitive=False)
    asked = {question.key: question for question in questions}
    cells = {
        key: Cell(
            key,
            columns.LABELS[key],
            kind,
            choices=_choices(key),
            may_be_empty=key not in MUST_BE_THERE,
            longest=2000 if key == "note" else 150,
        )
        for key, kind in OURS.items()
    }
    for key, question in asked.items():
        kind = QUESTION_KINDS.get(Question.Kind(question.kind))
        if kind and key not in columns.LABELS:
            cells[key] = Cell(
                key,
                question.label,
                kind,
                choices=labels_of(question) if kind in {"choice", "several"} else {},
                question=question,
                longest=LONGEST.get(Question.Kind(question.kind), 2000),
            )
    return cells


def _choices(key: str) -> Mapping[str, Words]:
    choices = columns.CHOICES.get(key, {})
    return {each: choices[each] for each in STATES} if key == "state" else choices


# --- Reading words ------------------------------------------------------------------------------


def changes_for(cell: Cell, person: Participant, words: str) -> dict[str, Any]:
    """What these words would change of this person, under the names operations use.

    Words that say what is there already change nothing. Raises Refused, with what to write.
    """
    written = words.replace("\0", "").strip()
    if not cell.applies_to(person):
        if not written or written in {"-", "–"}:
            return {}
        raise Refused(_("%(person)s has no “%(label)s”.") % _named(cell, person))
    if fold(written) == fold(cell.said(cell.held(person))):
        return {}
    if cell.kind == "school":
        return _school(written)
    value = read(cell, written, held=cell.held(person))
    if cell.key == "state":
        refuse_before_coming_in(person, value)
    return {cell.key: value}


def refuse_before_coming_in(person: Participant, state: str) -> None:
    """Raise Refused where this state would pass by the limit and the proof of the e-mail."""
    if person.state in NOT_IN_YET and state != Participant.State.LEFT:
        raise Refused(
            _(
                "%s has not come in yet. Use “Take in”, here or for those ticked in the list: "
                "it keeps to the limit and the waiting list."
            )
            % person
        )


def _named(cell: Cell, person: Participant) -> dict[str, Any]:
    return {"person": person, "label": cell.label}


def read(cell: Cell, written: str, *, held: Any = None) -> Any:
    """The value that these words mean for a cell. Raises Refused when they mean none."""
    if written in {"", "–", "-"} and cell.kind != "yes_no":
        return _nothing(cell)
    reader = READERS.get(cell.kind)
    if reader:
        return reader(cell, written, held)
    if len(written) > cell.longest:
        raise Refused(
            _("“%(label)s” takes %(most)s letters at most, and this has %(count)s. Shorten it.")
            % {"label": cell.label, "most": cell.longest, "count": len(written)}
        )
    return written


def _nothing(cell: Cell) -> Any:
    if not cell.may_be_empty:
        raise Refused(_("“%s” cannot be empty.") % cell.label)
    if cell.kind in {"several", "tags"}:
        return []
    return "" if cell.kind in {"text", "choice"} else None


def _number(cell: Cell, written: str, _held: Any) -> Any:
    """ "1 of 2", as the list says it, means the second number."""
    found = re.fullmatch(r"(?:\d+\D+)?(\d{1,6})(?:\.0+)?", written)
    if not found:
        raise Refused(
            _("“%(label)s” needs a whole number, not “%(value)s”.")
            % {"label": cell.label, "value": written[:40]}
        )
    number = int(found[1])
    return number if cell.question else columns.read(cell.key, number)


def _yes_no(cell: Cell, written: str, _held: Any) -> bool:
    word = fold(written)
    if word in {*YES, fold(_("Yes"))}:
        return True
    if word in {"", *NO, fold(_("No"))}:
        return False
    raise Refused(
        _("“%(label)s” takes Yes or No, not “%(value)s”.")
        % {"label": cell.label, "value": written[:40]}
    )


def _one(cell: Cell, written: str, held: Any) -> str:
    found = _option(cell, written)
    if found is not None:
        return found
    if isinstance(held, str) and held == OTHER + written:
        return held
    raise Refused(_not_a_choice(cell, written))


def _several(cell: Cell, written: str, held: Any) -> list[str]:
    whole = _option(cell, written)
    if whole is not None:
        return [whole]
    entries = [part.strip() for part in re.split(r"[;\n]", written) if part.strip()]
    if len(entries) == 1 and _option(cell, entries[0]) is None:
        entries = [part.strip() for part in written.split(",") if part.strip()]
    kept = []
    for entry in entries:
        option = _option(cell, entry)
        if option is None and isinstance(held, list) and OTHER + entry in held:
            option = OTHER + entry
        if option is None:
            raise Refused(_not_a_choice(cell, entry))
        kept.append(option)
    return list(dict.fromkeys(kept))


def _as_column(cell: Cell, written: str, _held: Any) -> Any:
    return columns.read(cell.key, written)


READERS: dict[str, Callable[[Cell, str, Any], Any]] = {
    "choice": _one,
    "several": _several,
    "yes_no": _yes_no,
    "number": _number,
    "day": _as_column,
    "tags": _as_column,
}


def _option(cell: Cell, written: str) -> str | None:
    """An option by its id or by its words, however they are capitalised."""
    if written in cell.choices:
        return written
    by_words = {fold(str(label)): key for key, label in cell.choices.items()}
    return by_words.get(fold(written))


def _not_a_choice(cell: Cell, written: str) -> str:
    """What is wrong, and the choice that was most likely meant."""
    labels = {key: str(label) for key, label in cell.choices.items()}
    like = process.extractOne(
        written, labels, scorer=fuzz.WRatio, processor=fold, score_cutoff=LIKE_ENOUGH
    )
    words = {"value": written[:60], "label": cell.label}
    if like:
        words["meant"] = like[0]
        return _("“%(value)s” is not a choice of “%(label)s”. Did you mean “%(meant)s”?") % words
    words["some"] = ", ".join(list(labels.values())[:4])
    return _("“%(value)s” is not a choice of “%(label)s”. Choices are: %(some)s …") % words


def _school(written: str) -> dict[str, Any]:
    """A school by its whole name, where the register has one such; else as it is typed."""
    if written in {"", "–", "-"}:
        return {"school": None, "school_text": ""}
    found = list(Organisation.objects.filter(name__iexact=written)[:2])
    if len(found) > 1:
        raise Refused(
            _("Several schools are called “%s”. Choose the one on the person’s page.") % written
        )
    if found:
        return {"school": found[0].pk, "school_text": ""}
    return {"school": None, "school_text": written[:200]}
