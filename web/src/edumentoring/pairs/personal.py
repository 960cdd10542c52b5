"""What this room keeps about people: how it gives it back, and how it forgets it."""

import uuid
from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.common.mail import withdraw_letters
from edumentoring.common.models import Letter
from edumentoring.pairs.models import Introduction, Pair
from edumentoring.pairs.operations.leaving import part_ways
from edumentoring.people.models import LastLetter
from edumentoring.people.operations import record
from edumentoring.people.own_letters import blank
from edumentoring.people.personal import Scope, declare, forget_history
from edumentoring.programmes.models import Participant
from edumentoring.programmes.operations import give_back_place

Row = dict[str, Any]
UNTOLD = (Pair.State.HELD, Pair.State.WITHDRAWN)


def _own(scope: Scope) -> QuerySet[Pair]:
    mine = Q(mentor__user=scope.user) | Q(mentee__user=scope.user)
    return scope.within(Pair.objects.with_people().filter(mine)).order_by("pk")


def _side(pair: Pair, scope: Scope) -> Participant:
    """The one of the two who is the person."""
    return pair.mentor if pair.mentor.user_id == scope.user.pk else pair.mentee


# --- Given back -----------------------------------------------------------------------------------


def _pairs(scope: Scope) -> Iterator[Row]:
    """The partner by name, as they were told it; what was said to the partner is theirs."""
    for pair in _own(scope).exclude(state__in=UNTOLD):
        me = _side(pair, scope)
        role = pair.role_of(me)
        yield {
            "programme": pair.programme.name,
            "I was": role,
            "with": pair.other(me).name,
            "state": str(pair.get_state_display()),
            "introduced": pair.introduced_at,
            "both said yes": pair.agreed_at,
            "first met": pair.started_at,
            "break until": pair.back_on,
            "ended": pair.ended_at,
            "fit": pair.fit,
            "why we two": pair.reasons.get(role, []),
            "ways to begin": pair.openers.get(role, []),
            "times we share": pair.times,
        }


def _answers(scope: Scope) -> Iterator[Row]:
    mine = Introduction.objects.filter(participant__user=scope.user)
    for one in scope.within(mine, "pair__programme_id").exclude(pair__state__in=UNTOLD):
        yield {
            "programme": one.pair.programme.name,
            "my answer": str(one.get_reply_display()),
            "answered": one.replied_at,
            "asked again": one.asked_again_at,
        }


# --- Forgotten ------------------------------------------------------------------------------------


def _forget_pairs(scope: Scope) -> None:
    """Live pairs end kindly; of all of them stays that they were, and how well they fitted."""
    pairs = list(_own(scope).select_for_update(of=("self",)))
    for pair in pairs:
        if pair.state in Pair.LIVE:
            _end(pair, scope)
        _empty_letters(pair, _side(pair, scope))
    keys = [pair.pk for pair in pairs]
    Pair.objects.filter(pk__in=keys).update(reasons={}, openers={}, times=[], reason_given="")
    forget_history(Pair, keys)


def _end(pair: Pair, scope: Scope) -> None:
    """The partner hears that it ended, without a reason; whoever heard nothing yet, nothing."""
    partner = pair.other(_side(pair, scope))
    if pair.state == Pair.State.HELD and pair.held_until > timezone.now():
        withdraw_letters(pair.subject_key)
        give_back_place(pair.mentor, pair.mentee)
        Pair.objects.filter(pk=pair.pk).update(state=Pair.State.WITHDRAWN)
        return
    for letter in part_ways(pair, tell=[] if scope.quiet else [partner]):
        LastLetter.objects.create(letter=letter, blank=LastLetter.Blank.WORDS)
    record(
        "end_pair",
        partner,
        by=None,
        programme_id=pair.programme_id,
        summary=f"Ended a pair of {partner}: the other one left",
    )


def _empty_letters(pair: Pair, person: Participant) -> None:
    """Letters to the partner are about the person from end to end; those to them go as well."""
    about = Letter.objects.filter(subject_key=pair.subject_key, last_letter=None)
    blank(about.exclude(person_code=person.user.code))


def _forget_answers(scope: Scope) -> None:
    """The answer stays, for the count; the link in an old letter leads nowhere."""
    mine = Introduction.objects.filter(participant__user=scope.user)
    for one in scope.within(mine, "pair__programme_id"):
        Introduction.objects.filter(pk=one.pk).update(code=uuid.uuid4())


declare(Pair, export=_pairs, erase=_forget_pairs, title=_("My mentors and mentees"))
declare(
    Introduction, export=_answers, erase=_forget_answers, title=_("My answers to introductions")
)
