"""What ends by itself."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from edumentoring.circle.models import Asked, Member, Supervision
from edumentoring.circle.operations.asking import note
from edumentoring.circle.operations.supervising import end_supervision
from edumentoring.common.mail import withdraw_letters
from edumentoring.pairs.keys import LASTS
from edumentoring.programmes.models import Programme


def end_what_is_over() -> int:
    """Close what is past its last day, and what nobody answered; says how many.

    Nobody reads anything after their last day whether this has run or not: `reading` looks at
    the day. It keeps the lists true, and lets the addresses of those who never answered go.
    """
    now = timezone.now()
    # The day is each programme's own; tomorrow it is over everywhere.
    over = Member.objects.open().filter(until__lt=timezone.localdate() - timedelta(days=1))
    # After a pause of the whole programme the time to answer begins anew.
    waiting = Member.objects.filter(
        asked_at__lt=now - LASTS, pair__programme__in=Programme.objects.running_since(now - LASTS)
    )
    unanswered = waiting.filter(state=Asked.State.ASKED)
    proposed = waiting.filter(state=Asked.State.PROPOSED)
    keys = {pk for rows in (over, unanswered, proposed) for pk in rows.values_list("pk", flat=True)}
    return sum(_close(pk) for pk in list(keys)[:200]) + _close_supervisions()


@transaction.atomic
def _close(pk: int) -> int:
    member = (
        Member.objects.open().select_for_update(of=("self",)).with_people().filter(pk=pk).first()
    )
    if member is None:
        return 0
    came = member.state == Asked.State.YES
    member.state = Asked.State.ENDED if came else Asked.State.TAKEN_BACK
    member.ended_at, member.email = timezone.now(), ""
    member.save(update_fields=["state", "ended_at", "email"])
    member.opened.all().delete()
    withdraw_letters(member.subject_key)
    note(member.pair, "end_member", None, "Somebody’s time with a pair was over")
    return 1


def _close_supervisions() -> int:
    """Questions to a fellow mentor or coordinator that nobody answered in time."""
    before = timezone.now() - LASTS
    waiting = Supervision.objects.filter(
        state=Asked.State.ASKED,
        asked_at__lt=before,
        programme__in=Programme.objects.running_since(before),
    )
    late = list(waiting[:200])
    for supervision in late:
        end_supervision(supervision, by=None)
    return len(late)
