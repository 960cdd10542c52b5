"""What a person does in the zone for themselves. Each may be pressed twice."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from edumentoring.library.access import action_in
from edumentoring.library.models import Mark, Read, Resource, Section, Sureness, Tried
from edumentoring.people.models import User


def put_on_list(section: Section, action: UUID, *, by: User) -> Tried:
    """Put something to do on one's list, or back on it."""
    title, minutes = action_in(section, action)
    line, _made = Tried.objects.get_or_create(
        user=by, action=action, defaults={"section": section, "title": title, "minutes": minutes}
    )
    return line


def tick(line: Tried, *, tried: bool) -> None:
    """Say that it was tried, or take that back."""
    line.tried_at = (line.tried_at or timezone.now()) if tried else None
    line.save(update_fields=["tried_at"])


def say_read(section: Section, *, by: User, read: bool) -> None:
    if read:
        Read.objects.get_or_create(user=by, section=section)
    else:
        Read.objects.filter(user=by, section=section).delete()


@transaction.atomic
def keep_sureness(
    section: Section, answers: Mapping[str, str], words: Mapping[str, str], *, by: User
) -> None:
    """Keep what somebody answered for themselves. No answer takes an earlier one away."""
    for block in section.confidence:
        line = str(block.id)
        answer = answers.get(line, "")
        if answer in Sureness.Answer.values:
            Sureness.objects.update_or_create(
                user=by,
                line=line,
                defaults={
                    "section": section,
                    "answer": answer,
                    "words": words.get(line, "").strip(),
                    "at": timezone.now(),
                },
            )
        else:
            Sureness.objects.filter(user=by, line=line).delete()


# --- Resources ------------------------------------------------------------------------------------


def _mark(resource: Resource, by: User) -> Mark:
    return Mark.objects.get_or_create(user=by, resource=resource)[0]


def save_resource(resource: Resource, *, by: User, saved: bool) -> None:
    mark = _mark(resource, by)
    mark.saved_at = (mark.saved_at or timezone.now()) if saved else None
    mark.save(update_fields=["saved_at"])


def rate_resource(resource: Resource, *, by: User, useful: bool | None) -> None:
    mark = _mark(resource, by)
    mark.useful = useful
    mark.save(update_fields=["useful"])


def note_use(resource: Resource, *, by: User) -> None:
    """Note that it was used in a meeting, today."""
    mark = _mark(resource, by)
    mark.used_on = timezone.localdate()
    mark.save(update_fields=["used_on"])
