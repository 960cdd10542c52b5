"""Changing what is known of a person, and taking a change back."""

import uuid
from collections.abc import Iterable, Mapping
from copy import copy
from datetime import datetime
from itertools import batched
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.common.refused import Refused, Stale
from edumentoring.people.models import User
from edumentoring.people.operations import is_suppressed
from edumentoring.programmes import apart, columns, leaving, rests
from edumentoring.programmes.models import AnswerChange, Participant, Programme, Question
from edumentoring.programmes.operations.locking import (
    locked,
    record_people,
    record_person,
    refuse_unknown,
)
from edumentoring.programmes.questions import read_answer

LEFT = Participant.State.LEFT
HERE = Participant.State.IN
PAUSED = Participant.State.PAUSED


@transaction.atomic
def change_participant(
    participant: Participant,
    *,
    changes: Mapping[str, Any],
    by: User | None,
    source: str = "desk",
    version: int | None = None,
    together: uuid.UUID | None = None,
) -> list[AnswerChange]:
    """Change columns and answers by their keys; what is the same already is left alone.

    `version` is the one the editor saw. Raises Stale when another change touched the same
    keys since; changes of different keys join, so neither is lost. Raises Refused for a
    value that does not fit, and ValueError for a key that is neither column nor question.
    """
    current = (
        Participant.objects.select_for_update(of=("self",)).with_person().get(pk=participant.pk)
    )
    if version is not None and version != current.version:
        _refuse_if_touched_since(current, changes, version)
    made = change_locked(current, changes, by=by, source=source, together=together)
    if made:
        words = ", ".join(str(columns.LABELS.get(change.key, change.key)) for change in made)
        record_person("change_participant", current, by, f"Changed {current}: {words.lower()}")
    return made


def _refuse_if_touched_since(
    current: Participant, changes: Mapping[str, Any], version: int
) -> None:
    later = current.answer_changes.filter(participant_version__gt=version, key__in=list(changes))
    seen: dict[str, Any] = {}
    for change in later.order_by("participant_version", "pk"):
        seen.setdefault(change.key, change.before)
    wanted = read_all(current.programme, {key: changes[key] for key in seen})
    # What was changed and changed back stands as the editor saw it: nothing is overwritten.
    if any(held(current, key) not in (value, seen[key]) for key, value in wanted.items()):
        raise Stale(
            _("Somebody else changed %s while you were writing. Nothing of yours is lost.")
            % current
        )


def held(participant: Participant, key: str) -> Any:
    if key in columns.LABELS:
        return columns.current(participant, key)
    return participant.answers.get(key)


Asked = Mapping[str, Question]


def asked_of(programme: Programme, keys: Iterable[str]) -> Asked:
    """The current questions among these keys."""
    answers = {key for key in keys if key not in columns.LABELS}
    if not answers:
        return {}
    return {q.key: q for q in programme.questions.filter(key__in=answers, retired_at=None)}


def read_all(
    programme: Programme, given: Mapping[str, Any], asked: Asked | None = None
) -> dict[str, Any]:
    """Every value in its plain form. Raises ValueError for a key that nothing asks for."""
    asked = asked_of(programme, given) if asked is None else asked
    answer_keys = [key for key in given if key not in columns.LABELS]
    refuse_unknown(answer_keys, asked)
    return {
        key: columns.read(key, value) if key in columns.READERS else value
        for key, value in given.items()
        if key in columns.LABELS
    } | {key: read_answer(asked[key], given[key]) for key in answer_keys}


def change_locked(
    participant: Participant,
    changes: Mapping[str, Any],
    *,
    by: User | None,
    source: str,
    together: uuid.UUID | None,
    undoing: datetime | None = None,
    word: str | None = "",
) -> list[AnswerChange]:
    """Make the changes on a locked participant and keep what was before.

    `undoing`: it takes back what was done at that moment. `word` goes to those around
    somebody who comes to rest; None lets what they have with others go on.
    """
    asked = asked_of(participant.programme, changes)
    wanted = read_all(participant.programme, changes, asked)
    if undoing is None:
        wanted = _count_return_as_new(participant, wanted)
    lines = _work_out(participant, wanted, asked)
    if not lines:
        return []
    _refuse_resting(lines, by=by)
    participant.save()
    kept = _keep_lines(lines, by=by, source=source, together=together or uuid.uuid4())
    _follow(kept, by=by, undoing=undoing, word=word)
    return kept


