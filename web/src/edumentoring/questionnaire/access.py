"""Fetch and authorise in one step; strangers meet a 404."""

from django.http import Http404

from edumentoring.programmes.models import Coordinator, Programme, Question


def question_for(seat: Coordinator, key: str) -> Question:
    """A question that this desk's programme asks now."""
    found = seat.programme.questions.filter(key=key, retired_at=None).first()
    if found is None:
        raise Http404
    return found


def past_or_present_for(seat: Coordinator, key: str) -> Question:
    """The latest wording of a question, whether it is asked now or not."""
    found = seat.programme.questions.filter(key=key).order_by("-version").first()
    if found is None:
        raise Http404
    return found


def others_owned(seat: Coordinator) -> list[Programme]:
    """The other programmes this person owns, whose questions they may copy."""
    owned = Programme.objects.filter(
        coordinators__user=seat.user, coordinators__role=Coordinator.Role.OWNER
    )
    return list(owned.exclude(pk=seat.programme_id).order_by("name", "pk"))
