"""What of a mentee's goals, actions and plan can be opened to somebody around their pair."""

from collections.abc import Collection, Iterator

from django.db.models import Prefetch
from django.utils.formats import date_format
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from edumentoring.goals.models import Action, Goal, PlanItem, Seen
from edumentoring.pairs.openable import Openable, Part, Thing, only
from edumentoring.pairs.sides import Side

Keys = Collection[str] | None


def goals(side: Side, keys: Keys) -> Iterator[Thing]:
    """The mentee's own goals, each with the actions that the pair shares."""
    if not side.is_mentee:
        return
    shared = Action.objects.kept().standing().filter(seen=Seen.PAIR).soonest_first()
    mine = Goal.objects.kept().standing().filter(pair=side.pair, owner=side.me)
    rows = mine.prefetch_related(Prefetch("actions", queryset=shared, to_attr="shared_actions"))
    for goal in only(rows, keys):
        lines = "\n".join(_line(action) for action in goal.shared_actions)  # type: ignore[attr-defined]
        yield Thing(
            key=str(goal.code),
            title=goal.what,
            detail=str(goal.get_state_display()),
            parts=_parts(
                (_("Why"), goal.why), (_("How they will know"), goal.how_known), (_("Steps"), lines)
            ),
        )


def actions(side: Side, keys: Keys) -> Iterator[Thing]:
    """What the mentee said they would do."""
    if not side.is_mentee:
        return
    mine = Action.objects.kept().standing().filter(pair=side.pair, who=side.me)
    for action in only(mine.order_by("-made_at", "-pk"), keys):
        yield Thing(
            key=str(action.code),
            title=action.text,
            detail=_standing(action),
            parts=_parts((_("What came of it"), action.came_of_it), (_("To read"), action.link)),
        )


def plan(side: Side, keys: Keys) -> Iterator[Thing]:
    """Lines of the mentee's career plan."""
    if not side.is_mentee:
        return
    mine = PlanItem.objects.of(side.me.user).kept()
    for item in only(mine, keys):
        yield Thing(
            key=str(item.code),
            title=item.text,
            detail=f"{item.get_kind_display()}. {item.get_stage_display()}",
            parts=_parts(("", item.notes)),
        )


def _line(action: Action) -> str:
    standing = _standing(action)
    return f"{action.text} ({standing})" if standing else action.text


def _standing(action: Action) -> str:
    if action.state == Action.State.DONE:
        return now("Done")
    return now("By %s") % date_format(action.due_on, "j F") if action.due_on else ""


def _parts(*labelled: tuple[object, str]) -> list[Part]:
    return [Part(label, words) for label, words in labelled if words]  # type: ignore[arg-type]


OPENABLE = (
    Openable(kind="goal", name=_("Goals"), place=10, things=goals),
    Openable(kind="action", name=_("Actions"), place=20, things=actions),
    Openable(kind="plan", name=_("Career plan"), place=50, things=plan),
)
