"""What this room keeps about people: how it gives it back, and how it forgets it.

All of it is words that somebody wrote for themselves, so it is given to them whole and goes
whole. What they suggested and the other took up is the other's; it loses only their name.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from edumentoring.goals.models import Action, Entry, Goal, PlanItem, Practice, Rating, Skill
from edumentoring.goals.skill_list import name_of
from edumentoring.pairs import nudges
from edumentoring.people.personal import Scope, declare

Row = dict[str, Any]


def _whole(scope: Scope) -> bool:
    """What belongs to the person and to no programme goes when all of them does."""
    return scope.programme_id is None


# --- Goals ----------------------------------------------------------------------------------------


def _own_goals(scope: Scope) -> QuerySet[Goal]:
    return scope.within(Goal.objects.filter(owner__user=scope.user), "pair__programme_id")


def _goals(scope: Scope) -> Iterator[Row]:
    """Their own, and those they suggested that still wait."""
    offered = Goal.objects.filter(suggested_by__user=scope.user, state=Goal.State.SUGGESTED)
    found = _own_goals(scope) | scope.within(offered, "pair__programme_id")
    for each in found.select_related("pair__programme", "owner").order_by("made_at"):
        is_mine = each.owner.user_id == scope.user.pk
        yield {
            "programme": each.pair.programme.name,
            "whose": "mine" if is_mine else "my idea for somebody",
            "what": each.what,
            "why": each.why,
            "how I will know": each.how_known,
            "about when": each.by_when,
            "how it stands": str(each.get_state_display()),
            "who can read it": str(each.get_seen_display()),
            "written": each.made_at,
            "removed": each.removed_at,
        }


def _forget_goals(scope: Scope) -> None:
    _own_goals(scope).delete()
    theirs = scope.within(Goal.objects.filter(suggested_by__user=scope.user), "pair__programme_id")
    theirs.exclude(state__in=Goal.OWN).delete()
    theirs.update(suggested_by=None)
    _clean_others(scope, Goal.objects.all(), "pair", "what", "why", "how_known")


def _clean_others(scope: Scope, rows: QuerySet[Any], pair: str, *fields: str) -> None:
    """Take their name out of what the people they were paired with wrote."""
    of_theirs = Q(**{f"{pair}__mentor__user": scope.user}) | Q(
        **{f"{pair}__mentee__user": scope.user}
    )
    scope.redact(scope.within(rows.filter(of_theirs), f"{pair}__programme_id"), *fields)


def _entries(scope: Scope) -> Iterator[Row]:
    found = Entry.objects.filter(goal__owner__user=scope.user).select_related("goal")
    for each in scope.within(found, "goal__pair__programme_id").order_by("at"):
        yield {
            "goal": each.goal.what,
            "kind": str(each.get_kind_display()),
            "text": each.text,
            "link": each.link,
            "how it stood": str(each.get_state_display()),
            "who can read it": str(each.get_seen_display()),
            "written": each.at,
        }


def _forget_entries(scope: Scope) -> None:
    found = Entry.objects.filter(goal__owner__user=scope.user)
    scope.within(found, "goal__pair__programme_id").delete()
    _clean_others(scope, Entry.objects.all(), "goal__pair", "text")


# --- Actions --------------------------------------------------------------------------------------


def _own_actions(scope: Scope) -> QuerySet[Action]:
    return scope.within(Action.objects.filter(who__user=scope.user), "pair__programme_id")


def _actions(scope: Scope) -> Iterator[Row]:
    offered = Action.objects.filter(suggested_by__user=scope.user, state=Action.State.SUGGESTED)
    found = _own_actions(scope) | scope.within(offered, "pair__programme_id")
    for each in found.select_related("pair__programme", "who").order_by("made_at"):
        is_mine = each.who.user_id == scope.user.pk
        yield {
            "programme": each.pair.programme.name,
            "whose": "mine" if is_mine else "my idea for somebody",
            "what": each.text,
            "link": each.link,
            "by": each.due_on,
            "how it stands": str(each.get_state_display()),
            "done": each.done_at,
            "what came of it": each.came_of_it,
            "where it came up": each.source,
            "who can read it": str(each.get_seen_display()),
            "asked to be reminded": each.remind,
            "written": each.made_at,
            "removed": each.removed_at,
        }


def _forget_actions(scope: Scope) -> None:
    for each in _own_actions(scope).filter(remind=True):
        nudges.take_back(f"action:{each.pk}:{each.due_on}")
    _own_actions(scope).delete()
    theirs = scope.within(
        Action.objects.filter(suggested_by__user=scope.user), "pair__programme_id"
    )
    theirs.exclude(state__in=(Action.State.OPEN, Action.State.DONE)).delete()
    theirs.update(suggested_by=None)
    _clean_others(scope, Action.objects.all(), "pair", "text", "came_of_it")


# --- One's own plan, practice and skills ----------------------------------------------------------


def _plan(scope: Scope) -> Iterator[Row]:
    for each in PlanItem.objects.of(scope.user).order_by("made_at") if _whole(scope) else ():
        yield {
            "kind": str(each.get_kind_display()),
            "what": each.text,
            "notes": each.notes,
            "about when": each.on,
            "how far": str(each.get_stage_display()),
            "shared with somebody": each.shared_in_id is not None,
            "written": each.made_at,
            "removed": each.removed_at,
        }


def _forget_plan(scope: Scope) -> None:
    """In one programme: nobody there can read it any more. It is the person's own."""
    PlanItem.objects.of(scope.user).filter(_shared_there(scope)).update(shared_in=None)
    if _whole(scope):
        PlanItem.objects.of(scope.user).delete()
    _clean_others(scope, PlanItem.objects.all(), "shared_in", "text", "notes")


