"""A goal's history, or a whole pair's, as one line in time.

Rooms above hand in what they know, such as feedback that was given:

    # tools/apps.py
    timeline.add(moments)

where `moments(side, goal)` gives every `Moment` of this pair that its reader may read, or only
those about `goal` where one is given. It asks the database once, and filters who may read what
in the queryset.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, groupby
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from edumentoring.goals.models import Action, Entry, Goal
from edumentoring.pairs.sides import Side


@dataclass(frozen=True, kw_only=True)
class Moment:
    """One dot on the line: when, what in words, and whose it was ("" where both share it).

    `icon` is one of the design room's. `words` are what somebody wrote, shown as theirs.
    `remove_url` takes it away with one press, for who wrote it.
    """

    at: datetime
    title: str | Promise
    words: str = ""
    whose: str = ""
    icon: str = "check"
    url: str = ""
    link: str = ""
    is_private: bool = False
    remove_url: str = ""


Source = Callable[[Side, Goal | None], Iterable[Moment]]
_sources: list[Source] = []


def add(source: Source) -> Source:
    """Hand in a room's moments. Handing in the same twice counts once."""
    if source not in _sources:
        _sources.append(source)
    return source


def moments_of(side: Side, goal: Goal | None = None) -> list[Moment]:
    """Everything its reader may read about this pair, or about one goal, the newest first."""
    sources: list[Source] = [_goals, _actions, _entries, *_sources]
    found = chain.from_iterable(source(side, goal) for source in sources)
    return sorted(found, key=lambda moment: moment.at, reverse=True)


def by_month(side: Side, moments: Iterable[Moment]) -> list[tuple[datetime, list[Moment]]]:
    """The same under the first day of each month, where the pair's clocks are."""
    months = groupby(moments, key=lambda one: one.at.astimezone(side.zone).date().replace(day=1))
    grouped = [(month, list(those)) for month, those in months]
    return [(those[0].at.astimezone(side.zone), those) for _month, those in grouped]


def _goals(side: Side, goal: Goal | None) -> Iterable[Moment]:
    found = Goal.objects.visible_to(side.me).standing().filter(pair=side.pair)
    found = found.filter(pk=goal.pk) if goal else found
    for each in found.select_related("owner__user", "pair"):
        about: dict[str, Any] = {
            "words": each.what,
            "whose": each.owner.user.first_name,
            "url": "" if goal else each.get_absolute_url(),
            "is_private": not each.is_shared,
        }
        yield Moment(at=each.made_at, title=_("A goal begun"), icon="plus", **about)
        if each.state == Goal.State.REACHED:
            yield Moment(at=each.state_at, title=_("Goal reached"), icon="check", **about)
        elif each.state == Goal.State.RESTING:
            yield Moment(at=each.state_at, title=_("Goal set aside for now"), icon="pause", **about)


def _actions(side: Side, goal: Goal | None) -> Iterable[Moment]:
    found = Action.objects.visible_to(side.me).done().filter(pair=side.pair)
    found = found.filter(goal=goal) if goal else found
    for each in found.select_related("who__user"):
        if each.done_at:
            yield Moment(
                at=each.done_at,
                title=_("Done"),
                words="\n".join(part for part in (each.text, each.came_of_it) if part),
                whose=each.who.user.first_name,
                link=each.link,
                is_private=not each.is_shared,
            )


def _entries(side: Side, goal: Goal | None) -> Iterable[Moment]:
    found = Entry.objects.visible_to(side.me).filter(goal__pair=side.pair)
    found = found.filter(goal=goal) if goal else found
    for each in found.select_related("goal__owner__user"):
        yield Moment(
            at=each.at,
            title=_entry_title(each),
            words=each.text,
            link=each.link,
            whose=each.goal.owner.user.first_name,
            icon="search" if each.kind == Entry.Kind.REVIEW else "file",
            is_private=not (each.seen == "pair" and each.goal.is_shared),
            remove_url=_remove(side, each) if goal else "",
        )


def _remove(side: Side, entry: Entry) -> str:
    """Where its writer takes it away."""
    if not side.may_write or entry.goal.owner_id != side.me.pk:
        return ""
    return reverse("goals:do", args=[side.pair.code, "entry", entry.code, "remove"])


def _entry_title(entry: Entry) -> str:
    if entry.kind == Entry.Kind.EVIDENCE:
        return _("What shows it")
    if not entry.state:
        return _("Looked back")
    return _("Looked back: %s") % str(entry.get_state_display()).lower()
