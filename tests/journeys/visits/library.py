"""The mentor zone: its front, a section, an article, resources, and one's own list."""

from collections.abc import Iterator

from django.urls import reverse

from edumentoring.demonstration.operations import SLUG
from edumentoring.demonstration.people import MENTEE_EMAIL
from edumentoring.library import own_operations as operations
from edumentoring.library.models import Article
from edumentoring.library.tests import make
from edumentoring.people.models import User
from edumentoring.programmes.models import Programme
from tests.journeys.visits import Visit

LIBRARY_FILES = {
    "library:feed": "a feed",
    "library:sitemap": "for search engines",
    "library:robots": "for search engines",
    "library:guide_pdf": "a file",
    "library:guide_png": "a picture",
    "library:guide_card": "a picture",
    "library:picture": "a picture",
}


def library_pages(_site: str) -> Iterator[Visit]:
    """As a stranger reads them, and as somebody who has tried things."""
    zone = make.zone()
    section = zone.get_children().first()
    section = section.specific if section else make.section(zone)
    article = Article(
        title="The lesson I was told eleven things about",
        summary="I counted them later, in the car.",
        byline="Moira Teague",
        body=[("paragraph", "<p>Eleven things. I went home and changed nothing.</p>")],
    )
    zone.add_child(instance=article)
    one = make.resource()
    kept = make.collection(one, title="New mentors")
    mentee = User.objects.get(email=MENTEE_EMAIL)
    yield Visit("library:mine", "mentee", reverse("library:mine"))
    operations.put_on_list(section, section.actions[0].id, by=mentee)
    operations.tick(operations.put_on_list(section, section.actions[1].id, by=mentee), tried=True)
    operations.save_resource(one, by=mentee, saved=True)
    for actor in ("anonymous", "mentee"):
        for path in ("/zone/", section.url, one.get_absolute_url()):
            yield Visit("library:zone", actor, path)
    yield Visit("library:zone", "anonymous", article.url)
    yield Visit("library:resource", "anonymous", one.get_absolute_url())
    yield Visit("library:resources", "anonymous", reverse("library:resources"))
    yield Visit("library:resources", "anonymous", f"{reverse('library:resources')}?q=zzzz")
    yield Visit("library:collection", "anonymous", kept.get_absolute_url())
    yield Visit("library:mine", "mentee", reverse("library:mine"))
    yield Visit("library:sure", "mentee", reverse("library:sure", args=[section.pk]))
    desk = reverse("library:desk", args=[SLUG])
    yield Visit("library:desk", "coordinator", desk)
    helen = User.objects.get(email="helen@demonstration.example")
    make.own_zone(Programme.objects.get(slug=SLUG), helen)
    yield Visit("library:desk", "coordinator", desk)
