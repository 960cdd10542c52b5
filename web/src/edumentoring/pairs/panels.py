"""A person's pairs and letters, for their page at the desk."""

import re
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edumentoring.common import open_letters
from edumentoring.common.models import Letter
from edumentoring.pairs.models import Pair
from edumentoring.programmes.models import Coordinator, Participant
from edumentoring.programmes.panels import Panel

MOST_LETTERS = 30
# A link in a letter is a key of the person's own: whoever has it answers as they would.
A_LINK = re.compile(r"https?://\S+")
SHAPES = {
    Pair.State.HELD: "clock",
    Pair.State.INTRODUCED: "mail",
    Pair.State.AGREED: "matched",
    Pair.State.MEETING: "matched",
    Pair.State.PAUSED: "pause",
    Pair.State.FINISHED: "check",
    Pair.State.DECLINED: "minus",
    Pair.State.ENDED: "check",
}
NO_LINK = gettext_lazy("[a link that only they have]")


def pairs(participant: Participant, _seat: Coordinator) -> Panel | None:
    """Whom they are or were paired with. One that was taken back never was."""
    keys = participant.sign_ups()
    either = Q(mentor__in=keys) | Q(mentee__in=keys)
    found = Pair.objects.with_people().filter(either).exclude(state=Pair.State.WITHDRAWN)
    rows = [{"pair": pair, "shape": SHAPES[Pair.State(pair.state)]} for pair in found]
    if not rows:
        return None
    return Panel(
        title=_("Pairs"), template="pairs/person_pairs.html", place=20, context={"rows": rows}
    )


def letters(participant: Participant, _seat: Coordinator) -> Panel | None:
    """What was written to them in this programme, and what became of it."""
    found = Letter.objects.filter(
        programme_id=participant.programme_id, person_code=participant.user.code
    ).order_by("-queued_at", "-pk")[: MOST_LETTERS + 1]
    rows = [_row(letter) for letter in found[:MOST_LETTERS]]
    if not rows:
        return None
    return Panel(
        title=_("Letters"),
        template="pairs/person_letters.html",
        place=40,
        context={"rows": rows, "is_cut": len(found) > MOST_LETTERS, "most": MOST_LETTERS}
        | {"some_are_shut": not all(row["text"] for row in rows)},
    )


def _row(letter: Letter) -> dict[str, Any]:
    """What this page tells of a letter: its words only where they are the programme's own."""
    return {
        "letter": letter,
        "subject": open_letters.subject_of(letter),
        "text": A_LINK.sub(str(NO_LINK), open_letters.text_of(letter)),
    }
