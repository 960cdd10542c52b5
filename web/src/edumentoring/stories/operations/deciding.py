"""What the desk does with a story: looks after it, publishes it, or says no kindly."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.people.models import User
from edumentoring.programmes.models import Programme
from edumentoring.stories import letters
from edumentoring.stories.models import DECIDES, DeskNote, Permission, Story, Theme
from edumentoring.stories.operations.story import (
    State,
    drop_proposal,
    end_showing,
    locked,
    move,
    note_history,
    refuse_over,
    refuse_stale,
)

MOST_THEMES = 8
LONGEST_THEME = 40


@transaction.atomic
def look_after(
    story: Story,
    *,
    owner: User | None,
    editor: User | None,
    themes: Iterable[str],
    prompts: str,
    by: User,
    version: int | None = None,
) -> Story:
    """Say whose it is, which editor reads it, what it is about, and what to talk about."""
    current = locked(story)
    refuse_stale(current, version)
    refuse_over(current)
    if owner and not _has(current.programme, owner, DECIDES):
        raise Refused(_("%s cannot look after stories here.") % owner)
    if editor and not _has(current.programme, editor, "edit"):
        raise Refused(_("%s is no editor here.") % editor)
    _set_themes(current, themes)
    begun = State.READING if current.state == State.RECEIVED else None
    move(current, begun, owner=owner, editor=editor, prompts=prompts.strip())
    note_history("look_after_story", current, by, "Looked after")
    return current


@transaction.atomic
def word_themes(
    story: Story, *, themes: Iterable[str], prompts: str, by: User, version: int | None = None
) -> Story:
    """An editor's part: what it is about, and what to talk about. Whose it is stays."""
    current = locked(story)
    refuse_stale(current, version)
    refuse_over(current)
    _set_themes(current, themes)
    move(current, prompts=prompts.strip())
    note_history("word_themes", current, by, "Named the themes of")
    return current


@transaction.atomic
def make_ready(story: Story, *, by: User, version: int | None = None) -> Story:
    """Its words can stay as they are: it waits to be published."""
    current = locked(story)
    refuse_stale(current, version)
    refuse_over(current)
    if current.is_published:
        return current
    drop_proposal(current)
    move(current, State.READY)
    note_history("make_story_ready", current, by, "Made ready")
    return current


@transaction.atomic
def publish(story: Story, *, by: User, version: int | None = None) -> Story:
    """Let it stand where its teller allows, and tell them where."""
    current = locked(story)
    if current.is_published:
        return current
    refuse_stale(current, version)
    refuse_over(current)
    if not Permission.objects.standing().filter(story=current, telling=current.telling).exists():
        raise Refused(_("Its teller allows it nowhere now. Ask them first."))
    if current.proposed:
        raise Refused(_("A wording waits for the teller. Wait for their answer, or make it ready."))
    move(current, State.PUBLISHED)
    letters.published(current)
    note_history("publish_story", current, by, "Published")
    return current


@transaction.atomic
def take_down(story: Story, *, by: User, version: int | None = None) -> Story:
    """Show it nowhere, as the desk decided. What the teller allows stays as it is."""
    current = locked(story)
    if not current.is_published:
        return current
    refuse_stale(current, version)
    move(current, State.READY)
    end_showing(current)
    note_history("take_down_story", current, by, "Took down")
    return current


@transaction.atomic
def decline(story: Story, *, words: str = "", by: User, version: int | None = None) -> Story:
    """Say no with thanks, in a letter. It can still be made ready later."""
    current = locked(story)
    if current.state == State.DECLINED:
        return current
    refuse_stale(current, version)
    refuse_over(current)
    if current.is_published:
        raise Refused(_("It is published. Take it down first."))
    drop_proposal(current)
    move(current, State.DECLINED)
    letters.declined(current, words.strip())
    note_history("decline_story", current, by, "Declined")
    return current


@transaction.atomic
def add_note(story: Story, text: str, *, by: User) -> DeskNote:
    """Words for the desk alone."""
    words = text.strip()
    if not words:
        raise Refused(_("Write your note first."))
    current = locked(story)
    note = DeskNote.objects.create(story=current, text=words, by=by)
    note_history("note_on_story", current, by, "Noted something about")
    return note


def themes_in(words: str) -> list[str]:
    """Themes as typed, with commas between: each once, in small letters."""
    found = (" ".join(each.split()).lower()[:LONGEST_THEME] for each in words.split(","))
    return list(dict.fromkeys(each for each in found if each))


def _set_themes(story: Story, themes: Iterable[str]) -> None:
    wanted = list(dict.fromkeys(themes))
    if len(wanted) > MOST_THEMES:
        raise Refused(_("Name at most %d themes.") % MOST_THEMES)
    story.themes.exclude(word__in=wanted).delete()
    there = set(story.themes.values_list("word", flat=True))
    Theme.objects.bulk_create(Theme(story=story, word=one) for one in wanted if one not in there)


def _has(programme: Programme, user: User, power: str) -> bool:
    seat = programme.coordinators.filter(user=user).first()
    return seat is not None and seat.may(power)
