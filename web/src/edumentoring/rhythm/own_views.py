"""For oneself: a pulse, how meetings feel, a lot on just now, and a year to look back on."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.autosave import answer_autosave, unsaved_at
from edumentoring.common.pupils import findings, warn_of_pupils
from edumentoring.common.refused import Refused, Stale
from edumentoring.design.toasts import toast
from edumentoring.pairs.access import own_side, own_sides, writing_side
from edumentoring.people.models import User
from edumentoring.rhythm import operations
from edumentoring.rhythm.access import day_in
from edumentoring.rhythm.drawing import line_of
from edumentoring.rhythm.forms import FeelingForm, LoadForm, PulseForm
from edumentoring.rhythm.helping import help_with_feeling, help_with_work
from edumentoring.rhythm.looking_back import PROMPTS, record_of, year_of, years_of
from edumentoring.rhythm.models import Feeling, Load, LookBack, Pulse

get_and_post = require_http_methods(["GET", "HEAD", "POST"])
WORDS = [
    gettext_lazy("not said"),
    gettext_lazy("very low"),
    gettext_lazy("low"),
    gettext_lazy("in between"),
    gettext_lazy("good"),
    gettext_lazy("very good"),
]


def _me(request: HttpRequest) -> User:
    return User.objects.get(pk=request.user.pk or 0)


# --- The pulse --------------------------------------------------------------------------------


@never_cache
@login_required
@get_and_post
def pulse(request: HttpRequest) -> HttpResponse:
    """Three items for today, and how they went over time. For oneself."""
    me, today = _me(request), timezone.localdate()
    data = request.POST if request.method == "POST" else None
    kept = list(Pulse.objects.filter(user=me))
    now = next((one for one in kept if one.on == today), None)
    initial = {item: getattr(now, item) for item in Pulse.ITEMS} if now else None
    form = PulseForm(data, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            operations.keep_pulse(me, today, form.scores)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            toast(request, _("Saved. Only you can see it."))
        return redirect("rhythm:pulse")
    context = {
        "form": form,
        "help": help_with_work(kept[-1] if kept else None),
        "days": kept[::-1],
        "lines": [
            line_of(
                PulseForm.base_fields[item].label or item,
                [(one.on, score) for one in kept if (score := getattr(one, item))],
            )
            for item in Pulse.ITEMS
        ],
    }
    return render(request, "rhythm/pulse.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def drop_pulse(request: HttpRequest, day: str) -> HttpResponse:
    """Take one day of mine out."""
    operations.drop_pulse(_me(request), day_in(day))
    toast(request, _("That day is gone."))
    return redirect("rhythm:pulse")


# --- How meetings feel --------------------------------------------------------------------------


@never_cache
@login_required
@get_and_post
def feelings(request: HttpRequest, code: UUID) -> HttpResponse:
    """Mood and confidence before and after a meeting. For oneself."""
    side = own_side(request, code)
    today = side.pair.programme.today()
    if request.method == "POST":
        form = FeelingForm(request.POST)
        try:
            scores = form.scores if form.is_valid() else {}
            operations.keep_feeling(writing_side(request, code), today, scores)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            toast(request, _("Saved. Only you can see it."))
        return redirect("rhythm:feelings", code=code)
    kept = list(Feeling.objects.filter(pair=side.pair, participant=side.me))
    now = next((one for one in kept if one.on == today), None)
    context = {
        "side": side,
        "help": help_with_feeling(kept[-1] if kept else None, side),
        "days": kept[::-1],
        "words": WORDS,
        "now": {name: getattr(now, name, None) or 0 for name in Feeling.SCALES},
        "now_words": {name: WORDS[getattr(now, name, None) or 0] for name in Feeling.SCALES},
    }
    return render(request, "rhythm/feelings.html", context)


@login_required
@require_POST
def drop_feeling(request: HttpRequest, code: UUID, day: str) -> HttpResponse:
    """Take one day of mine out."""
    operations.drop_feeling(own_side(request, code), day_in(day))
    toast(request, _("That day is gone."))
    return redirect("rhythm:feelings", code=code)


# --- A lot on -------------------------------------------------------------------------------------


@never_cache
@login_required
@get_and_post
def load(request: HttpRequest) -> HttpResponse:
    """Things are a lot just now: let reminders rest, and say so to others only if I wish."""
    me, today = _me(request), timezone.localdate()
    sides = own_sides(request.user)
    now = Load.objects.filter(user=me).current(today).first()
    first: dict[str, Any] = {"until": today + timedelta(days=14)}
    if now:
        first = {"until": now.until, "told": now.told, "word": now.word}
    names = get_text_list([side.other_name for side in sides], _("and"))
    data = request.POST if request.method == "POST" else None
    form = LoadForm(today, names, data, initial=first)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        operations.note_load(
            me,
            sides,
            until=given["until"],
            today=today,
            told=given.get("told", False),
            word=given.get("word", ""),
        )
        toast(request, _("Saved. No reminders come until then."))
        warn_of_pupils(request, given.get("word", ""))
        return redirect("rhythm:load")
    context = {"form": form, "now": now, "names": names}
    return render(request, "rhythm/load.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def end_load(request: HttpRequest) -> HttpResponse:
    """Things are easier again."""
    operations.end_load(_me(request))
    toast(request, _("Good. Reminders may come again."))
    return redirect("rhythm:load")


# --- A year -----------------------------------------------------------------------------------


@never_cache
@login_required
@require_safe
def this_year(request: HttpRequest) -> HttpResponse:
    """On to the school year we are in."""
    return redirect("rhythm:look_back", year=year_of(timezone.localdate()))


@never_cache
@login_required
@get_and_post
def look_back(request: HttpRequest, year: int) -> HttpResponse:
    """One school year from my own record, and my answers to a few prompts. Mine alone."""
    me = _me(request)
    years = years_of(me, timezone.localdate())
    if year not in years:
        raise Http404
    kept = _kept(me, year)
    words, status = kept.words, 200
    more: dict[str, Any] = {}
    if request.method == "POST":
        words = _words(request)
        try:
            operations.keep_look_back(me, year, words, sent=request.POST)
        except Stale as stale:
            status = 409
            kept = _kept(me, year)
            more = {"stale": stale, "now": _others(kept.words, words)}
        else:
            toast(request, _("Saved. Only you can read it."))
            warn_of_pupils(request, *words.values())
            return redirect("rhythm:look_back", year=year)
    context = {
        "year": year,
        "next_year": year + 1,
        "others": [one for one in years if one != year],
        "record": record_of(me, year),
        "kept": kept,
        "pupils": findings("\n".join(words.values())),
        "prompts": [(key, label, words.get(key, "")) for key, label in PROMPTS.items()],
        "unsaved": unsaved_at(status),
        **more,
    }
    return render(request, "rhythm/look_back.html", context, status=status)


@login_required
@require_POST
def save_look_back(request: HttpRequest, year: int) -> JsonResponse:
    """Save while I type."""
    me = _me(request)
    if year not in years_of(me, timezone.localdate()):
        raise Http404
    return answer_autosave(
        lambda: operations.keep_look_back(me, year, _words(request), sent=request.POST)
    )


def _kept(me: User, year: int) -> LookBack:
    return LookBack.objects.filter(user=me, year=year).first() or LookBack(user=me, year=year)


def _others(kept: dict[str, str], sent: dict[str, str]) -> list[tuple[Any, str]]:
    """What is saved to a prompt and is not what was just sent."""
    return [
        (label, kept[key])
        for key, label in PROMPTS.items()
        if kept.get(key) and kept[key].split() != sent[key].split()
    ]


def _words(request: HttpRequest) -> dict[str, str]:
    return {key: request.POST.get(key, "").strip() for key in PROMPTS}
