"""What this room keeps about people: how it gives it back, and how it forgets it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from edumentoring.people.personal import Scope, declare, forget_history, holds_nobody
from edumentoring.training.models import Booking, Certificate, Event, Record, SkillSaid
from edumentoring.training.models.bookings import BookingQuerySet
from edumentoring.training.skills import SKILLS

Row = dict[str, Any]


# --- Bookings -----------------------------------------------------------------------------------


def _my_bookings(scope: Scope) -> BookingQuerySet:
    """Theirs, and those they made as a guest with one of their addresses."""
    rows = scope.within(Booking.objects.all(), "event__programme_id")
    named = Q()
    for address in {scope.user.email, *scope.words}:
        named |= Q(guest_email__iexact=address)
    return rows.filter(Q(user=scope.user) | (named & ~Q(guest_email="")))  # type: ignore[return-value]


def _bookings(scope: Scope) -> Iterator[Row]:
    for one in _my_bookings(scope).select_related("event__programme"):
        yield {
            "event": one.event.title,
            "programme": one.event.programme.name,
            "on": one.event.starts_at,
            "how it stands": str(one.get_state_display()),
            "came": one.attended,
            "hours": one.hours,
            "how useful I said it was": str(one.get_rating_display() or ""),
            "what I said of it": one.comment,
        }


def _forget_bookings(scope: Scope) -> None:
    """A place at what is to come goes to the next; of what is over only the count stays."""
    from edumentoring.training.operations import cancel_booking

    mine = _my_bookings(scope)
    for booking in mine.live().with_people().filter(event__starts_at__gt=timezone.now()):
        cancel_booking(booking, quiet=True)
    mine.filter(state=Booking.State.ASKED).delete()
    keys = list(mine.values_list("pk", flat=True))
    Booking.objects.filter(pk__in=keys).update(
        user=None, participant=None, guest_name="", guest_email="", comment=""
    )
    rows = scope.within(Booking.objects.all(), "event__programme_id")
    scope.redact(rows, "comment")


# --- Records and certificates -------------------------------------------------------------------


def _records(scope: Scope) -> Iterator[Row]:
    rows = scope.within(Record.objects.all()).filter(user=scope.user)
    for one in rows.select_related("programme"):
        yield {
            "what": one.title,
            "programme": one.programme.name,
            "done on": one.done_on,
            "hours": one.hours,
            "counts as mentor training": one.counts_as_training,
            "counts until": one.expires_on,
            "taken off": one.removed_at,
        }


def _forget_records(scope: Scope) -> None:
    rows = scope.within(Record.objects.all())
    keys = list(rows.filter(user=scope.user).values_list("pk", flat=True))
    forget_history(Record, keys)
    rows.filter(pk__in=keys).delete()
    rows.filter(by=scope.user).update(by=None)
    scope.redact(rows, "title")


def _certificates(scope: Scope) -> Iterator[Row]:
    for one in scope.within(Certificate.objects.all()).filter(user=scope.user):
        yield {
            "certificate": one.title,
            "in the name of": one.name,
            "issued": one.issued_on,
            "address": one.address,
            "hidden": one.hidden_at,
            "revoked": one.revoked_at,
            "why it was revoked": one.revoked_for,
        }


def _forget_certificates(scope: Scope) -> None:
    """The page is gone: it would say their name to whoever has its address."""
    rows = scope.within(Certificate.objects.all())
    keys = list(rows.filter(user=scope.user).values_list("pk", flat=True))
    forget_history(Certificate, keys)
    rows.filter(pk__in=keys).delete()
    rows.filter(revoked_by=scope.user).update(revoked_by=None)
    scope.redact(rows, "revoked_for", "title")


# --- Skills -------------------------------------------------------------------------------------


def _skills(scope: Scope) -> Iterator[Row]:
    if scope.programme_id is not None:
        return
    for one in SkillSaid.objects.filter(user=scope.user):
        skill = SKILLS.get(one.key)
        yield {
            "what mentors do": str(skill.words) if skill else one.key,
            "how sure I am": str(one.get_level_display()),
            "since": one.at,
            "before": str(one.get_before_display() or now("Not said")),
        }


def _forget_skills(scope: Scope) -> None:
    """They belong to no programme: they go with the account."""
    if scope.programme_id is None:
        SkillSaid.objects.filter(user=scope.user).delete()


# --- Events -------------------------------------------------------------------------------------


def _events(scope: Scope) -> Iterator[Row]:
    for one in scope.within(Event.objects.all()).filter(made_by=scope.user):
        yield {"an event I planned": one.title, "on": one.starts_at, "planned": one.made_at}


def _forget_events(scope: Scope) -> None:
    """The event is the programme's. Who planned it goes."""
    rows = scope.within(Event.objects.all())
    rows.filter(made_by=scope.user).update(made_by=None)
    scope.redact(rows, "title", "about", "where", "cancel_word", "answer_word")


holds_nobody(Certificate.records.through, "which lines a certificate rests on; it goes with both")
declare(Certificate, export=_certificates, erase=_forget_certificates, title=_("My certificates"))
declare(Record, export=_records, erase=_forget_records, title=_("My training record"))
declare(Booking, export=_bookings, erase=_forget_bookings, title=_("Events I booked"))
declare(SkillSaid, export=_skills, erase=_forget_skills, title=_("How sure I am as a mentor"))
declare(Event, export=_events, erase=_forget_events, title=_("Events I planned"))
