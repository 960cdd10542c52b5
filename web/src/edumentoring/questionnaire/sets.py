"""A set of questions as a file: written, read, compared with what is asked, and brought in.

The file is JSON: {"format": "edumentoring.questions", "version": 1, "questions": [...]}.
Reading says where a fault is: which question, and which part of it. What the preview shows
is what bringing in does, or nothing is done.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from edumentoring.common.refused import Refused, Stale
from edumentoring.people.models import User
from edumentoring.programmes.models import Programme, Question
from edumentoring.programmes.questions import STANDARD_BY_KEY, labels_of
from edumentoring.questionnaire import operations
from edumentoring.questionnaire.asked import current, set_mark
from edumentoring.questionnaire.fitness import CHOICES, MOST_QUESTIONS, faults
from edumentoring.questionnaire.operations import TAKEN, WORDED, worded_anew
from edumentoring.questionnaire.options import settled

FORMAT, VERSION = "edumentoring.questions", 1
LARGEST = 500_000  # letters; eighty questions with sixty options each stay well below
PARTS = ("key", "kind", *WORDED)
NAMES: dict[str, str | Promise] = {
    "label": _("its words"),
    "hint": _("its hint"),
    "options": _("its options"),
    "required": _("whether it must be answered"),
    "asked_of": _("who is asked"),
    "sensitive": _("whether it is private"),
    "feeds": _("what matching does with it"),
}

Entry = dict[str, Any]


# --- writing ----------------------------------------------------------------------------------


def set_of(programme: Programme) -> dict[str, Any]:
    """What a programme asks now, as a file holds it."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "programme": programme.name,
        "questions": [as_entry(question) for question in current(programme)],
    }


def as_entry(question: Question) -> Entry:
    entry = {name: getattr(question, name) for name in PARTS}
    # Removed options belong to the answers of one programme's people, not to the question.
    entry["options"] = [{"id": key, "label": label} for key, label in labels_of(question).items()]
    return entry


def written(programme: Programme) -> str:
    """The file's text."""
    return json.dumps(set_of(programme), ensure_ascii=False, indent=2) + "\n"


# --- reading ----------------------------------------------------------------------------------


def read(text: str) -> list[Entry]:
    """The questions of a file. Raises Refused with where the first fault is and what to do."""
    if len(text) > LARGEST:
        raise Refused(_("This file is too large for a set of questions. Choose another."))
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        where = now("It breaks off at line %d.") % line if line else ""
        raise Refused(
            now("This is not a file of questions. %s Save the set as a file again.") % where
        ) from None
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise Refused(
            _("This is not a file of questions. Choose one that was saved from a programme.")
        )
    if whole.get("version") != VERSION:
        raise Refused(
            now("This file has version %(theirs)s, and version %(ours)d can be read here.")
            % {"theirs": whole.get("version"), "ours": VERSION}
        )
    entries = whole.get("questions")
    if not isinstance(entries, list) or not entries:
        raise Refused(_("There are no questions in this file. Choose another."))
    if len(entries) > MOST_QUESTIONS:
        raise Refused(
            now("There are %(count)d questions in this file. The most is %(most)d.")
            % {"count": len(entries), "most": MOST_QUESTIONS}
        )
    found = [_read_entry(number, entry) for number, entry in enumerate(entries, start=1)]
    _refuse_twice(found)
    return found


SHAPES: dict[str, type] = {
    "key": str,
    "kind": str,
    "label": str,
    "hint": str,
    "options": list,
    "required": bool,
    "asked_of": str,
    "sensitive": bool,
    "feeds": str,
}
USUAL: Entry = {
    "hint": "",
    "options": [],
    "required": False,
    "asked_of": Question.Asked.EVERYONE.value,
    "sensitive": False,
    "feeds": "",
}
ALLOWED = {
    "kind": Question.Kind.values,
    "asked_of": Question.Asked.values,
    "feeds": Question.Feeds.values,
}


def _read_entry(number: int, entry: Any) -> Entry:
    if not isinstance(entry, dict):
        raise Refused(now("Question %d is not written as {…}. Mend it in the file.") % number)
    name = str(entry.get("key") or number)[:60]
    if unknown := sorted(set(entry) - set(SHAPES)):
        raise _at(name, str(unknown[0])[:40], now("is not part of a question; take it away"))
    read_ = {**USUAL, **entry}
    for part, shape in SHAPES.items():
        if part not in read_:
            raise _at(name, part, now("is missing"))
        if not isinstance(read_[part], shape):
            raise _at(name, part, now("has the wrong kind of value"))
        if part in ALLOWED and read_[part] not in ALLOWED[part]:
            listed = ", ".join(each or '""' for each in ALLOWED[part])
            raise _at(name, part, now("must be one of: %s") % listed)
    if not _is_slug(read_["key"]):
        raise _at(name, "key", now("takes letters, figures and hyphens, 60 at most"))
    read_["label"], read_["hint"] = _tidy(read_["label"]), _tidy(read_["hint"])
    read_["options"] = [_read_option(name, option) for option in read_["options"]]
    ids = [option["id"] for option in read_["options"]]
    if len(set(ids)) < len(ids):
        raise _at(name, "options", now("has one id twice"))
    return read_


