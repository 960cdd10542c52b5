"""What the pages show of an upload: questions to answer, doubles, columns in words."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.intake.models import Upload
from edumentoring.intake.operations import Preview
from edumentoring.intake.planning.doubles import Double
from edumentoring.intake.planning.plan import Plan
from edumentoring.intake.planning.rows import Checked, CheckedRow, Problem
from edumentoring.intake.understanding.choices import Choices, order_in
from edumentoring.intake.understanding.dates import DAY_FIRST
from edumentoring.intake.understanding.guessing import LIKELY, SURE, Column
from edumentoring.intake.understanding.targets import BY_ID, TARGETS
from edumentoring.intake.understanding.values import BLANK, KEEP, SCHOOL
from edumentoring.programmes import columns as kept
from edumentoring.programmes.models import Participant
from edumentoring.programmes.questions import STANDARD_BY_KEY, labels_of

FIRST = 20  # questions shown before "show all"


@dataclass
class Look:
    """One question about the file, asked once for all rows that raise it."""

    problem: Problem
    rows: list[CheckedRow] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.problem.key

    @property
    def who(self) -> str:
        others = len(self.rows) - 1
        if not others:
            return self.rows[0].who
        return ngettext("%(who)s and %(count)s other", "%(who)s and %(count)s others", others) % {
            "who": self.rows[0].who,
            "count": others,
        }

    @property
    def numbers(self) -> str:
        return ", ".join(row.place for row in self.rows[:3]) + ("…" if len(self.rows) > 3 else "")

    @property
    def is_one_row(self) -> bool:
        return self.key.startswith("c|")

    @property
    def blocks(self) -> bool:
        return self.problem.doubt.blocks

    @property
    def field_id(self) -> str:
        return f"look-{abs(hash_of(self.key))}"

    @property
    def kind(self) -> str:
        return {"email": "email", "capacity": "number", "years": "number", "demand": "number"}.get(
            self.problem.target, "text"
        )


def hash_of(key: str) -> int:
    """A short stable number for an element's id."""
    from zlib import crc32

    return crc32(key.encode())


def looks_of(plan: Plan) -> list[Look]:
    """Everything to look at: what holds rows back first, then the rest in the file's order."""
    looks: dict[str, Look] = {}
    for row in plan.rows.values():
        if row.left_out and not any(one.target == "consent" for one in row.problems):
            continue
        for problem in row.problems:
            look = looks.setdefault(problem.key, Look(problem))
            if row not in look.rows:
                look.rows.append(row)
    return sorted(
        looks.values(), key=lambda look: (not look.blocks, look.rows[0].sheet, look.rows[0].number)
    )


def left_out_of(plan: Plan) -> list[tuple[str, int]]:
    """Why rows are left out, in words, and how many for each reason."""
    return Counter(row.left_out for row in plan.left_out).most_common()


@dataclass(frozen=True)
class Fact:
    """One line of two people side by side; the ground darkens where they differ."""

    label: str
    first: str
    second: str

    @property
    def differs(self) -> bool:
        return self.first != self.second


@dataclass(frozen=True)
class Pair:
    """A possible double with both sides in words."""

    double: Double
    first_head: str
    second_head: str
    facts: Sequence[Fact]

    @property
    def same_email(self) -> bool:
        return self.double.by_email


def pairs_of(upload: Upload, plan: Plan) -> list[Pair]:
    """Possible doubles, those that wait for a decision first."""
    words = Words(upload)
    pairs = [_pair(double, plan, words) for double in plan.doubles]
    return sorted(pairs, key=lambda pair: bool(pair.double.settled))


