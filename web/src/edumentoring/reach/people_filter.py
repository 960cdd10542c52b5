"""Narrowing the people's list by the link somebody came through."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from edumentoring.programmes.list_filters import Filter
from edumentoring.programmes.models import ParticipantQuerySet, Programme
from edumentoring.reach.models import Link

MOST_LINKS = 60


def by_link(programme: Programme) -> Iterable[Filter]:
    """The programme's campaign links, and all personal invitations as one choice."""
    links = Link.objects.filter(programme=programme).campaign().order_by("label", "pk")
    choices = {link.code: link.label for link in links[:MOST_LINKS]}
    if choices or Link.objects.filter(programme=programme).personal().exists():
        yield Filter("via", _("Came by"), {**choices, PERSONAL: _("A personal invitation")}, _keep)


PERSONAL = "personal"


def _keep(people: ParticipantQuerySet, chosen: list[str]) -> ParticipantQuerySet:
    codes = [code for code in chosen if code != PERSONAL]
    kinds = [Link.Kind.PERSONAL] if PERSONAL in chosen else []
    links = Link.objects.filter(code__in=codes) | Link.objects.filter(kind__in=kinds)
    return people.filter(arrival__link__in=links)
