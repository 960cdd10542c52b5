"""The copies of an issue: which are next, whether their readers still read, what became of each."""

import uuid
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.mail_server import NotNow, NotSent
from edumentoring.common.postman import GIVE_UP_AFTER
from edumentoring.newsletter.models import Delivery, Sending, Subscription

State = Delivery.State
AT_ONCE = 50
# Somebody whose letters came back twice in a row gets no more: once may be the server's mood.
BOUNCES_TO_END = 2
# More came back than this: something is wrong with us, and going on would make it worse.
LEAST_BACK, PART_BACK = 20, 0.2


@dataclass(frozen=True)
class Copy:
    """What a carrier needs to know of one delivery."""

    pk: int
    sending: int
    email: str
    code: uuid.UUID
    reader: uuid.UUID
    reads: bool
    claimed_by: str = ""
    claimed_at: datetime | None = None
    sent_at: datetime | None = None


def live() -> dict[int, int]:
    """What goes out now, the earliest first, and each one's version."""
    sendings = Sending.objects.live().order_by("began_at", "pk")
    return dict(sendings.values_list("pk", "version"))


def ahead(sendings: Iterable[int], after: int) -> deque[Copy]:
    """The next copies, not claimed yet, and whether each one's reader still reads there."""
    on = Q(subscription__state=Subscription.State.ON, subscription__email=F("email"))
    for key in sendings:
        rows = waiting(key).filter(pk__gt=after).annotate(reads=on)
        found = rows.values_list("pk", "sending", "email", "code", "subscription__code", "reads")
        if copies := deque(Copy(*row) for row in found[:AT_ONCE]):
            return copies
    return deque()


def waiting(sending: int) -> QuerySet[Delivery]:
    """Copies whose turn it is."""
    return Delivery.objects.filter(
        sending=sending, state=State.WAITING, not_before__lte=timezone.now()
    ).order_by("pk")


def still_reads(delivery: Delivery) -> bool:
    subscription = delivery.subscription
    return (
        subscription is not None
        and subscription.state == Subscription.State.ON
        and _is_the_only_copy_to(subscription.email, delivery)
    )


def _is_the_only_copy_to(address: str, delivery: Delivery) -> bool:
    """A reader's address may have changed since the copy was queued: it goes to the new one."""
    if address == delivery.email:
        return True
    others = Delivery.objects.filter(sending=delivery.sending_id, email=address)
    delivery.email = address
    return not others.exists()


def end_what_is_done() -> None:
    """A sending ends with its last copy; one that is sent again by hand ends anew."""
    unfinished = Delivery.objects.filter(state__in=[State.WAITING, State.SENDING])
    for sending in Sending.objects.live().exclude(queued_at=None):
        if not unfinished.filter(sending=sending).exists():
            Sending.objects.filter(pk=sending.pk, state=Sending.State.SENDING).update(
                state=Sending.State.DONE, ended_at=timezone.now(), version=F("version") + 1
            )


def is_given_up(copy: Copy, trouble: NotSent) -> bool:
    began = Sending.objects.filter(began_at__lt=timezone.now() - GIVE_UP_AFTER, pk=copy.sending)
    return isinstance(trouble, NotNow) and began.exists()


def mark(copy: Copy, **changes: object) -> None:
    """What we know now counts even if the lease ran out meanwhile."""
    Delivery.objects.filter(
        pk=copy.pk,
        claimed_by=copy.claimed_by,
        claimed_at=copy.claimed_at,
        state__in=[State.SENDING, State.UNCERTAIN],
    ).update(**changes)


def came_back(copy: Copy, words: str) -> None:
    """Refused for good: counted for its reader, and for the sending as a whole."""
    mark(copy, state=State.BOUNCED, trouble=words)
    count_for_its_reader(copy.pk)
    pause_where_too_many_came_back(copy.sending)


def count_for_its_reader(copy: int) -> None:
    """One more that came back, or the first since one arrived; who stopped has stopped."""
    others = Delivery.objects.filter(subscription__deliveries=copy, pk__lt=copy)
    ended = others.filter(state__in=[State.SENT, State.BOUNCED]).order_by("-pk")
    before = ended.values_list("state", flat=True).first()
    readers = Subscription.objects.reading().filter(deliveries=copy, deliveries__email=F("email"))
    readers.update(bounces=F("bounces") + 1 if before == State.BOUNCED else 1)
    end(readers.filter(bounces__gte=BOUNCES_TO_END))


def end(readers: QuerySet[Subscription]) -> None:
    """Nothing more is written to them, until the desk says that the address works again."""
    readers.update(state=Subscription.State.BOUNCED, stopped_at=timezone.now())


def pause_where_too_many_came_back(key: int) -> None:
    """So many that something is wrong with us: nothing more goes until a person looks."""
    copies = Delivery.objects.filter(sending=key)
    back = copies.filter(state=State.BOUNCED).count()
    if back < LEAST_BACK or back < PART_BACK * copies.filter(sent_at__isnull=False).count():
        return
    words = _("%s letters came back. Look at what the mail server says before you go on.") % back
    Sending.objects.filter(pk=key, state=Sending.State.SENDING).update(
        state=Sending.State.PAUSED, trouble=words, version=F("version") + 1
    )