def change_all_locked(
    wanted: Iterable[tuple[Participant, Mapping[str, Any]]],
    *,
    asked: Asked,
    by: User | None,
    together: uuid.UUID,
    undoing: datetime | None = None,
) -> list[Participant]:
    """The same for many locked participants of one programme at once, in a few statements.

    Returns those who changed.
    """
    changed, lines = [], []
    for participant, changes in wanted:
        given = read_all(participant.programme, changes, asked)
        if undoing is None:
            given = _count_return_as_new(participant, given)
        made = _work_out(participant, given, asked)
        if made:
            changed.append(participant)
            lines += made
    _refuse_resting(lines, by=by)
    save_all(changed, {line.key for line in lines})
    _follow(_keep_lines(lines, by=by, source="desk", together=together), by=by, undoing=undoing)
    return changed


def _refuse_resting(lines: list[AnswerChange], *, by: User | None) -> None:
    """Nobody takes part again while they rest until somebody has spoken with them."""
    back = [line for line in lines if line.key == "state" and line.after == Participant.State.IN]
    apart.refuse_if_resting([line.participant for line in back], by=by)


def _follow(
    lines: list[AnswerChange],
    *,
    by: User | None,
    undoing: datetime | None,
    word: str | None = "",
) -> None:
    """Let the other rooms do their part for whoever left or did not leave after all, and for
    whoever rests or is back.

    Whoever signs up anew is asked everything anew, so nothing of theirs is brought back.
    """
    _follow_rest(lines, by=by, word=word)
    states = [line for line in lines if line.key == "state"]
    leaving.leave([line.participant for line in states if line.after == LEFT], by=by)
    here = [line for line in states if line.before == LEFT]
    if undoing is None:
        here = [line for line in here if line.after != Participant.State.SIGNED_UP]
    leaving.stay([line.participant for line in here], by=by, since=undoing)


def _follow_rest(lines: list[AnswerChange], *, by: User | None, word: str | None) -> None:
    """Another day counts as well; whoever leaves while they rest is not back."""
    about = [line for line in lines if line.key in {"state", "paused_until"}]
    resting = {
        each.pk: each for each in (line.participant for line in about) if each.state == PAUSED
    }
    if word is not None:
        rests.rest(list(resting.values()), by=by, word=word)
    back = [line for line in about if line.key == "state" and line.before == PAUSED]
    rests.back([line.participant for line in back if line.after == HERE], by=by)


def _count_return_as_new(participant: Participant, wanted: dict[str, Any]) -> dict[str, Any]:
    """Whoever comes back after leaving stands last on the waiting list, as if new there.

    When they signed up first stays in the history.
    """
    anew = wanted.get("state") in {Participant.State.SIGNED_UP, Participant.State.QUEUED}
    if participant.state != LEFT or not anew:
        return wanted
    return {"signed_up_at": timezone.now().isoformat(), **wanted}


def _work_out(participant: Participant, wanted: dict[str, Any], asked: Asked) -> list[AnswerChange]:
    """Set what differs on the participant; gives a line of history, not saved yet, for each."""
    wanted = _settle_roles(participant, wanted)
    before = {key: held(participant, key) for key in wanted}
    wanted = {key: value for key, value in wanted.items() if before[key] != value}
    if not wanted:
        return []
    _change_the_person(participant, wanted)
    apply(participant, wanted)
    _refuse_broken_promises(participant)
    participant.version += 1
    return [
        AnswerChange(
            participant=participant,
            participant_version=participant.version,
            key=key,
            question_version=asked[key].version if key in asked else 1,
            before=before[key],
            after=value,
        )
        for key, value in wanted.items()
    ]


def _keep_lines(
    lines: list[AnswerChange], *, by: User | None, source: str, together: uuid.UUID
) -> list[AnswerChange]:
    for line in lines:
        line.by, line.source, line.together = by, source, together
    return AnswerChange.objects.bulk_create(lines, batch_size=500)


def would_refuse(participant: Participant, changes: Mapping[str, Any]) -> None:
    """Try changes of cells on a copy; raises Refused where saving them would."""
    trial = copy(participant)
    trial.answers = dict(participant.answers)
    apply(trial, _settle_roles(trial, {k: v for k, v in changes.items() if k in columns.READERS}))
    _refuse_broken_promises(trial)


