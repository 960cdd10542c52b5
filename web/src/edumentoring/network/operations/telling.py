"""Letters about messages: one a day to a person at most, with all that came since the last."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from edumentoring.network import letters
from edumentoring.network.apart import hidden_from
from edumentoring.network.models import Message

A_DAY = timedelta(days=1)
AT_ONCE = 200


def tell_of_messages(now: datetime | None = None) -> int:
    """Write to everybody for whom messages wait and who had no letter today. Says to how many."""
    now = now or timezone.now()
    lately = Message.objects.filter(told_at__gt=now - A_DAY, to__isnull=False)
    waiting = Message.objects.untold().exclude(to__user__in=lately.values("to__user"))
    readers = waiting.order_by().values_list("to__user", flat=True).distinct()[:AT_ONCE]
    return sum(_tell(reader, now) for reader in list(readers))


@transaction.atomic
def _tell(reader: int, now: datetime) -> bool:
    """One letter about what waits for one person; it is marked in the same transaction.

    Programmes are apart: what waits in another one is in tomorrow's letter, from that programme.
    """
    rows = Message.objects.untold().filter(to__user=reader).select_for_update(of=("self",))
    rows = rows.select_related("by__user", "to__user", "to__programme", "thread__programme")
    every = list(rows.order_by("at", "pk"))
    found = [one for one in every if one.to_id == every[0].to_id]
    if not found or found[0].to is None:
        return False
    hidden = hidden_from(found[0].to.user)
    wanted = [one for one in found if one.by and one.by.user_id not in hidden]
    Message.objects.filter(pk__in=[one.pk for one in found]).update(told_at=now)
    for_letter: dict[bool, list[Message]] = defaultdict(list)
    for one in wanted:
        for_letter[letters.is_wanted(one)].append(one)
    letters.offer_lines(for_letter[False])
    if for_letter[True]:
        letter = letters.messages_came(for_letter[True])
        told = [one.pk for one in for_letter[True]]
        Message.objects.filter(pk__in=told).update(letter=letter)
    return bool(wanted)
