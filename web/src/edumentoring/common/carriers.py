"""Who else carries mail, beside the postmen of letters.

A room that sends something of its own to very many hands in who carries it:

    carriers.add(NewsletterCarrier, gone_since)

Each worker makes one, which works in a thread of its own. `gone_since(moment)` says how many went
since then, so that all who carry share what the mail server takes in a minute.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from django.utils import timezone

from edumentoring.common.models import Letter

MINUTE = timedelta(minutes=1)


class Carrier(Protocol):
    """What a worker asks of somebody who carries mail."""

    def deliver_due(self) -> int:
        """Send what is due; says how many went."""

    def stop(self) -> None:
        """Called from another thread: finish now."""


_makers: list[Callable[[str], Carrier]] = []
_counts: list[Callable[[datetime], int]] = []


def add(make: Callable[[str], Carrier], gone_since: Callable[[datetime], int]) -> None:
    """Hand in one that carries. Handing in the same twice counts once."""
    if make not in _makers:
        _makers.append(make)
        _counts.append(gone_since)


def make_for(worker: str) -> list[Carrier]:
    """One of each, for this worker."""
    return [make(worker) for make in _makers]


def gone_in_a_minute() -> int:
    """How much mail of every kind went in the last minute."""
    since = timezone.now() - MINUTE
    letters = Letter.objects.filter(sent_at__gt=since).count()
    return letters + sum(count(since) for count in _counts)
