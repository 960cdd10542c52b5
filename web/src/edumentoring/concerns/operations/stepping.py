"""What the contacts do with a concern. Each step is added to its record and never changed."""

import uuid
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.concerns import letters
from edumentoring.concerns.contacts import arrangement_of
from edumentoring.concerns.models import Concern, Step
from edumentoring.concerns.operations.raising import note_history
from edumentoring.people.models import User

Kind = Step.Kind
# Where each step leads, and whether it has to be explained.
LEADS_TO = {
    Kind.SEEN: Concern.State.SEEN,
    Kind.ACTED: Concern.State.ACTED,
    Kind.PASSED_ON: Concern.State.PASSED_ON,
    Kind.CLOSED: Concern.State.CLOSED,
    Kind.REOPENED: Concern.State.SEEN,
}
EXPLAINED = (Kind.ACTED, Kind.PASSED_ON, Kind.CLOSED, Kind.REOPENED)


@transaction.atomic
def open_concern(concern: Concern, *, by: User) -> Concern:
    """Put on record that this person opens it now; the first opening counts as seen."""
    current = _locked(concern)
    _add(current, Kind.OPENED, by)
    if current.state == Concern.State.NEW:
        current.state = Concern.State.SEEN
        current.save(update_fields=["state"])
    note_history("open_concern", current, by, "Opened a concern")
    return current


@transaction.atomic
def note_record(concern: Concern, *, by: User) -> Step:
    """Put on record that somebody took a copy for the school's own record."""
    step = _add(_locked(concern), Kind.RECORD, by)
    note_history("copy_concern", concern, by, "Made a record of a concern")
    return step


@transaction.atomic
def take_step(
    concern: Concern, kind: str, *, by: User, note: str = "", form_key: uuid.UUID | None = None
) -> Step:
    """Add a step, with words where it has to be explained, and move on to where it leads."""
    current = _locked(concern)
    if known := _known(form_key):
        return known
    if kind not in LEADS_TO:
        raise Refused(_("Choose what was done."))
    if current.is_closed != (kind == Kind.REOPENED):
        raise Refused(
            _("It is closed. Open it again first, and say why.")
            if current.is_closed
            else _("It is open already. Choose another step.")
        )
    if kind in EXPLAINED and not note.strip():
        raise Refused(_("Say in a few words what was done, so that the record is whole."))
    step = _add(current, kind, by, note=note, form_key=form_key)
    _move(current, LEADS_TO[Kind(kind)])
    note_history("step_of_concern", current, by, f"Took a step: {kind}")
    return step


@transaction.atomic
def write_to_writer(
    concern: Concern, text: str, *, by: User, form_key: uuid.UUID | None = None
) -> Step:
    """An answer for whoever raised it. The letter says only that there is one, and links to it."""
    current = _locked(concern)
    if known := _known(form_key):
        return known
    if not text.strip():
        raise Refused(_("Write your answer first."))
    if not current.email:
        raise Refused(_("They left no e-mail, so nobody can write to them from here."))
    step = _add(current, Kind.ANSWERED, by, note=text, form_key=form_key)
    letters.answered(current, step)
    note_history("answer_concern", current, by, "Answered a concern")
    return step


def _locked(concern: Concern) -> Concern:
    return Concern.objects.select_for_update().select_related("programme").get(pk=concern.pk)


def _known(form_key: uuid.UUID | None) -> Step | None:
    return Step.objects.filter(form_key=form_key).first() if form_key else None


def _add(
    concern: Concern,
    kind: str,
    by: User | None,
    *,
    note: str = "",
    form_key: uuid.UUID | None = None,
) -> Step:
    name = str(by) if by else ""
    return concern.steps.create(
        kind=kind, by=by, by_name=name[:150], note=note.strip(), form_key=form_key
    )


def _move(concern: Concern, state: str) -> None:
    """Closing sets the day it goes; opening again takes that day away."""
    concern.state = state
    concern.closed_at = timezone.now() if concern.is_closed else None
    concern.keep_until = _last_day(concern) if concern.is_closed else None
    concern.save(update_fields=["state", "closed_at", "keep_until"])


def _last_day(concern: Concern) -> date:
    today = concern.programme.today()
    year = today.year + arrangement_of(concern.programme).years_kept
    leap_day = (today.month, today.day) == (2, 29)
    return date(year, 3, 1) if leap_day else today.replace(year=year)
