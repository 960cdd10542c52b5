"""What this room keeps about people: how it gives it back, and how it forgets it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from edumentoring.common.models import Letter
from edumentoring.meetings.letters import subject_key
from edumentoring.meetings.models import AgendaItem, Meeting, Offer, OwnCalendar, Taught
from edumentoring.meetings.operations import call_off_all
from edumentoring.pairs.models import Pair
from edumentoring.people.models import LastLetter
from edumentoring.people.own_letters import blank
from edumentoring.people.personal import Scope, declare, forget_history, holds_nobody
from edumentoring.programmes.models import Participant

Row = dict[str, Any]


def _own_pairs(scope: Scope) -> QuerySet[Pair]:
    mine = Q(mentor__user=scope.user) | Q(mentee__user=scope.user)
    return scope.within(Pair.objects.with_people().filter(mine)).order_by("pk")


def _me(pair: Pair, scope: Scope) -> Participant:
    return pair.mentor if pair.mentor.user_id == scope.user.pk else pair.mentee


def _mine(scope: Scope, name: str = "by") -> Q:
    return Q(**{f"{name}__user": scope.user})


# --- Given back -----------------------------------------------------------------------------------


def _meetings(scope: Scope) -> Iterator[Row]:
    """Both wrote and read the log: each gets it."""
    pairs = {pair.pk: pair for pair in _own_pairs(scope)}
    for one in Meeting.objects.filter(pair__in=pairs).order_by("starts_at", "pk"):
        pair = pairs[one.pair_id]
        yield {
            "programme": pair.programme.name,
            "with": pair.other(_me(pair, scope)).name,
            "state": str(one.get_state_display()),
            "began": one.starts_at,
            "minutes": one.minutes,
            "how": str(one.get_channel_display()),
            "where": one.where,
            "what was said with it": one.word,
            "what we talked about": one.talked,
            "what comes next": one.next_step,
            "I said no in my calendar": one.cannot_id == _me(pair, scope).pk,
        }


def _offers(scope: Scope) -> Iterator[Row]:
    mine = Offer.objects.filter(_mine(scope, "meeting__offered_by"))
    for one in scope.within(mine, "meeting__pair__programme_id"):
        yield {"time I suggested": one.starts_at}


def _agenda(scope: Scope) -> Iterator[Row]:
    pairs = _own_pairs(scope).values("pk")
    for one in AgendaItem.objects.filter(pair__in=pairs, removed_at=None).select_related("by"):
        yield {
            "to talk about": one.text,
            "I wrote it": bool(one.by and one.by.user_id == scope.user.pk),
            "written": one.added_at,
            "talked about": one.meeting_id is not None,
        }


def _calendar(scope: Scope) -> Iterator[Row]:
    for one in OwnCalendar.objects.filter(user=scope.user):
        yield {
            "my time zone": one.time_zone,
            "a line to remind me": one.wants_reminder,
            "no calendar invitations since": one.no_invitations_since,
        }


# --- Forgotten ------------------------------------------------------------------------------------


def _forget_meetings(scope: Scope) -> None:
    """What is to come is called off, and the other's calendar hears of it. That they met, stays;
    of the words, those of the other, without the name."""
    pairs = list(_own_pairs(scope))
    for pair in pairs:
        tell = [] if scope.quiet else [pair.other(_me(pair, scope))]
        for letter in call_off_all(pair, tell=tell):
            LastLetter.objects.create(letter=letter, blank=LastLetter.Blank.WORDS)
    keys = [subject_key(pair) for pair in pairs]
    blank(Letter.objects.filter(subject_key__in=keys, last_letter=None))
    theirs = Meeting.objects.filter(pair__in=[pair.pk for pair in pairs])
    forget_history(Meeting, theirs.values_list("pk", flat=True))
    theirs.update(where="")
    theirs.filter(_mine(scope, "word_by")).update(word="")
    theirs.filter(_mine(scope, "logged_by")).update(talked="", next_step="")
    scope.redact(theirs, "word", "talked", "next_step", about_them=True)


def _forget_offers(scope: Scope) -> None:
    """They were taken back with the meetings they belonged to."""
    mine = Offer.objects.filter(_mine(scope, "meeting__offered_by"))
    scope.within(mine, "meeting__pair__programme_id").delete()


def _forget_agenda(scope: Scope) -> None:
    """Their own things go; in the other's the name goes."""
    of_pairs = AgendaItem.objects.filter(pair__in=_own_pairs(scope).values("pk"))
    of_pairs.filter(_mine(scope)).delete()
    scope.redact(of_pairs, "text", about_them=True)


def _forget_calendar(scope: Scope) -> None:
    """It is one for all programmes: it stays until the last of them is forgotten."""
    if scope.programme_id is None:
        OwnCalendar.objects.filter(user=scope.user).delete()


declare(Meeting, export=_meetings, erase=_forget_meetings, title=_("My meetings"))
declare(Offer, export=_offers, erase=_forget_offers, title=_("Times I suggested"))
declare(AgendaItem, export=_agenda, erase=_forget_agenda, title=_("What we wanted to talk about"))
declare(OwnCalendar, export=_calendar, erase=_forget_calendar, title=_("My calendar"))
holds_nobody(Taught, "what a provider teaches in a week")
