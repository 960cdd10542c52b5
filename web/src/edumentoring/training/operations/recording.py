"""The record of what people did, and the mark of who is trained that follows from it."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.people.models import User
from edumentoring.people.operations import counted, record
from edumentoring.programmes.models import AnswerChange, Participant, Programme
from edumentoring.programmes.operations.changing import change_locked
from edumentoring.programmes.operations.locking import locked
from edumentoring.training.models import Booking, Certificate, Record
from edumentoring.training.proof import Proof
from edumentoring.training.records import records_of

SOURCE = "training"


@transaction.atomic
def add_record(
    participant: Participant,
    values: Mapping[str, Any],
    *,
    by: User,
    batch: uuid.UUID | None = None,
) -> Record:
    """Put something on somebody's record by hand. What stands there already is not put twice."""
    lock_person(participant)
    same = Record.objects.standing().filter(
        user=participant.user_id,
        programme=participant.programme_id,
        title=values["title"],
        done_on=values["done_on"],
    )
    if same.exists():
        raise Refused(_("This stands on the record already, with the same day."))
    made = Record.objects.create(
        user=participant.user, programme=participant.programme, by=by, batch=batch, **values
    )
    mark_trained(made)
    _note("add_to_record", made, by, f"Added to the record of {participant}")
    return made


def record_attendance(booking: Booking, *, by: User) -> None:
    """The line that follows from having been at an event, or not. Guests have no record."""
    kept = Record.objects.filter(booking=booking).first()
    if booking.user is None:
        return
    if not booking.attended:
        if kept and kept.removed_at is None:
            _take_away(kept, at=timezone.now())
        return
    event = booking.event
    day = event.starts_at.astimezone(event.zone).date()
    made = kept or Record(booking=booking, programme=event.programme, user=booking.user)
    made.kind, made.title, made.done_on = Record.Kind.EVENT, event.title, day
    made.hours = booking.hours if booking.hours is not None else event.hours
    made.counts_as_training = event.counts_as_training
    made.expires_on = event.expiry_of(day) if event.counts_as_training else None
    made.by = by
    if made.removed_at:
        _bring_back(made)
    elif not _stands_already(made):
        made.save()
        mark_trained(made)


def _stands_already(made: Record) -> bool:
    """Two events of one name on one day give one line."""
    same = Record.objects.standing().filter(
        user=made.user_id, programme=made.programme_id, title=made.title, done_on=made.done_on
    )
    return same.exclude(pk=made.pk).exists()


@transaction.atomic
def remove_record(found: Record, *, by: User) -> None:
    """Take a line off somebody's record. Certificates that rest on it hold no more."""
    current = Record.objects.select_for_update().get(pk=found.pk)
    if current.removed_at is None:
        _take_away(current, at=timezone.now())
        _note("remove_from_record", current, by, f"Took a line off the record of {current.user}")


@transaction.atomic
def restore_record(found: Record, *, by: User) -> None:
    """Put it back, with the certificates that fell with it."""
    current = Record.objects.select_for_update().get(pk=found.pk)
    if current.removed_at is None:
        return
    if _stands_already(current):
        raise Refused(_("The same line was added again since. Nothing was changed."))
    _bring_back(current)
    _note("restore_to_record", current, by, f"Put a line back on the record of {current.user}")


def _take_away(current: Record, *, at: Any) -> None:
    current.removed_at = at
    current.save(update_fields=["removed_at"])
    current.certificates.filter(revoked_at=None).update(
        revoked_at=at, revoked_for=_("Something that it rests on was taken off the record.")
    )
    mark_trained(current)


def _bring_back(current: Record) -> None:
    """Only those that fell with it: a certificate revoked for another reason stays so."""
    fallen = Certificate.objects.filter(records=current, revoked_at=current.removed_at)
    fallen.update(revoked_at=None, revoked_for="")
    current.removed_at = None
    current.save()
    mark_trained(current)


def _note(action: str, about: Record, by: User | None, summary: str) -> None:
    record(action, about, by=by, summary=summary, programme_id=about.programme_id)


# --- From a sheet -----------------------------------------------------------------------------


