"""A joint project: begun, worked on, on paper, and ended."""

from collections.abc import Iterator

from django.urls import reverse

from edumentoring.projects import operations
from edumentoring.projects.models import Project
from edumentoring.projects.tests import make
from tests.journeys.visits import Visit
from tests.journeys.visits.pairs import two_who_agreed

LONG = "https://example.org/an-address-that-is-longer-than-any-narrow-page-is-wide"


def project_pages(_site: str) -> Iterator[Visit]:
    """What the demonstration's mentee and mentor make together."""
    mentee, mentor = two_who_agreed()
    Project.objects.filter(pair=mentee.pair).delete()
    begin = reverse("projects:begin", args=[mentee.pair.code])
    yield Visit("projects:mine", "mentee", reverse("projects:mine"))
    yield Visit("projects:begin", "mentee", begin)
    page = make.project(mentee)
    make.piece(page, mentee, "Film the first five minutes of three lessons", who="mentee")
    done = make.piece(page, mentor, "Ask who else would use it", due_on=None)
    operations.mark_piece(done, mentor, done=True)
    make.link(page, mentee)
    operations.add_link(page, mentor, url=LONG, title="")
    operations.keep_shown(page, mentor, shows="programme", where="The June newsletter")
    for name in ("project", "paper"):
        path = reverse(f"projects:{name}", args=[page.code])
        yield Visit(f"projects:{name}", "mentee", path)
    yield Visit("pairs:own_pair", "mentee", reverse("pairs:own_pair", args=[mentee.pair.code]))
    operations.end_project(page, mentor)
    for actor in ("mentee", "mentor"):
        yield Visit("projects:project", actor, reverse("projects:project", args=[page.code]))
    yield Visit("projects:mine", "mentor", reverse("projects:mine"))