def _pair(double: Double, plan: Plan, words: "Words") -> Pair:
    first, second = plan.rows[double.first], plan.rows.get(double.second)
    mine = words.of_row(first)
    if second is not None:
        theirs, head = words.of_row(second), _("Row %s") % second.place
    else:
        theirs, head = words.of_participant(plan.known[double.second]), _("Already here")
    labels = dict.fromkeys([*mine, *theirs])
    facts = [Fact(label, mine.get(label, "–"), theirs.get(label, "–")) for label in labels]
    facts = [fact for fact in facts if fact.differs or fact.first != "–"]
    shown = facts[:5] + [fact for fact in facts[5:] if fact.differs][:7]
    return Pair(double, _("Row %s") % first.place, head, shown)


class Words:
    """Values of an upload's people as words, with the programme's own wordings."""

    def __init__(self, upload: Upload) -> None:
        self._questions = {
            one.key: one for one in upload.programme.questions.filter(retired_at=None)
        }
        self._schools = {int(pk): label for pk, label in upload.known.get("labels", {}).items()}
        self._labels: dict[str, dict[str, str]] = {}

    def label(self, key: str) -> str:
        if key in kept.LABELS:
            return str(kept.LABELS[key])
        standard = STANDARD_BY_KEY.get(key)
        question = self._questions.get(key)
        return (
            str(BY_ID[key].label)
            if key in BY_ID
            else str(
                question.label
                if question
                else standard.label
                if standard
                else key.replace("-", " ")
            )
        )

    def value(self, key: str, value: Any) -> str:
        if value in (None, "", []):
            return "–"
        if key == "school":
            return self._schools.get(int(value)) or kept.in_words("school", value)
        if key == "signed_up_at":
            return _day(value)
        if key in kept.LABELS:
            return kept.in_words(key, value)
        entries = value if isinstance(value, list) else [value]
        return ", ".join(self._entry(key, str(entry)) for entry in entries)

    def _entry(self, key: str, entry: str) -> str:
        if key not in self._labels:
            question = self._questions.get(key)
            self._labels[key] = labels_of(question) if question else {}
        return self._labels[key].get(entry, entry.removeprefix("other:"))

    def of_row(self, row: CheckedRow) -> dict[str, str]:
        roles = {"mentor": _("Mentor"), "mentee": _("Mentee"), "both": _("Both"), "": "–"}
        return {
            _("Name"): row.name or "–",
            _("E-mail"): row.email or "–",
            _("As"): roles[row.role],
            _("School"): self.value("school", row.values.get("school"))
            if row.values.get("school")
            else row.values.get("school_text", "–"),
            _("Date"): _day(row.signed_up_at) if row.signed_up_at else "–",
            **{
                self.label(key): self.value(key, value)
                for key, value in row.values.items()
                if key not in {"school", "school_text"} and not key.startswith("identity")
            },
        }

    def of_participant(self, one: Participant) -> dict[str, str]:
        values = {
            "stage": one.stage,
            "role_title": one.role_title,
            "years": one.years,
            "region": one.region,
        }
        given = {**values, **one.answers}
        return {
            _("Name"): one.name,
            _("E-mail"): one.user.email,
            _("As"): str(one.roles),
            _("School"): one.school_name or "–",
            _("Date"): _day(one.signed_up_at),
            **{
                self.label(key): self.value(key, value)
                for key, value in given.items()
                if value not in (None, "", []) and not key.startswith("identity")
            },
        }


def _day(moment: Any) -> str:
    from datetime import datetime

    when = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return date_format(localtime(when), "j M Y")


@dataclass(frozen=True)
class Changed:
    """Somebody already here, and each answer before and after."""

    who: str
    url: str
    facts: Sequence[Fact]


def changes_of(upload: Upload, plan: Plan) -> list[Changed]:
    """Whom saving would change, and how."""
    words = Words(upload)
    return [
        Changed(
            who=str(one.participant),
            url=one.participant.get_absolute_url(),
            facts=[
                Fact(
                    words.label(key),
                    _("Kept private") if key.startswith("identity") else words.value(key, before),
                    _("Kept private") if key.startswith("identity") else words.value(key, after),
                )
                for key, (before, after) in one.changes.items()
            ],
        )
        for one in plan.updates
    ]


