"""An issue as mail, before it is one person's: where their own links go stand marks.

The marks are whole addresses under `.invalid`, so that they pass through every step that makes
mail of words; `for_one` puts the reader's own in their place.
"""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from edumentoring.newsletter.keys import choose_key

STOP = "https://stop.invalid/"
CHOOSE = "https://choose.invalid/"
RATE = "https://rate.invalid/"


@dataclass(frozen=True)
class Mail:
    """What goes over the line to one reader."""

    subject: str
    text: str
    html: str
    headers: dict[str, str]


@dataclass(frozen=True)
class Composed:
    """An issue's words with the marks still in them, and the name its list goes by."""

    subject: str
    text: str
    html: str
    list_id: str = ""

    def for_one(self, subscription: UUID, sending: int) -> Mail:
        """With one reader's own links, and the headers that mail programs show a button for."""
        key = choose_key(subscription, sending)
        stop = _whole("stop", key)
        own = {STOP: stop, CHOOSE: _whole("choose", key), RATE: _whole("rate", key)}
        return Mail(
            subject=self.subject,
            text=_filled(self.text, own),
            html=_filled(self.html, own),
            headers={
                "List-Id": self.list_id,
                "List-Unsubscribe": f"<{stop}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
        )


def _whole(name: str, key: str) -> str:
    return settings.SITE_URL + reverse(f"newsletter:{name}", args=[key])


def _filled(words: str, own: dict[str, str]) -> str:
    for mark, address in own.items():
        words = words.replace(mark, address)
    return words
