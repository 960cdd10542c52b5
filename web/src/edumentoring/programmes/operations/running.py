"""Whether a programme can be seen, rests or is over: what its owners decide about it as a whole."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.common.mail import hold_letters, let_letters_go
from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused
from edumentoring.people import operations as people
from edumentoring.people.models import User
from edumentoring.programmes.models import Programme

# As long as a published round can be taken back.
LETTERS_GO_AFTER = timedelta(minutes=10)


def lock_programme(programme: Programme) -> Programme:
    """The programme's row as it is now, locked: whatever counts its people takes it first."""
    return Programme.objects.select_for_update().get(pk=programme.pk)


def refuse_unless_running(programme: Programme) -> None:
    """Raise Refused for a programme that is paused or archived; the cure is in the words."""
    if programme.archived_at:
        raise Refused(_("%s is archived. Bring it back first.") % programme)
    if programme.paused_at:
        raise Refused(_("%s is paused. Resume it first, on the page Set up.") % programme)


@transaction.atomic
def publish_programme(programme: Programme, *, by: User) -> Programme:
    """Let anybody read the public page and, between its dates, sign up. Twice changes nothing."""
    current = lock_programme(programme)
    if current.archived_at:
        raise Refused(_("%s is archived. Bring it back first.") % current)
    if not (current.takes_mentees or current.takes_mentors):
        raise Refused(_("Nobody could sign up. Choose who it is for first."))
    if current.published_at is None:
        current.published_at = timezone.now()
        _keep(current, ["published_at"])
        _record("publish_programme", current, by, "Published the programme's page")
    return current


@transaction.atomic
def hide_programme(programme: Programme, *, by: User) -> Programme:
    """Take the public page away: no sign-up meanwhile, and everything else goes on."""
    current = lock_programme(programme)
    if current.published_at is not None:
        current.published_at = None
        _keep(current, ["published_at"])
        _record("hide_programme", current, by, "Hid the programme's page")
    return current


@transaction.atomic
def pause_programme(
    programme: Programme, *, note: str = "", resumes_on: date | None = None, by: User
) -> Programme:
    """Let the whole programme rest, until `resumes_on` or until somebody resumes it.

    Clocks write no letters meanwhile and no round is published. Letters that wait to go out
    are held, unchanged, and go when the pause ends: somebody approved them, so they are
    neither lost nor sent into a time that was meant to be quiet. Sign-in letters, and what
    people set off themselves during the pause, go as ever. Pausing again changes the note
    and the date.
    """
    current = lock_programme(programme)
    if current.archived_at:
        raise Refused(_("%s is archived, so it rests already.") % current)
    if resumes_on and resumes_on <= current.today():
        raise Refused(_("Choose a day after today for it to go on."))
    current.paused_at = current.paused_at or timezone.now()
    current.pause_note, current.resumes_on = " ".join(note.split())[:300], resumes_on
    _keep(current, ["paused_at", "pause_note", "resumes_on"])
    held = hold_letters(programme_id=current.pk)
    until = f" until {resumes_on}" if resumes_on else ""
    _record("pause_programme", current, by, f"Paused the programme{until}", held=held)
    return current


@transaction.atomic
def resume_programme(programme: Programme, *, by: User | None = None) -> Programme:
    """End the pause; letters that were held go out ten minutes later, so that it can be undone.

    `by` is None when the clock did it.
    """
    current = lock_programme(programme)
    if current.paused_at is None:
        return current
    current.paused_at, current.pause_note, current.resumes_on = None, "", None
    current.resumed_at = timezone.now()
    _keep(current, ["paused_at", "pause_note", "resumes_on", "resumed_at"])
    gone = let_letters_go(programme_id=current.pk, not_before=current.resumed_at + LETTERS_GO_AFTER)
    _record("resume_programme", current, by, "Resumed the programme", let_go=gone)
    return current


def resume_what_is_due() -> int:
    """Resume programmes whose day has come where they are. Run by the clock; says how many."""
    resting = Programme.objects.current().exclude(paused_at=None).exclude(resumes_on=None)
    due = [each for each in resting if each.resumes_on and each.resumes_on <= each.today()]
    for programme in due:
        resume_programme(programme)
    return len(due)


@transaction.atomic
def archive_programme(programme: Programme, *, by: User) -> Programme:
    """Close a programme for good, or until it is brought back: it can be read, and no more.

    Refused while letters wait to go out: afterwards none does, and they would be lost.
    """
    current = lock_programme(programme)
    if current.archived_at:
        return current
    waiting = Letter.objects.filter(
        programme_id=current.pk, state__in=[Letter.State.WAITING, Letter.State.SENDING]
    ).count()
    if waiting:
        raise Refused(
            _(
                "Letters wait to go out (%s). See the page Letters, and archive when they "
                "have gone or were taken back."
            )
            % waiting
        )
    current.archived_at = timezone.now()
    current.paused_at, current.pause_note, current.resumes_on = None, "", None
    _keep(current, ["archived_at", "paused_at", "pause_note", "resumes_on"])
    _record("archive_programme", current, by, "Archived the programme")
    return current


@transaction.atomic
def bring_back_programme(programme: Programme, *, by: User) -> Programme:
    """Take a programme out of the archive. Its page stays hidden until it is published."""
    current = lock_programme(programme)
    if current.archived_at is None:
        return current
    current.archived_at, current.published_at = None, None
    _keep(current, ["archived_at", "published_at"])
    _record("bring_back_programme", current, by, "Brought the programme back")
    return current


def _keep(programme: Programme, fields: Sequence[str]) -> None:
    programme.version += 1
    programme.save(update_fields=[*fields, "version"])


def _record(
    action: str, programme: Programme, by: User | None, summary: str, **detail: Any
) -> None:
    people.record(action, programme, by=by, summary=summary, programme_id=programme.pk, **detail)
