"""An issue as it goes over the line, written once: each copy differs in the reader's own parts.

Writing a message is most of the work of sending it. So one copy is written as every letter is,
for a reader who does not exist; what is theirs is cut out, and the next reader's is put in its
place: address, day, Message-ID, and the key in their links. All keys of a sending are equally long
and need no encoding, so every other byte stays where it is, and a soft line break in the middle of
a key too.
"""

import re
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import format_datetime
from enum import IntEnum

from django.utils import timezone

STAND_IN = "reader@reader.invalid"
LONGEST_PLAIN = 70
_PLAIN = re.compile(
    r"[a-z0-9_'+-]+(?:\.[a-z0-9_'+-]+)*@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE | re.ASCII
)
_SOFT_BREAK = b"=\r\n"


class Own(IntEnum):
    """What is each reader's own in a message."""

    TO = 0
    DATE = 1
    CODE = 2
    KEY = 3


# One of a reader's own parts, from one letter of it to another.
Slot = tuple[Own, int, int]


def is_plain(address: str) -> bool:
    """Whether a header holds it as it is, on one line. All others are written the slow way."""
    return len(address) <= LONGEST_PLAIN and bool(_PLAIN.fullmatch(address))


@dataclass(frozen=True)
class Plate:
    """A message in pieces, with room between them for one reader's own parts."""

    pieces: tuple[bytes | Slot, ...]

    def copy_for(self, to: str, *, code: uuid.UUID, key: str) -> bytes:
        """The message to one reader: to a plain address, with the copy's code and their key."""
        day = format_datetime(timezone.now())
        own = [words.encode() for words in (to, day, str(code), key)]
        return b"".join(
            piece if isinstance(piece, bytes) else own[piece[0]][piece[1] : piece[2]]
            for piece in self.pieces
        )


def plate_of(message: bytes, *, code: uuid.UUID, key: str, times: int) -> Plate | None:
    """Cut the stand-in's copy into pieces; `times` is how often their key stands in it.

    None where the key is not found so often: some encoding hides it, and every copy has to be
    written by itself.
    """
    head, gap, body = message.partition(b"\r\n\r\n")
    soft = b"(?:%s)?" % _SOFT_BREAK
    broken = soft.join(re.escape(letter).encode() for letter in key)
    links = rb"(?P<CODE>%s)|(?P<KEY>%s)" % (str(code).encode(), broken)
    lines = rb"(?m)(?<=^To: )(?P<TO>%s)(?=\r$)|(?<=^Date: )(?P<DATE>[^\r\n]+)|" % STAND_IN.encode()
    pieces = (*_cut(head + gap, re.compile(lines + links)), *_cut(body, re.compile(links)))
    begun = Counter(piece[0] for piece in pieces if not isinstance(piece, bytes) and not piece[1])
    whole = {Own.TO: 1, Own.DATE: 1, Own.CODE: 1, Own.KEY: times}
    return Plate(pieces) if begun == whole else None


def _cut(words: bytes, pattern: re.Pattern[bytes]) -> Iterator[bytes | Slot]:
    end = 0
    for found in pattern.finditer(words):
        yield words[end : found.start()]
        yield from _slots(Own[found.lastgroup or ""], found[0])
        end = found.end()
    yield words[end:]


def _slots(own: Own, found: bytes) -> Iterator[bytes | Slot]:
    """One slot, or several with the soft breaks between them; a day may be of any length."""
    if own in {Own.TO, Own.DATE}:
        yield own, 0, 1000
        return
    start = 0
    for number, part in enumerate(found.split(_SOFT_BREAK)):
        if number:
            yield _SOFT_BREAK
        yield own, start, start + len(part)
        start += len(part)
