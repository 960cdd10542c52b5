"""One page of a draft open twice: how the older one is known, and what it may still write.

Each drawing of a page carries a mark of its own and that of the last one that wrote to the page.
It is behind once another one wrote since. Back and a second press are not: there it wrote itself.
"""

import secrets
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from edumentoring.common.refused import Stale
from edumentoring.signup.models import Draft

PLACE = ("school", "school_text")  # two ways to say one thing


def seen_by(draft: Draft, page: str) -> str:
    """What a page that is drawn now carries."""
    return f"{secrets.token_hex(4)}.{draft.written.get(page, '')}"


def mark_of(seen: str) -> str:
    """The mark under which a page writes; a new one for a page that carries none."""
    return seen.partition(".")[0][:8] or secrets.token_hex(4)


def is_behind(draft: Draft, page: str, seen: str) -> bool:
    """Whether the page in a browser knows less than the draft does now."""
    own, _dot, last = seen.partition(".")
    return bool(seen) and draft.written.get(page, "") not in {own, last}


def added_by(given: Mapping[str, Any], held: Mapping[str, Any]) -> dict[str, Any]:
    """What an older page may add: its answers where there is none. It takes none away.

    Raises Stale where both hold an answer and they differ.
    """
    added = {key: value for key, value in given.items() if not is_nothing(value)}
    if any(not is_nothing(held.get(key)) and held[key] != added[key] for key in added):
        raise differ()
    told = [[answers.get(key) or "" for key in PLACE] for answers in (added, held)]
    if all(map(any, told)) and told[0] != told[1]:
        raise differ()
    return added


def differ() -> Stale:
    """The refusal; the page shows both."""
    return Stale(_("You answered this page in another tab too. Choose which answers to keep."))


def is_nothing(value: Any) -> bool:
    """Whether nothing was answered; "no" and 0 are answers."""
    return value is None or value in ("", [])
