"""Fetch and authorise in one step; strangers meet a 404."""

from uuid import UUID

from django.http import Http404, HttpRequest

from edumentoring.library.models import Collection, Resource, Section, Tried
from edumentoring.people.models import User


def reader_of(request: HttpRequest) -> User:
    """Whoever is signed in; pages that ask are behind `login_required` or `staff`."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def section_for(pk: int) -> Section:
    """A section that is public now. Drafts meet 404 here; editors see them on their desk.

    By `id`: as `pk` it is a link to its page, and a number too large for the database is a fault.
    """
    try:
        return Section.objects.live().get(id=pk)
    except Section.DoesNotExist:
        raise Http404 from None


def own_line(request: HttpRequest, pk: int) -> Tried:
    """One line of one's own list."""
    try:
        return Tried.objects.visible_to(reader_of(request)).get(pk=pk)
    except Tried.DoesNotExist:
        raise Http404 from None


def action_in(section: Section, action: UUID) -> tuple[str, int]:
    """What an action of this section says, and its minutes."""
    for block in section.actions:
        if str(block.id) == str(action):
            return str(block.value["title"]), int(block.value["minutes"])
    raise Http404


def resource_for(key: str) -> Resource:
    try:
        return Resource.objects.shown().select_related("zone").get(key=key)
    except Resource.DoesNotExist:
        raise Http404 from None


def collection_for(key: str) -> Collection:
    try:
        return Collection.objects.get(key=key)
    except Collection.DoesNotExist:
        raise Http404 from None
