"""What the pages show: gathered here in few questions to the database, for one reader."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone
from django.utils.dateformat import format as in_words
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.goals.models import Action, Goal, PlanItem, Practice, Rating
from edumentoring.goals.questions import QUESTIONS, Question
from edumentoring.goals.skill_list import name_of
from edumentoring.pairs.sides import Side

LATELY = timedelta(days=30)


@dataclass(frozen=True)
class ActionLine:
    """One action in a list, in words for its reader."""

    action: Action
    when: str
    goal: str
    is_mine: bool
    whom: str  # who else can read it; "" is nobody

    @property
    def is_done(self) -> bool:
        return self.action.state == Action.State.DONE


@dataclass(frozen=True)
class GoalLine:
    """One goal in a list, with how much was done for it."""

    goal: Goal
    is_mine: bool
    whom: str
    count: str


@dataclass
class GoalsPage:
    """Everything of a pair that its reader may read, sorted for the page."""

    offered: list[ActionLine] = field(default_factory=list)
    offered_goals: list[GoalLine] = field(default_factory=list)
    asked: list[tuple[Rating, str]] = field(default_factory=list)
    mine: list[ActionLine] = field(default_factory=list)
    theirs: list[ActionLine] = field(default_factory=list)
    done: list[ActionLine] = field(default_factory=list)
    i_offered: list[ActionLine] = field(default_factory=list)
    i_offered_goals: list[GoalLine] = field(default_factory=list)
    goals: list[GoalLine] = field(default_factory=list)
    their_goals: list[GoalLine] = field(default_factory=list)
    past_goals: list[GoalLine] = field(default_factory=list)

    @property
    def waits(self) -> bool:
        """Whether something of the other's waits for this reader."""
        return bool(self.offered or self.offered_goals or self.asked)

    @property
    def is_empty(self) -> bool:
        return not any(
            (self.mine, self.theirs, self.done, self.goals, self.their_goals, self.past_goals)
        )


def goals_page(side: Side, *, with_asked: bool = True) -> GoalsPage:
    """The goals and actions of a pair, in two questions; a third for what was asked."""
    actions = list(
        Action.objects.visible_to(side.me)
        .filter(pair=side.pair)
        .select_related("goal", "pair")
        .soonest_first()
    )
    page = GoalsPage()
    for action in actions:
        _put_action(page, line_of(side, action))
    page.done.sort(key=lambda line: line.action.done_at or timezone.now(), reverse=True)
    for goal in Goal.objects.visible_to(side.me).filter(pair=side.pair).select_related("pair"):
        _put_goal(page, _goal_line(side, goal, actions))
    if with_asked and side.may_write:
        waiting = Rating.objects.waiting_for(side).select_related("skill")
        page.asked = [(each, str(name_of(each.skill))) for each in waiting]
    return page


def _put_action(page: GoalsPage, line: ActionLine) -> None:
    if line.action.state == Action.State.SUGGESTED:
        (page.offered if line.is_mine else page.i_offered).append(line)
    elif line.is_done:
        page.done.append(line)
    else:
        (page.mine if line.is_mine else page.theirs).append(line)


def _put_goal(page: GoalsPage, line: GoalLine) -> None:
    if line.goal.state == Goal.State.SUGGESTED:
        (page.offered_goals if line.is_mine else page.i_offered_goals).append(line)
    elif not line.goal.is_open:
        page.past_goals.append(line)
    else:
        (page.goals if line.is_mine else page.their_goals).append(line)


def line_of(side: Side, action: Action) -> ActionLine:
    """One action for its reader. A goal is named only to who may read it."""
    goal = action.goal
    may_read = goal is not None and (goal.owner_id == side.me.pk or goal.is_shared)
    is_shared = action.is_shared and (goal is None or goal.is_shared)
    return ActionLine(
        action=action,
        when=day_words(action.due_on, side.pair.programme.today()),
        goal=goal.what if goal and may_read and goal.removed_at is None else "",
        is_mine=action.who_id == side.me.pk,
        whom=side.other_name if is_shared else "",
    )


def _goal_line(side: Side, goal: Goal, actions: Iterable[Action]) -> GoalLine:
    its = [each for each in actions if each.goal_id == goal.pk]
    done = sum(each.state == Action.State.DONE for each in its)
    open_ = sum(each.state == Action.State.OPEN for each in its)
    said = []
    if open_:
        said.append(ngettext("%d thing to do", "%d things to do", open_) % open_)
    if done:
        said.append(ngettext("%d done", "%d done", done) % done)
    return GoalLine(
        goal=goal,
        is_mine=goal.owner_id == side.me.pk,
        whom=side.other_name if goal.is_shared else "",
        count=", ".join(said),
    )


def day_words(day: date | None, today: date) -> str:
    """The day of an action, said calmly: nothing is ever late."""
    if day is None:
        return ""
    ahead = (day - today).days
    if ahead == 0:
        return _("Today")
    if ahead == 1:
        return _("Tomorrow")
    if 1 < ahead < 7:
        return _("On %s") % in_words(day, "l")
    written = in_words(day, "j F" if day.year == today.year else "j F Y")
    return _("By %s") % written if ahead > 0 else _("Was planned for %s") % written


# --- What the other shares of their own -----------------------------------------------------------


@dataclass(frozen=True)
class SharedPractice:
    """A question the other wants to practise, with what they wrote."""

    question: Question
    practice: Practice


def shared_plan(side: Side) -> list[PlanItem]:
    """Lines of the other's career plan that they share with this reader."""
    return list(PlanItem.objects.shared_with(side).kept())


def shared_practice(side: Side) -> list[SharedPractice]:
    """Interview questions the other wants to practise with this reader."""
    found = Practice.objects.shared_with(side)
    return [
        SharedPractice(QUESTIONS[each.question], each)
        for each in found
        if each.question in QUESTIONS
    ]
