"""How often one may sign up. Counted where something is sent, never where a page is read.

A staff room, or a whole university, may share one address of the network, so that limit is
wide. Each e-mail address has a narrow one of its own, kept in the database.
"""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.common.prepared import Prepared
from edumentoring.common.refused import Refused
from edumentoring.programmes.models import Programme
from edumentoring.signup.models import Draft

LETTERS_AN_HOUR = 10  # to one e-mail address
FROM_ONE_PLACE = 600  # drafts begun or sent in half an hour from one address of the network
IN_ONE_PROGRAMME = 60_000  # drafts begun or sent in an hour
HALF_AN_HOUR, HOUR = 30 * 60, 60 * 60


class TooMany(Refused):
    """Too often from one place, or to one address; answered with HTTP 429."""


def count_request(request: HttpRequest, programme: Programme) -> None:
    """Count one draft that is begun or sent. Raises TooMany where it is one too many."""
    place = sha256(get_adapter().get_client_ip(request).encode()).hexdigest()[:24]
    if _counted(f"sign-ups-from:{place}", HALF_AN_HOUR) > FROM_ONE_PLACE:
        raise TooMany(
            _(
                "Very many people are signing up from your network. "
                "Wait 10 minutes, then press the button again. Nothing you typed is lost."
            )
        )
    if _counted(f"sign-ups-in:{programme.pk}", HOUR) > IN_ONE_PROGRAMME:
        raise TooMany(
            _(
                "Very many people are signing up just now. "
                "Wait 10 minutes, then press the button again. Nothing you typed is lost."
            )
        )


def _counted(name: str, seconds: int) -> int:
    """One more; the first of a window starts it."""
    if cache.add(name, 1, seconds):
        return 1
    try:
        return cache.incr(name)
    except ValueError:  # the window ended between the two
        cache.set(name, 1, seconds)
        return 1


_WHO, _WHEN = "~", datetime(1, 1, 1, tzinfo=UTC)
_sent = Prepared(
    lambda email, since: Draft.objects.filter(email=email, sent_at__gt=since).values_list("pk"),
    _WHO,
    _WHEN,
)
_later = Prepared(
    lambda email, since: Draft.objects.filter(later_to=email, later_at__gt=since).values_list(
        "later_count"
    ),
    _WHO,
    _WHEN,
)


def refuse_more_letters(email: str) -> None:
    """Raise TooMany where this address was written to ten times within the hour.

    Counts sign-ups sent and links to come back, whether the address is known or not.
    """
    since = timezone.now() - timedelta(hours=1)
    to_come_back = sum(count for (count,) in _later(email, since))
    if len(_sent(email, since)) + to_come_back >= LETTERS_AN_HOUR:
        raise TooMany(
            _(
                "We sent 10 letters to this address in the past hour. Look for them, also in "
                "junk mail. You can try again in an hour. Nothing you typed is lost."
            )
        )
