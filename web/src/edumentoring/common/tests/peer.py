"""A mail server of our own, on this machine, that can be told to misbehave."""

import asyncio
import email
import email.policy
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import connections
from django.test import override_settings


class Peer:
    """Takes letters, unless `answers` says otherwise for a step: MAIL, RCPT or DATA.

    An answer is a line to say, "drop" to hang up, or seconds to say nothing for. DATA is
    answered after the letter has come over the line.
    """

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.envelopes: list[tuple[str, list[str]]] = []
        self.answers: dict[str, Any] = {}
        self.connections = 0
        self.port = 0

    async def _answer(self, server: SMTP, step: str, fine: str) -> str:
        told = self.answers.get(step, fine)
        if callable(told):
            told = told()
        if told == "drop":
            server.transport.abort()
            return fine
        if isinstance(told, float | int):
            await asyncio.sleep(told)
            return fine
        return told

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list
    ) -> str:
        envelope.mail_from = address
        return await self._answer(server, "MAIL", "250 OK")

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list
    ) -> str:
        answer = await self._answer(server, "RCPT", "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        answer = await self._answer(server, "DATA", "250 Taken")
        if answer.startswith("250"):
            self.taken.append(letter)
            self.envelopes.append((envelope.mail_from, list(envelope.rcpt_tos)))
        return answer


@contextmanager
def mail_server(*, timeout: float = 5) -> Iterator[Peer]:
    """A running peer, with the settings that make it the mail server."""
    peer = Peer()
    controller = Controller(peer, hostname="127.0.0.1", port=free_port(), ready_timeout=20)
    controller.start()
    peer.port = controller.port
    try:
        with override_settings(MAIL_IS_KEPT=False, MAILERS=mailers(peer.port, timeout)):
            yield peer
    finally:
        controller.stop()


def mailers(port: int, timeout: float = 5) -> dict[str, Any]:
    """Settings for a server on this port."""
    options = {"host": "127.0.0.1", "port": port, "timeout": timeout}
    backend = "django.core.mail.backends.smtp.EmailBackend"
    return {"default": {"BACKEND": backend, "OPTIONS": options}}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def close_connections() -> None:
    """At the end of a test's thread. Django itself never closes SQLite's in-memory database."""
    for each in connections.all(initialized_only=True):
        if each.connection is not None:
            each.connection.close()
            each.connection = None