COPIES = ("filed_as", "found_by", "facets")


def save_all(participants: list[Participant], keys: Iterable[str]) -> None:
    """Save these keys of many at once. What is the same for all goes in one statement."""
    if not participants:
        return
    fields = {
        key if key in columns.READERS else "answers"
        for key in keys
        if key not in columns.OF_THE_PERSON
    }
    fields |= {"capacity", "demand"} if fields & {"is_mentor", "is_mentee"} else set()
    fields = {"joined_into_id" if field == "joined_into" else field for field in fields}
    copies = [tuple(getattr(each, name) for name in COPIES) for each in participants]
    for each in participants:
        each.file_away()
        if each.state != Participant.State.PAUSED:
            each.paused_until = None
    if copies != [tuple(getattr(each, name) for name in COPIES) for each in participants]:
        fields |= set(COPIES)
    if "state" in fields:
        fields.add("paused_until")
    _write(participants, fields)


def _write(participants: list[Participant], fields: set[str]) -> None:
    first = participants[0]
    alike = {
        name: getattr(first, name)
        for name in fields
        if all(getattr(each, name) == getattr(first, name) for each in participants)
    }
    if "joined_into_id" in fields:
        alike.pop("state", None)  # the two go together: the database checks after each statement
    for some in batched(participants, 1000):
        Participant.objects.filter(pk__in=[each.pk for each in some]).update(
            **alike, version=F("version") + 1, updated_at=timezone.now()
        )
    unlike = sorted(name.removesuffix("_id") for name in fields - set(alike))
    if unlike:
        Participant.objects.bulk_update(participants, unlike, batch_size=100)


def _settle_roles(participant: Participant, wanted: dict[str, Any]) -> dict[str, Any]:
    """A role that is given up takes its places along; one that is taken up brings one."""
    for role, places in (("is_mentor", "capacity"), ("is_mentee", "demand")):
        stays = wanted.get(role, getattr(participant, role))
        if not stays and (role in wanted or places in wanted):
            wanted[places] = 0
        elif wanted.get(role) and not getattr(participant, role) and places not in wanted:
            wanted[places] = 1
    return wanted


def apply(participant: Participant, wanted: Mapping[str, Any]) -> None:
    """Set what was read on the participant; the caller saves."""
    for key, value in wanted.items():
        if key in columns.OF_THE_PERSON:
            continue
        if key in columns.LABELS:
            columns.put(participant, key, value)
        elif value is None:
            participant.answers.pop(key, None)
        else:
            participant.answers[key] = value
    if not participant.is_mentor:
        participant.capacity = 0
    if not participant.is_mentee:
        participant.demand = 0


def _refuse_broken_promises(participant: Participant) -> None:
    """No fewer places than pairs take already; the database would refuse as well."""
    if participant.joined_into_id and participant.state != LEFT:
        raise Refused(
            _("%(person)s was joined with %(other)s. Undo that first, on the page of %(other)s.")
            % {"person": participant, "other": participant.joined_into}
        )
    if not (participant.is_mentor or participant.is_mentee):
        raise Refused(
            _("%s would be neither mentor nor mentee. Mark them as left instead.") % participant
        )
    if participant.capacity < participant.mentees_now:
        raise Refused(
            _(
                "%(person)s has %(now)s people already, so there cannot be %(wanted)s places. "
                "End a pair first."
            )
            % {
                "person": participant,
                "now": participant.mentees_now,
                "wanted": participant.capacity,
            }
        )
    if participant.demand < participant.mentors_now:
        raise Refused(
            _("%(person)s has %(now)s mentors already. End a pair first.")
            % {"person": participant, "now": participant.mentors_now}
        )


def _change_the_person(participant: Participant, wanted: Mapping[str, Any]) -> None:
    """Name and e-mail sit on the account. An e-mail is a key to it, so whoever has signed in,
    or is known elsewhere, changes their own: no desk may redirect another's sign-in."""
    user, changed = participant.user, [key for key in columns.OF_THE_PERSON if key in wanted]
    if not changed:
        return
    if not may_change_account(participant):
        raise Refused(
            _("%s has an account of their own. Only they can change their name and e-mail.") % user
        )
    for key in changed:
        setattr(user, key, str(wanted[key]).strip())
    if User.objects.filter(email__iexact=user.email).exclude(pk=user.pk).exists():
        raise Refused(_("Somebody else already has the e-mail %s.") % user.email)
    if "email" in changed and is_suppressed(user.email, participant.programme_id):
        raise Refused(_("Whoever has the e-mail %s asked us to forget them.") % user.email)
    user.save(update_fields=changed)
    if "email" in changed:
        EmailAddress.objects.filter(user=user).delete()
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)