# --- Columns ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ColumnLine:
    """One column on a page: what stands in it, what it goes into, how it is read."""

    column: Column
    target: str
    answers: Sequence[str]
    why: str
    sure: str
    asks_order: bool = False
    order: str = ""

    @property
    def field(self) -> str:
        return f"column-{hash_of(self.column.key)}"

    @property
    def label(self) -> str:
        return str(BY_ID[self.target].label) if self.target else _("Please choose")

    @property
    def doubtful(self) -> bool:
        return self.sure == "look" or self.asks_order


def column_lines(upload: Upload, columns: Sequence[Column], choices: Choices) -> list[ColumnLine]:
    """The columns with what we think they are, before a person has confirmed it."""
    return [_column_line(upload, column, columns, choices) for column in columns]


def _column_line(
    upload: Upload, column: Column, columns: Sequence[Column], choices: Choices
) -> ColumnLine:
    guessed, confidence, why = upload.guesses.get(column.key, ["extra", LIKELY, ""])
    target = choices.columns.get(column.key, "extra")
    order = None
    if target == "signed_up_at":
        order = order_in(column, columns)
        why = order.why
    elif target == "note":
        why = _("Only coordinators will see this.")
    sure = "chosen" if target != guessed else "sure" if confidence >= SURE else "look"
    if not column.filled:
        sure = "empty"
    elif not target or (target == guessed and target == "extra"):
        sure = "look"
    return ColumnLine(
        column=column,
        target=target,
        answers=column.first_answers(),
        why=why if target == guessed or order else "",
        sure=sure,
        asks_order=bool(order and order.asks and column.key not in choices.orders),
        order=choices.orders.get(column.key, "" if order is None or order.asks else order.first),
    )


