"""The plan of an import: what would be added, changed, left alone or left waiting.

One function, `make_plan`, builds it. The page shows it and the commit carries it out, so
that what was previewed is what happens.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from edumentoring.intake.planning.doubles import NEWER, ONE, TWO, Double, Known, find_doubles, sound
from edumentoring.intake.planning.rows import Checked, CheckedRow, Problem
from edumentoring.intake.understanding.reading import Doubt
from edumentoring.intake.understanding.roles import BOTH, MENTEE, MENTOR
from edumentoring.intake.understanding.targets import BY_ID
from edumentoring.people.operations import suppressed_among
from edumentoring.programmes import columns
from edumentoring.programmes.filing import fold
from edumentoring.programmes.models import AnswerChange, Participant, Programme
from edumentoring.programmes.questions import OTHER


@dataclass
class Person:
    """One person as the file gives them, from one row or from several joined."""

    email: str
    name: str
    is_mentor: bool
    is_mentee: bool
    values: dict[str, Any]
    note: str
    state: str
    signed_up_at: datetime | None
    rows: list[str]

    def as_data(self) -> dict[str, Any]:
        return {
            **self.__dict__,
            "signed_up_at": self.signed_up_at.isoformat() if self.signed_up_at else None,
        }


@dataclass
class Update:
    """Somebody already here, and what would change: key -> (before, after)."""

    participant: Participant
    person: Person
    changes: dict[str, tuple[Any, Any]]


@dataclass
class Plan:
    """Everything that would happen, and everything that would not."""

    additions: list[Person] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    unchanged: list[Update] = field(default_factory=list)
    waiting: list[CheckedRow] = field(default_factory=list)
    left_out: list[CheckedRow] = field(default_factory=list)
    doubles: list[Double] = field(default_factory=list)
    rows: dict[str, CheckedRow] = field(default_factory=dict)
    known: dict[str, Participant] = field(default_factory=dict)
    questions: dict[str, str] = field(default_factory=dict)

    @property
    def saves(self) -> int:
        """How many people the commit would write."""
        return len(self.additions) + len(self.updates)

    @property
    def open_doubles(self) -> list[Double]:
        return [double for double in self.doubles if not double.settled]

    @property
    def joined_rows(self) -> int:
        """Rows that became part of another row's person."""
        people = [*self.additions, *(one.person for one in [*self.updates, *self.unchanged])]
        return sum(len(person.rows) - 1 for person in people)

    def fingerprint(self) -> str:
        """The same for the same plan over the same people, and for nothing else."""
        said = {
            "add": [person.as_data() for person in self.additions],
            "change": [
                [one.participant.pk, one.participant.version, one.changes] for one in self.updates
            ],
            "ask": self.questions,
        }
        return sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


# What finds somebody among everyone: by address, by name and school, and whether they left.
SHORT = ("programme", "state", "joined_into", "school", "school_text", "updated_at")


def make_plan(
    programme: Programme,
    checked: Checked,
    *,
    decisions: Mapping[str, str] | None = None,
    uploaded_at: datetime,
) -> Plan:
    """The plan for these rows over the programme as it is now. Writes nothing."""
    everyone = _who_may_be(checked.rows, programme)
    by_key = {one.pk: one for one in everyone}
    # Two rows that were one person: the older address leads to the row that stayed.
    by_email = {
        one.user.email.lower(): by_key.get(one.joined_into_id or one.pk, one) for one in everyone
    }
    plan = Plan(rows={row.key: row for row in checked.rows})
    plan.known = {f"p:{one.pk}": one for one in everyone}
    _leave_out(checked.rows, by_email, programme)
    coming = [row for row in checked.rows if not row.left_out]
    plan.left_out = [row for row in checked.rows if row.left_out]
    plan.doubles = find_doubles(coming, map(_known, everyone), decisions or {})
    held, touched = _hold_back(plan, coming), _touched(programme)
    found = _people(plan, [row for row in coming if row.key not in held], by_email)
    whole = _in_full(plan, (here for here, _rows in found if here))
    for short, rows in found:
        here = whole[short.pk] if short else None
        person = _join(rows, here.user.email.lower() if here else "")
        if here is None:
            plan.additions.append(person)
            continue
        changes = _changes(here, person, touched, uploaded_at, programme)
        (plan.updates if changes else plan.unchanged).append(Update(here, person, changes))
    used = {
        key for one in [*plan.additions, *(u.person for u in plan.updates)] for key in one.values
    }
    plan.questions = {
        key: column.grid[0] if column.grid else column.heading
        for column in checked.columns
        if (key := checked.extras.get(column.key)) and key in used
    }
    if "phone" in used:
        plan.questions["phone"] = _("Telephone")
    return plan


