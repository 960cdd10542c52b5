"""Fetch a story and check the right to it in one step; strangers meet a 404."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from edumentoring.people.models import User
from edumentoring.programmes.access import desk_for, own_part, published_programme
from edumentoring.programmes.models import Coordinator, Participant, Programme
from edumentoring.stories.keys import story_code, talk_code
from edumentoring.stories.models import DECIDES, Place, Slot, Story, Talk, Telling

HERE = (Participant.State.IN, Participant.State.PAUSED)


# --- For everybody --------------------------------------------------------------------------------


def programme_with_stories(request: HttpRequest, slug: str) -> Programme:
    """A programme with a public page, or one that the signed-in person takes part in."""
    try:
        return published_programme(slug)
    except Http404:
        return own_part(request, slug).programme


def shown_story(request: HttpRequest, slug: str, code: UUID, place: str = Place.WALL) -> Story:
    """A story that may be shown in this place at this moment."""
    programme = programme_with_stories(request, slug)
    found = Story.objects.usable_in(place, programme).filter(code=code).first()
    if found is None:
        raise Http404
    return found


# --- For its teller -------------------------------------------------------------------------------


def parts_of(user: User) -> list[Participant]:
    """The programmes this person takes part in and can tell of."""
    found = Participant.objects.with_person().filter(user=user, programme__archived_at=None)
    return list(found.exclude(state=Participant.State.SIGNED_UP).order_by("programme__name"))


def teller_in(request: HttpRequest, slug: str) -> Participant:
    """Somebody who takes part, or did: who left may still tell."""
    part = own_part(request, slug)
    if part.state == Participant.State.SIGNED_UP:
        raise Http404
    return part


def draft_for(part: Participant, code: UUID) -> Story | None:
    """One's own draft under this code; None where nothing is written yet. Another's is a 404."""
    found = Story.objects.with_words().filter(code=code).first()
    if found is None:
        return None
    if found.user_id != part.user_id or found.programme_id != part.programme_id:
        raise Http404
    return found


def story_by_key(token: str) -> Story:
    """The story that a letter's link names: whoever has the link is its teller."""
    code = story_code(token)
    told = Story.objects.with_words().exclude(state=Story.State.DRAFT)
    here = told.filter(programme__archived_at=None)
    story = here.filter(code=code).first() if code else None
    if story is None:
        raise Http404
    return story


def asked_telling(story: Story) -> Telling:
    """The wording that waits for the teller's answer."""
    found = story.proposed
    if found is None or story.is_over:
        raise Http404
    return found


def talk_by_key(token: str) -> Talk:
    """The talk that a letter's link names."""
    code = talk_code(token)
    found = Talk.objects.with_slot().filter(code=code).first() if code else None
    if found is None:
        raise Http404
    return found


# --- At the desk ----------------------------------------------------------------------------------


def stories_desk(request: HttpRequest, slug: str) -> Coordinator:
    """A seat that reads stories: all of them, or those that were sent to this editor."""
    return desk_for(request, slug, "edit")


def story_at(seat: Coordinator, code: UUID) -> Story:
    """A story that this seat may read."""
    try:
        return Story.objects.of_desk(seat).with_words().get(code=code)
    except Story.DoesNotExist:
        raise Http404 from None


def story_to_decide(seat: Coordinator, code: UUID) -> Story:
    """The same, for who may see its teller and decide."""
    found = story_at(seat, code)
    if not seat.may(DECIDES):
        raise PermissionDenied(
            _("Your role here is %(role)s. Ask an owner of the programme if you need to do this.")
            % {"role": seat.get_role_display()}
        )
    return found


def slot_at(seat: Coordinator, code: UUID) -> Slot:
    """A time to talk of the programme at this desk."""
    try:
        return Slot.objects.select_related("programme", "host").get(
            programme=seat.programme, code=code
        )
    except Slot.DoesNotExist:
        raise Http404 from None
