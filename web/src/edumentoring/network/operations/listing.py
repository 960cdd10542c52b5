"""What somebody shows of themselves, and whom they wish not to hear from."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from edumentoring.network.models import Block, Listing, Thread
from edumentoring.network.operations.writing import close
from edumentoring.programmes.models import Participant


def choose_listing(participant: Participant, chosen: Mapping[str, Any]) -> Listing:
    """Keep what others see of this person, if they let others find them at all."""
    made, _is_new = Listing.objects.update_or_create(participant=participant, defaults=dict(chosen))
    return made


@transaction.atomic
def block(me: Participant, whom: Participant) -> None:
    """They write to me no more and do not find me, nor I them. They are not told."""
    Block.objects.get_or_create(by=me, whom=whom)
    for thread in Thread.objects.between(me, whom):
        close(thread, by=me)


def unblock(me: Participant, whom: Participant) -> None:
    """Find each other again. A conversation that was closed stays closed until I open it."""
    Block.objects.filter(by=me, whom=whom).delete()
