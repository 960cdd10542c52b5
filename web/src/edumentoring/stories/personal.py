"""What this room keeps about people, how they get it, and how it is forgotten.

A forgotten person's stories go, words and all, from everywhere they were used.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from edumentoring.common.mail import withdraw_letters
from edumentoring.people.personal import Scope, declare, forget_history
from edumentoring.stories.models import (
    DeskNote,
    Permission,
    Slot,
    Story,
    StoryQuerySet,
    Talk,
    Telling,
    Theme,
)
from edumentoring.stories.operations.story import State, end_showing, move

Row = dict[str, Any]


def _mine(scope: Scope) -> StoryQuerySet:
    """Told while signed in, as a participant, or from any address they had."""
    found = Story.objects.filter(_theirs(scope))
    return found if scope.programme_id is None else found.filter(programme=scope.programme_id)


def _theirs(scope: Scope) -> Q:
    theirs = Q(user=scope.user) | Q(participant__user=scope.user)
    for word in {scope.user.email, *scope.words}:
        if "@" in word:
            theirs |= Q(email__iexact=word)
    return theirs


def _of_mine[M: Any](scope: Scope, rows: M) -> M:
    return rows.filter(story__in=_mine(scope).values("pk")).select_related("story__telling")  # type: ignore[no-any-return]


def _stories(scope: Scope) -> Iterator[Row]:
    for one in _mine(scope).with_words():
        yield {
            "programme": one.programme.name,
            "kind": str(one.get_kind_display()),
            "state": str(one.get_state_display()),
            "title": one.title,
            "my name there": one.name,
            "how I am described": one.role,
            "e-mail": one.email,
            "begun": one.begun_at,
            "sent": one.told_at,
            "published": one.published_at,
            "what stands in the draft": one.typed,
        }


def _tellings(scope: Scope) -> Iterator[Row]:
    for one in _of_mine(scope, Telling.objects.all()):
        yield {
            "words": one.text,
            "title": one.title,
            "mine": one.is_tellers,
            "why they asked": one.why,
            "answer": str(one.get_answer_display()),
            "at": one.at,
        }


def _permissions(scope: Scope) -> Iterator[Row]:
    for one in _of_mine(scope, Permission.objects.all()):
        yield {
            "story": one.story.title,
            "where": str(one.get_place_display()),
            "name": str(one.get_name_as_display()),
            "until": one.until,
            "given": one.given_at,
            "ended": one.ended_at,
        }


def _forget_permissions(scope: Scope) -> None:
    keys = list(_mine(scope).values_list("pk", flat=True))
    Permission.objects.filter(story__in=keys).delete()


def _themes(scope: Scope) -> Iterator[Row]:
    for one in _of_mine(scope, Theme.objects.all()):
        yield {"story": one.story.title, "theme": one.word}


def _notes(scope: Scope) -> Iterator[Row]:
    """What the desk wrote about their stories, as with notes on a person's page."""
    for one in _of_mine(scope, DeskNote.objects.all()):
        yield {"story": one.story.title, "note": one.text, "at": one.at}


def _forget_stories(scope: Scope) -> None:
    """Gone from every place first, then gone."""
    for story in _mine(scope).select_for_update(of=("self",)):
        withdraw_letters(story.subject_key)
        if story.state not in (State.DRAFT, State.UNCONFIRMED):
            move(story, State.WITHDRAWN)
            end_showing(story)
        forget_history(Story, [story.pk])
        story.delete()
    rows = scope.within(Story.objects.all())
    rows.filter(owner=scope.user).update(owner=None)
    rows.filter(editor=scope.user).update(editor=None)
    scope.redact(rows, "name", "role", "prompts", "typed")


def _forget_tellings(scope: Scope) -> None:
    rows = scope.within(Telling.objects.all(), "story__programme_id")
    rows.filter(by=scope.user).update(by=None)
    scope.redact(rows, "title", "text", "why")


def _forget_themes(scope: Scope) -> None:
    scope.redact(scope.within(Theme.objects.all(), "story__programme_id"), "word")


def _forget_notes(scope: Scope) -> None:
    rows = scope.within(DeskNote.objects.all(), "story__programme_id")
    rows.filter(by=scope.user).update(by=None)
    scope.redact(rows, "text")


def _talks(scope: Scope) -> Iterator[Row]:
    rows = scope.within(Talk.objects.with_slot(), "slot__programme_id").filter(_theirs(scope))
    for one in rows:
        yield {
            "talk at": one.slot.starts_at,
            "with": str(one.slot.host or ""),
            "where": one.slot.where,
            "booked": one.booked_at,
            "called off": one.cancelled_at,
        }


def _forget_talks(scope: Scope) -> None:
    """The time is free again. Whoever kept it sees that on the page of times."""
    rows = scope.within(Talk.objects.all(), "slot__programme_id").filter(_theirs(scope))
    keys = list(rows.values_list("pk", flat=True))
    withdraw_letters(*(f"talk:{key}" for key in keys))
    forget_history(Talk, keys)
    rows.delete()


def _slots(scope: Scope) -> Iterator[Row]:
    for one in scope.within(Slot.objects.filter(host=scope.user)):
        yield {"I kept free": one.starts_at, "minutes": one.minutes, "where": one.where}


def _forget_slots(scope: Scope) -> None:
    rows = scope.within(Slot.objects.all())
    rows.filter(host=scope.user).update(host=None, where="…")
    scope.redact(rows, "where")


# What belongs to a story first: it is found through the story, and goes with it.
declare(Talk, export=_talks, erase=_forget_talks, title=_("Talks I booked"))
declare(Slot, export=_slots, erase=_forget_slots, title=_("Times to talk that I offered"))
declare(
    Permission,
    export=_permissions,
    erase=_forget_permissions,
    title=_("What I allow for my stories"),
)
declare(Theme, export=_themes, erase=_forget_themes, title=_("What my stories are about"))
declare(DeskNote, export=_notes, erase=_forget_notes, title=_("Notes about my stories"))
declare(Telling, export=_tellings, erase=_forget_tellings, title=_("The words of my stories"))
declare(Story, export=_stories, erase=_forget_stories, title=_("My stories"))