def _read_option(name: str, option: Any) -> dict[str, str]:
    if not isinstance(option, dict) or set(option) != {"id", "label"}:
        raise _at(name, "options", now('needs {"id": "…", "label": "…"} for each option'))
    if not all(isinstance(each, str) and each.strip() for each in option.values()):
        raise _at(name, "options", now("has an option without an id or words"))
    if not _is_slug(option["id"]):
        raise _at(name, "options", now("has an id with more than letters, figures and hyphens"))
    return {"id": option["id"], "label": _tidy(option["label"])}


def _tidy(words: str) -> str:
    return " ".join(words.replace("\0", "").split())


def _is_slug(word: str) -> bool:
    return (
        0 < len(word) <= 60 and word.isascii() and word.replace("-", "").replace("_", "").isalnum()
    )


def _at(name: str, part: str, what: str) -> Refused:
    return Refused(
        now("Question “%(name)s”, “%(part)s” %(what)s.")
        % {"name": name, "part": part, "what": what}
    )


def _refuse_twice(entries: list[Entry]) -> None:
    keys = [entry["key"] for entry in entries]
    if twice := next((key for key in keys if keys.count(key) > 1), None):
        raise Refused(now("The question “%s” is in the file twice. Take one away.") % twice)


# --- comparing ----------------------------------------------------------------------------------


@dataclass
class Step:
    """What becomes of one question of the file."""

    entry: Entry
    question: Question
    differs: list[str] = field(default_factory=list)
    why: str = ""

    @property
    def label(self) -> str:
        return self.question.label


@dataclass
class Plan:
    """What bringing a set in would do, question by question."""

    mark: str
    added: list[Step] = field(default_factory=list)
    changed: list[Step] = field(default_factory=list)
    same: list[Step] = field(default_factory=list)
    skipped: list[Step] = field(default_factory=list)

    @property
    def does_something(self) -> bool:
        return bool(self.added or self.changed)


def plan_for(programme: Programme, entries: list[Entry]) -> Plan:
    """What would be added, changed and skipped. What is asked and not in the file stays."""
    asked = current(programme)
    standing = {question.key: question for question in asked}
    left_out = _last_wordings(programme, standing)
    plan = Plan(set_mark(asked))
    room = MOST_QUESTIONS - len(asked)
    for entry in entries:
        before = standing.get(entry["key"])
        earlier = before or left_out.get(entry["key"])
        after = _as_question(programme, entry, earlier)
        step = Step(entry, after)
        step.why = next((sentence for _part, sentence in faults(after, earlier)), "")
        if entry["key"] in TAKEN and entry["key"] not in STANDARD_BY_KEY:
            step.why = now("The service needs this key itself. Give it another in the file.")
        if before is None and not step.why and len(plan.added) >= room:
            step.why = now("There is no room for more questions.")
        step.differs = list(_differences(before, after)) if before else []
        _file(plan, step, is_new=before is None)
    return plan


def _file(plan: Plan, step: Step, *, is_new: bool) -> None:
    if step.why:
        plan.skipped.append(step)
    elif is_new:
        plan.added.append(step)
    elif step.differs:
        plan.changed.append(step)
    else:
        plan.same.append(step)


def _last_wordings(programme: Programme, standing: Mapping[str, Question]) -> dict[str, Question]:
    past = programme.questions.exclude(key__in=list(standing)).order_by("version")
    return {question.key: question for question in past}


def _as_question(programme: Programme, entry: Entry, earlier: Question | None) -> Question:
    """The question as it would be asked; options that go stay readable, as in the editor."""
    rows = [(option["id"], option["label"]) for option in entry["options"]]
    fields = {name: entry[name] for name in WORDED}
    if entry["kind"] in CHOICES:
        fields["options"] = settled(earlier, rows, (), entry["key"])
    elif earlier is not None:
        fields["options"] = earlier.options
    if earlier is not None and earlier.kind == entry["kind"]:
        return worded_anew(earlier, fields)
    return Question(programme=programme, key=entry["key"], kind=entry["kind"], **fields)


def _differences(before: Question, after: Question) -> Iterator[str]:
    for name in WORDED:
        if getattr(before, name) != getattr(after, name):
            yield str(NAMES[name])


# --- bringing in --------------------------------------------------------------------------------


@transaction.atomic
def bring_in(programme: Programme, entries: list[Entry], *, mark: str, by: User) -> Plan:
    """Add and change what the plan says, all or nothing.

    Raises Stale when somebody changed a question since the plan was shown.
    """
    programme = operations.locked(programme)
    plan = plan_for(programme, entries)
    if plan.mark != mark:
        raise Stale(_("Somebody else changed a question meanwhile. Look at the plan once more."))
    for step in plan.added:
        _add(programme, step, by)
    for step in plan.changed:
        standing = operations.current_question(programme, step.entry["key"])
        operations.change_question(
            programme,
            standing.key,
            changes={name: getattr(step.question, name) for name in WORDED},
            version=standing.version,
            by=by,
        )
    return plan


def _add(programme: Programme, step: Step, by: User) -> None:
    """A new question, or one that was left out, back in the file's words."""
    key = step.entry["key"]
    fields = {name: getattr(step.question, name) for name in WORDED}
    if programme.questions.filter(key=key).exists():
        back = operations.bring_back_question(programme, key, by=by)
        operations.change_question(programme, key, changes=fields, version=back.version, by=by)
        return
    operations.ask_question(
        programme, by=by, fields={**fields, "kind": step.entry["kind"]}, key=key
    )