def _who_may_be(rows: Sequence[CheckedRow], programme: Programme) -> list[Participant]:
    """Those whom a row may be, with no more than tells them apart: whoever has its address or
    a name of like sound, and the row that stayed where two were one person.

    Everybody's addresses and names are read, but nothing else of them: in a programme of ten
    thousand that would fill the memory and hold up whoever else asks for a page.
    """
    emails = {row.email for row in rows if row.email}
    sounds = {sound(row.name) for row in rows if row.name}
    everyone = programme.participants.values_list("pk", "joined_into", "user__email", "user__name")
    keys: set[int] = set()
    for pk, stayed, email, name in everyone.iterator(chunk_size=2000):
        if email.lower() in emails or sound(name or email) in sounds:
            keys |= {pk, stayed or pk}
    people = programme.participants.select_related("user").order_by("pk")
    short = people.only(*SHORT, *(f"user__{name}" for name in ("email", "name", "code")))
    return [one for some in _in_parts(sorted(keys)) for one in short.filter(pk__in=some)]


def _in_full(plan: Plan, here: Iterable[Participant]) -> dict[int, Participant]:
    """Those whom a row may be, with their answers; the plan's doubles show them too."""
    alike = [plan.known[double.second] for double in plan.doubles if double.second in plan.known]
    whole: dict[int, Participant] = {}
    for some in _in_parts(sorted({one.pk for one in (*here, *alike)})):
        whole |= Participant.objects.with_person().in_bulk(some)
    plan.known |= {f"p:{pk}": one for pk, one in whole.items()}
    return whole


def _leave_out(
    rows: Sequence[CheckedRow], by_email: Mapping[str, Participant], programme: Programme
) -> None:
    """Whoever asked to be forgotten, or left since the row was written, stays away."""
    forgotten = suppressed_among({row.email for row in rows if row.email}, programme.pk)
    gone = {one.pk: one for one in by_email.values() if one.state == Participant.State.LEFT}
    left_at = _left_at(gone.values())
    for row in (one for one in rows if not one.left_out):
        here = by_email.get(row.email)
        if row.email in forgotten:
            row.left_out = _(
                "This person asked us to forget them, so this row was left out. "
                "They can sign up again themselves."
            )
        elif here and here.pk in gone and not _is_since(row.signed_up_at, left_at.get(here.pk)):
            row.left_out = _(
                "This person left the programme, and this row does not say that they signed up "
                "after that. It was left out. They can come back themselves."
            )


def _is_since(signed_up_at: datetime | None, left_at: datetime | None) -> bool:
    return signed_up_at is not None and (left_at is None or signed_up_at > left_at)


def _left_at(gone: Iterable[Participant]) -> dict[int, datetime]:
    """When each of these left: by the change that says so, or when their row changed last."""
    left = {one.pk: one.updated_at for one in gone}
    changes = AnswerChange.objects.filter(key="state", participant__state=Participant.State.LEFT)
    for some in _in_parts(sorted(left)):
        said = changes.filter(participant__in=some).order_by("at")
        left |= dict(said.values_list("participant", "at"))
    return left


def _in_parts(keys: Sequence[int], size: int = 500) -> Iterable[Sequence[int]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))


def _known(participant: Participant) -> Known:
    school = str(participant.school_id or fold(participant.school_text))
    return Known(f"p:{participant.pk}", participant.user.email.lower(), participant.name, school)


