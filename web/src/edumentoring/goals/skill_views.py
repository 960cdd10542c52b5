"""A record of skills over time, for oneself, and the private check of the mentor standards."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from edumentoring.common.refused import Refused
from edumentoring.design.forms import Worded
from edumentoring.design.toasts import toast
from edumentoring.goals import operations, sources
from edumentoring.goals.access import (
    is_mentor_somewhere,
    me,
    own_skill,
    pair_among,
    pairs_to_share_with,
)
from edumentoring.goals.forms import THEIR_LEVELS, RateForm, SkillsForm, StandardsForm
from edumentoring.goals.models import Rating, Skill
from edumentoring.goals.picture import picture_of
from edumentoring.goals.skill_help import help_with, is_low
from edumentoring.goals.skill_list import (
    STANDARDS,
    STATEMENTS,
    areas_for,
    looks_like,
    name_of,
)
from edumentoring.goals.views import get_and_post
from edumentoring.pairs.sides import Side
from edumentoring.people.models import User


@never_cache
@login_required
@get_and_post
def skills(request: HttpRequest) -> HttpResponse:
    """The skills I keep an eye on, with my first word and my latest; and more to choose."""
    user = me(request)
    is_mentor = is_mentor_somewhere(request)
    kept = list(Skill.objects.of(user).kept().skills().prefetch_related("ratings"))
    form = SkillsForm(
        _to_choose(kept, is_mentor=is_mentor), request.POST if request.method == "POST" else None
    )
    if form.is_bound and form.is_valid() and _chosen(user, form):
        toast(request, _("Added. Say how it is going whenever you like."))
        return redirect("goals:skills")
    context = {
        "form": form,
        "areas": form.by_area,
        "skills": [(skill, name_of(skill), *_first_and_latest(skill)) for skill in kept],
        "is_mentor": is_mentor,
        "sources": [sources.MENTORING_SKILLS, sources.TEACHING_SKILLS],
    }
    return render(request, "goals/skills.html", context, status=422 if form.is_bound else 200)


def _to_choose(kept: list[Skill], *, is_mentor: bool) -> list[tuple[str, list[tuple[str, Worded]]]]:
    """Our list without what is kept already, a mentor's own skills first."""
    there = {skill.key for skill in kept}
    groups = areas_for(is_mentor=is_mentor)
    left = [
        (
            area,
            [
                (each.key, Worded(each.name, each.looks_like))
                for each in listed
                if each.key not in there
            ],
        )
        for area, listed in groups
    ]
    return [(area, listed) for area, listed in left if listed]


def _chosen(user: User, form: SkillsForm) -> bool:
    try:
        operations.choose_skills(user, form.keys)
        if form.cleaned_data["own"].strip():
            operations.add_skill(user, form.cleaned_data["own"])
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _first_and_latest(skill: Skill) -> tuple[Rating | None, Rating | None]:
    """My own words, oldest and newest; one alone is the newest."""
    own = [each for each in skill.ratings.all() if each.given_at and not each.is_a_partners]
    return (own[0] if len(own) > 1 else None), (own[-1] if own else None)


@never_cache
@login_required
@get_and_post
def skill(request: HttpRequest, skill: UUID) -> HttpResponse:
    """One skill over time: a small picture and its table, a word for today, and whom to ask."""
    found = own_skill(request, skill)
    if found.removed_at:
        raise Http404
    sides = pairs_to_share_with(request)
    asks = request.POST.get("do") == "ask"
    form = RateForm(request.POST if request.method == "POST" and not asks else None)
    if asks:
        return _ask(request, found, sides)
    if form.is_bound and form.is_valid():
        operations.rate(me(request), found, **form.cleaned_data)
        toast(request, _("Kept. Only you can read it."))
        return redirect(found)
    ratings = list(found.ratings.select_related("by").order_by("given_at", "pk"))
    given = [each for each in ratings if each.given_at]
    waiting = {each.by_id for each in ratings if not each.given_at and not each.let_go_at}
    latest = next((each for each in reversed(given) if not each.is_a_partners), None)
    context = {
        "skill": found,
        "help": help_with(found, sides) if is_low(latest) else [],
        "name": name_of(found),
        "looks_like": looks_like(found),
        "form": form,
        "picture": picture_of(given),
        "rows": [(each, _said(each)) for each in reversed(given)],
        "to_ask": [side for side in sides if side.other.user_id not in waiting],
        "asked": [side for side in sides if side.other.user_id in waiting],
    }
    return render(request, "goals/skill.html", context, status=422 if form.is_bound else 200)


def _said(rating: Rating) -> Any:
    """The level in the words of who gave it."""
    if rating.is_a_partners and rating.level:
        return THEIR_LEVELS[Rating.Level(rating.level)]
    return rating.get_level_display()


def _ask(request: HttpRequest, skill: Skill, sides: list[Side]) -> HttpResponse:
    pair = pair_among(sides, request.POST.get("pair", ""))
    if pair is None:
        raise Http404
    side = next(each for each in sides if each.pair == pair)
    operations.ask_partner(me(request), skill, pair)
    toast(request, _("Asked. %s sees the name of the skill, and nothing else.") % side.other_name)
    return redirect(skill)


def _days(ratings: Iterable[Rating | None]) -> Iterable[datetime]:
    return (each.given_at for each in ratings if each and each.given_at)


# --- The mentor standards -------------------------------------------------------------------------


@never_cache
@login_required
@get_and_post
def standards(request: HttpRequest) -> HttpResponse:
    """A private look in the mirror: four standards in plain words. Nobody else ever sees it."""
    user = me(request)
    kept = {
        each.key: each for each in Skill.objects.of(user).standards().prefetch_related("ratings")
    }
    latest = {key: _first_and_latest(skill)[1] for key, skill in kept.items()}
    sides = pairs_to_share_with(request)
    helps = {key: help_with(kept[key], sides) for key, said in latest.items() if is_low(said)}
    statements = [(key, str(each.name)) for key, each in STATEMENTS.items()]
    initial = {key: rating.level for key, rating in latest.items() if rating}
    form = StandardsForm(
        statements, request.POST if request.method == "POST" else None, initial=initial
    )
    if form.is_bound and form.is_valid():
        said = {key: level for key, level in form.cleaned_data.items() if level}
        operations.rate_standards(user, {k: v for k, v in said.items() if initial.get(k) != v})
        toast(request, _("Kept. Only you can read it."))
        return redirect(reverse("goals:standards"))
    context = {
        "form": form,
        "standards": [
            (each, [(form[one.key], helps.get(one.key)) for one in each.statements])
            for each in STANDARDS
        ],
        "last": max(_days(latest.values()), default=None),
        "source": sources.MENTOR_STANDARDS,
    }
    return render(request, "goals/standards.html", context, status=422 if form.is_bound else 200)
