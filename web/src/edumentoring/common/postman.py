"""Takes letters from the outbox to the mail server: claim, send, never again by itself.

One letter at a time is claimed in a transaction of its own, handed over, and marked. A
postman who is killed leaves at most that one letter in doubt: it may have gone, so a
person decides. Claiming one at a time also lets a sign-in letter overtake the rest.
"""

import logging
import re
import time
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common import carriers
from edumentoring.common.mail_server import (
    MailServer,
    Never,
    NotNow,
    NotSent,
    ServerTrouble,
    Unknown,
)
from edumentoring.common.models import Letter

logger = logging.getLogger(__name__)

# Longer than any one letter can take: after it the claim is a dead postman's.
LEASE = timedelta(minutes=5)
SHORTEST_WAIT, LONGEST_WAIT = 10, 15 * 60
# A sign-in letter is of no use half an hour later: look for the server more often.
LONGEST_SIGN_IN_WAIT = 60
GIVE_UP_AFTER = timedelta(days=3)

_METHOD = re.compile(r"^METHOD:(\w+)\r?$", re.MULTILINE)


def deliver_due(*, worker: str, limit: int = 100) -> int:
    """Send what is due, the most pressing first; says how many letters went."""
    return Postman(worker).deliver_due(limit=limit)


def set_doubtful_aside() -> int:
    """Letters whose postman died at work: a person will decide. Says how many."""
    lost = Letter.objects.filter(state=Letter.State.SENDING, claimed_at__lt=timezone.now() - LEASE)
    count = lost.update(
        state=Letter.State.UNCERTAIN,
        trouble="The service stopped while this letter was being sent. It may have gone.",
    )
    if count:
        logger.warning("%d letters may or may not have gone; a person has to decide", count)
    return count


class Postman:
    """One carrier of letters, with one line to the server.

    `least` is the lowest priority carried: one postman is kept for sign-in letters alone,
    so that a slow server or a long queue does not hold them up.
    """

    def __init__(self, worker: str, *, least: int = Letter.Priority.BULK) -> None:
        self.worker = worker
        self.least = least
        self.server = MailServer()
        self.stopping = False
        self._rests_until = 0.0
        self._failures = 0

    def deliver_due(self, *, limit: int = 100) -> int:
        """Send what is due until nothing is left, `limit` is reached or the server is away."""
        if settings.MAIL_IS_KEPT:
            return self._keep_due(limit)
        sent = 0
        try:
            for _turn in range(limit):
                least = self._least_now()
                if not self._is_wanted(least) or not self._connect(least):
                    break
                letter = self._claim(least)
                if letter is None:
                    break
                sent += self._carry(letter)
        finally:
            self.server.close()
        return sent

    def stop(self) -> None:
        """Called from another thread: finish now; a letter not yet handed over goes back."""
        self.stopping = True
        self.server.interrupt()

    def _is_wanted(self, least: int) -> bool:
        resting = time.monotonic() < self._rests_until
        due = Letter.objects.due().filter(priority__gte=least)
        return not (self.stopping or resting) and due.exists()

    def _least_now(self) -> int:
        """Only sign-in letters once this minute's ration is used up."""
        if self.least >= Letter.Priority.SIGN_IN:
            return self.least
        gone = carriers.gone_in_a_minute()
        return self.least if gone < settings.MAIL_PER_MINUTE else Letter.Priority.SIGN_IN

    def _keep_due(self, limit: int) -> int:
        """Where mail is only kept nothing goes over a line, so nothing can be in doubt: what is
        due is marked as sent in one go."""
        if not self._is_wanted(self.least):
            return 0
        with transaction.atomic():
            due = Letter.objects.due().filter(priority__gte=self.least)
            due = due.select_for_update(skip_locked=True)
            keys = list(due.values_list("pk", flat=True)[:limit])
            now = timezone.now()
            return Letter.objects.filter(pk__in=keys).update(
                state=Letter.State.SENT,
                sent_at=now,
                trouble="",
                claimed_by=self.worker,
                claimed_at=now,
                tries=F("tries") + 1,
            )

    def _connect(self, least: int) -> bool:
        """Before a letter is claimed: a server that is away costs no letter its turn."""
        try:
            self.server.open()
        except ServerTrouble as trouble:
            self._rest(trouble)
            Letter.objects.due().filter(priority__gte=least).update(trouble=trouble.words)
            return False
        return True

    def _rest(self, trouble: ServerTrouble) -> None:
        self._failures += 1
        longest = LONGEST_SIGN_IN_WAIT if self.least >= Letter.Priority.SIGN_IN else LONGEST_WAIT
        wait = wait_after(self._failures, longest)
        self._rests_until = time.monotonic() + wait
        logger.warning("No mail goes out for %d seconds: %s", wait, trouble.words)

    @transaction.atomic
    def _claim(self, least: int) -> Letter | None:
        letter = (
            Letter.objects.due()
            .filter(priority__gte=least)
            .select_for_update(skip_locked=True)
            .first()
        )
        if letter is None:
            return None
        letter.state, letter.claimed_by = Letter.State.SENDING, self.worker
        letter.claimed_at, letter.tries = timezone.now(), letter.tries + 1
        letter.save(update_fields=["state", "claimed_by", "claimed_at", "tries"])
        return letter

    def _carry(self, letter: Letter) -> int:
        """Hand one letter over and write down what became of it; 1 if it went."""
        try:
            self.server.send(message_of(letter), until=time.monotonic() + LEASE.total_seconds() / 2)
        except NotSent as trouble:
            self._note(letter, trouble)
            return 0
        self._failures = 0
        _mark(letter, state=Letter.State.SENT, sent_at=timezone.now(), trouble="")
        return 1

    def _note(self, letter: Letter, trouble: NotSent) -> None:
        logger.info("%s letter %s: %s", letter.kind, letter.code, type(trouble).__name__)
        if isinstance(trouble, ServerTrouble) and not self.stopping:
            self._rest(trouble)
        if isinstance(trouble, Unknown):
            _mark(letter, state=Letter.State.UNCERTAIN, trouble=trouble.words)
        elif isinstance(trouble, Never):
            _mark(letter, state=Letter.State.BOUNCED, trouble=trouble.words)
        else:
            _put_back(letter, trouble)


