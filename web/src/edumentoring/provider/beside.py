"""Which elements of the model of teaching a goal or a form belongs to, beside that goal or form."""

from django.db.models import Exists, Model, OuterRef
from django.urls import reverse

from edumentoring.goals.models import Goal
from edumentoring.pairs.beside import Box
from edumentoring.programmes.models import Participant
from edumentoring.provider.models import Element, Tagged
from edumentoring.tools.models import Sheet


def box(me: Participant, thing: Model, *, may_write: bool) -> Box | None:
    """Every element, with those that are chosen. One question; nothing where there is no model."""
    which = "goal" if isinstance(thing, Goal) else "form"
    if not isinstance(thing, Goal | Sheet):
        return None
    mine = Tagged.objects.filter(element=OuterRef("pk"))
    mine = mine.filter(goal=thing) if isinstance(thing, Goal) else mine.filter(sheet=thing)
    kept = Element.objects.kept().filter(programme=me.programme_id)
    elements = list(kept.annotate(is_chosen=Exists(mine)))
    chosen = [one for one in elements if one.is_chosen]  # type: ignore[attr-defined]
    if not elements or not (chosen or may_write):
        return None
    return Box(
        template="provider/beside.html",
        context={
            "elements": elements,
            "chosen": chosen,
            "may_write": may_write,
            "url": reverse(f"provider:tag_{which}", args=[thing.code]),
        },
    )
