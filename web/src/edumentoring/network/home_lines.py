"""Messages that wait for an answer, on a person's first page."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from edumentoring.network.models import Thread
from edumentoring.pairs.home import Kind, Line
from edumentoring.pairs.sides import Side
from edumentoring.programmes.apart import not_from

MOST = 3


def lines(sides: Sequence[Side]) -> Iterable[Line]:
    """Whoever wrote to me last and has no answer, in one question to the database."""
    if not sides:
        return
    me = sides[0].me.user
    found = Thread.objects.of(me).with_people().waiting_for(me.pk)
    kept = found.filter(not_from(me.pk, "begun_by__user"), not_from(me.pk, "to__user"))
    for thread in kept[:MOST]:
        other = thread.to if thread.begun_by and thread.begun_by.user_id == me.pk else None
        other = other or thread.begun_by
        yield Line(
            kind=Kind.ASKED,
            text=_("%s wrote to you in the network") % other.name if other else "",
            url=reverse("network:thread", args=[thread.code]),
            at=getattr(thread, "last_at", None),
        )
