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

from edumentoring.common.mail import Rendered
from edumentoring.common.refused import Refused
from edumentoring.design.toasts import toast
from edumentoring.pairs import letters, operations, wording, writing
from edumentoring.pairs.access import MOST_AT_ONCE, chosen_pairs, pairs_in_view
from edumentoring.pairs.many_forms import GentleWordForm, PauseForm
from edumentoring.pairs.models import Pair, PlannedEnd, Wish
from edumentoring.pairs.operations import breaks, many
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.models import Coordinator, Participant
from edumentoring.programmes.navigation import desk_context

ENDS = ("end", "next")
# What may be done, its title, and the words of its button.
DOINGS = {
    "write": (gettext_lazy("Write a gentle letter"), gettext_lazy("Send these letters")),
    "pause": (gettext_lazy("Let pairs rest"), gettext_lazy("Let them rest")),
    "resume": (gettext_lazy("Let pairs go on"), gettext_lazy("Let them go on")),
    "settle": (gettext_lazy("Seen to"), gettext_lazy("I have seen to it")),
    "end": (gettext_lazy("End pairs"), gettext_lazy("End them in ten minutes")),
    "next": (
        gettext_lazy("Find them somebody else"),
        gettext_lazy("End them in ten minutes, and put both into the next round"),
    ),
}


@staff
@require_POST
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """The preview: whom it is about, who is left out and why, and every letter's words."""
    seat = desk_for(request, slug, "publish")
    pairs, beyond = _picked(request, seat)
    if not pairs:
        messages.error(request, _("Tick the pairs first, then choose what to do."))
        return redirect("pairs:introductions", slug)
    given = request.POST if "shown" in request.POST else None
    form = _form(request.POST.get("do", ""), seat, given)
    status = 422 if form is not None and form.is_bound and not form.is_valid() else 200
    return _preview(request, seat, pairs, form, status=status, beyond=beyond)


def _picked(request: HttpRequest, seat: Coordinator) -> tuple[list[Pair], int]:
    """The ticked pairs, or all of the group in view; and how many more there are than can be
    changed in one go."""
    if request.POST.get("everything") == "yes":
        words = request.POST.get("q", "")[:100]
        return pairs_in_view(seat, request.POST.get("group", ""), words)
    codes = request.POST.getlist("pick")
    pairs = chosen_pairs(seat, codes)
    return pairs, max(len(set(codes)) - MOST_AT_ONCE, 0)


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
    beyond: int = 0,
) -> HttpResponse:
    do = request.POST.get("do", "")
    title, button = DOINGS.get(do, DOINGS["write"])
    context: dict[str, Any] = {
        "do": do if do in DOINGS else "write",
        "title_words": title,
        "button_words": button,
        "chosen_pairs": pairs,
        "beyond": beyond,
        "form": form,
        "hold": int(many.HOLD.total_seconds() // 60),
    }
    if do == "write" and isinstance(form, GentleWordForm):
        context |= _letters(pairs, form)
    else:
        context["going"] = going = _going(do, pairs)
        context["readings"] = _readings(do, going[0]) if going else []
    context["staying"] = [pair for pair in pairs if pair not in context.get("going", pairs)]
    desk = desk_context(seat, "introductions", **context)
    return render(request, "pairs/desk/choose.html", desk, status=status)


def _going(do: str, pairs: Sequence[Pair]) -> list[Pair]:
    """Those of these pairs that it would change."""
    if do in ENDS:
        keys = [pair.pk for pair in pairs]
        planned = PlannedEnd.objects.waiting().filter(pair__in=keys)
        leave = set(planned.values_list("pair_id", flat=True))
        return [pair for pair in pairs if many.may_end(pair) and pair.pk not in leave]
    return [pair for pair in pairs if _may(do, pair)]


def _readings(do: str, pair: Pair) -> list[tuple[Participant, Rendered]]:
    """The letters of the first pair, exactly as its two will read them."""
    kinds = {"pause": "paused_by_desk", **dict.fromkeys(ENDS, "ended")}
    if do not in kinds:
        return []
    about = {"waits": do == "next" or not pair.is_together}
    return [
        (reader, letters.compose(kinds[do], reader, pair=pair, about=about))
        for reader in (pair.mentee, pair.mentor)
    ]


def _may(do: str, pair: Pair) -> bool:
    """Whether it would change this pair."""
    match do:
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
        "readings": [(first.participant, writing.compose(first, words))] if first else [],
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
        planned = operations.plan_ends(programme, pairs, what, by=by)
        words = ngettext(
            "%d pair ends in ten minutes. Nothing has been sent.",
            "%d pairs end in ten minutes. Nothing has been sent.",
            len(planned),
        )
        toast(request, words % len(planned), undo=_undo(seat, planned[0].batch))


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
    """Take back letters that have not gone, a pause that was just begun, or ends to come."""
    seat = desk_for(request, slug, "publish")
    paused = request.session.get("paused_together") or {}
    if paused.get("batch") == str(batch):
        del request.session["paused_together"]
        resumed = many.resume_pairs(chosen_pairs(seat, paused["codes"]), by=seat.user)
        words = ngettext("%d pair goes on.", "%d pairs go on.", len(resumed)) % len(resumed)
    elif ends := operations.take_back_ends(seat.programme, batch, by=seat.user):
        words = ngettext("%d pair does not end.", "%d pairs do not end.", ends) % ends
    elif operations.was_planned(seat.programme, batch):
        words = _("There is nothing left to take back. It has been done, or was taken back before.")
        messages.error(request, words)
        return redirect("pairs:introductions", slug)
    elif not many.is_batch(seat.programme, batch):
        raise Http404
    else:
        taken = many.take_back_letters(seat.programme, batch, by=seat.user)
        words = ngettext("Took back %d letter.", "Took back %d letters.", taken) % taken
    toast(request, words)
    return redirect("pairs:introductions", slug)
