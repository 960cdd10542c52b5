"""Carrying out a plan in one transaction, and taking it back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from allauth.account.models import EmailAddress
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused, Stale
from edumentoring.intake.models import Upload
from edumentoring.intake.operations import preview
from edumentoring.intake.planning.plan import Person, Plan, Update
from edumentoring.people import operations as people
from edumentoring.people.models import Event, User
from edumentoring.programmes import columns, operations
from edumentoring.programmes.models import AnswerChange, Participant, Programme, Question
from edumentoring.schools.models import Organisation

AT_ONCE = 200


def save_upload(upload: Upload, *, fingerprint: str, by: User | None) -> dict[str, int]:
    """Save exactly what the preview with this fingerprint showed. Returns the counts.

    Raises Stale when the plan is another one by now: somebody changed a decision, or a
    person in the programme. Pressed twice, it saves once and gives the same counts.
    """
    plan = preview(upload).plan
    source = _source_in_words(upload)
    with transaction.atomic():
        current = Upload.objects.select_for_update().get(pk=upload.pk)
        if current.state == Upload.State.SAVED:
            return dict(current.report)
        if current.state != Upload.State.CHECKING:
            raise Refused(_("This import cannot be saved now. Open it again from the list."))
        if current.edits != upload.edits or plan.fingerprint() != fingerprint:
            raise _moved_on()
        _refuse_if_moved(upload.programme, plan)
        _ask_questions(upload.programme, plan.questions, by)
        made = _add(upload.programme, plan.additions, source=source)
        _change(plan.updates, upload=current, by=by)
        _finish(current, plan, made, by)
    upload.refresh_from_db()
    return dict(current.report)


def _moved_on() -> Stale:
    return Stale(
        _("Something changed since this page was shown, so nothing was saved. Look again below.")
    )


def _source_in_words(upload: Upload) -> str:
    """What a person is told at first contact about where their data came from."""
    return _(
        "You signed up with a form. A coordinator brought it in on %(day)s from “%(file)s”."
    ) % {
        "day": timezone.localdate().strftime("%-d %B %Y"),
        "file": upload.file_name[:80],
    }


def _refuse_if_moved(programme: Programme, plan: Plan) -> None:
    """Under the transaction's lock: those to change are as they were, those to add not here."""
    versions = dict(
        Participant.objects.select_for_update()
        .filter(pk__in=[one.participant.pk for one in plan.updates])
        .values_list("pk", "version")
    )
    if any(versions.get(one.participant.pk) != one.participant.version for one in plan.updates):
        raise _moved_on()
    emails = [person.email for person in plan.additions]
    if people.suppressed_among(emails, programme.pk):
        raise _moved_on()
    for some in _parts(emails):
        if programme.participants.with_emails(some).exists():
            raise _moved_on()


def _parts(things: Sequence[Any]) -> Iterable[Sequence[Any]]:
    """SQLite takes only so many values in one statement."""
    for at in range(0, len(things), AT_ONCE):
        yield things[at : at + AT_ONCE]


def _ask_questions(programme: Programme, questions: Mapping[str, str], by: User | None) -> None:
    for key, label in questions.items():
        kind = Question.Kind.TEXT if key == "phone" else Question.Kind.LONG_TEXT
        operations.add_question(programme, key=key, label=label, by=by, kind=kind)


# --- Adding -------------------------------------------------------------------------------------


def _add(programme: Programme, people_: Sequence[Person], *, source: str) -> dict[str, list[int]]:
    """Everybody who is new, many to a statement: the database is held only as long as it must."""
    made: dict[str, list[int]] = {"participants": [], "users": []}
    schools = _schools_of(people_)
    for some in _parts(people_):
        users, new = operations.find_or_make_users({one.email: one.name for one in some})
        made["users"] += new
        rows = [_participant(programme, users[one.email], one, schools, source) for one in some]
        try:
            rows = Participant.objects.bulk_create(rows)
        except IntegrityError:
            raise _moved_on() from None
        made["participants"] += [row.pk for row in rows]
    return made


def _schools_of(people_: Iterable[Person]) -> dict[int, Organisation]:
    keys = list({one.values["school"] for one in people_ if one.values.get("school")})
    found: dict[int, Organisation] = {}
    for some in _parts(keys):
        found |= Organisation.objects.in_bulk(some)
    return found


def _participant(
    programme: Programme,
    user: User,
    person: Person,
    schools: Mapping[int, Organisation],
    source: str,
) -> Participant:
    participant = Participant(
        programme=programme,
        user=user,
        is_mentor=person.is_mentor,
        is_mentee=person.is_mentee,
        capacity=programme.rules.get("default_capacity", 1) if person.is_mentor else 0,
        demand=1 if person.is_mentee else 0,
        state=person.state,
        note=person.note,
        source=source[:200],
        signed_up_at=person.signed_up_at or timezone.now(),
    )
    for key, value in person.values.items():
        if key == "school":
            participant.school = schools.get(value)
        elif key in columns.LABELS:
            setattr(participant, key, columns.read(key, value))
        else:
            participant.answers[key] = value
    if not person.is_mentor:
        participant.capacity = 0
    if not person.is_mentee:
        participant.demand = 0
    return participant


# --- Changing and finishing -----------------------------------------------------------------------


def _change(updates: Sequence[Update], *, upload: Upload, by: User | None) -> None:
    for one in updates:
        operations.change_participant(
            one.participant,
            changes={key: after for key, (_before, after) in one.changes.items()},
            by=by,
            source="import",
            together=upload.together,
        )


