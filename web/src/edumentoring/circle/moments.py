"""What others around a pair put on the line of its time: visits, and what two people saw."""

from collections.abc import Iterable
from datetime import datetime, time

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from edumentoring.circle.models import DropIn, Observation, Record
from edumentoring.goals.models import Goal
from edumentoring.goals.timeline import Moment
from edumentoring.pairs.sides import Side

MOST = 30


def moments(side: Side, goal: Goal | None) -> Iterable[Moment]:
    """They belong to no one goal. Two questions asked."""
    if goal is None:
        yield from _visits(side)
        yield from _observations(side)


def _visits(side: Side) -> Iterable[Moment]:
    """What one of the two wrote after a visit to the other; only visitor and teacher read it."""
    to_me = Q(door__teacher=side.me, visitor=side.other.user_id)
    to_them = Q(door__teacher=side.other, visitor=side.me.user_id)
    noted = DropIn.objects.filter(to_me | to_them, state=DropIn.State.YES)
    for visit in noted.exclude(noted_at=None).select_related("visitor", "door")[:MOST]:
        yield Moment(
            at=datetime.combine(visit.on, time(12), tzinfo=side.zone),
            title=_("A visit to a lesson"),
            words="\n".join(line for line in (visit.worked, visit.take_away) if line),
            whose=visit.visitor.first_name,
            icon="people",
        )


def _observations(side: Side) -> Iterable[Moment]:
    """That two people looked and compared: for those of the pair who looked or were looked at.

    Never what they wrote: what the teacher was promised decides who reads that, on its own page.
    """
    mine = Q(observed=side.me) | _wrote(side.me.user_id)
    theirs = Q(observed=side.other) | _wrote(side.other.user_id)
    found = Observation.objects.filter(mine, pair=side.pair, called_off_at=None)
    for each in found.exclude(both_finished_at=None).annotate(
        is_theirs=Exists(Observation.objects.filter(theirs, pk=OuterRef("pk")))
    )[:MOST]:
        yield Moment(
            at=each.both_finished_at or each.begun_at,
            title=_("Two people looked, and compared"),
            words=each.title,
            icon="search",
            url=each.get_absolute_url(),
            is_private=not each.is_theirs,
        )


def _wrote(user: int | None) -> Q:
    return Q(Exists(Record.objects.filter(observation=OuterRef("pk"), user=user)))