def _hold_back(plan: Plan, coming: Sequence[CheckedRow]) -> set[str]:
    """Keys of rows with something to mend, and of rows of a double that nobody has decided."""
    undecided = {key for one in plan.open_doubles for key in (one.first, one.second)}
    for double in plan.doubles:
        if double.by_email and double.settled == TWO:
            row = plan.rows[double.second]
            row.problems.append(_own_email(row, plan.rows[double.first]))
    plan.waiting += [row for row in coming if row.waits or row.key in undecided]
    return {row.key for row in plan.waiting}


def _own_email(row: CheckedRow, other: CheckedRow) -> Problem:
    """Two people cannot sign in with one address."""
    return Problem(
        row.key,
        row.place,
        str(BY_ID["email"].label),
        "email",
        row.email,
        Doubt(
            what=_("%(email)s belongs to row %(number)s too")
            % {"email": row.email, "number": other.place},
            fix=_("Two people need an e-mail each. Write the other one here."),
            blocks=True,
        ),
        f"c|{row.key}|email",
    )


def _people(
    plan: Plan, rows: Sequence[CheckedRow], by_email: Mapping[str, Participant]
) -> list[tuple[Participant | None, list[CheckedRow]]]:
    """The rows of each person, with who they are in the programme. Nobody comes twice."""
    found: dict[object, tuple[Participant | None, list[CheckedRow]]] = {}
    for group in _groups(plan, rows):
        here = _already_here(plan, group, by_email)
        who = here.pk if here else max(group, key=_when).email
        found.setdefault(who, (here, []))[1].extend(group)
    return list(found.values())


def _groups(plan: Plan, rows: Sequence[CheckedRow]) -> list[list[CheckedRow]]:
    """The rows of each person, following every "one person" from row to row.

    A row that waits leads on too: of three rows with one address, the other two would else be
    two people while the first is mended, and one of them might be joined with somebody here.
    """
    coming = {row.key: row for row in rows}
    leader = {key: key for key in plan.rows}

    def top(key: str) -> str:
        while leader[key] != key:
            key = leader[key]
        return key

    dropped: set[str] = set()
    for double in plan.doubles:
        if double.second not in plan.rows or double.settled not in {ONE, NEWER}:
            continue
        leader[top(double.second)] = top(double.first)
        if double.settled == NEWER and {double.first, double.second} <= coming.keys():
            older = min((coming[double.first], coming[double.second]), key=_when)
            dropped.add(older.key)
    groups = defaultdict(list)
    for key, row in coming.items():
        if key in dropped:
            row.left_out = _("You kept the newer row of this person.")
            plan.left_out.append(row)
        else:
            groups[top(key)].append(row)
    return list(groups.values())


def _when(row: CheckedRow) -> tuple[datetime, int]:
    return (row.signed_up_at or datetime.min.replace(tzinfo=UTC), row.number)


def _already_here(
    plan: Plan, rows: Sequence[CheckedRow], by_email: Mapping[str, Participant]
) -> Participant | None:
    """Who these rows are in the programme: by address, the newest row's first, and only then
    by a likeness somebody confirmed. In another order than that in which somebody new gets an
    address, the same sheet could find another person the next time."""
    for row in sorted(rows, key=_when, reverse=True):
        if row.email in by_email:
            return by_email[row.email]
    keys = {row.key for row in rows}
    for double in plan.doubles:
        if double.second in plan.known and double.first in keys and double.settled in {ONE, NEWER}:
            return plan.known[double.second]
    return None


def _join(rows: Sequence[CheckedRow], email: str) -> Person:
    """One person of several rows: the latest answer wins, older ones fill gaps, roles add up."""
    newest_first = sorted(rows, key=_when, reverse=True)
    values: dict[str, Any] = {}
    for row in newest_first:
        for key, value in row.values.items():
            values.setdefault(key, value)
    if "school" in values and "school_text" in values:
        values.pop("school_text" if "school" in newest_first[0].values else "school")
    notes = dict.fromkeys(note for row in sorted(rows, key=_when) for note in row.notes)
    for other in sorted({row.email for row in rows} - {email or newest_first[0].email}):
        notes[_("Also signed up as %s") % other] = None
    return Person(
        email=email or newest_first[0].email,
        name=next((row.name for row in newest_first if row.name), ""),
        is_mentor=any(row.role in {MENTOR, BOTH} for row in rows),
        is_mentee=any(row.role in {MENTEE, BOTH} for row in rows),
        values=values,
        note="\n".join(notes),
        state=newest_first[0].state,
        signed_up_at=newest_first[0].signed_up_at,
        rows=[row.key for row in sorted(rows, key=lambda row: (row.sheet, row.number))],
    )