def may_change_account(participant: Participant) -> bool:
    """Whether the desk may correct this person's name and e-mail."""
    user = participant.user
    return not (
        user.is_forgotten
        or user.last_login
        or user.is_superuser
        or user.coordinating.exists()
        or user.participations.exclude(pk=participant.pk).exists()
    )


@transaction.atomic
def undo_change(together: uuid.UUID, *, programme: Programme, by: User) -> int:
    """Take back what was changed in one go. Returns how many people it touched.

    Raises Refused when somebody has changed the same thing since: that change stands.
    """
    changes = AnswerChange.objects.filter(together=together, participant__programme=programme)
    by_person: dict[int, dict[str, AnswerChange]] = {}
    for change in changes.order_by("pk"):
        by_person.setdefault(change.participant_id, {})[change.key] = change
    if not by_person:
        raise Refused(_("There is nothing left to undo there."))
    people = locked(by_person)
    for participant in people:
        mine = by_person[participant.pk]
        if any(held(participant, key) != change.after for key, change in mine.items()):
            raise Refused(
                _("%s was changed again since. That change stands, so nothing was undone.")
                % participant
            )
    wanted = [
        (each, {key: change.before for key, change in by_person[each.pk].items()})
        for each in people
    ]
    asked = asked_of(programme, {key for _each, mine in wanted for key in mine})
    undone = change_all_locked(
        wanted,
        asked=asked,
        by=by,
        together=uuid.uuid4(),
        undoing=min(change.at for mine in by_person.values() for change in mine.values()),
    )
    record_people("undo_change", [(each, f"Undid a change of {each}") for each in undone], by=by)
    return len(by_person)


@transaction.atomic
def change_together(
    participants: Iterable[Participant], *, changes: Mapping[str, Any], by: User
) -> tuple[uuid.UUID, int]:
    """Change the same thing for several people. Returns what undoes it, and how many changed."""
    return change_each({each.pk: changes for each in participants}, by=by)


@transaction.atomic
def change_each(
    changes: Mapping[int, Mapping[str, Any]],
    *,
    by: User,
    versions: Mapping[int, int] | None = None,
) -> tuple[uuid.UUID, int]:
    """Change something else for each of several people of one programme, all or nobody.

    `changes` goes by the participants' keys, and so do `versions`: those the editor saw.
    Raises Stale, naming the person, when somebody changed the same thing since. Returns what
    undoes it, and how many changed.
    """
    together, people = uuid.uuid4(), locked(changes)
    if not people:
        return together, 0
    for each in people:
        if versions and versions.get(each.pk, each.version) != each.version:
            _refuse_if_touched_since(each, changes[each.pk], versions[each.pk])
    asked = asked_of(people[0].programme, {key for mine in changes.values() for key in mine})
    changed = change_all_locked(
        [(each, changes[each.pk]) for each in people], asked=asked, by=by, together=together
    )
    record_people(
        "change_participant",
        [(each, f"Changed {each}: {_in_words(changes[each.pk], asked)}") for each in changed],
        by=by,
    )
    return together, len(changed)


def _in_words(changes: Mapping[str, Any], asked: Asked) -> str:
    """What was changed, for the history; an answer's new words are left to its own history."""
    return "; ".join(
        f"{columns.LABELS[key]}, {columns.in_words(key, columns.read(key, value))}".lower()
        if key in columns.READERS
        else asked[key].label
        for key, value in changes.items()
    )


@transaction.atomic
def refile(programme: Programme) -> int:
    """Mend the copies that lists sort and search by, after names or schools changed elsewhere."""
    stale = []
    for participant in programme.participants.with_person().iterator(chunk_size=500):
        before = (participant.filed_as, participant.found_by, participant.facets)
        participant.file_away()
        if before != (participant.filed_as, participant.found_by, participant.facets):
            stale.append(participant)
    Participant.objects.bulk_update(stale, ["filed_as", "found_by", "facets"], batch_size=200)
    return len(stale)
