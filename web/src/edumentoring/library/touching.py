"""Which topics somebody's words touch, and the resources that are about them."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from edumentoring.goals.models import Goal
from edumentoring.library.resources import suggested
from edumentoring.meetings.models import AgendaItem
from edumentoring.pairs.beside import Box
from edumentoring.pairs.for_you import Group, Page, Reader
from edumentoring.pairs.ready import Part, Thing
from edumentoring.pairs.sides import Side
from edumentoring.programmes.models import Participant

# The beginnings of words that tell a topic. Few and plain: a wrong hint is worse than none.
SIGNS = {
    "behaviour": "behav disrupt routine calm noise noisy entrance",
    "workload": "workload marking overtime deadline",
    "wellbeing": "wellbeing stress tired sleep anxi",
    "feedback": "feedback",
    "observation": "observ visit",
    "questioning": "question listen silence",
    "assessment": "assess test exam marking moderat",
    "planning": "plan lesson-plan scheme",
    "explaining": "explain model clarity",
    "inclusion": "send inclusi adapt eal dyslexi autis",
    "subject-knowledge": "subject",
    "curriculum": "curricul sequenc",
    "deliberate-practice": "rehears practis",
    "research": "research evidence enquiry",
    "safeguarding": "safeguard",
    "leadership": "leader lead middle",
    "career": "career interview promot apply",
    "relationships": "colleague trust parent",
    "early-years": "nursery reception eyfs",
    "further-education": "college apprentic",
}
_SIGNS = {topic: tuple(words.split()) for topic, words in SIGNS.items()}


def topics_in(*texts: str) -> set[str]:
    """The topics these words touch."""
    words = re.findall(r"[\w-]+", " ".join(texts).casefold())
    return {
        topic
        for topic, signs in _SIGNS.items()
        if any(word.startswith(sign) for word in words for sign in signs)
    }


def beside_goal(me: Participant, thing: Any, *, may_write: bool) -> Box | None:  # noqa: ARG001
    """What to read about a goal's topic. One question, and none where no topic is touched."""
    if not isinstance(thing, Goal):
        return None
    found = suggested(topics_in(thing.what))
    if not found:
        return None
    return Box(template="library/beside.html", context={"resources": found})


def parts(side: Side) -> Iterable[Part]:
    """What to read before a meeting, by what stands on its agenda. Two questions at most."""
    agenda = AgendaItem.objects.filter(pair=side.pair, meeting=None, removed_at=None)
    found = suggested(topics_in(*agenda.values_list("text", flat=True)[:20]))
    things = [
        Thing(text=one.title, detail=str(one.get_kind_display()), url=one.get_absolute_url())
        for one in found
    ]
    yield Part(title=_("To read beforehand, if you like"), place=60, things=things)


def pages(reader: Reader) -> Iterator[Page]:
    """The zone and one's own list, on a person's own pages. No question to the database: the
    zone's front leads on to those of one's own programmes."""
    if not reader.takes_part:
        return
    yield Page(
        group=Group.GROWING,
        title=_("Mentor zone"),
        words=_("Three small things to do, good reading, guides to print."),
        url=reverse("library:zone"),
        place=10,
    )
    yield Page(
        group=Group.GROWING,
        title=_("My list from the zone"),
        words=_("What I want to try, and what I tried."),
        url=reverse("library:mine"),
        place=11,
    )
