"""What waits for somebody's answer, on their first page."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import CharField, F, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from edumentoring.circle.models import Asked, DropIn, Member, Observation, Supervision
from edumentoring.pairs.home import Kind, Line
from edumentoring.pairs.sides import Side


def lines(sides: Sequence[Side]) -> Iterator[Line]:
    """Invitations and questions, in one question to the database for all of a person's pairs."""
    if not sides:
        return
    me = sides[0].me
    mentee_in = [side.pair.pk for side in sides if side.is_mentee]
    found = (
        _rows(Member.objects.waiting_for(me.user_id), "member", F("asked_by__name"))
        .union(
            _rows(
                Member.objects.filter(state=Asked.State.PROPOSED, pair__in=mentee_in),
                "proposed",
                F("name"),
                code="pair__code",
            ),
            _rows(Supervision.objects.waiting_for(me.user_id), "supervision", F("asked_by__name")),
            _rows(
                DropIn.objects.filter(
                    state=DropIn.State.ASKED, door__teacher__in=[side.me.pk for side in sides]
                ),
                "visit",
                F("visitor__name"),
            ),
            _rows(
                Observation.objects.filter(
                    observed__in=[side.me.pk for side in sides],
                    agreed_at=None,
                    called_off_at=None,
                ),
                "observation",
                F("begun_by__name"),
            ),
            all=True,
        )
        .order_by("what", "at")
    )
    for row in found:
        yield Line(kind=Kind.ASKED, text=_SAID[row["what"]]() % row["who"], url=_url(row))


def _rows(rows: Any, what: str, who: Any, *, code: str = "code") -> Any:
    return (
        rows.order_by()
        .annotate(
            what=Value(what, output_field=CharField()),
            who=who,
            key=F(code),
            at=F("begun_at") if what == "observation" else F("asked_at"),
        )
        .values("what", "who", "key", "at")
    )


# Asked for each time: the reader's language is known only then.
_SAID = {
    "member": lambda: _("%s asks for your help"),
    "proposed": lambda: _("May we ask %s to help you two?"),
    "supervision": lambda: _("%s asks whether you two could talk about mentoring"),
    "visit": lambda: _("%s would like to drop in on a lesson"),
    "observation": lambda: _("%s asks whether two people may watch a lesson of yours"),
}
_PAGES = {
    "member": "circle:with",
    "proposed": "circle:people",
    "supervision": "circle:supervision",
    "visit": "circle:visit",
    "observation": "circle:observation",
}


def _url(row: dict[str, Any]) -> str:
    return reverse(_PAGES[row["what"]], args=[row["key"]])
