"""Takes the copies of an issue to the mail server: claim, send, never again by itself.

As `common.postman` does with letters, in a thread and over a line of its own, so that a long
sending holds up nobody who waits for a sign-in letter. The words stand once in `Sending`; a copy
is only an address, so a hundred thousand of them are small.
"""

import logging
import time
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common import carriers
from edumentoring.common.mail import from_line
from edumentoring.common.mail_server import (
    MailServer,
    Never,
    NotNow,
    NotSent,
    ServerTrouble,
    Unknown,
)
from edumentoring.common.models import Letter
from edumentoring.common.postman import GIVE_UP_AFTER, LEASE, message_of, wait_after
from edumentoring.newsletter import operations
from edumentoring.newsletter.composed import Composed
from edumentoring.newsletter.models import Delivery, Sending, Subscription

logger = logging.getLogger(__name__)

State = Delivery.State
IN_A_ROUND = 3000
# Ordinary letters always have a fifth of what the server takes in a minute.
SHARE = 0.8
LOOK_AGAIN_AFTER = 50
# Somebody whose letters came back twice gets no more; one refusal may be the server's mood.
BOUNCES_TO_END = 2
# More came back than this: something is wrong with us, and going on would make it worse.
LEAST_BACK, PART_BACK = 20, 0.2


def gone_since(moment: datetime) -> int:
    """How many copies went since then."""
    return Delivery.objects.filter(sent_at__gt=moment).count()


def set_doubtful_aside() -> int:
    """Copies whose carrier died at work: a person will decide. Says how many."""
    lost = Delivery.objects.filter(state=State.SENDING, claimed_at__lt=timezone.now() - LEASE)
    return lost.update(
        state=State.UNCERTAIN,
        trouble=_("The service stopped while this copy was being sent. It may have gone."),
    )


class NewsletterCarrier:
    """One carrier of issues, with one line to the server, kept for a run of copies."""

    def __init__(self, worker: str) -> None:
        self.worker = worker
        self.server = MailServer()
        self.stopping = False
        self._rests_until = 0.0
        self._failures = 0
        self._words: dict[int, tuple[Sending, Composed]] = {}
        self._live: list[int] = []

    def deliver_due(self, *, limit: int = IN_A_ROUND) -> int:
        """Send what waits until nothing is left, the minute's ration is used or the server away."""
        operations.queue_what_began(is_wanted=lambda: not self.stopping)
        if settings.MAIL_IS_KEPT:
            return self._keep_due(limit)
        sent = 0
        try:
            for turn in range(limit):
                if turn % LOOK_AGAIN_AFTER == 0 and not self._may_go_on():
                    break
                delivery = None if self.stopping else self._claim()
                if delivery is None:
                    _end_what_is_done()
                    break
                sent += self._carry(delivery)
        finally:
            self.server.close()
            self._words.clear()
        return sent

    def stop(self) -> None:
        """Called from another thread: finish now; a copy not yet handed over goes back."""
        self.stopping = True
        self.server.interrupt()

    def _may_go_on(self) -> bool:
        if self.stopping or time.monotonic() < self._rests_until:
            return False
        self._live = _live()
        if not any(_waiting(key).exists() for key in self._live):
            _end_what_is_done()
            return False
        if carriers.gone_in_a_minute() >= settings.MAIL_PER_MINUTE * SHARE:
            return False
        try:
            # Before a copy is claimed: a server that is away costs none its turn.
            self.server.open()
        except ServerTrouble as trouble:
            self._rest(trouble)
            return False
        return True

    def _rest(self, trouble: ServerTrouble) -> None:
        self._failures += 1
        wait = wait_after(self._failures)
        self._rests_until = time.monotonic() + wait
        logger.warning("No newsletter goes out for %d seconds: %s", wait, trouble.words)

    @transaction.atomic
    def _claim(self) -> Delivery | None:
        """The next copy, unless its reader stopped meanwhile: those are left out on the way."""
        delivery = self._next()
        while delivery is not None and not _still_reads(delivery):
            Delivery.objects.filter(pk=delivery.pk).update(state=State.DROPPED)
            delivery = self._next()
        if delivery is None:
            return None
        delivery.state, delivery.claimed_by = State.SENDING, self.worker
        delivery.claimed_at, delivery.tries = timezone.now(), delivery.tries + 1
        delivery.save(update_fields=["email", "state", "claimed_by", "claimed_at", "tries"])
        return delivery

    def _next(self) -> Delivery | None:
        for key in self._live:
            rows = _waiting(key).select_related("subscription")
            if found := rows.select_for_update(skip_locked=True, of=("self",)).first():
                return found
        return None

    def _carry(self, delivery: Delivery) -> int:
        """Hand one copy over and write down what became of it; 1 if it went."""
        try:
            letter = self._letter(delivery)
            self.server.send(message_of(letter), until=time.monotonic() + LEASE.total_seconds() / 2)
        except NotSent as trouble:
            self._note(delivery, trouble)
            return 0
        self._failures = 0
        _mark(delivery, state=State.SENT, sent_at=timezone.now(), trouble="")
        return 1

    def _letter(self, delivery: Delivery) -> Letter:
        """The copy as a letter that is not kept."""
        if delivery.sending_id not in self._words:
            self._words[delivery.sending_id] = _words_of(delivery.sending_id)
        sending, composed = self._words[delivery.sending_id]
        subscription = delivery.subscription
        if subscription is None:
            raise NotNow(_("Its reader is gone."))
        mail = composed.for_one(subscription.code, sending.pk)
        return Letter(
            to=delivery.email,
            subject=mail.subject,
            text=mail.text,
            html=mail.html,
            headers=mail.headers,
            from_line=from_line(sending.newsletter.sender),
            reply_to=sending.newsletter.reply_to,
            message_id=message_id_of(delivery),
        )

    def _note(self, delivery: Delivery, trouble: NotSent) -> None:
        if isinstance(trouble, ServerTrouble) and not self.stopping:
            self._rest(trouble)
        if isinstance(trouble, Unknown):
            _mark(delivery, state=State.UNCERTAIN, trouble=trouble.words)
        elif isinstance(trouble, Never) or _is_given_up(delivery, trouble):
            _came_back(delivery, trouble.words)
            self._live = _live()
        else:
            later = timezone.now() + timedelta(seconds=wait_after(delivery.tries))
            _mark(delivery, state=State.WAITING, not_before=later, trouble=trouble.words)

    def _keep_due(self, limit: int) -> int:
        """Where mail is only kept nothing goes over a line, so nothing can be in doubt."""
        with transaction.atomic():
            every = Delivery.objects.filter(sending__in=_live(), state=State.WAITING)
            waiting = every.select_related("subscription").order_by("pk")[:limit]
            reading = [each.pk for each in waiting if _still_reads(each)]
            left = [each.pk for each in waiting if each.pk not in set(reading)]
            now = timezone.now()
            Delivery.objects.filter(pk__in=left).update(state=State.DROPPED)
            sent = Delivery.objects.filter(pk__in=reading).update(
                state=State.SENT, sent_at=now, claimed_by=self.worker, tries=F("tries") + 1
            )
        _end_what_is_done()
        return sent


