"""What reminders keep about people: how it is given back, and how it is forgotten."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from edumentoring.common.models import Letter
from edumentoring.pairs.gentle import KIND
from edumentoring.pairs.models import Pair
from edumentoring.pairs.nudge_models import Nudge, Reminded
from edumentoring.pairs.nudges import name_of
from edumentoring.people.personal import Scope, declare


def _nudges(scope: Scope) -> Iterator[dict[str, Any]]:
    """What was told has no words any more: they are in the letter."""
    mine = Nudge.objects.filter(participant__user=scope.user)
    for one in scope.within(mine, "participant__programme_id").order_by("pk"):
        yield {
            "about": str(name_of(one.kind)),
            "line": one.line,
            "since": one.offered_at,
            "told": one.told_at,
        }


def _forget_nudges(scope: Scope) -> None:
    """Their own lines go, those about a pair of theirs, and their name in others' letters."""
    scope.within(
        Nudge.objects.filter(participant__user=scope.user), "participant__programme_id"
    ).delete()
    theirs = Pair.objects.filter(Q(mentor__user=scope.user) | Q(mentee__user=scope.user))
    pairs = list(scope.within(theirs).select_related("mentor__user", "mentee__user"))
    Nudge.objects.waiting().filter(pair__in=pairs).delete()
    beside = Nudge.objects.waiting().filter(participant__programme__participants__user=scope.user)
    scope.redact(scope.within(beside, "participant__programme_id"), "line", about_them=True)
    codes = {each.user.code for pair in pairs for each in (pair.mentor, pair.mentee)}
    partners = codes - {scope.user.code}
    letters = Letter.objects.filter(kind=KIND, person_code__in=partners)
    scope.redact(letters, "subject", "text", "html", about_them=True)


def _reminded(scope: Scope) -> Iterator[dict[str, Any]]:
    if scope.programme_id is None:
        for one in Reminded.objects.filter(user=scope.user):
            yield {"reminded last": one.at, "no reminders until": one.rests_until}


def _forget_reminded(scope: Scope) -> None:
    if scope.programme_id is None:
        Reminded.objects.filter(user=scope.user).delete()


declare(Nudge, export=_nudges, erase=_forget_nudges, title=_("What waits for my next letter"))
declare(Reminded, export=_reminded, erase=_forget_reminded, title=_("When I was reminded last"))
