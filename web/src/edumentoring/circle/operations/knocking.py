"""Open doors, knocking, and two lines afterwards. There are no grades here, and no copies."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.circle import letters
from edumentoring.circle.models import Door, DropIn
from edumentoring.common.mail import withdraw_letters
from edumentoring.common.refused import Refused
from edumentoring.pairs import nudges
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.programmes.models import Participant

State = DropIn.State
MOST_DOORS = 10
LONGEST = timedelta(days=366)


@transaction.atomic
def offer_door(
    teacher: Participant, *, when: str, lesson: str, audience: str, last_on: date
) -> Door:
    """Say when others may drop in. The same words again are the same door."""
    Participant.objects.select_for_update().get(pk=teacher.pk)
    today = teacher.programme.today()
    if not today <= last_on <= today + LONGEST:
        raise Refused(_("Choose a last day within the next year."))
    words = {"when": " ".join(when.split())[:120], "lesson": " ".join(lesson.split())[:200]}
    mine = teacher.doors.open(today)
    known = mine.filter(**words).first()
    if known:
        return known
    if mine.count() >= MOST_DOORS:
        raise Refused(_("You have %d open doors. Close one first.") % MOST_DOORS)
    if audience == Door.Audience.SCHOOL and teacher.school_id is None:
        raise Refused(
            _("We do not know your school. Choose it in your answers, or open the door to fewer.")
        )
    door = Door.objects.create(
        teacher=teacher, audience=Door.Audience(audience), last_on=last_on, **words
    )
    _record("offer_door", teacher, teacher.user, "Opened a door for visitors")
    return door


@transaction.atomic
def close_door(door: Door) -> None:
    """Nobody knocks any more; visits that were agreed still stand."""
    if Door.objects.filter(pk=door.pk, closed_at=None).update(closed_at=timezone.now()):
        _record("close_door", door.teacher, door.teacher.user, "Closed a door for visitors")


@transaction.atomic
def knock(door: Door, *, visitor: User, on: date) -> DropIn:
    """Ask to drop in on a day. The same day again changes nothing."""
    Door.objects.select_for_update().get(pk=door.pk)
    today = door.teacher.programme.today()
    if not Door.objects.open_to(visitor, today).filter(pk=door.pk).exists():
        raise Refused(_("This door is closed now. Ask the teacher in person."))
    if not today <= on <= door.last_on:
        raise Refused(_("Choose a day from today on, while the door is open."))
    known = door.visits.filter(visitor=visitor, on=on, state__in=(State.ASKED, State.YES)).first()
    if known:
        return known
    visit = DropIn.objects.create(door=door, visitor=visitor, on=on)
    letters.knocked(visit)
    _record("knock", door.teacher, visitor, "Asked to drop in on a lesson")
    return visit


@transaction.atomic
def answer_knock(visit: DropIn, *, yes: bool) -> None:
    """The teacher's answer; a yes can still become a no until the visit."""
    found = _locked(visit)
    wanted = State.YES if yes else State.NO
    if found.state == wanted:
        return
    if found.state not in {State.ASKED, State.YES} or found.noted_at:
        raise Refused(_("This is no longer asked. Nothing was changed."))
    found.state, found.answered_at = wanted, timezone.now()
    found.save(update_fields=["state", "answered_at"])
    _settle(found)
    letters.welcomed(found)
    _record("answer_knock", found.door.teacher, found.door.teacher.user, "Answered a visitor")


@transaction.atomic
def take_back_knock(visit: DropIn) -> None:
    """The visitor cannot come after all."""
    found = _locked(visit)
    if found.noted_at or found.state not in {State.ASKED, State.YES}:
        return
    found.state = State.TAKEN_BACK
    found.save(update_fields=["state"])
    _settle(found)


@transaction.atomic
def thank(visit: DropIn, *, worked: str, take_away: str) -> None:
    """Two lines for the teacher: what worked, and what the visitor takes away."""
    found = _locked(visit)
    words = {
        "worked": " ".join(worked.split())[:300],
        "take_away": " ".join(take_away.split())[:300],
    }
    if found.state != State.YES:
        raise Refused(_("The teacher has not said yes to this visit."))
    if found.on > found.door.teacher.programme.today():
        raise Refused(_("The visit is still to come. Write your two lines afterwards."))
    if not words["worked"]:
        raise Refused(_("Write one thing that worked."))
    is_first = found.noted_at is None
    DropIn.objects.filter(pk=found.pk).update(noted_at=found.noted_at or timezone.now(), **words)
    if is_first:
        letters.thanked(found)


def _settle(visit: DropIn) -> None:
    withdraw_letters(visit.subject_key)
    nudges.take_back(visit.subject_key)


def _locked(visit: DropIn) -> DropIn:
    found = DropIn.objects.select_for_update(of=("self",))
    return found.select_related("visitor", "door__teacher__user", "door__teacher__programme").get(
        pk=visit.pk
    )


def _record(action: str, teacher: Participant, by: User, summary: str) -> None:
    record(action, teacher, by=by, programme_id=teacher.programme_id, summary=summary)
