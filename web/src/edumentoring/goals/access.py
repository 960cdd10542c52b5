"""Fetch a goal, an action, a plan or a skill and check the right to it in one step.

Whoever may not read a thing meets the same 404 as for one that is not there. What was removed
is found only by who removed it, to bring it back.
"""

from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest

from edumentoring.goals.models import Action, Entry, Goal, PlanItem, Rating, Skill
from edumentoring.pairs.access import own_side, own_sides, writing_side
from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import Side
from edumentoring.people.models import User
from edumentoring.programmes.models import Participant

__all__ = ["own_side", "writing_side"]


def me(request: HttpRequest) -> User:
    """Whoever is signed in."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


# --- In a pair ------------------------------------------------------------------------------------


def goal_for(side: Side, code: UUID) -> Goal:
    """A goal of this pair that its reader may read."""
    found = Goal.objects.visible_to(side.me).filter(pair=side.pair, code=code)
    return _one(found.select_related("owner__user", "pair", "suggested_by__user").first())


def own_goal(side: Side, code: UUID) -> Goal:
    """A goal of one's own in this pair, no suggestion."""
    goal = goal_for(side, code)
    if goal.owner_id != side.me.pk or goal.state == Goal.State.SUGGESTED:
        raise Http404
    return goal


def action_for(side: Side, code: UUID) -> Action:
    """Something this person said they would do; the other's is read in the list."""
    found = Action.objects.visible_to(side.me).standing()
    mine = found.filter(pair=side.pair, who=side.me, code=code)
    return _one(mine.select_related("goal", "pair", "who__user").first())


def goal_to_answer(side: Side, code: UUID) -> Goal:
    """A goal that is this person's, or that they suggested: also removed or let go, to undo it."""
    return _one(
        Goal.objects.filter(pair=side.pair, code=code)
        .filter(Q(owner=side.me) | Q(suggested_by=side.me, state=Goal.State.SUGGESTED))
        .first()
    )


def action_to_answer(side: Side, code: UUID) -> Action:
    """The same for an action."""
    return _one(
        Action.objects.filter(pair=side.pair, code=code)
        .filter(Q(who=side.me) | Q(suggested_by=side.me, state=Action.State.SUGGESTED))
        .select_related("goal", "pair", "who__user")
        .first()
    )


def own_entry(side: Side, code: UUID) -> Entry:
    """What this person wrote about a goal of theirs, removed or not."""
    found = Entry.objects.filter(goal__pair=side.pair, goal__owner=side.me, code=code)
    return _one(found.select_related("goal").first())


def asked_of(side: Side, code: UUID) -> Rating:
    """What the other asked this person about one skill of theirs."""
    found = Rating.objects.waiting_for(side).filter(code=code)
    return _one(found.select_related("skill").first())


# --- One's own ------------------------------------------------------------------------------------


def own_plan_item(request: HttpRequest, code: UUID) -> PlanItem:
    """A line of one's own plan, removed or not."""
    found = PlanItem.objects.of(me(request)).filter(code=code)
    return _one(found.select_related("shared_in").first())


def own_skill(request: HttpRequest, code: UUID) -> Skill:
    """A skill of one's own record, put away or not; never one of the private check."""
    return _one(Skill.objects.of(me(request)).skills().filter(code=code).first())


def pairs_to_share_with(request: HttpRequest) -> list[Side]:
    """Those one may share a thing with or ask: the others of one's pairs that go on."""
    return own_sides(me(request))


def is_mentor_somewhere(request: HttpRequest) -> bool:
    """By their role in a programme: before the first mentee and after the last, too."""
    mine = Participant.objects.mentors().filter(user=me(request), programme__archived_at=None)
    return mine.exclude(state=Participant.State.LEFT).exists()


def pair_among(sides: list[Side], code: str) -> Pair | None:
    """The pair that a form names by its code; nothing is "only me"."""
    return next((side.pair for side in sides if str(side.pair.code) == code), None)


def _one[T](found: T | None) -> T:
    if found is None:
        raise Http404
    return found