def message_id_of(delivery: Delivery) -> str:
    """A second copy of it, should a person decide on one, could be recognised by this."""
    return f"<{delivery.code}@{urlsplit(settings.SITE_URL).hostname}>"


def _words_of(key: int) -> tuple[Sending, Composed]:
    sending = Sending.objects.select_related("newsletter__organisation", "newsletter__programme")
    found = sending.get(pk=key)
    host = urlsplit(settings.SITE_URL).hostname
    list_id = f"<{found.newsletter.programme.slug}.newsletter.{host}>"
    return found, Composed(found.subject, found.text, found.html, list_id)


def _live() -> list[int]:
    """What goes out now, the earliest first."""
    return list(Sending.objects.live().order_by("began_at", "pk").values_list("pk", flat=True))


def _waiting(sending: int) -> QuerySet[Delivery]:
    """Copies whose turn it is."""
    return Delivery.objects.filter(
        sending=sending, state=State.WAITING, not_before__lte=timezone.now()
    ).order_by("pk")


def _still_reads(delivery: Delivery) -> bool:
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


def _end_what_is_done() -> None:
    """A sending ends with its last copy; one that is sent again by hand ends anew."""
    unfinished = Delivery.objects.filter(state__in=[State.WAITING, State.SENDING])
    for sending in Sending.objects.live().exclude(queued_at=None):
        if not unfinished.filter(sending=sending).exists():
            arrived = Delivery.objects.filter(sending=sending, state=State.SENT)
            back = Subscription.objects.filter(bounces__gt=0, pk__in=arrived.values("subscription"))
            back.update(bounces=0)
            Sending.objects.filter(pk=sending.pk, state=Sending.State.SENDING).update(
                state=Sending.State.DONE, ended_at=timezone.now(), version=F("version") + 1
            )


def _is_given_up(delivery: Delivery, trouble: NotSent) -> bool:
    began = delivery.sending.began_at or timezone.now()
    return isinstance(trouble, NotNow) and timezone.now() - began > GIVE_UP_AFTER


def _mark(delivery: Delivery, **changes: object) -> None:
    """What we know now counts even if the lease ran out meanwhile."""
    Delivery.objects.filter(
        pk=delivery.pk,
        claimed_by=delivery.claimed_by,
        claimed_at=delivery.claimed_at,
        state__in=[State.SENDING, State.UNCERTAIN],
    ).update(**changes)


def _came_back(delivery: Delivery, words: str) -> None:
    """Refused for good: counted for its reader, and for the sending as a whole."""
    _mark(delivery, state=State.BOUNCED, trouble=words)
    readers = Subscription.objects.filter(deliveries=delivery)
    readers.update(bounces=F("bounces") + 1)
    readers.filter(bounces__gte=BOUNCES_TO_END).update(state=Subscription.State.BOUNCED)
    _pause_where_too_many_came_back(delivery.sending_id)


def _pause_where_too_many_came_back(key: int) -> None:
    copies = Delivery.objects.filter(sending=key)
    back = copies.filter(state=State.BOUNCED).count()
    if back < LEAST_BACK or back < PART_BACK * copies.filter(sent_at__isnull=False).count():
        return
    words = _("%s letters came back. Look at what the mail server says before you go on.") % back
    Sending.objects.filter(pk=key, state=Sending.State.SENDING).update(
        state=Sending.State.PAUSED, trouble=words, version=F("version") + 1
    )
