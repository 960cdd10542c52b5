"""Other words than the teller's: proposed to them, and used only with their yes."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.people.models import User
from edumentoring.stories import letters
from edumentoring.stories.models import Story, Telling
from edumentoring.stories.operations.story import (
    State,
    drop_proposal,
    end_showing,
    locked,
    move,
    new_telling,
    note_history,
    refuse_over,
    refuse_stale,
)

Answer = Telling.Answer


@transaction.atomic
def propose(
    story: Story, *, title: str, text: str, why: str = "", by: User, version: int | None = None
) -> Telling:
    """Send another wording to the teller. Until they say yes, the old one stands everywhere."""
    current = locked(story)
    refuse_stale(current, version)
    refuse_over(current)
    _refuse_no_change(current, title, text)
    drop_proposal(current)
    made = new_telling(
        current,
        title=title.strip()[:150],
        text=text.strip(),
        why=why.strip(),
        by=by,
        is_tellers=False,
        answer=Answer.ASKED,
    )
    move(current, None if current.is_published else State.WITH_TELLER)
    letters.wording(current, made)
    note_history("propose_wording", current, by, "Proposed a wording of")
    return made


@transaction.atomic
def accept(telling: Telling) -> Story:
    """The teller says yes: these are the words now, in the places they allowed before."""
    current, asked = _asked(telling)
    _answer(asked, Answer.AGREED)
    _use(current, asked)
    note_history("accept_wording", current, current.user, "Its teller agreed to a wording of")
    return current


@transaction.atomic
def refuse(telling: Telling) -> Story:
    """The teller says no: their own words stand."""
    current, asked = _asked(telling)
    _answer(asked, Answer.REFUSED)
    move(current, None if current.is_published else State.READING)
    note_history("refuse_wording", current, current.user, "Its teller refused a wording of")
    return current


@transaction.atomic
def suggest(telling: Telling, *, title: str, text: str) -> Story:
    """The teller writes it in another way. Their own words need nobody's yes but theirs."""
    current, asked = _asked(telling)
    if not text.strip():
        raise Refused(_("Write a few words first."))
    _answer(asked, Answer.REFUSED)
    made = new_telling(current, title=title.strip()[:150], text=text.strip(), by=current.user)
    _use(current, made)
    note_history("suggest_wording", current, current.user, "Its teller reworded")
    return current


def _asked(telling: Telling) -> tuple[Story, Telling]:
    story = locked(telling.story)
    asked = Telling.objects.select_for_update().get(pk=telling.pk)
    if asked.answer != Answer.ASKED or story.state == State.WITHDRAWN:
        raise Refused(_("This wording does not wait for an answer any more."))
    return story, asked


def _answer(telling: Telling, answer: str) -> None:
    telling.answer, telling.answered_at = answer, timezone.now()
    telling.save(update_fields=["answer", "answered_at"])


def _use(story: Story, telling: Telling) -> None:
    """The words change by the teller's own act, so what they allowed goes along."""
    story.permissions.filter(ended_at=None).update(telling=telling)
    move(story, None if story.is_published else State.READY, telling=telling)
    end_showing(story)


def _refuse_no_change(story: Story, title: str, text: str) -> None:
    if not text.strip():
        raise Refused(_("Write the words you propose."))
    now = story.telling
    if now and (now.title, _plain(now.text)) == (title.strip(), _plain(text)):
        raise Refused(_("These are the words as they stand. Change them first."))


def _plain(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
