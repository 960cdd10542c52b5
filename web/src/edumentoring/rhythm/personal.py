"""What this room keeps about people: how it gives it back, and how it forgets it.

What somebody wrote about a pair is theirs and goes with them, shared or not.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from edumentoring.pairs.models import Pair
from edumentoring.people.personal import Scope, declare, holds_nobody
from edumentoring.rhythm.models import (
    EarlyAnswer,
    Feeling,
    Load,
    LookBack,
    Pulse,
    Review,
    ReviewTimes,
    Said,
)

Rows = Iterator[dict[str, Any]]

holds_nobody(ReviewTimes, "months and days of a programme")


def _reviews(scope: Scope) -> Rows:
    mine = Review.objects.filter(participant__user=scope.user).select_related("pair__programme")
    for one in scope.within(mine, "pair__programme_id").order_by("pk"):
        yield {
            "programme": one.pair.programme.name,
            "look back": str(one.get_stage_display()),
            "saved": one.saved_at,
            "finished": one.done_at,
        }


def _said(scope: Scope) -> Rows:
    mine = Said.objects.filter(review__participant__user=scope.user).select_related("review")
    for one in scope.within(mine, "review__pair__programme_id").order_by("pk"):
        yield {
            "look back": str(one.review.get_stage_display()),
            "item": one.key,
            "words": one.text,
            "step": one.score,
            "shared": one.shared,
        }


def _early(scope: Scope) -> Rows:
    mine = EarlyAnswer.objects.filter(participant__user=scope.user)
    for one in scope.within(mine, "pair__programme_id").order_by("pk"):
        yield {
            "moment": str(one.get_moment_display()),
            "well spent": one.worth,
            "listened to": one.heard,
            "day": one.at,
        }


def _feelings(scope: Scope) -> Rows:
    mine = Feeling.objects.filter(participant__user=scope.user)
    for one in scope.within(mine, "pair__programme_id"):
        yield {"day": one.on, **{name: getattr(one, name) for name in Feeling.SCALES}}


def _pulses(scope: Scope) -> Rows:
    for one in Pulse.objects.filter(user=scope.user):
        yield {"day": one.on, **{item: getattr(one, item) for item in Pulse.ITEMS}}


def _load(scope: Scope) -> Rows:
    for one in Load.objects.filter(user=scope.user):
        yield {"until": one.until, "others know": one.told, "word": one.word, "since": one.since}


def _look_backs(scope: Scope) -> Rows:
    for one in LookBack.objects.filter(user=scope.user):
        yield {"school year from": one.year, "words": one.words, "saved": one.saved_at}


# --- Forgotten --------------------------------------------------------------------------------


def _forget_reviews(scope: Scope) -> None:
    """Their own go whole; where the partner's words name them, the name goes."""
    mine = Review.objects.filter(participant__user=scope.user)
    scope.within(mine, "pair__programme_id").delete()
    theirs = Pair.objects.filter(Q(mentor__user=scope.user) | Q(mentee__user=scope.user))
    partners = Said.objects.filter(review__pair__in=scope.within(theirs))
    scope.redact(partners, "text", about_them=True)


def _forget_said(_scope: Scope) -> None:
    """Goes with its review."""


def _forget_early(scope: Scope) -> None:
    mine = EarlyAnswer.objects.filter(participant__user=scope.user)
    scope.within(mine, "pair__programme_id").delete()


def _forget_feelings(scope: Scope) -> None:
    mine = Feeling.objects.filter(participant__user=scope.user)
    scope.within(mine, "pair__programme_id").delete()


def _forget_pulses(scope: Scope) -> None:
    if scope.programme_id is None:
        Pulse.objects.filter(user=scope.user).delete()


def _forget_load(scope: Scope) -> None:
    if scope.programme_id is None:
        Load.objects.filter(user=scope.user).delete()


def _forget_look_backs(scope: Scope) -> None:
    """Theirs go; a partner's own words may name them, so the name goes there."""
    if scope.programme_id is None:
        LookBack.objects.filter(user=scope.user).delete()
    theirs = Pair.objects.filter(Q(mentor__user=scope.user) | Q(mentee__user=scope.user))
    users = [
        each
        for pair in scope.within(theirs).values_list("mentor__user", "mentee__user")
        for each in pair
        if each != scope.user.pk
    ]
    scope.redact(LookBack.objects.filter(user__in=users), "words", about_them=True)


declare(Said, export=_said, erase=_forget_said, title=_("What I said when I looked back"))
declare(Review, export=_reviews, erase=_forget_reviews, title=_("My looks back"))
declare(EarlyAnswer, export=_early, erase=_forget_early, title=_("Two short questions"))
declare(Feeling, export=_feelings, erase=_forget_feelings, title=_("How meetings felt"))
declare(Pulse, export=_pulses, erase=_forget_pulses, title=_("How work feels"))
declare(Load, export=_load, erase=_forget_load, title=_("When I had a lot on"))
declare(LookBack, export=_look_backs, erase=_forget_look_backs, title=_("My years"))