@transaction.atomic
def keep_pasted(
    programme: Programme, lines: Iterable[tuple[Participant, Mapping[str, Any]]], *, by: User
) -> tuple[uuid.UUID, int]:
    """Put many lines on many records in one go; those that stand there already are left out."""
    batch, kept = uuid.uuid4(), 0
    for participant, values in lines:
        try:
            with transaction.atomic():
                add_record(participant, values, by=by, batch=batch)
        except Refused:
            continue
        kept += 1
    record(
        "paste_records",
        programme,
        by=by,
        summary=f"Added {counted(kept, 'line')} to records from a sheet",
        programme_id=programme.pk,
    )
    return batch, kept


@transaction.atomic
def remove_batch(programme: Programme, batch: uuid.UUID, *, by: User) -> int:
    """Take back a paste."""
    found = list(Record.objects.standing().filter(programme=programme, batch=batch))
    for each in found:
        remove_record(each, by=by)
    return len(found)


# --- Who counts as trained --------------------------------------------------------------------


@transaction.atomic
def choose_proof(programme: Programme, chosen: str, *, by: User) -> Programme:
    """Say what counts as trained here. Nobody's record changes."""
    if chosen not in Proof.values:
        raise Refused(_("Choose one of the two."))
    current = Programme.objects.select_for_update().get(pk=programme.pk)
    if current.rules.get("training") != chosen:
        current.rules = {**current.rules, "training": chosen}
        current.version += 1
        current.save(update_fields=["rules", "version"])
        record(
            "choose_proof",
            current,
            by=by,
            summary=f"Trained: {Proof(chosen).label.lower()}",
            programme_id=current.pk,
        )
    return current


def lock_person(participant: Participant) -> Participant:
    return locked([participant.pk])[0]


def mark_trained(changed: Record) -> None:
    """The people's list and its filters say of this person what their record says.

    Where nothing on record counts any more, the mark goes only if a record had set it: what
    they said themselves is theirs to change.
    """
    if not changed.counts_as_training:
        return
    where = Q(programme=changed.programme_id)
    if changed.programme.organisation_id:
        where |= Q(programme__organisation=changed.programme.organisation_id)
    mentors = Participant.objects.filter(where, user=changed.user_id, is_mentor=True)
    keys = mentors.exclude(state=Participant.State.LEFT).values_list("pk", flat=True)
    for participant in locked(keys):
        _mark(participant)


def _mark(participant: Participant) -> None:
    today = participant.programme.today()
    until = list(
        records_of(participant).training().valid_on(today).values_list("expires_on", flat=True)
    )
    if until:
        last = None if None in until else max(day for day in until if day)
        _set(participant, is_trained=True, trained_until=last)
    elif participant.is_trained and _was_set_by_a_record(participant):
        _set(participant, is_trained=False, trained_until=None)


def _was_set_by_a_record(participant: Participant) -> bool:
    last = AnswerChange.objects.filter(participant=participant, key="is_trained").first()
    return last is not None and last.source == SOURCE


def _set(participant: Participant, *, is_trained: bool, trained_until: date | None) -> None:
    values = {
        "is_trained": is_trained,
        "trained_until": trained_until.isoformat() if trained_until else None,
    }
    change_locked(participant, values, by=None, source=SOURCE, together=None)


def as_hours(words: str) -> Decimal:
    """Hours as people write them: "1.5", "1,5", "1:30", "90 min". Refused for anything else."""
    cleaned = words.strip().lower().replace(",", ".")
    try:
        if ":" in cleaned:
            whole, minutes = cleaned.split(":", 1)
            hours = Decimal(whole) + Decimal(minutes) / 60
        elif cleaned.endswith(("min", "mins", "minutes")):
            hours = Decimal(cleaned.rstrip("minutes ")) / 60
        else:
            hours = Decimal(cleaned.removesuffix("hours").removesuffix("hour").rstrip("h ") or "0")
        hours = hours.quantize(Decimal("0.01"))
    except ArithmeticError:
        raise Refused(_("“%s” is no number of hours. Write it like 1.5.") % words) from None
    if not 0 <= hours <= 500:
        raise Refused(_("“%s” is no number of hours. Write it like 1.5.") % words)
    return hours
