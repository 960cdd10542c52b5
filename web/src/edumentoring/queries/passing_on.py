"""Mail that is no question, but something for a room above: a calendar's answer to an invitation.

This room may not import those above it, so they hand their readers in, in their AppConfig:

    passing_on.add(reader)

where `reader(mail)` gives a sentence that says what became of the mail, or None where it is not
for that room. It is asked before anything else, since machines write such mails.
"""

from collections.abc import Callable

from edumentoring.queries.incoming import Incoming

Reader = Callable[[Incoming], str | None]
_readers: list[Reader] = []


def add(reader: Reader) -> Reader:
    """Hand in a reader. Handing in the same twice counts once."""
    if reader not in _readers:
        _readers.append(reader)
    return reader


def pass_on(mail: Incoming) -> str | None:
    """What the first room that it is for made of it."""
    for reader in _readers:
        words = reader(mail)
        if words is not None:
            return words
    return None
