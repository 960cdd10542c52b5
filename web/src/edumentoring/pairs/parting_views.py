"""How a pair ends and what comes after, as one of the two does it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from edumentoring.common.refused import Refused
from edumentoring.design.forms import Worded
from edumentoring.design.toasts import toast
from edumentoring.pairs import handing_over, operations
from edumentoring.pairs.access import (
    bringing_side,
    finishing_side,
    own_side,
    parted_side,
    writing_side,
)
from edumentoring.pairs.course_forms import BringForm, FarewellForm, FinishForm, NextForm
from edumentoring.pairs.models import Brought, Farewell, Pair
from edumentoring.pairs.portrait import listed
from edumentoring.pairs.sides import Side

Next = Farewell.Next
NEXT_KEPT = {
    Next.NOBODY: gettext_lazy("Kept. We look for nobody until you say so."),
    Next.SOMEBODY: gettext_lazy("Kept. You are among those who wait for the next pairs."),
    Next.MENTOR: gettext_lazy("You are a mentor now, for one person. Tell us what you can offer."),
}
get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@login_required
@get_and_post
def finish(request: HttpRequest, code: UUID) -> HttpResponse:
    """Finish well, with thanks and what comes next; after the end, one's own thanks."""
    side = finishing_side(request, code)
    mine = Farewell.objects.filter(pair=side.pair, participant=side.me).first()
    initial = {"thanks": mine.thanks, "keep_contact": mine.keeps_contact} if mine else {}
    data = request.POST if request.method == "POST" else None
    goes_on = side.pair.is_together
    form = (
        FinishForm(side, data, initial=initial) if goes_on else FarewellForm(data, initial=initial)
    )
    if form.is_bound and form.is_valid():
        try:
            operations.finish_pair(side, **form.cleaned_data)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            return _parted(request, side, form.cleaned_data)
    status = 422 if form.is_bound else 200
    return render(request, "pairs/finish.html", {"side": side, "form": form}, status=status)


def _parted(request: HttpRequest, side: Side, said: dict[str, Any]) -> HttpResponse:
    if said["thanks"]:
        toast(request, _("Thank you. %s can read your words.") % side.other_name)
    else:
        toast(request, _("Saved."))
    if said.get("next_step") == Next.MENTOR:
        return redirect("signup:mine", slug=side.pair.programme.slug)
    return redirect("pairs:own_pair", code=side.pair.code)


@never_cache
@login_required
@get_and_post
def what_next(request: HttpRequest, code: UUID) -> HttpResponse:
    """After the end: nobody for now, somebody new, or to become a mentor. It can be changed."""
    side = parted_side(request, code)
    mine = Farewell.objects.filter(pair=side.pair, participant=side.me).first()
    now = mine.next_step if mine and mine.next_step else Next.SOMEBODY
    data = request.POST if request.method == "POST" else None
    form = NextForm(side, data, initial={"next_step": now})
    if form.is_bound and form.is_valid():
        chosen = form.cleaned_data["next_step"]
        try:
            operations.choose_next(side, chosen)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            toast(request, str(NEXT_KEPT[chosen]))
            if chosen == Next.MENTOR:
                return redirect("signup:mine", slug=side.pair.programme.slug)
            return redirect("pairs:place")
    status = 422 if form.is_bound else 200
    return render(request, "pairs/what_next.html", {"side": side, "form": form}, status=status)


@login_required
@require_POST
def go_on(request: HttpRequest, code: UUID) -> HttpResponse:
    """I would like to go on after all; once both would, we do."""
    side = finishing_side(request, code)
    try:
        both = operations.wish_to_go_on(side)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        toast(
            request,
            _("You and %s go on.") % side.other_name
            if both
            else _("Noted. If %s would like to as well, you go on.") % side.other_name,
        )
    return redirect("pairs:own_pair", code=code)


@never_cache
@login_required
@get_and_post
def another(request: HttpRequest, code: UUID) -> HttpResponse:
    """Ask for another match: what happens, and the button. No reason is asked for."""
    side = writing_side(request, code)
    if request.method == "POST":
        try:
            operations.ask_for_another(side)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            toast(request, _("We look for somebody else for you. You need do nothing."))
        return redirect("pairs:place")
    return render(request, "pairs/another.html", {"side": side})


@never_cache
@login_required
@get_and_post
def hand_on(request: HttpRequest, code: UUID) -> HttpResponse:
    """A mentor asks that somebody else takes over."""
    side = writing_side(request, code)
    if request.method == "POST":
        try:
            operations.ask_to_hand_over(side)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            toast(request, _("A coordinator knows, and will write to you."))
        return redirect("pairs:own_pair", code=code)
    return render(request, "pairs/hand_on.html", {"side": side})


@never_cache
@login_required
@get_and_post
def bring(request: HttpRequest, code: UUID) -> HttpResponse:
    """A mentee chooses what goes along to a new mentor."""
    side, before = bringing_side(request, code)
    things = handing_over.things_from(before, side.me)
    choices = [(one.key, Worded(one.title, one.detail)) for one in things]
    form = BringForm(choices, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            count = operations.bring_along(side, form.cleaned_data["things"])
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            words = ngettext("%d thing has come along.", "%d things have come along.", count)
            toast(request, words % count if count else _("Nothing has come along. That is fine."))
        return redirect("pairs:own_pair", code=code)
    context = {
        "side": side,
        "form": form,
        "things": things,
        "done": Brought.objects.filter(pair=side.pair).exists(),
        "before": _mentors_before(before),
    }
    return render(request, "pairs/bring.html", context)


def _mentors_before(before: Pair) -> str:
    """Whom the things are from the time with."""
    pairs = handing_over.not_chosen_yet(before)
    return listed([pair.mentor.user.first_name for pair in pairs])


@login_required
@require_POST
def become_mentor(request: HttpRequest, code: UUID) -> HttpResponse:
    """A mentee becomes a mentor too; their own place asks what a mentor is asked."""
    side = own_side(request, code)
    try:
        me = operations.become_mentor(side.me)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("pairs:own_pair", code=code)
    toast(request, _("You are a mentor now, for one person. Tell us what you can offer."))
    return redirect("signup:mine", slug=me.programme.slug)