def target_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """The choices of a column's select box, under their headings."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for target in TARGETS:
        groups.setdefault(str(target.group), []).append((target.id, str(target.label)))
    return list(groups.items())


def read_lines(preview: Preview) -> list[ColumnLine]:
    """The columns after reading, each with what reading made of it."""
    checked, upload = preview.checked, preview.upload
    choices = upload.chosen()
    lines = []
    for column in checked.columns:
        target = choices.columns.get(column.key) or "ignore"
        if target == "ignore":
            continue
        lines.append(
            ColumnLine(
                column, target, column.first_answers(1), _how_read(column, target, checked), ""
            )
        )
    return lines


def _how_read(column: Column, target: str, checked: Checked) -> str:
    if target in _HOW:
        return _HOW[target](column, checked)
    reader = checked.readers[column.key]
    if BY_ID[target].kind == "several" and not target.startswith("identity"):
        return _several(reader)
    if target.startswith("identity"):
        return _("Kept private. Shown to nobody.")
    if reader.respelt:
        said, meant = next(iter(reader.respelt.items()))
        return _("“%(said)s” is read as %(meant)s.") % {"said": said[:40], "meant": meant}
    return ""


def _emails(_column: Column, checked: Checked) -> str:
    right = sum(1 for row in checked.rows if row.email)
    return _("%(right)s of %(all)s look right.") % {"right": right, "all": len(checked.rows)}


def _dates(column: Column, checked: Checked) -> str:
    return order_in(column, checked.columns).why


def _roles(_column: Column, checked: Checked) -> str:
    both = sum(1 for row in checked.rows if row.role == "both")
    return ngettext(
        "Both ticked means both. %(count)s person.",
        "Both ticked means both. %(count)s people.",
        both,
    ) % {"count": both}


def _schools(column: Column, checked: Checked) -> str:
    known = sum(1 for row in checked.rows if row.values.get("school"))
    return _("%(known)s of %(all)s are in the register. The rest stay as written.") % {
        "known": known,
        "all": len(column.filled),
    }


def _notes(_column: Column, _checked: Checked) -> str:
    return _("Only coordinators will see this.")


def _times(column: Column, checked: Checked) -> str:
    reader = checked.readers[column.key]
    read = sum(1 for value in column.filled if reader.read(value).value)
    return _("%(read)s of %(all)s read as times. The rest stay as written.") % {
        "read": read,
        "all": len(column.filled),
    }


def _regions(column: Column, checked: Checked) -> str:
    regions = {row.values["region"] for row in checked.rows if row.values.get("region")}
    return _("%(names)s names placed in %(regions)s regions.") % {
        "names": len(set(column.filled)),
        "regions": len(regions),
    }


_HOW: dict[str, Callable[[Column, Checked], str]] = {
    "email": _emails,
    "signed_up_at": _dates,
    "role": _roles,
    "region": _regions,
    "school": _schools,
    "school_number": _schools,
    "note": _notes,
    "availability": _times,
}


def _several(reader: Any) -> str:
    said = []
    if reader.splitter.kept_whole:
        said.append(_("“%s” kept as one answer.") % reader.splitter.kept_whole[0])
    if reader.respelt:
        wrong, meant = next(iter(reader.respelt.items()))
        said.append(_("“%(said)s” is read as %(meant)s.") % {"said": wrong[:40], "meant": meant})
    if reader.in_own_words:
        count = len(reader.in_own_words)
        said.append(
            ngettext(
                "%(count)s answer kept in their own words.",
                "%(count)s answers kept in their own words.",
                count,
            )
            % {"count": count}
        )
    return " ".join(said)


# --- Decisions made so far ------------------------------------------------------------------------


@dataclass(frozen=True)
class Decided:
    """A decision in words, and the key under which it can be taken back."""

    key: str
    words: str


def decisions_of(upload: Upload, plan: Plan) -> list[Decided]:
    """What somebody has decided about this file so far."""
    made = []
    for key, value in upload.edits.get("cells", {}).items():
        row, _bar, target = key.rpartition("|")
        if row in plan.rows and target in BY_ID:
            made.append(
                Decided(
                    f"c|{key}",
                    _("Row %(row)s, %(label)s: %(value)s")
                    % {
                        "row": plan.rows[row].place,
                        "label": BY_ID[target].label,
                        "value": _said(upload, target, value),
                    },
                )
            )
    for key, value in upload.edits.get("words", {}).items():
        target, _bar, said = key.partition("|")
        if target in BY_ID:
            made.append(Decided(f"w|{key}", f"“{said}”: {_said(upload, target, value)}"))
    for key in upload.edits.get("rows", {}):
        if key in plan.rows:
            made.append(Decided(f"r|{key}", _("Row %s: left out") % plan.rows[key].place))  # noqa: PERF401
    for key, value in upload.edits.get("doubles", {}).items():
        meant = {"one": _("one person"), "two": _("two people"), "newer": _("only the newer kept")}
        first, _bar, second = key.partition("~")
        if first in plan.rows:
            other = (
                plan.rows[second].who if second in plan.rows else str(plan.known.get(second, ""))
            )
            made.append(
                Decided(f"d|{key}", f"{plan.rows[first].who}, {other}: {meant.get(value, value)}")
            )
    return made


def _said(upload: Upload, target: str, value: str) -> str:
    if value == KEEP:
        return _("kept as written")
    if value == BLANK:
        return _("left blank")
    if value.startswith(SCHOOL):
        return str(
            upload.known.get("labels", {}).get(value.removeprefix(SCHOOL), _("chosen school"))
        )
    fixed = {"save": _("save, but do not match"), "agreed": _("has agreed since")}
    labels = {term.id: str(term.label) for term in BY_ID[target].options}
    return str(labels.get(value) or fixed.get(value, value))


DAY_OR_MONTH = ((DAY_FIRST, _("Day first")), ("mdy", _("Month first")))
