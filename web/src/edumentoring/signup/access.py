"""Fetch a draft or a sign-up and check the right to it in one step."""

from django.http import Http404
from django.utils import timezone

from edumentoring.programmes.models import Coordinator, Participant
from edumentoring.signup.keys import code_in, code_in_letter
from edumentoring.signup.models import Draft


def draft_for(slug: str, key: str) -> Draft:
    """The draft that this key opens, in this programme: whoever has the address may write it."""
    code = code_in(key)
    if code is None:
        raise Http404
    try:
        return Draft.objects.select_related("programme", "programme__organisation").get(
            code=code, programme__slug=slug, programme__archived_at=None
        )
    except Draft.DoesNotExist:
        raise Http404 from None


def draft_in_letter(token: str) -> Draft | None:
    """The sign-up a letter's link names, if the link still works."""
    code = code_in_letter(token)
    if code is None:
        return None
    drafts = Draft.objects.select_related("programme", "participant", "participant__user")
    return drafts.filter(
        code=code,
        taken_in_at__lte=timezone.now(),
        programme__archived_at=None,
        participant__user__is_active=True,
    ).first()


def unconfirmed_for(seat: Coordinator, code: str) -> Participant:
    """Somebody of the programme at this desk who has not confirmed a sign-up."""
    try:
        people = Participant.objects.with_person()
        return people.get(programme=seat.programme, code=code, state=Participant.State.SIGNED_UP)
    except Participant.DoesNotExist:
        raise Http404 from None
