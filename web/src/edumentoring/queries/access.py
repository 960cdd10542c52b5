"""Fetch a conversation and check the right to it in one step; strangers meet a 404."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from edumentoring.programmes.access import own_part, published_programme
from edumentoring.programmes.models import Coordinator, Programme
from edumentoring.queries.models import ANSWERS, Message, Query, SavedAnswer
from edumentoring.queries.thread_link import code_in


def programme_to_ask(request: HttpRequest, slug: str) -> Programme:
    """A programme with a public page, or one that the signed-in person takes part in."""
    try:
        return published_programme(slug)
    except Http404:
        return own_part(request, slug).programme


def query_for(seat: Coordinator, code: UUID) -> Query:
    """A conversation of the programme at this desk."""
    try:
        return Query.objects.of_desk(seat).with_people().get(code=code)
    except Query.DoesNotExist:
        raise Http404 from None


def query_to_answer(seat: Coordinator, code: UUID) -> Query:
    """The same, for who may write to people and decide."""
    found = query_for(seat, code)
    if not seat.may(ANSWERS):
        raise PermissionDenied(
            _("Your role here is %(role)s. Ask an owner of the programme if you need to do this.")
            % {"role": seat.get_role_display()}
        )
    return found


def message_in(query: Query, code: UUID) -> Message:
    """One message of a conversation."""
    try:
        return query.messages.select_related("query__programme").get(code=code)
    except Message.DoesNotExist:
        raise Http404 from None


def query_in(token: str) -> Query | None:
    """The conversation a letter's link names: whoever has the link may read it."""
    code = code_in(token)
    found = Query.objects.real().with_people().filter(code=code) if code else Query.objects.none()
    return found.filter(programme__archived_at=None).first()


def answer_for(seat: Coordinator, code: UUID) -> SavedAnswer:
    """A saved answer of the programme at this desk."""
    try:
        return SavedAnswer.objects.get(programme=seat.programme, code=code)
    except SavedAnswer.DoesNotExist:
        raise Http404 from None
