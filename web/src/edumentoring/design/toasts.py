"""Saying what changed, with a way back.

    toast(request, _("Removed Jo Barker from round 2."), undo=reverse(...))

Errors and warnings go through `django.contrib.messages` as usual and stand at
the top of the page instead.
"""

from django.contrib import messages
from django.http import HttpRequest

UNDO = "undo="


def toast(request: HttpRequest, words: str, *, undo: str = "") -> None:
    """Queue one sentence for the next page; `undo` is a local path that takes a POST."""
    if undo and (not undo.startswith("/") or undo.startswith("//") or " " in undo):
        raise ValueError(f"An undo address is a path on this site, without spaces: {undo!r}")
    messages.success(request, words, extra_tags=f"{UNDO}{undo}" if undo else "")
