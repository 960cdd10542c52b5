"""What the address of an autosaved form answers. The script is `design/static/design/autosave.js`.

In a template:

    <form method="post" action="..." data-autosave="{{ save_url }}">
      {% csrf_token %}<input type="hidden" name="version" value="{{ note.version }}">
      {{ form }}
      {% include "design/autosave.html" %}
    </form>
    ...
    {% block scripts %}<script type="module" src="{% static 'design/autosave.js' %}"></script>

A form that begins something new, whose address is another on each visit, says of which kind in
`data-autosave-new="note:..."`: words kept of one are then offered in the next. The script sends
every field, `csrfmiddlewaretoken`, `version` and `tab` (a word for this one tab), 1.5 seconds
after the last key, on leaving, and before the form itself is sent. In the view:

    def save(request, code):
        note = writing_note(request, code)
        return answer_autosave(lambda: autosave(note, request.POST))

where the operation gives back anything with `saved_at` and `version`. The answers:

    200 {"saved_at": "2026-11-22T14:32:00+00:00", "version": 7}
    409 {"words": "..."}   `Stale`: another tab saved since. The script stops; the form's own
                           button then sends what was typed, and that page shows both texts.
    422 {"words": "..."}   `Refused`, in its own words

A page that shows words which the button could not save marks its form, so that the script keeps
them on the device until they are saved: `data-autosave-unsaved="{{ unsaved }}"`, with
`unsaved_at(status)`. The page of a 409 carries the version that it shows beside them; that of a
422 the version that was sent, for nobody has seen a later one.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from django.http import JsonResponse

from edumentoring.common.refused import Refused, Stale
from edumentoring.common.sent import version_in

LONGEST_TAB = 64
_UNSAVED = {409: "conflict", 422: "refused"}


class Saved(Protocol):
    """What was saved: a row with the time and the number of its last save."""

    @property
    def saved_at(self) -> datetime | None: ...

    @property
    def version(self) -> int: ...


def answer_autosave(save: Callable[[], Saved]) -> JsonResponse:
    """Save, and say how it went in the words the script knows."""
    try:
        saved = save()
    except Refused as refusal:
        status = 409 if isinstance(refusal, Stale) else 422
        return JsonResponse({"words": str(refusal)}, status=status)
    at = saved.saved_at.isoformat() if saved.saved_at else ""
    return JsonResponse({"saved_at": at, "version": saved.version})


def unsaved_at(status: int) -> str:
    """Why the words on a page of this status are not saved; "" where they are."""
    return _UNSAVED.get(status, "")


def tab_in(data: Mapping[str, object]) -> str:
    """The word of the tab that sends this; "" without the script."""
    return str(data.get("tab", ""))[:LONGEST_TAB]


def is_stale(data: Mapping[str, object], *, version: int, tab: str) -> bool:
    """Whether somebody else has saved since the form was written.

    `version` and `tab` are those of the last save. The same tab is never too late: where a
    line breaks, the save may have been made and only its answer lost.
    """
    own = tab_in(data)
    return version_in(data) != version and not (own and own == tab)
