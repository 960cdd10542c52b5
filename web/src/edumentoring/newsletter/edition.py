"""One sending as its carrier holds it: the words, as they were approved, and the plate of them."""

import uuid
from dataclasses import dataclass
from email.utils import parseaddr
from functools import cached_property
from urllib.parse import urlsplit

from django.conf import settings

from edumentoring.common.mail import from_line
from edumentoring.common.mail_server import written
from edumentoring.common.models import Letter
from edumentoring.common.postman import message_of
from edumentoring.newsletter.composed import Composed
from edumentoring.newsletter.keys import choose_key
from edumentoring.newsletter.models import Sending
from edumentoring.newsletter.plate import STAND_IN, Plate, is_plain, plate_of


def message_id_of(code: uuid.UUID) -> str:
    """A second copy of it, should a person decide on one, could be recognised by this."""
    return f"<{code}@{urlsplit(settings.SITE_URL).hostname}>"


@dataclass(frozen=True)
class Edition:
    """What goes to every reader of one sending."""

    sending: Sending
    composed: Composed

    def letter(self, to: str, *, code: uuid.UUID, reader: uuid.UUID) -> Letter:
        """One copy as a letter that is not kept: the slow way, and the pattern of the fast one."""
        newsletter = self.sending.newsletter
        mail = self.composed.for_one(reader, self.sending.pk)
        return Letter(
            to=to,
            subject=mail.subject,
            text=mail.text,
            html=mail.html,
            headers=mail.headers,
            from_line=from_line(newsletter.sender),
            reply_to=newsletter.reply_to,
            message_id=message_id_of(code),
        )

    def content(self, to: str, *, code: uuid.UUID, reader: uuid.UUID) -> bytes | None:
        """One copy as it goes over the line; None where it has to be written by itself."""
        if self.plate is None or not (is_plain(to) and is_plain(self.sender)):
            return None
        return self.plate.copy_for(to, code=code, key=choose_key(reader, self.sending.pk))

    @cached_property
    def sender(self) -> str:
        """The address it comes from."""
        return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]

    @cached_property
    def plate(self) -> Plate | None:
        """Made of one copy to nobody."""
        code, nobody = uuid.uuid4(), uuid.uuid4()
        letter = self.letter(STAND_IN, code=code, reader=nobody)
        key = choose_key(nobody, self.sending.pk)
        times = sum(words.count(key) for words in (letter.text, letter.html, str(letter.headers)))
        try:
            message = written(message_of(letter))
        except ValueError:
            return None  # no copy can be written, and each says so when its turn comes
        return plate_of(message, code=code, key=key, times=times)


def edition_of(key: int) -> Edition:
    """The sending with this number."""
    sending = Sending.objects.select_related("newsletter__organisation", "newsletter__programme")
    found = sending.get(pk=key)
    host = urlsplit(settings.SITE_URL).hostname
    list_id = f"<{found.newsletter.programme.slug}.newsletter.{host}>"
    return Edition(found, Composed(found.subject, found.text, found.html, list_id))
