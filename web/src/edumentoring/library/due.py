"""What the clock does for the zone: pages at their hour, and links once a month."""

from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.db.models import Q
from django.utils import timezone

from edumentoring.common.clock import every
from edumentoring.library.links import ask
from edumentoring.library.models import Resource

A_MONTH = timedelta(days=30)
AT_ONCE = 5  # of a turn, which must end within the clock's lease even if nobody answers


@every(timedelta(minutes=1))
def publish_what_is_due() -> None:
    """Pages that an editor gave an hour go public, or out of sight, within the minute."""
    call_command("publish_scheduled", verbosity=0)


@every(timedelta(minutes=10))
def check_links() -> int:
    """A few addresses at a time, each once a month; none where the host did not allow calls."""
    if not settings.ENVIRONMENT["CHECK_LINKS"]:
        return 0
    late = Q(checked_at=None) | Q(checked_at__lt=timezone.now() - A_MONTH)
    due = Resource.objects.shown().filter(late).exclude(url="").order_by("checked_at", "pk")
    return sum(check(resource) for resource in due[:AT_ONCE])


def check(resource: Resource, *, private: bool = False) -> int:
    """Ask one address. A silence is a doubt; broken is what is surely gone, or silent twice."""
    answer = ask(resource.url, private=private)
    before = resource.link
    if answer.works:
        link = Resource.Link.WORKS
    elif answer.is_sure or before in {Resource.Link.DOUBTFUL, Resource.Link.BROKEN}:
        link = Resource.Link.BROKEN
    else:
        link = Resource.Link.DOUBTFUL
    Resource.objects.filter(pk=resource.pk).update(
        link=link, link_note=answer.words[:200], checked_at=timezone.now()
    )
    return 1
