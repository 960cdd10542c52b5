"""The lock of a story, its versions, and the line of history each change leaves."""

from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused, Stale
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.stories import uses
from edumentoring.stories.models import Story, Telling

State = Story.State


def locked(story: Story) -> Story:
    """The story as it stands, locked, with its words and people."""
    return Story.objects.select_for_update(of=("self",)).with_words().get(pk=story.pk)


def refuse_stale(story: Story, version: int | None) -> None:
    """Raises Stale when something changed since the page was opened."""
    if version is not None and version != story.version:
        raise Stale(_("Somebody changed this story while you were here. Look, then press again."))


def refuse_over(story: Story) -> None:
    """Nothing is done at the desk with what its teller took back."""
    if story.state == State.WITHDRAWN:
        raise Refused(_("Its teller took this story back. Only they can offer it again."))


def move(story: Story, state: str | None = None, **changes: object) -> None:
    """On to another state, or other facts; whoever looked before has to look again."""
    fields = {"version": story.version + 1, "touched_at": timezone.now(), **changes}
    if state:
        fields["state"] = state
        first = story.published_at or timezone.now()
        fields["published_at"] = first if state == State.PUBLISHED else None
    for name, value in fields.items():
        setattr(story, name, value)
    story.save(update_fields=list(fields))


def new_telling(story: Story, *, title: str, text: str, **more: object) -> Telling:
    """The next version of its words."""
    last = story.tellings.order_by("-number").values_list("number", flat=True).first() or 0
    return story.tellings.create(number=last + 1, title=title, text=text, **more)


def drop_proposal(story: Story) -> None:
    """What waits for the teller's yes waits no longer."""
    waiting = story.tellings.filter(answer=Telling.Answer.ASKED)
    waiting.update(answer=Telling.Answer.DROPPED, answered_at=timezone.now())


def end_showing(story: Story) -> None:
    """It may have stopped being usable somewhere: copies go, now or by the clock."""
    story.has_copies = True
    Story.objects.filter(pk=story.pk).update(has_copies=True)
    uses.empty_copies(story)


def note_history(action: str, story: Story, by: User | None, summary: str) -> None:
    """One line without names or words of it."""
    record(action, story, by=by, summary=f"{summary} a story", programme_id=story.programme_id)