def _finish(upload: Upload, plan: Plan, made: dict[str, list[int]], by: User | None) -> None:
    upload.report = {
        "added": len(plan.additions),
        "updated": len(plan.updates),
        "unchanged": len(plan.unchanged),
        "waiting": len(plan.waiting),
        "left_out": len(plan.left_out),
        "joined": plan.joined_rows,
    }
    upload.undo = made
    upload.state, upload.saved_at = Upload.State.SAVED, timezone.now()
    upload.touched_at = upload.saved_at
    upload.save(update_fields=["report", "undo", "state", "saved_at", "touched_at"])
    names = {person.email: person.name or person.email for person in plan.additions}
    Event.objects.bulk_create(
        Event(
            action="enrol_participant",
            subject_type="programmes.participant",
            subject_id=str(pk),
            by=by,
            summary=f"{names[person.email]} joined"[:300],
            programme_id=upload.programme_id,
            detail={"upload": str(upload.code)},
        )
        for pk, person in zip(made["participants"], plan.additions, strict=True)
    )
    people.record(
        "save_upload",
        upload,
        by=by,
        summary=f"Imported {upload.file_name}: {len(plan.additions):,} added, "
        f"{len(plan.updates):,} updated",
        programme_id=upload.programme_id,
    )


# --- Taking back --------------------------------------------------------------------------------


@transaction.atomic
def undo_upload(upload: Upload, *, by: User) -> dict[str, Any]:
    """Take an import back: those it added go, answers it changed are as before.

    What somebody changed or built on since stands, and is named in the report.
    """
    current = Upload.objects.select_for_update().get(pk=upload.pk)
    if not current.can_be_undone:
        raise Refused(_("This import can no longer be undone. Change the people themselves."))
    restored, stood = _restore(current, by)
    removed, kept = _remove(current)
    current.state, current.undone_at = Upload.State.UNDONE, timezone.now()
    current.report = {
        **current.report,
        "removed": removed,
        "restored": restored,
        "kept": [*kept, *stood],
    }
    current.touched_at = current.undone_at
    current.save(update_fields=["state", "undone_at", "report", "touched_at"])
    people.record(
        "undo_upload",
        current,
        by=by,
        summary=f"Took back the import of {current.file_name}: {removed:,} removed, "
        f"{restored:,} as before",
        programme_id=current.programme_id,
    )
    upload.refresh_from_db()
    return dict(current.report)


def _restore(upload: Upload, by: User) -> tuple[int, list[str]]:
    """Each changed answer as it was, where nobody changed it since."""
    by_person: dict[int, list[AnswerChange]] = {}
    for change in AnswerChange.objects.filter(together=upload.together).order_by("pk"):
        by_person.setdefault(change.participant_id, []).append(change)
    restored, stood = 0, []
    for participant in (
        Participant.objects.with_person().filter(pk__in=list(by_person)).order_by("pk")
    ):
        back, kept = {}, []
        for change in by_person[participant.pk]:
            if _held(participant, change.key) == change.after:
                back[change.key] = change.before
            else:
                kept.append(str(columns.LABELS.get(change.key, change.key)))
        if back and _put_back(participant, back, by):
            restored += 1
        elif back:
            kept += [str(columns.LABELS.get(key, key)) for key in back]
        if kept:
            stood.append(
                _("%(person)s: %(answers)s changed since, so left as it is")
                % {"person": participant, "answers": ", ".join(kept)}
            )
    return restored, stood


def _put_back(participant: Participant, back: Mapping[str, Any], by: User) -> bool:
    try:
        with transaction.atomic():
            operations.change_participant(participant, changes=back, by=by, source="import")
    except Refused:
        return False
    return True


def _held(participant: Participant, key: str) -> Any:
    if key in columns.LABELS:
        return columns.current(participant, key)
    return participant.answers.get(key)


def _remove(upload: Upload) -> tuple[int, list[str]]:
    """Those the import added, unless something has come of them since."""
    keys = upload.undo.get("participants", [])
    removed, kept = 0, []
    for some in _parts(keys):
        for participant in Participant.objects.with_person().filter(pk__in=some).order_by("pk"):
            if participant.version > 1 or _is_built_on(participant):
                kept.append(_("%s: changed or matched since, so kept") % participant)
                continue
            user = participant.user
            participant.delete()
            removed += 1
            if user.pk in upload.undo.get("users", []) and not _is_used(user):
                user.delete()
    return removed, kept


def _is_built_on(participant: Participant) -> bool:
    """Whether any row of another room points at this person, for instance a pair."""
    return any(
        rows.exists() for model, rows in _pointing_at(participant) if model is not AnswerChange
    )


def _is_used(user: User) -> bool:
    """Whether the account serves anything besides what was taken back."""
    if user.last_login or user.is_superuser:
        return True
    ours = {EmailAddress, Event}
    return any(rows.exists() for model, rows in _pointing_at(user) if model not in ours)


def _pointing_at(thing: models.Model) -> Iterator[tuple[type[models.Model], Any]]:
    """Each model with a foreign key to this kind of thing, and its rows that point at it."""
    for relation in thing._meta.related_objects:  # noqa: SLF001  Django's documented interface
        field = relation.field
        if isinstance(field, models.ForeignKey):
            yield field.model, field.model._default_manager.filter(**{field.name: thing})  # noqa: SLF001
