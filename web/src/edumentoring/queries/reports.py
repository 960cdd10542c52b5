"""What a mail server says of a letter of ours that it could not deliver (RFC 3464).

Nothing in it is believed for its own sake: it counts only where it names a Message-ID of ours,
which nobody knows but those who have the letter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_string
from email.message import Message
from typing import cast

from edumentoring.common.mail import one_line

MOST_BLOCKS = 50
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,248}>")
_STATUS = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
# RFC 3463: x.1.x is about the address; x.2.1 is a mailbox that was shut.
_NO_SUCH_ADDRESS = re.compile(r"5\.(?:1\.\d+|2\.1)")


@dataclass(frozen=True)
class Report:
    """One letter that came back for good: which, why by number (5.1.1), and why in words."""

    about: tuple[str, ...]
    status: str
    words: str

    @property
    def says_no_such_address(self) -> bool:
        """The fault lies in the address itself, and not in a full mailbox or in our letter."""
        return bool(_NO_SUCH_ADDRESS.fullmatch(self.status))


def read_report(message: Message) -> Report | None:
    """None where the mail is no report, or says only that a letter is late or has arrived."""
    if message.get_content_type() != "multipart/report":
        return None
    failed = next((block for block in _blocks(message) if _says_failed(block)), None)
    if failed is None:
        return None
    said = one_line(str(failed.get("Diagnostic-Code", "")))
    status = _STATUS.search(f"{failed.get('Status', '')} {said}")
    words = said.partition(";")[2].strip() or said
    return Report(tuple(_letters(message)), status[0] if status else "", words[:300])


def _says_failed(block: Message) -> bool:
    return str(block.get("Action", "")).strip().lower() == "failed"


def _blocks(message: Message) -> Iterator[Message]:
    """What it says of each address: one part, written as several heads."""
    for part in message.walk():
        blocks = part.get_payload()
        if part.get_content_type() == "message/delivery-status" and isinstance(blocks, list):
            yield from cast("list[Message]", blocks[:MOST_BLOCKS])


def _letters(message: Message) -> Iterator[str]:
    """The Message-IDs of the letter that it brings back, whole or as its head alone."""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822" and part.is_multipart():
            head = part.get_payload(0)
        elif kind in {"text/rfc822-headers", "message/rfc822-headers"}:
            head = message_from_string(str(part.get_payload()))
        else:
            continue
        yield from _MESSAGE_ID.findall(str(head.get("Message-ID", "")))  # type: ignore[union-attr]
