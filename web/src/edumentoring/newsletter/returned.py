"""Mail that tells of a copy that could not be delivered, piped to `edumentoring receive`.

A copy is known by its code, which stands in its Message-ID and, where replies come in by mail, in
the address that servers send it back to. Nobody knows it but those who have the copy.
"""

import re
import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from edumentoring.newsletter import operations
from edumentoring.newsletter.models import Delivery
from edumentoring.queries.incoming import Incoming

# A copy can come back only after the server took it, or may have.
WENT = (Delivery.State.SENT, Delivery.State.UNCERTAIN, Delivery.State.BOUNCED)
_OF_SERVERS = re.compile(r"(?:mailer-daemon|postmaster)@", re.IGNORECASE)


def return_path(code: uuid.UUID, usual: str) -> str:
    """Where a server sends this copy back to: an address of its own, if we take mail in.

    Only in the domain of the usual one: mail is trusted for the domain of both.
    """
    pattern: str = settings.MAIL_REPLIES
    same = pattern.rpartition("@")[2].lower() == usual.rpartition("@")[2].lower()
    return pattern.replace("{token}", f"b{code.hex}") if pattern and same else usual


def take_returned(mail: Incoming) -> str | None:
    """What became of the news; None where it is about no copy of ours."""
    own = _codes_in_addresses(mail.recipients)
    copy = _copy(own + _codes_in_ids(mail.report.about if mail.report else ()))
    if copy is None:
        return None
    if mail.report:
        words = mail.report.words or mail.report.status
        operations.copy_came_back(
            copy, words=words, no_such_address=mail.report.says_no_such_address
        )
    elif own and _OF_SERVERS.match(mail.sender):
        # An old server's own words, which no machine can read: not enough to end it at once.
        operations.copy_came_back(copy, words=mail.subject, no_such_address=False)
    else:
        return _("An answer by a machine to a copy of a newsletter. Nothing was changed.")
    return _("A copy of a newsletter came back. It is written down.")


def _copy(codes: list[uuid.UUID]) -> Delivery | None:
    return Delivery.objects.filter(code__in=codes, state__in=WENT).first() if codes else None


def _codes_in_addresses(addresses: list[str]) -> list[uuid.UUID]:
    before, _token, after = settings.MAIL_REPLIES.lower().partition("{token}")
    if not after:
        return []
    ours = re.compile(f"{re.escape(before)}b([0-9a-f]{{32}}){re.escape(after)}")
    found = (ours.fullmatch(address.lower()) for address in addresses)
    return [uuid.UUID(one[1]) for one in found if one]


def _codes_in_ids(message_ids: tuple[str, ...]) -> list[uuid.UUID]:
    host = re.escape(urlsplit(settings.SITE_URL).hostname or "")
    ours = re.compile(f"<([0-9a-f-]{{36}})@{host}>")
    found = (ours.fullmatch(one) for one in message_ids)
    return [uuid.UUID(one[1]) for one in found if one]