def _put_back(letter: Letter, trouble: NotSent) -> None:
    """Wait longer each time; after three days of refusals a person is told."""
    if isinstance(trouble, NotNow) and timezone.now() - letter.queued_at > GIVE_UP_AFTER:
        words = _("Refused for three days: %s") % trouble.words
        _mark(letter, state=Letter.State.BOUNCED, trouble=words[:500])
        return
    _mark(
        letter,
        state=Letter.State.WAITING,
        not_before=timezone.now() + timedelta(seconds=wait_after(letter.tries, LONGEST_WAIT)),
        trouble=trouble.words,
    )


def wait_after(failures: int, longest: int = LONGEST_WAIT) -> int:
    """10 seconds, then twice as long each time, up to `longest`."""
    return int(min(SHORTEST_WAIT * 2 ** min(failures - 1, 10), longest))


def _mark(letter: Letter, **changes: object) -> None:
    """What we know now counts even if the lease ran out meanwhile."""
    ours = Letter.objects.filter(
        pk=letter.pk,
        claimed_by=letter.claimed_by,
        claimed_at=letter.claimed_at,
        state__in=[Letter.State.SENDING, Letter.State.UNCERTAIN],
    )
    ours.update(**changes)


def message_of(letter: Letter) -> EmailMultiAlternatives:
    """The letter as it goes over the line."""
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=letter.from_line or settings.DEFAULT_FROM_EMAIL,
        to=[letter.to],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        headers={"Message-ID": letter.message_id, **letter.headers},
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    if letter.calendar:
        _add_calendar(message, letter.calendar)
    return message


def _add_calendar(message: EmailMultiAlternatives, calendar: str) -> None:
    """An invitation, as Google sends its own: once as the last way to read the letter, on which
    Outlook and Google act, and once as a file, for Apple and for whoever reads plain text. The
    method is read from the words themselves: Outlook refuses one that says something else."""
    method = _METHOD.search(calendar)
    if method is None:
        raise ValueError("A calendar that is sent needs a METHOD.")
    message.attach_alternative(calendar, f"text/calendar; method={method[1]}")
    message.attach("invite.ics", calendar.encode(), "application/ics")
