"""Who hears what becomes of an event that a partner holds.

This room does not know who speaks for an organisation, so those who do hand in a teller:

    # provider/apps.py
    def ready(self) -> None:
        from edumentoring.provider.letters import event_news
        from edumentoring.training import hosts

        hosts.add(event_news)
"""

from collections.abc import Callable
from enum import StrEnum

from edumentoring.people.models import User
from edumentoring.training.models import Event


class News(StrEnum):
    """What became of it."""

    AGREED = "agreed"
    SENT_BACK = "sent_back"
    CHANGED = "changed"
    CALLED_OFF = "called_off"


Teller = Callable[[Event, News, User], None]
_tellers: list[Teller] = []


def add(teller: Teller) -> Teller:
    """Hand in a function that tells those who look after the event. Handing it in twice is once."""
    if teller not in _tellers:
        _tellers.append(teller)
    return teller


def tell(event: Event, news: News, by: User) -> None:
    """Nobody, where the desk holds it."""
    if event.held_by_id is not None:
        for teller in _tellers:
            teller(event, news, by)
