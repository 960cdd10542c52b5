"""Stories of a reader's own programmes on the pages for mentors, where their tellers allow it."""

from collections.abc import Iterable

from edumentoring.library.models import Section
from edumentoring.library.resource_models import folded
from edumentoring.library.topics import TOPICS, labels
from edumentoring.programmes.models import Programme
from edumentoring.stories.models import Place, Story

MOST, LOOKED_AT = 3, 60
LETTERS = 4  # shorter words join nothing


def told_in(programmes: Iterable[Programme], section: Section | None = None) -> list[Story]:
    """The newest of these programmes; beside a section, those whose themes touch its topics.

    Whether each may be shown is asked anew: what a teller takes back is gone with the next look.
    """
    ours = [programme.pk for programme in programmes]
    if not ours:
        return []
    allowed = Story.objects.usable_in(Place.ZONE).filter(programme__in=ours)
    if section is None:
        return list(allowed[:MOST])
    about = _words(" ".join([str(section.title), *labels(TOPICS, section.topics)]))
    found = allowed.exclude(themes=None).prefetch_related("themes")[:LOOKED_AT]
    return [story for story in found if about & _themes(story)][:MOST]


def _themes(story: Story) -> set[str]:
    return _words(" ".join(theme.word for theme in story.themes.all()))


def _words(text: str) -> set[str]:
    return {word for word in folded(text).split() if len(word) >= LETTERS}
