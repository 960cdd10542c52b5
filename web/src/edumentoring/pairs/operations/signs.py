"""Signs of life of a pair: what keeps it from counting as quiet."""

from datetime import datetime

from django.utils import timezone

from edumentoring.pairs.models import Pair


def note_sign(pair: Pair, *, at: datetime | None = None) -> None:
    """Either of the two did something together or for each other: the pair is alive.

    Rooms above call it when somebody proposes or logs a meeting, shares a note or ticks an
    action. Reading a page is no sign.
    """
    at = at or timezone.now()
    Pair.objects.filter(pk=pair.pk).update(last_sign_at=at)
    pair.last_sign_at = at
