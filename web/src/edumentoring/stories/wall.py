"""What the public page of a programme's stories shows: gathered here, shown by the template."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from edumentoring.meetings.models import Meeting
from edumentoring.pairs.models import Pair
from edumentoring.programmes.models import Participant, Programme
from edumentoring.stories.models import Place, Story, StoryQuerySet, Theme

# A number below this may tell who it is about, so nobody reads it.
FEW = 10
MOST_THEMES = 12


@dataclass(frozen=True)
class Milestone:
    """A count that is large enough to be told, rounded down so that no later one tells more."""

    number: int
    words: str | Promise


def milestones_of(programme: Programme) -> list[Milestone]:
    """What a programme has come to so far; counts under ten are left out."""
    here = Participant.State
    people = programme.participants.aggregate(
        mentors=Count("pk", filter=Q(is_mentor=True, state__in=(here.IN, here.PAUSED))),
        mentees=Count("pk", filter=Q(is_mentee=True, state__in=(here.IN, here.PAUSED))),
    )
    pairs = Pair.objects.filter(programme=programme).exclude(started_at=None).count()
    met = Meeting.objects.held().filter(pair__programme=programme).count()
    counts = (
        (people["mentors"], _("Mentors")),
        (people["mentees"], _("Mentees")),
        (pairs, _("Pairs that have met")),
        (met, _("Talks held")),
    )
    return [Milestone(number // FEW * FEW, words) for number, words in counts if number >= FEW]


def on_the_wall(programme: Programme, *, theme: str = "", kind: str = "") -> StoryQuerySet:
    """What stands there now, narrowed to a theme or a kind."""
    found = Story.objects.usable_in(Place.WALL, programme).prefetch_related("themes")
    if theme:
        found = found.filter(themes__word=theme)
    return found.filter(kind=kind) if kind else found


def themes_on(stories: StoryQuerySet) -> list[dict[str, Any]]:
    """Themes of these stories and how many have each, the most frequent first."""
    rows = Theme.objects.filter(story__in=stories.values("pk")).values("word")
    counted = rows.annotate(stories=Count("pk")).order_by("-stories", "word")
    return [dict(row) for row in counted[:MOST_THEMES]]
