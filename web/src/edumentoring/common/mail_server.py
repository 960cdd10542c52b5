"""One conversation with a mail server, step by step, so that we know how far it came.

`smtplib.sendmail` does not tell a connection lost before the letter was handed over
from one lost after. The first is safe to try again; after the second a copy may have
gone, and trying again could send it twice.
"""

import email.policy
import smtplib
import socket
import time
from contextlib import suppress
from email.headerregistry import HeaderRegistry, UnstructuredHeader
from email.utils import parseaddr
from typing import Any

from django.core.mail import EmailMultiAlternatives, mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from django.utils.translation import gettext as _


class OnOneLine(UnstructuredHeader):
    """A header whose value is one long address.

    Python would encode what does not fit on a line, and mail programs that look for the address
    to stop letters (RFC 8058) do not decode it.
    """

    def fold(self, *, policy: email.policy.Policy) -> str:
        # The registry below mixes in what knows the name.
        return f"{self.name}: {self}{policy.linesep}"  # type: ignore[attr-defined]


_headers = HeaderRegistry()
for _name in ("list-unsubscribe", "list-id"):
    _headers.map_to_type(_name, OnOneLine)  # type: ignore[arg-type]
# Seven bits alone: no server on the way has to write the letter anew, which would break the
# signature that the first one put on it.
POLICY = email.policy.SMTP.clone(header_factory=_headers, cte_type="7bit")


def written(message: EmailMultiAlternatives) -> bytes:
    """The message as it goes over the line."""
    return message.message(policy=POLICY).as_bytes()


class NotSent(Exception):
    """The letter was not taken; `words` say why, for a person to read."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words[:500]


class ServerTrouble(NotSent):
    """The server itself cannot be used now: every letter has to wait."""


class NotNow(NotSent):
    """The server asks us to try this letter again later."""


class Never(NotSent):
    """The server will not take this letter, now or later."""


class Unknown(NotSent):
    """The letter may or may not have gone."""


class MailServer:
    """A connection that is opened when first needed and kept for a run of letters."""

    def __init__(self) -> None:
        self._backend: BaseEmailBackend | None = None
        self._smtp: Any = None
        self._taken = 0

    def open(self) -> None:
        """Connect, unless connected. Raises ServerTrouble."""
        if self._backend is None:
            self._backend = mailers.default
        if not isinstance(self._backend, EmailBackend) or self._smtp:
            return
        try:
            self._backend.open()
            # The backend is private to this object, and only its socket is of use to us.
            self._smtp = self._backend.connection
            self._smtp.ehlo_or_helo_if_needed()
        except (OSError, smtplib.SMTPException) as error:
            self.drop()
            raise ServerTrouble(_no_answer(error)) from error

    def close(self) -> None:
        """Part politely."""
        if self._smtp:
            with suppress(OSError, smtplib.SMTPException):
                self._smtp.quit()
        self.drop()

    def drop(self) -> None:
        """Part at once."""
        smtp, self._smtp, self._backend, self._taken = self._smtp, None, None, 0
        if smtp:
            smtp.close()

    def interrupt(self) -> None:
        """From another thread: wake the one that waits for an answer, as a lost line would."""
        sock = getattr(self._smtp, "sock", None)
        if sock:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def send(self, message: EmailMultiAlternatives, *, until: float, back_to: str = "") -> None:
        """Hand one message over. Returns only when the server has taken it.

        Raises ServerTrouble, NotNow, Never or Unknown. `until` is the last moment, on the
        monotonic clock, at which the handing over itself may begin. `back_to` is where servers
        on the way send it back to; its sender, unless it has an address for that alone.
        """
        self.open()
        if not isinstance(self._backend, EmailBackend):
            self._send_otherwise(message)
            return
        try:
            sender = back_to or parseaddr(message.from_email)[1]
            sender = self._backend.prep_address(sender)
            to = self._backend.prep_address(message.to[0])
            content = written(message)
        except ValueError as error:
            raise Never(_("The address cannot be used: %s") % error) from error
        self.send_bytes(content, back_to=sender, to=to, until=until)

    @property
    def takes_bytes(self) -> bool:
        """Whether we speak SMTP with it, so that a message may come ready written."""
        return isinstance(self._backend, EmailBackend)

    def send_bytes(self, content: bytes, *, back_to: str, to: str, until: float) -> None:
        """As `send`, for a message that is written already, between two plain addresses."""
        self.open()
        self._knock_again_if_line_is_old(back_to, to, until)
        self._hand_over(content)
        self._taken += 1

    def _knock_again_if_line_is_old(self, sender: str, to: str, until: float) -> None:
        """Servers hang up after some number of letters; nothing was sent, so call once more."""
        used = self._taken > 0
        try:
            self._knock(sender, to, until)
        except ServerTrouble:
            if not used or self._smtp:
                raise
            self.open()
            self._knock(sender, to, until)

    def _send_otherwise(self, message: EmailMultiAlternatives) -> None:
        """Through another way of sending, which cannot say how far it came."""
        try:
            self._backend.send_messages([message])  # type: ignore[union-attr]
        except Exception as error:
            raise Unknown(_("Sending broke off: %s") % error) from error

    def _knock(self, sender: str, to: str, until: float) -> None:
        """Everything before the letter itself; whatever goes wrong here, nothing was sent."""
        try:
            self._expect(self._smtp.mail(sender), sender_refused=True)
            self._expect(self._smtp.rcpt(to))
            if time.monotonic() > until:
                self.drop()
                raise ServerTrouble(_("The mail server is too slow."))
            self._expect(self._smtp.docmd("DATA"))
        except (OSError, smtplib.SMTPException) as error:
            self.drop()
            raise ServerTrouble(_no_answer(error)) from error

    def _hand_over(self, content: bytes) -> None:
        if not content.endswith(b"\r\n"):
            content += b"\r\n"
        try:
            # A line with a dot alone ends the letter, so those that begin with one get another.
            self._smtp.send(content.replace(b"\n.", b"\n..") + b".\r\n")
            answer = self._smtp.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self.drop()
            raise Unknown(
                _("The line broke after the letter was handed over, so it may have gone. (%s)")
                % error
            ) from error
        self._expect(answer)

    def _expect(self, answer: tuple[int, bytes], *, sender_refused: bool = False) -> None:
        """Go on after a good answer; otherwise leave the line ready for the next letter."""
        code, said = answer
        if 200 <= code < 400:
            return
        words = f"{code} {said.decode(errors='replace')}".replace("\n", " ")
        if code == 421:
            self.drop()
            raise ServerTrouble(words)
        self._begin_again()
        if sender_refused and code >= 500:
            # It is our own address that is not welcome: no letter is to blame.
            raise ServerTrouble(words)
        raise (Never if code >= 500 else NotNow)(words)

    def _begin_again(self) -> None:
        try:
            self._smtp.rset()
        except (OSError, smtplib.SMTPException):
            self.drop()


def _no_answer(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        words = said.decode(errors="replace") if isinstance(said, bytes) else said
        return f"{error.smtp_code} {words}"
    return _("The mail server does not answer (%s).") % error
