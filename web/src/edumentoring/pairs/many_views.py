"""What the desk does to chosen pairs at once: a preview that says everything, then the press."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.pairs import wording, writing
from edumentoring.pairs.access import chosen_pairs
from edumentoring.pairs.many_forms import GentleWordForm, PauseForm
from edumentoring.pairs.models import Pair, Wish
from edumentoring.pairs.operations import breaks, many
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.navigation import desk_context

# What may be done, its title, and the words of its button.
DOINGS = {
    "write": (gettext_lazy("Write a gentle letter"), gettext_lazy("Send these letters")),
    "pause": (gettext_lazy("Let pairs rest"), gettext_lazy("Let them rest")),
    "resume": (gettext_lazy("Let pairs go on"), gettext_lazy("Let them go on")),
    "settle": (gettext_lazy("Seen to"), gettext_lazy("I have seen to it")),
    "end": (gettext_lazy("End pairs"), gettext_lazy("End them and tell everybody")),
    "next": (
        gettext_lazy("Find them somebody else"),
        gettext_lazy("End them, and put both back into the next round"),
    ),
}


@staff
@require_POST
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """The preview: whom it is about, who is left out and why, and every letter's words."""
    seat = desk_for(request, slug, "publish")
    pairs = chosen_pairs(seat, request.POST.getlist("pick"))
    if not pairs:
        messages.error(request, _("Tick the pairs first, then choose what to do."))
        return redirect("pairs:introductions", slug)
    given = request.POST if "shown" in request.POST else None
    form = _form(request.POST.get("do", ""), seat, given)
    status = 422 if form is not None and form.is_bound and not form.is_valid() else 200
    return _preview(request, seat, pairs, form, status=status)


def _form(do: str, seat: Coordinator, given: Any) -> forms.Form | None:
    if do == "write":
        return GentleWordForm(given, initial=wording.words_of(seat.programme, writing.KIND))
    return PauseForm(given) if do == "pause" else None


def _preview(
    request: HttpRequest,
    seat: Coordinator,
    pairs: Sequence[Pair],
    form: forms.Form | None,
    *,
    status: int = 200,
) -> HttpResponse:
    do = request.POST.get("do", "")
    title, button = DOINGS.get(do, DOINGS["write"])
    context: dict[str, Any] = {
        "do": do if do in DOINGS else "write",
        "title_words": title,
        "button_words": button,
        "chosen_pairs": pairs,
        "form": form,
    }
    if do == "write" and isinstance(form, GentleWordForm):
        context |= _letters(pairs, form)
    else:
        context["going"] = [pair for pair in pairs if _may(do, pair)]
    context["staying"] = [pair for pair in pairs if pair not in context.get("going", pairs)]
    desk = desk_context(seat, "introductions", **context)
    return render(request, "pairs/desk/choose.html", desk, status=status)


def _may(do: str, pair: Pair) -> bool:
    """Whether it would change this pair."""
    match do:
        case "end" | "next":
            return many.may_end(pair)
        case "settle":
            return Wish.objects.open().filter(pair=pair).exists()
        case "resume":
            return breaks.may_be_ended_by_desk(pair)
        case _:
            return pair.state in {Pair.State.AGREED, Pair.State.MEETING}


def _letters(pairs: Sequence[Pair], form: GentleWordForm) -> dict[str, Any]:
    """The plan, and the letter of its first reader exactly as it will read."""
    plan = writing.plan_letters(pairs)
    words = {piece: form[piece].value() or "" for piece in wording.PIECES}
    readable = not form.is_bound or form.is_valid()
    first = plan.readers[0] if plan.readers and readable else None
    return {
        "plan": plan,
        "first": first,
        "example": writing.compose(first, words) if first else None,
        "hold": int(many.HOLD.total_seconds() // 60),
    }


@staff
@require_POST
def do(request: HttpRequest, slug: str) -> HttpResponse:
    """What the preview said, with a way back where there is one."""
    seat = desk_for(request, slug, "publish")
    what = request.POST.get("do", "")
    pairs = chosen_pairs(seat, request.POST.getlist("pick"))
    form = _form(what, seat, request.POST)
    if not pairs or what not in DOINGS:
        messages.error(request, _("Tick the pairs first, then choose what to do."))
        return redirect("pairs:introductions", slug)
    if form is not None and not form.is_valid():
        return _preview(request, seat, pairs, form, status=422)
    try:
        _perform(request, seat, what, pairs, form)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _preview(request, seat, pairs, form, status=422)
    return redirect("pairs:introductions", slug)


def _perform(
    request: HttpRequest,
    seat: Coordinator,
    what: str,
    pairs: Sequence[Pair],
    form: forms.Form | None,
) -> None:
    programme, by = seat.programme, seat.user
    if what == "write" and form:
        batch, plan = many.write_to_pairs(programme, pairs, form.cleaned_data, by=by)
        amount = len(plan.readers)
        words = ngettext("%d letter goes out soon.", "%d letters go out soon.", amount)
        toast(request, words % amount, undo=_undo(seat, batch))
    elif what == "pause" and form:
        back_on = form.cleaned_data["back_on"]
        paused = many.pause_pairs(programme, pairs, back_on=back_on, by=by)
        words = ngettext("%d pair rests now.", "%d pairs rest now.", len(paused)) % len(paused)
        toast(request, words, undo=_undo(seat, _remember(request, paused)))
    elif what == "resume":
        resumed = many.resume_pairs(pairs, by=by)
        words = ngettext("%d pair goes on.", "%d pairs go on.", len(resumed)) % len(resumed)
        toast(request, words)
    elif what == "settle":
        for pair in pairs:
            many.settle_wishes(pair, by=by)
        toast(request, _("It is off the list."))
    else:
        act = many.end_pairs if what == "end" else many.find_others
        ended = act(pairs, by=by)
        words = ngettext("%d pair has ended.", "%d pairs have ended.", len(ended)) % len(ended)
        toast(request, words)


def _remember(request: HttpRequest, pairs: Sequence[Pair]) -> uuid.UUID:
    """Keep in this session which pairs were paused together, so that it can be undone."""
    batch = uuid.uuid4()
    codes = [str(pair.code) for pair in pairs]
    request.session["paused_together"] = {"batch": str(batch), "codes": codes}
    return batch


def _undo(seat: Coordinator, batch: uuid.UUID) -> str:
    return reverse("pairs:undo", args=[seat.programme.slug, batch])


@staff
@require_POST
def undo(request: HttpRequest, slug: str, batch: uuid.UUID) -> HttpResponse:
    """Take back letters that have not gone, or end a pause that was just begun."""
    seat = desk_for(request, slug, "publish")
    paused = request.session.get("paused_together") or {}
    if paused.get("batch") == str(batch):
        del request.session["paused_together"]
        resumed = many.resume_pairs(chosen_pairs(seat, paused["codes"]), by=seat.user)
        words = ngettext("%d pair goes on.", "%d pairs go on.", len(resumed)) % len(resumed)
    elif not many.is_batch(seat.programme, batch):
        raise Http404
    else:
        taken = many.take_back_letters(seat.programme, batch, by=seat.user)
        words = ngettext("Took back %d letter.", "Took back %d letters.", taken) % taken
    toast(request, words)
    return redirect("pairs:introductions", slug)
