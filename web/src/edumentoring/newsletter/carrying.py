"""Takes the copies of an issue to the mail server: claim, send, never again by itself.

As `common.postman` does with letters, in a thread and over a line of its own, so that a long
sending holds up nobody who waits for a sign-in letter. The words stand once in `Sending`; a copy
is only an address, so a hundred thousand of them are small.
"""

import logging
import time
from collections import deque
from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common import carriers
from edumentoring.common.mail_server import (
    MailServer,
    Never,
    NotSent,
    ServerTrouble,
    Unknown,
)
from edumentoring.common.postman import LEASE, message_of, wait_after
from edumentoring.newsletter import copies, operations
from edumentoring.newsletter.copies import Copy
from edumentoring.newsletter.edition import Edition, edition_of
from edumentoring.newsletter.models import Delivery
from edumentoring.newsletter.returned import return_path

logger = logging.getLogger(__name__)

State = Delivery.State
IN_A_ROUND = 3000
# Ordinary letters always have a fifth of what the server takes in a minute.
SHARE = 0.8
LOOK_AGAIN_AFTER = 50
# Seconds for which we believe that a reader whose copy is next still reads.
AHEAD_FOR = 5.0


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
    """One carrier of issues, with one line to the server, kept for a run of copies.

    Each copy is claimed by itself, in one transaction with what became of the one before: a
    carrier that is killed leaves one in doubt, and no more.
    """

    def __init__(self, worker: str) -> None:
        self.worker = worker
        self.server = MailServer()
        self.stopping = False
        self._rests_until = 0.0
        self._failures = 0
        self._editions: dict[int, Edition] = {}
        self._live: dict[int, int] = {}
        self._ahead: deque[Copy] = deque()
        self._old_at = 0.0
        self._passed = 0
        self._gone: Copy | None = None

    def deliver_due(self, *, limit: int = IN_A_ROUND) -> int:
        """Send what waits until nothing is left, the minute's ration is used or the server away."""
        operations.queue_what_began(is_wanted=lambda: not self.stopping)
        if settings.MAIL_IS_KEPT:
            return self._keep_due(limit)
        sent = 0
        try:
            for turn in range(limit):
                if (turn % LOOK_AGAIN_AFTER == 0 or self._is_resting) and not self._may_go_on():
                    break
                copy = None if self.stopping else self._claim()
                if copy is None:
                    copies.end_what_is_done()
                    break
                sent += self._carry(copy)
        finally:
            self._end_round()
        return sent

    def stop(self) -> None:
        """Called from another thread: finish now; a copy not yet handed over goes back."""
        self.stopping = True
        self.server.interrupt()

    def _end_round(self) -> None:
        self._editions.clear()
        self._ahead.clear()
        try:
            self._write_down()
        finally:
            self.server.close()

    @property
    def _is_resting(self) -> bool:
        return time.monotonic() < self._rests_until

    def _may_go_on(self) -> bool:
        self._write_down()
        if self.stopping or self._is_resting:
            return False
        self._look_at_sendings()
        if not any(copies.waiting(key).exists() for key in self._live):
            copies.end_what_is_done()
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

    def _look_at_sendings(self) -> None:
        """Which go out now. What was paused is left lying; what has other words is written anew."""
        before, self._live = self._live, copies.live()
        changed = {key for key, version in before.items() if self._live.get(key) != version}
        self._ahead = deque(copy for copy in self._ahead if copy.sending not in changed)
        for key in changed:
            self._editions.pop(key, None)

    def _rest(self, trouble: ServerTrouble) -> None:
        self._failures += 1
        wait = wait_after(self._failures)
        self._rests_until = time.monotonic() + wait
        logger.warning("No newsletter goes out for %d seconds: %s", wait, trouble.words)

    # --- Claiming ---------------------------------------------------------------------------------

    def _claim(self) -> Copy | None:
        """The next copy, unless its reader stopped meanwhile: those are left out on the way."""
        taken = None
        with transaction.atomic():
            self._mark_gone()
            while taken is None and (copy := self._next()) is not None:
                taken = self._take(copy) or self._take_otherwise(copy)
        self._gone = None
        return taken

    def _next(self) -> Copy | None:
        if not self._ahead or time.monotonic() > self._old_at:
            self._old_at = time.monotonic() + AHEAD_FOR
            self._ahead = copies.ahead(self._live, self._passed)
            if not self._ahead and self._passed:
                self._passed = 0
                self._ahead = copies.ahead(self._live, 0)
        return self._ahead.popleft() if self._ahead else None

    def _take(self, copy: Copy) -> Copy | None:
        """Most copies: still waiting, and their reader still reads at this address."""
        now = timezone.now()
        waits = Delivery.objects.filter(pk=copy.pk, state=State.WAITING)
        taken = copy.reads and waits.update(
            state=State.SENDING, claimed_by=self.worker, claimed_at=now, tries=F("tries") + 1
        )
        return replace(copy, claimed_by=self.worker, claimed_at=now) if taken else None

    def _take_otherwise(self, copy: Copy) -> Copy | None:
        """Its reader moved or stopped; or another carrier was here, who has the next ones too."""
        rows = Delivery.objects.filter(pk=copy.pk, state=State.WAITING)
        locked = rows.select_related("subscription")
        delivery = locked.select_for_update(skip_locked=True, of=("self",)).first()
        if delivery is None:
            self._passed = self._ahead[-1].pk if self._ahead else copy.pk
            self._ahead.clear()
            return None
        if not copies.still_reads(delivery):
            rows.update(state=State.DROPPED)
            return None
        rows.update(email=delivery.email)
        return self._take(replace(copy, email=delivery.email, reads=True))

    # --- Handing over -----------------------------------------------------------------------------

    def _carry(self, copy: Copy) -> int:
        """Hand one copy over and remember that it went, or write down why not; 1 if it went."""
        try:
            self._hand_over(copy, until=time.monotonic() + LEASE.total_seconds() / 2)
        except NotSent as trouble:
            self._note(copy, trouble)
            return 0
        self._failures = 0
        self._gone = replace(copy, sent_at=timezone.now())
        return 1

    def _hand_over(self, copy: Copy, *, until: float) -> None:
        edition = self._editions.get(copy.sending)
        if edition is None:
            edition = self._editions[copy.sending] = edition_of(copy.sending)
        self.server.open()
        own = {"code": copy.code, "reader": copy.reader}
        content = edition.content(copy.email, **own) if self.server.takes_bytes else None
        back_to = return_path(copy.code, edition.sender)
        if content is None:
            message = message_of(edition.letter(copy.email, **own))
            self.server.send(message, back_to=back_to, until=until)
        else:
            self.server.send_bytes(content, back_to=back_to, to=copy.email, until=until)

    def _note(self, copy: Copy, trouble: NotSent) -> None:
        if isinstance(trouble, ServerTrouble) and not self.stopping:
            self._rest(trouble)
        if isinstance(trouble, Unknown):
            copies.mark(copy, state=State.UNCERTAIN, trouble=trouble.words)
        elif isinstance(trouble, Never) or copies.is_given_up(copy, trouble):
            copies.came_back(copy, trouble.words)
            self._look_at_sendings()
        else:
            tries = Delivery.objects.filter(pk=copy.pk).values_list("tries", flat=True).first()
            later = timezone.now() + timedelta(seconds=wait_after(tries or 1))
            copies.mark(copy, state=State.WAITING, not_before=later, trouble=trouble.words)

    def _write_down(self) -> None:
        self._mark_gone()
        self._gone = None

    def _mark_gone(self) -> None:
        """The last copy went."""
        if self._gone is not None:
            copies.mark(self._gone, state=State.SENT, sent_at=self._gone.sent_at, trouble="")

    def _keep_due(self, limit: int) -> int:
        """Where mail is only kept nothing goes over a line, so nothing can be in doubt."""
        with transaction.atomic():
            every = Delivery.objects.filter(sending__in=copies.live(), state=State.WAITING)
            waiting = every.select_related("subscription").order_by("pk")[:limit]
            reading = [each.pk for each in waiting if copies.still_reads(each)]
            left = [each.pk for each in waiting if each.pk not in set(reading)]
            now = timezone.now()
            Delivery.objects.filter(pk__in=left).update(state=State.DROPPED)
            sent = Delivery.objects.filter(pk__in=reading).update(
                state=State.SENT, sent_at=now, claimed_by=self.worker, tries=F("tries") + 1
            )
        copies.end_what_is_done()
        return sent
