"""Changing what is known of a person, and taking a change back."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from edumentoring.common.refused import Refused, Stale
from edumentoring.people.models import User
from edumentoring.programmes import columns
from edumentoring.programmes.models import AnswerChange, Participant, Programme
from edumentoring.programmes.operations.locking import locked, record_person, refuse_unknown
from edumentoring.programmes.questions import read_answer


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


def read_all(programme: Programme, given: Mapping[str, Any]) -> dict[str, Any]:
    """Every value in its plain form. Raises ValueError for a key that nothing asks for."""
    answer_keys = [key for key in given if key not in columns.LABELS]
    asked = {
        question.key: question
        for question in (
            programme.questions.filter(key__in=answer_keys, retired_at=None) if answer_keys else ()
        )
    }
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
) -> list[AnswerChange]:
    """Make the changes on a locked participant and keep what was before."""
    wanted = _settle_roles(participant, read_all(participant.programme, changes))
    before = {key: held(participant, key) for key in wanted}
    wanted = {key: value for key, value in wanted.items() if before[key] != value}
    if not wanted:
        return []
    _change_the_person(participant, wanted)
    apply(participant, wanted)
    _refuse_broken_promises(participant)
    participant.version += 1
    participant.save()
    together = together or uuid.uuid4()
    wordings = dict(
        participant.programme.questions.filter(retired_at=None, key__in=list(wanted)).values_list(
            "key", "version"
        )
    )
    return AnswerChange.objects.bulk_create(
        AnswerChange(
            participant=participant,
            participant_version=participant.version,
            key=key,
            question_version=wordings.get(key, 1),
            before=before[key],
            after=value,
            by=by,
            source=source,
            together=together,
        )
        for key, value in wanted.items()
    )


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
    user.save(update_fields=changed)
    if "email" in changed:
        EmailAddress.objects.filter(user=user).delete()
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)


def may_change_account(participant: Participant) -> bool:
    """Whether the desk may correct this person's name and e-mail."""
    user = participant.user
    return not (
        user.last_login
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
    undone = uuid.uuid4()
    for participant in locked(by_person):
        mine = by_person[participant.pk]
        if any(held(participant, key) != change.after for key, change in mine.items()):
            raise Refused(
                _("%s was changed again since. That change stands, so nothing was undone.")
                % participant
            )
        before = {key: change.before for key, change in mine.items()}
        change_locked(participant, before, by=by, source="desk", together=undone)
        record_person("undo_change", participant, by, f"Undid a change of {participant}")
    return len(by_person)


@transaction.atomic
def change_together(
    participants: Iterable[Participant], *, changes: Mapping[str, Any], by: User
) -> tuple[uuid.UUID, int]:
    """Change the same thing for several people. Returns what undoes it, and how many changed."""
    together, changed = uuid.uuid4(), 0
    for participant in locked(participant.pk for participant in participants):
        if change_locked(participant, changes, by=by, source="desk", together=together):
            changed += 1
            words = "; ".join(
                f"{columns.LABELS[key]}, {columns.in_words(key, value)}".lower()
                if key in columns.LABELS
                else key
                for key, value in changes.items()
            )
            record_person("change_participant", participant, by, f"Changed {participant}: {words}")
    return together, changed


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
