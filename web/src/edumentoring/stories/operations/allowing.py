"""What a teller allows, and how they take it back: at once, and everywhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.mail import withdraw_letters
from edumentoring.common.refused import Refused
from edumentoring.people.models import User
from edumentoring.stories import letters, uses
from edumentoring.stories.models import NameAs, Permission, Place, Story
from edumentoring.stories.operations.story import (
    State,
    drop_proposal,
    end_showing,
    locked,
    move,
    note_history,
)


@dataclass(frozen=True)
class Allowed:
    """A yes to one place: under which name, and until which day."""

    name_as: str
    until: date | None = None


@transaction.atomic
def allow(
    story: Story, choices: Mapping[str, Allowed], *, name: str = "", role: str | None = None
) -> Story:
    """Say anew where it may stand and under which name, for its words as they are now.

    No place at all is the same as `withdraw`. One that was withdrawn is offered again by it.
    """
    unknown = set(choices) - set(Place.values)
    if unknown or {one.name_as for one in choices.values()} - set(NameAs.values):
        raise Refused(_("Choose where it may stand, and under which name."))
    if not choices:
        return withdraw(story)
    current = locked(story)
    if current.telling is None:
        raise Refused(_("Finish your story first, and send it."))
    _end_all(current)
    Permission.objects.bulk_create(
        Permission(
            story=current,
            place=place,
            telling=current.telling,
            name_as=one.name_as,
            until=one.until,
        )
        for place, one in choices.items()
    )
    current.name = name or current.name
    current.role = current.role if role is None else role
    current.save(update_fields=["name", "role"])
    again = State.RECEIVED if current.state == State.WITHDRAWN else None
    move(current, again)
    end_showing(current)
    note_history("allow_story", current, current.user, "Its teller changed what they allow of")
    return current


@transaction.atomic
def withdraw(story: Story, *, by: User | None = None) -> Story:
    """Take a story back: from now on it is shown nowhere, and copies of it are emptied.

    Its teller keeps the words, and may offer them again. Mail that is out cannot be called
    back, and the letter to the teller says so. Doing it twice changes nothing.
    """
    current = locked(story)
    if current.state in (State.WITHDRAWN, State.DRAFT):
        return current
    was_told = current.state != State.UNCONFIRMED
    _end_all(current)
    drop_proposal(current)
    move(current, State.WITHDRAWN)
    end_showing(current)
    withdraw_letters(current.subject_key)  # what still waits says that it is published
    if was_told:
        letters.withdrawn(current, uses.sent(current))
    note_history("withdraw_story", current, by or current.user, "Withdrew")
    return current


@transaction.atomic
def remove(story: Story) -> None:
    """The teller lets go of the words too: nothing of the story is left."""
    current = locked(story)
    if current.state not in (State.WITHDRAWN, State.DRAFT, State.DECLINED):
        raise Refused(_("Take the story back first. Then you can remove it for good."))
    note_history("remove_story", current, current.user, "Its teller removed")
    current.delete()


def by_the_clock() -> int:
    """End what was allowed until a day that is over, and empty copies that are left."""
    over = Permission.objects.filter(ended_at=None, until__lt=timezone.localdate())
    ended = list(over.values_list("pk", "story"))
    stories = {story for _pk, story in ended}
    with transaction.atomic():
        Permission.objects.filter(pk__in=[pk for pk, _story in ended]).update(
            ended_at=timezone.now()
        )
        Story.objects.filter(pk__in=stories).update(has_copies=True)
    for story in Story.objects.filter(has_copies=True).with_words():
        uses.empty_copies(story)
    return len(ended)


def _end_all(story: Story) -> None:
    story.permissions.filter(ended_at=None).update(ended_at=timezone.now())