def _shared_there(scope: Scope) -> Q:
    return Q() if _whole(scope) else Q(shared_in__programme_id=scope.programme_id)


def _practice(scope: Scope) -> Iterator[Row]:
    for each in Practice.objects.of(scope.user) if _whole(scope) else ():
        yield {
            "question": each.question,
            "my notes": each.text,
            "said aloud": each.practised_on,
            "shared with somebody": each.shared_in_id is not None,
            "written": each.changed_at,
        }


def _forget_practice(scope: Scope) -> None:
    Practice.objects.of(scope.user).filter(_shared_there(scope)).update(shared_in=None)
    if _whole(scope):
        Practice.objects.of(scope.user).delete()
    _clean_others(scope, Practice.objects.all(), "shared_in", "text")


def _skills(scope: Scope) -> Iterator[Row]:
    for each in Skill.objects.of(scope.user) if _whole(scope) else ():
        yield {
            "area": str(each.get_area_display()),
            "skill": str(name_of(each)),
            "chosen": each.added_at,
            "put away": each.removed_at,
        }


def _forget_skills(scope: Scope) -> None:
    if _whole(scope):
        Skill.objects.of(scope.user).delete()


def _ratings(scope: Scope) -> Iterator[Row]:
    """What they said of themselves, what others gave them, and what they gave to others."""
    about = Rating.objects.filter(skill__owner=scope.user)
    given = Rating.objects.filter(by=scope.user)
    for each in (about | given).select_related("skill", "by") if _whole(scope) else ():
        is_mine = each.skill.owner_id == scope.user.pk
        yield {
            "skill": str(name_of(each.skill)) if is_mine else "a skill of somebody who asked me",
            "by": "me" if each.by_id == scope.user.pk else "somebody I asked",
            "word": str(each.get_level_display() or ""),
            "why": each.words,
            "asked": each.asked_at,
            "given": each.given_at,
        }


def _forget_ratings(scope: Scope) -> None:
    """What they saw in others stays as a word without a name; what they were asked goes."""
    given = scope.within(
        Rating.objects.filter(by=scope.user).exclude(asked_at=None), "asked_in__programme_id"
    )
    given.filter(given_at=None).delete()
    given.update(by=None, words="")
    if _whole(scope):
        Rating.objects.filter(skill__owner=scope.user).delete()
    _clean_others(scope, Rating.objects.all(), "asked_in", "words")


declare(Goal, export=_goals, erase=_forget_goals, title=_("My goals"))
declare(Entry, export=_entries, erase=_forget_entries, title=_("What I wrote about my goals"))
declare(Action, export=_actions, erase=_forget_actions, title=_("What I said I would do"))
declare(PlanItem, export=_plan, erase=_forget_plan, title=_("My career plan"))
declare(Practice, export=_practice, erase=_forget_practice, title=_("My interview practice"))
declare(Skill, export=_skills, erase=_forget_skills, title=_("My skills"))
declare(Rating, export=_ratings, erase=_forget_ratings, title=_("My skills over time"))
