"""Somebody writes a story, sends it, or proves that it came from their e-mail."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.autosave import is_stale, tab_in
from edumentoring.common.mail import one_line, plain_address
from edumentoring.common.refused import Refused, Stale
from edumentoring.programmes.models import Participant, Programme
from edumentoring.stories import letters
from edumentoring.stories.models import NameAs, Permission, Story
from edumentoring.stories.operations.story import State, locked, move, new_telling, note_history

A_DAY = timedelta(days=1)
MOST_A_DAY = 5
UNCONFIRMED_FOR = timedelta(days=14)
NOT_TYPED = ("csrfmiddlewaretoken", "version", "tab", "form_key", "website")
LONGEST_TYPED = 20_000


@dataclass(frozen=True)
class Words:
    """What somebody tells, and what they allow with it."""

    kind: str
    text: str
    title: str = ""
    name: str = ""
    role: str = ""
    name_as: str = NameAs.FIRST
    places: tuple[str, ...] = field(default_factory=tuple)
    until: date | None = None


@transaction.atomic
def save_draft(part: Participant, code: UUID, sent: Mapping[str, Any]) -> Story:
    """Keep what is in the form as it is typed. Nobody else reads a draft, nor is told of it.

    Raises Stale where another tab has saved other words since.
    """
    draft = _own_draft(part, code, sent)
    typed = {
        name: [str(each)[:LONGEST_TYPED] for each in values][:10]
        for name, values in _lists(sent).items()
        if name not in NOT_TYPED
    }
    if is_stale(sent, version=draft.version, tab=draft.saved_tab) and typed != draft.typed:
        raise Stale(_("This story was changed in another tab. Press Send there, or here."))
    move(draft, typed=typed, saved_at=timezone.now(), saved_tab=tab_in(sent))
    return draft


def _lists(sent: Mapping[str, Any]) -> dict[str, list[Any]]:
    lists = getattr(sent, "lists", None)
    return dict(lists()) if lists else {name: [value] for name, value in sent.items()}


def _own_draft(part: Participant, code: UUID, sent: Mapping[str, Any]) -> Story:
    """Theirs under this code: a new one is made once, however often it is asked for."""
    Story.objects.get_or_create(
        code=code,
        defaults={
            "programme": part.programme,
            "participant": part,
            "user": part.user,
            "version": 0,  # as the page of a new one says
            "saved_tab": tab_in(sent),
        },
    )
    found = Story.objects.select_for_update(of=("self",)).with_words().get(code=code)
    if found.user_id != part.user_id or found.programme_id != part.programme_id:
        raise Refused(_("This page is about another story. Begin again from My place."))
    if found.state != State.DRAFT:
        raise Refused(_("You sent this story already. You find it under My stories."))
    return found


@transaction.atomic
def tell(part: Participant, code: UUID, words: Words) -> Story:
    """Send a story from one's own place. The same page sent twice is one story."""
    Participant.objects.select_for_update().get(pk=part.pk)
    sent = Story.objects.filter(code=code, user=part.user).exclude(state=State.DRAFT).first()
    if sent:
        return sent
    _refuse_too_many(Story.objects.filter(user=part.user))
    draft = _own_draft(part, code, {})
    draft.email = part.user.email
    told = _told(draft, words, name=words.name or part.user.name)
    _receive(told)
    return told


@transaction.atomic
def tell_from_outside(
    programme: Programme, *, email: str, words: Words, code: UUID, is_junk: bool = False
) -> Story | None:
    """Keep a story from somebody without a place here until their letter's link is pressed.

    What a machine seems to have written is not kept. Refused above 5 a day from one address.
    """
    address = plain_address(email).lower()
    if is_junk:
        return None
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    known = Story.objects.filter(code=code, programme=programme).first()
    if known:
        return known
    _refuse_too_many(Story.objects.filter(programme=programme, email=address))
    story = Story.objects.create(code=code, programme=programme, email=address)
    told = _told(story, words, name=words.name)
    move(told, State.UNCONFIRMED)
    letters.confirm(told)
    return told


@transaction.atomic
def confirm(story: Story) -> Story:
    """The letter's link was pressed: the story is theirs, and with us."""
    current = locked(story)
    if current.state != State.UNCONFIRMED:
        return current
    part = Participant.objects.select_related("user").filter(
        programme=current.programme, user__email__iexact=current.email
    )
    found = part.first()
    if found:
        current.participant, current.user = found, found.user
        current.save(update_fields=["participant", "user"])
    _receive(current)
    return current


def drop_unconfirmed() -> int:
    """Let go of stories whose letter was left alone for 14 days."""
    old = timezone.now() - UNCONFIRMED_FOR
    dropped, _each = Story.objects.filter(state=State.UNCONFIRMED, begun_at__lt=old).delete()
    return dropped


# --- The steps ------------------------------------------------------------------------------------


def _refuse_too_many(told: Any) -> None:
    if told.filter(told_at__gt=timezone.now() - A_DAY).count() >= MOST_A_DAY:
        raise Refused(_("You sent %d stories today. Please come back tomorrow.") % MOST_A_DAY)


def _told(story: Story, words: Words, *, name: str) -> Story:
    """The words as their first version, and what is allowed with them."""
    if not words.text.strip():
        raise Refused(_("Write a few words first."))
    story.kind = words.kind
    story.name, story.role = one_line(name)[:150], one_line(words.role)[:120]
    story.typed, story.told_at = {}, timezone.now()
    story.telling = new_telling(
        story, title=one_line(words.title)[:150], text=words.text.strip(), by=story.user
    )
    story.save()
    Permission.objects.bulk_create(
        Permission(
            story=story,
            place=place,
            telling=story.telling,
            name_as=words.name_as,
            until=words.until,
        )
        for place in dict.fromkeys(words.places)
    )
    return story


def _receive(story: Story) -> None:
    move(story, State.RECEIVED)
    letters.received(story)
    note_history("tell_story", story, story.user, "Received")
