"""Ends of pairs that wait ten minutes, so that a coordinator's press can be taken back whole.

Until they are due nothing has happened at all: the two meet and write as before. The clock then
does what was planned, or says why it cannot and asks a person.
"""

import uuid
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.pairs.models import Farewell, Pair, PlannedEnd
from edumentoring.pairs.operations.answering import end_pair
from edumentoring.pairs.operations.handing import hand_over, refuse_new_mentor
from edumentoring.pairs.operations.many import may_end, settle_wishes
from edumentoring.pairs.operations.parting import HIGHEST_PRIORITY, MORE_PRIORITY
from edumentoring.people.models import Event, User
from edumentoring.people.operations import counted, record
from edumentoring.programmes.models import Participant, Programme

HOLD = timedelta(minutes=10)
Kind = PlannedEnd.Kind


@transaction.atomic
def plan_ends(
    programme: Programme, pairs: Sequence[Pair], kind: str, *, by: User
) -> list[PlannedEnd]:
    """Let these pairs end in ten minutes. What has ended already, or is planned, is left alone."""
    chosen = [pair for pair in _locked(pairs) if may_plan(pair)]
    if not chosen:
        raise Refused(_("None of these pairs goes on now, so there is nothing to end."))
    batch, due = uuid.uuid4(), timezone.now() + HOLD
    planned = PlannedEnd.objects.bulk_create(
        PlannedEnd(pair=pair, batch=batch, kind=kind, by=by, due_at=due) for pair in chosen
    )
    _note(programme, by, "plan_ends", f"Planned the end of {counted(len(planned), 'pair')}", batch)
    return planned


@transaction.atomic
def plan_hand_over(
    pair: Pair, new_mentor: Participant, *, by: User, reason_given: str = ""
) -> PlannedEnd:
    """Let a mentee go on with another mentor in ten minutes."""
    [pair] = _locked([pair])
    refuse_new_mentor(pair, new_mentor)
    if not pair.is_together:
        raise Refused(_("This pair does not go on now, so there is nothing to hand over."))
    if not may_plan(pair):
        raise Refused(_("An end of this pair is planned already. Take that back first."))
    planned = PlannedEnd.objects.create(
        pair=pair,
        kind=Kind.HAND_OVER,
        new_mentor=new_mentor,
        reason_given=reason_given[:300],
        by=by,
        due_at=timezone.now() + HOLD,
    )
    summary = f"Planned to hand over {pair} to {new_mentor}"
    _note(pair.programme, by, "plan_ends", summary, planned.batch)
    return planned


def may_plan(pair: Pair) -> bool:
    """Whether it may end, and nobody has said so in the last ten minutes."""
    PlannedEnd.objects.in_trouble().filter(pair=pair).delete()  # said anew, it is tried anew
    return may_end(pair) and not PlannedEnd.objects.filter(pair=pair).exists()


@transaction.atomic
def take_back_ends(programme: Programme, batch: uuid.UUID, *, by: User) -> int:
    """Undo all of one press that has not been done yet; says how many pairs."""
    planned = PlannedEnd.objects.filter(batch=batch, pair__programme=programme)
    taken, _each = planned.delete()
    if taken:
        _note(programme, by, "take_back_ends", f"Took back the end of {taken} pairs", batch)
    return taken


# --- When the time has come -----------------------------------------------------------------------


def do_planned_ends() -> int:
    """Do what is due. Run by the clock; says how many."""
    return sum(_do(pk) for pk in PlannedEnd.objects.due().values_list("pk", flat=True)[:200])


def _do(pk: int) -> int:
    """One of them, looked at again under lock: it may have been taken back this moment."""
    try:
        with transaction.atomic():
            planned = PlannedEnd.objects.due().select_for_update(of=("self",)).filter(pk=pk)
            found = planned.with_people().first()
            if found is None:
                return 0
            _end(found)
            PlannedEnd.objects.filter(pk=pk).delete()
    except Refused as refusal:
        PlannedEnd.objects.filter(pk=pk).update(trouble=str(refusal)[:300])
        return 0
    return 1


def _end(planned: PlannedEnd) -> None:
    pair = planned.pair
    if not may_end(pair):
        return  # the two were quicker, or it was ended another way
    if planned.kind == Kind.HAND_OVER and planned.new_mentor:
        hand_over(
            pair,
            planned.new_mentor,
            by=planned.by,
            reason_given=planned.reason_given,
            hold=timedelta(0),
        )
    elif planned.kind == Kind.NEXT:
        end_pair(pair, by=planned.by, next_step=Farewell.Next.SOMEBODY)
        mentee = Participant.objects.filter(pk=pair.mentee_id, priority__lt=HIGHEST_PRIORITY)
        mentee.update(priority=F("priority") + MORE_PRIORITY)
        settle_wishes(pair, by=planned.by)
    else:
        end_pair(pair, by=planned.by)
        settle_wishes(pair, by=planned.by)


def _locked(pairs: Sequence[Pair]) -> list[Pair]:
    """Them as they are now, in one order so that nobody deadlocks."""
    keys = [pair.pk for pair in pairs]
    found = Pair.objects.select_for_update(of=("self",)).with_people().filter(pk__in=keys)
    return list(found.order_by("pk"))


def was_planned(programme: Programme, batch: uuid.UUID) -> bool:
    """Whether ends were planned here under this number, done or not."""
    lines = Event.objects.filter(action="plan_ends", programme_id=programme.pk)
    return lines.filter(detail__batch=str(batch)).exists()


def _note(programme: Programme, by: User, action: str, summary: str, batch: uuid.UUID) -> None:
    record(action, programme, by=by, summary=summary, programme_id=programme.pk, batch=str(batch))
