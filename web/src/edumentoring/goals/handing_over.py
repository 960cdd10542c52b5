"""Which goals go along to the next mentor: the mentee chooses, and the record stays."""

from collections.abc import Collection, Iterable, Sequence
from uuid import uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.goals.models import Action, Entry, Goal
from edumentoring.pairs.handing_over import Carrier, Thing
from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import Side


def things(side: Side) -> Sequence[Thing]:
    """The mentee's own goals, and what they still want to do beside them."""
    found = [
        Thing(
            key=f"goal:{goal.pk}",
            title=goal.what,
            detail=_("Your new mentor can read it")
            if goal.is_shared
            else _("Only you can read it"),
        )
        for goal in _goals_of(side.pair)
    ]
    count = _loose_actions(side.pair).count()
    if count:
        title = ngettext("%d thing you want to do", "%d things you want to do", count) % count
        found.append(Thing(key=f"actions:{side.pair.pk}", title=title))
    return found


def _goals_of(pair: Pair) -> Iterable[Goal]:
    return Goal.objects.kept().standing().filter(pair=pair, owner=pair.mentee_id)


def _loose_actions(pair: Pair) -> QuerySet[Action]:
    return Action.objects.kept().open().filter(pair=pair, who=pair.mentee_id, goal=None)


@transaction.atomic
def bring(before: Pair, after: Pair, chosen: Collection[str]) -> int:
    """Copy the chosen goals with what the mentee did and wrote. Who could read each stays: what
    was theirs alone stays theirs alone. What the mentor before said they would do stays behind."""
    goals = [goal for goal in _goals_of(before) if f"goal:{goal.pk}" in chosen]
    for goal in goals:
        _bring_goal(goal, after)
    if f"actions:{before.pk}" not in chosen:
        return len(goals)
    _copy(_loose_actions(before), pair=after, who=after.mentee, suggested_by=None)
    return len(goals) + 1


def _bring_goal(goal: Goal, after: Pair) -> None:
    actions = list(Action.objects.kept().standing().filter(goal=goal, who=goal.owner_id))
    entries = list(Entry.objects.filter(goal=goal, removed_at=None))
    [copy] = _copy([goal], pair=after, owner=after.mentee, came_from=goal, suggested_by=None)
    _copy(actions, pair=after, who=after.mentee, goal=copy, suggested_by=None)
    _copy(entries, goal=copy)


def _copy(rows: Iterable[Goal | Action | Entry], **changes: object) -> list[Goal | Action | Entry]:
    """The same rows again, under new keys and with these changes."""
    copies = []
    for row in rows:
        taken = {
            field.attname: getattr(row, field.attname)
            for field in row._meta.concrete_fields  # noqa: SLF001
            if field.name not in {"id", "code", "remind", *changes}
        }
        copies.append(type(row).objects.create(code=uuid4(), **taken, **changes))
    return copies


CARRIER = Carrier(things=things, bring=bring)