# --- What would change for somebody who is here already -------------------------------------------

Touched = Mapping[tuple[int, str], datetime]


def _touched(programme: Programme) -> Touched:
    """When each answer was last changed by a person, at the desk or on their own page."""
    changed = (
        AnswerChange.objects.filter(participant__programme=programme)
        .exclude(source="import")
        .values_list("participant", "key")
        .annotate(last=Max("at"))
    )
    return {(pk, key): last for pk, key, last in changed}


def _changes(
    here: Participant, person: Person, touched: Touched, uploaded_at: datetime, programme: Programme
) -> dict[str, tuple[Any, Any]]:
    """What the row would change. A row no newer than what is here only fills gaps.

    What a person changed here after the row was written stands.
    """
    said_at = person.signed_up_at or uploaded_at
    is_newer = person.signed_up_at is None or person.signed_up_at > here.signed_up_at
    wanted: dict[str, Any] = dict(person.values)
    roles = {"is_mentor": person.is_mentor, "is_mentee": person.is_mentee}
    usual = {"capacity": programme.rules.get("default_capacity", 1), "demand": 1}
    for role, places in (("is_mentor", "capacity"), ("is_mentee", "demand")):
        if roles[role] and not getattr(here, role):
            wanted[role] = True
            wanted.setdefault(places, usual[places])
        elif not getattr(here, role):
            wanted.pop(places, None)
    if person.signed_up_at and is_newer:
        wanted["signed_up_at"] = person.signed_up_at.isoformat()
    if note := _with_new_lines(here.note, person.note):
        wanted["note"] = note
    wanted |= _state(here, person, pauses=is_newer and bool(wanted))
    changes: dict[str, tuple[Any, Any]] = {}
    for key, value in wanted.items():
        before = _held(here, key)
        last = touched.get((here.pk, key))
        if _same(before, value) or (last is not None and last >= said_at):
            continue
        fills_gap = before in (None, "", [], 0, False)
        if fills_gap or is_newer or key in {"is_mentor", "is_mentee", "note"}:
            changes[key] = (before, value)
    if "school" in changes and here.school_text:
        changes.setdefault("school_text", (here.school_text, ""))
    if "school_text" in changes and here.school_id:
        del changes["school_text"]
    return changes if set(changes) - {"signed_up_at"} else {}


def _state(here: Participant, person: Person, *, pauses: bool) -> dict[str, str]:
    """Whoever did not agree pauses. Whoever left comes back with a dated row: it is a later one,
    or it would have been left out."""
    if here.state == Participant.State.LEFT:
        return {"state": person.state} if person.signed_up_at else {}
    if person.state == "paused" and pauses and here.state == Participant.State.IN:
        return {"state": "paused"}
    return {}


def _with_new_lines(held: str, given: str) -> str:
    """The note with the lines it does not hold yet; "" when there are none."""
    known = held.splitlines()
    new = [line for line in dict.fromkeys(given.splitlines()) if line not in known]
    return "\n".join([*known, *new]).strip() if new else ""


def _held(here: Participant, key: str) -> Any:
    return columns.current(here, key) if key in columns.LABELS else here.answers.get(key)


def _same(before: Any, after: Any) -> bool:
    if isinstance(before, list) and isinstance(after, list):
        return [_plain(one) for one in before] == [_plain(one) for one in after]
    if isinstance(before, str) and isinstance(after, str):
        return before.strip() == after.strip() or _moment(before) == _moment(after) != before
    return bool(before == after)


def _plain(entry: object) -> str:
    return str(entry).removeprefix(OTHER)


def _moment(words: str) -> object:
    try:
        return datetime.fromisoformat(words).astimezone(UTC)
    except ValueError:
        return words
