"""Which pages search engines are told of: all that anybody may read, of the rooms above too.

A room above hands its own in when the service starts:

    # newsletter/apps.py
    def ready(self) -> None:
        from edumentoring.library import mapped
        from edumentoring.newsletter.mapped import pages

        mapped.add(pages)

`pages()` gives paths, each with the time of its last change where that is known.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.urls import reverse

from edumentoring.library.models import Article, Collection, Resource, Section, Zone
from edumentoring.programmes.models import Programme
from edumentoring.stories.models import Place, Story
from edumentoring.training.models import Event

Mapped = Iterator[tuple[str, datetime | None]]
ALWAYS = ("home", "join", "help", "privacy", "accessibility", "library:resources")
OF_A_PROGRAMME = (
    "reach:programme",
    "reach:for_schools",
    "reach:for_mentors",
    "reach:for_mentees",
    "stories:wall",
    "training:public_events",
)

_sources: list[Callable[[], Mapped]] = []


def add(source: Callable[[], Mapped]) -> Callable[[], Mapped]:
    """Hand in a room's public pages. Handing in the same twice counts once."""
    if source not in _sources:
        _sources.append(source)
    return source


def pages() -> Mapped:
    """Every page that anybody may read now."""
    for name in ALWAYS:
        yield reverse(name), None
    yield from _of_programmes()
    for model in (Zone, Section, Article):
        for page in model.objects.live().public():
            yield page.url, page.last_published_at
    for resource in Resource.objects.shown().order_by("pk"):
        yield resource.get_absolute_url(), None
    for collection in Collection.objects.order_by("pk"):
        yield collection.get_absolute_url(), None
    for source in _sources:
        yield from source()


def _of_programmes() -> Mapped:
    public = list(Programme.objects.published().order_by("pk"))
    for programme in public:
        for name in OF_A_PROGRAMME:
            yield reverse(name, args=[programme.slug]), None
    told = Story.objects.usable_in(Place.WALL).filter(programme__in=public)
    for story in told:
        yield story.get_absolute_url(), story.telling.at if story.telling else story.published_at
    for event in Event.objects.public().coming():
        yield reverse("training:public_event", args=[event.code]), None
