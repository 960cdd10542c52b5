"""Where to turn when somebody's own word is a low one. For them alone: nobody sees that it came."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from edumentoring.goals.skill_help import Help
from edumentoring.pairs.sides import Side
from edumentoring.rhythm.models import Feeling, Pulse

LOW = 2
MOODS = ("mood_before", "mood_after")
CONFIDENCES = ("confidence_before", "confidence_after")


def help_with_feeling(feeling: Feeling | None, side: Side) -> list[Help]:
    """What may help after a low word about mood or confidence on that day."""
    found: list[Help] = []
    if feeling and _is_low(getattr(feeling, name) for name in CONFIDENCES):
        practice = reverse("tools:practice")
        found.append(Help(_("Rehearse one small thing with somebody"), practice))
        found.append(Help(_("Choose one small action step"), reverse("tools:steps")))
    if feeling and _is_low(getattr(feeling, name) for name in MOODS):
        found += [*_at_work(), *_together(side)]
    if found and side.may_write:
        url = reverse("circle:find", args=[side.pair.code])
        found.append(Help(_("Find a colleague who offers help"), url))
    return found


def help_with_work(pulse: Pulse | None) -> list[Help]:
    """What may help after a low word about working life."""
    low = pulse is not None and _is_low(getattr(pulse, item) for item in Pulse.ITEMS)
    return list(_at_work()) if low else []


def _is_low(steps: Iterable[int | None]) -> bool:
    return any(step is not None and step <= LOW for step in steps)


def _at_work() -> Iterable[Help]:
    about = reverse("tools:about", args=["wellbeing"])
    yield Help(_("Workload and wellbeing: one thing to let go, and people to ring"), about)
    yield Help(_("Let reminders rest for a while"), reverse("rhythm:load"))


def _together(side: Side) -> Iterable[Help]:
    if side.may_write:
        yield Help(_("Is this working for you?"), reverse("pairs:working", args=[side.pair.code]))
