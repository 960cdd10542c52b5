"""The year, week by week: what is taught, and what is expected of mentors and mentees."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from edumentoring.meetings.models import Taught
from edumentoring.meetings.taught_models import monday_of
from edumentoring.programmes.models import Participant, Programme
from edumentoring.provider.access import part_in
from edumentoring.provider.showing import show

FIRST_MONTH = 8  # schools in the south of Europe and in Scotland begin before September


@dataclass(frozen=True)
class Week:
    """All that stands for one week."""

    monday: date
    lines: list[Taught]


@never_cache
@login_required
@require_safe
def year(request: HttpRequest, slug: str) -> HttpResponse:
    """This week first, then those that come, then those that have gone by."""
    me = part_in(request, slug)
    today = me.programme.today()
    this = monday_of(today)
    weeks = _weeks(_lines(me, today))
    context: dict[str, Any] = {
        "now": next((week for week in weeks if week.monday == this), None),
        "coming": [week for week in weeks if week.monday > this],
        "gone": [week for week in weeks if week.monday < this],
        "this": this,
    }
    return show(request, "year", me, part="year", **context)


def _lines(me: Participant, today: date) -> Iterable[Taught]:
    """Of this school year and later. A mentor reads what every mentee reads, with whom it is for;
    a mentee reads what is meant for them."""
    begins = date(today.year - (today.month < FIRST_MONTH), FIRST_MONTH, 1)
    kept = Taught.objects.kept().filter(programme=me.programme, week__gte=begins)
    return kept if me.is_mentor else kept.meant_for(me)


def week_of(programme: Programme) -> Week | None:
    """All that stands for this week, whomever it is for; None where nothing does."""
    kept = Taught.objects.kept().filter(programme=programme)
    lines = list(kept.in_week_of(programme.today()))
    return Week(lines[0].week, lines) if lines else None


def _weeks(lines: Iterable[Taught]) -> list[Week]:
    return [Week(monday, list(found)) for monday, found in groupby(lines, lambda one: one.week)]
