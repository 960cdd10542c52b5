"""What each kind of letter is called where letters are listed, such as in the outbox.

Each room says it beside the functions that write its letters:

    letter_names.add({"introduction": later("Introduction"), "ended": later("A pair has ended")})
"""

from collections.abc import Mapping

from django.utils.functional import Promise

_names: dict[str, str | Promise] = {}


def add(names: Mapping[str, str | Promise]) -> None:
    """These kinds are called so."""
    _names.update(names)


def name_of(kind: str) -> str:
    """What a letter of this kind is called; one that no room writes any more, by its code."""
    return str(_names.get(kind, kind))
