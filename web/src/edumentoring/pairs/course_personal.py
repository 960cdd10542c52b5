"""What two people agreed and said as they went along: given back to its writer, and forgotten."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from edumentoring.pairs.models import (
    Agreement,
    Break,
    Brought,
    CheckIn,
    Farewell,
    Pair,
    PlannedEnd,
    Wish,
    Working,
)
from edumentoring.people.personal import Scope, declare, holds_nobody

Row = dict[str, Any]


def _mine(model: Any, scope: Scope) -> QuerySet[Any]:
    """Rows this person made themselves."""
    mine = model.objects.filter(participant__user=scope.user).select_related("pair__programme")
    return scope.within(mine, "pair__programme_id").order_by("pk")


def _shared(scope: Scope) -> QuerySet[Agreement]:
    """Agreements of their pairs, by whoever wrote them: both have read them."""
    theirs = Q(pair__mentor__user=scope.user) | Q(pair__mentee__user=scope.user)
    found = Agreement.objects.filter(theirs).select_related("pair__programme", "by")
    return scope.within(found, "pair__programme_id").order_by("pair", "version")


# --- Given back -----------------------------------------------------------------------------------


def _agreements(scope: Scope) -> Iterator[Row]:
    for one in _shared(scope):
        yield {
            "programme": one.pair.programme.name,
            "version": one.version,
            "written by me": bool(one.by and one.by.user_id == scope.user.pk),
            "written": one.at,
            "what for": one.purpose,
            "how often": str(one.get_how_often_display()),
            "by": str(one.get_channel_display()),
            "what stays between us": one.between_us,
            "how we end": one.how_we_end,
            "the other said it is fine": one.fine_at,
        }


def _check_ins(scope: Scope) -> Iterator[Row]:
    for one in _mine(CheckIn, scope):
        yield {
            "programme": one.pair.programme.name,
            "asked": one.asked_at,
            "my answer": str(one.get_answer_display()),
            "answered": one.answered_at,
        }


def _workings(scope: Scope) -> Iterator[Row]:
    for one in _mine(Working, scope):
        yield {
            "programme": one.pair.programme.name,
            "is it working for me": str(one.get_answer_display()),
            "my words": one.words,
            "written": one.at,
        }


def _breaks(scope: Scope) -> Iterator[Row]:
    mine = Break.objects.filter(by__user=scope.user).select_related("pair__programme")
    for one in scope.within(mine, "pair__programme_id").order_by("pk"):
        yield {
            "programme": one.pair.programme.name,
            "asked": one.at,
            "break until": one.back_on,
            "my word about the break": one.note,
            "from everything": one.from_everything,
        }


def _wishes(scope: Scope) -> Iterator[Row]:
    for one in _mine(Wish, scope):
        yield {
            "programme": one.pair.programme.name,
            "I asked for": str(one.get_kind_display()),
            "asked": one.at,
            "seen to": one.settled_at,
        }


def _farewells(scope: Scope) -> Iterator[Row]:
    for one in _mine(Farewell, scope):
        yield {
            "programme": one.pair.programme.name,
            "my thanks": one.thanks,
            "stay in touch": one.keeps_contact,
            "what I would like next": str(one.get_next_step_display()),
            "written": one.at,
        }


# --- Forgotten ------------------------------------------------------------------------------------


def _forget_agreements(scope: Scope) -> None:
    """The pair has ended, and its words speak of both: they go, for both."""
    pairs = list(_shared(scope).values_list("pair_id", flat=True).distinct())
    Agreement.objects.filter(pair_id__in=pairs).delete()


def _forget(model: Any) -> Any:
    def forget(scope: Scope) -> None:
        model.objects.filter(pk__in=list(_mine(model, scope).values_list("pk", flat=True))).delete()

    return forget


def _forget_breaks(scope: Scope) -> None:
    """Those of the partner go too: their pair has ended, and a kind word may name the person."""
    theirs = Q(mentor__user=scope.user) | Q(mentee__user=scope.user)
    pairs = scope.within(Pair.objects.filter(theirs)).values_list("pk", flat=True)
    Break.objects.filter(pair__in=list(pairs)).delete()


def _forget_farewells(scope: Scope) -> None:
    """Their own go; in the thanks of others their name goes."""
    _forget(Farewell)(scope)
    theirs = Q(mentor__user=scope.user) | Q(mentee__user=scope.user)
    pairs = scope.within(Pair.objects.filter(theirs)).values_list("pk", flat=True)
    scope.redact(Farewell.objects.filter(pair__in=list(pairs)), "thanks", about_them=True)


def _forget_planned(scope: Scope) -> None:
    """Nothing is planned any more for whoever goes."""
    theirs = Q(pair__mentor__user=scope.user) | Q(pair__mentee__user=scope.user)
    planned = PlannedEnd.objects.filter(theirs | Q(new_mentor__user=scope.user))
    keys = scope.within(planned, "pair__programme_id").values_list("pk", flat=True)
    PlannedEnd.objects.filter(pk__in=list(keys)).delete()


declare(Agreement, export=_agreements, erase=_forget_agreements, title=_("How we work together"))
declare(CheckIn, export=_check_ins, erase=_forget(CheckIn), title=_("Whether we had spoken"))
declare(Working, export=_workings, erase=_forget(Working), title=_("Is this working for me?"))
declare(Break, export=_breaks, erase=_forget_breaks, title=_("My breaks"))
declare(Wish, export=_wishes, erase=_forget(Wish), title=_("What I asked a coordinator for"))
declare(Farewell, export=_farewells, erase=_forget_farewells, title=_("Thanks and farewells"))
declare(
    PlannedEnd,
    export=None,
    erase=_forget_planned,
    why="a coordinator's press of the last ten minutes; the pair itself is given back",
)
holds_nobody(Brought, "that a choice was made, and how many things went along")
