"""Fetch what a page of this room is about, and check the right to it in one step."""

from django.http import Http404, HttpRequest

from edumentoring.consents.models import Purpose
from edumentoring.people.access import used_second_factor
from edumentoring.programmes.models import Coordinator, Participant, Programme


def readable_programme(request: HttpRequest, slug: str) -> Programme:
    """A programme whose notice this person may read: a published one, or one they belong to.

    People who came with an import may read it though no page was published.
    """
    programme = Programme.objects.current().select_related("organisation").filter(slug=slug).first()
    if programme is None or not (programme.published_at or _belongs(request, programme)):
        raise Http404
    return programme


def _belongs(request: HttpRequest, programme: Programme) -> bool:
    mine = {"programme": programme, "user": request.user.pk}
    return bool(
        request.user.is_authenticated
        and (
            Participant.objects.filter(**mine).exists()
            or (used_second_factor(request) and Coordinator.objects.filter(**mine).exists())
        )
    )


def purpose_named(name: str) -> Purpose:
    """A purpose from an address."""
    if name not in Purpose:
        raise Http404
    return Purpose(name)
