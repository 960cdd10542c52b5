"""Which of the mentee's goals each person around the pair may read: only the mentee says."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from edumentoring.circle.goals_here import mentee_goals
from edumentoring.circle.models import Member, OpenGoal
from edumentoring.circle.operations.asking import locked, note
from edumentoring.common.refused import Refused
from edumentoring.pairs.sides import Side


@transaction.atomic
def open_goals(side: Side, chosen: Mapping[int, Collection[int]]) -> None:
    """Let each member read these goals and no others: `chosen` has goals' keys under members'.

    What is left out is closed at once.
    """
    if not side.is_mentee:
        raise Refused(_("Only your mentee chooses who may read what."))
    pair = locked(side.pair)
    mine = set(mentee_goals(pair).values_list("pk", flat=True))
    for member in pair.circle.filter(state=Member.State.YES):
        wanted = mine & set(chosen.get(member.pk, ()))
        member.open_goals.exclude(goal__in=wanted).delete()
        for goal in wanted:
            OpenGoal.objects.get_or_create(member=member, goal_id=goal)
    note(pair, "open_goals", side.me.user, "Chose who around a pair may read which goals")
