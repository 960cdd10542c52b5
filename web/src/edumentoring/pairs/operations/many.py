"""What the desk does to many pairs at once, and how it is undone."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.mail import queue_letters, withdraw_letters
from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused
from edumentoring.pairs import letters, nudges, wording, writing
from edumentoring.pairs.models import Pair, Wish
from edumentoring.pairs.nudge_models import Reminded
from edumentoring.pairs.operations import breaks
from edumentoring.pairs.operations.parting import settle_wish
from edumentoring.people.models import User
from edumentoring.people.operations import counted, record
from edumentoring.programmes.models import Programme

# Letters of the desk wait so long that a press can be taken back.
HOLD = timedelta(minutes=10)


@transaction.atomic
def write_to_pairs(
    programme: Programme, pairs: Sequence[Pair], words: Mapping[str, str], *, by: User
) -> tuple[uuid.UUID, writing.Plan]:
    """Write a gentle letter to both of each pair who may get one, held for ten minutes.

    It counts as the one letter of their week. Refused when nobody would get it.
    """
    checked = wording.check_words(writing.KIND, words)
    _refuse_while_paused(Programme.objects.select_for_update().get(pk=programme.pk))
    plan, batch = writing.plan_letters(pairs), uuid.uuid4()
    if not plan.readers:
        raise Refused(_("Nobody of these may get a letter now. See why beside each name."))
    due = timezone.now() + HOLD
    key = writing.key_of(batch)
    queue_letters(
        writing.letter(reader, checked, key=key, not_before=due) for reader in plan.readers
    )
    for reader in plan.readers:
        nudges.note_reminded(reader.participant.user)
    _note(
        programme,
        by,
        "write_to_pairs",
        f"Wrote to {counted(len(plan.readers), 'person', 'people')} about their pairs",
    )
    return batch, plan


@transaction.atomic
def take_back_letters(programme: Programme, batch: uuid.UUID, *, by: User) -> int:
    """Withdraw what has not gone yet; their week is free again. Says how many."""
    key = writing.key_of(batch)
    waiting = Letter.objects.filter(
        subject_key=key, programme_id=programme.pk, state=Letter.State.WAITING
    )
    people = User.objects.filter(code__in=list(waiting.values_list("person_code", flat=True)))
    Reminded.objects.filter(user__in=people).update(at=None)
    taken = withdraw_letters(key) if waiting.exists() else 0
    _note(programme, by, "take_back_letters", f"Took back {taken} letters about pairs")
    return taken


def is_batch(programme: Programme, batch: uuid.UUID) -> bool:
    """Whether letters were written here under this number, gone or not."""
    return Letter.objects.filter(
        subject_key=writing.key_of(batch), programme_id=programme.pk
    ).exists()


@transaction.atomic
def pause_pairs(
    programme: Programme, pairs: Sequence[Pair], *, back_on: date | None, by: User
) -> list[Pair]:
    """Let pairs rest until a day, or until somebody ends the rest; tells both after ten minutes."""
    if back_on is not None and back_on <= programme.today():
        raise Refused(_("Choose a day after today."))
    paused = [pair for pair in _locked(pairs) if pair.state in {"agreed", "meeting"}]
    if not paused:
        raise Refused(_("None of these pairs goes on now, so there is nothing to pause."))
    due = timezone.now() + HOLD
    for pair in paused:
        breaks.begin(pair, by=None, back_on=back_on, actor=by)
        for participant in (pair.mentor, pair.mentee):
            letters.paused_by_desk(pair, participant, not_before=due)
    return paused


@transaction.atomic
def resume_pairs(pairs: Sequence[Pair], *, by: User) -> list[Pair]:
    """End the rest that the desk gave, or one whose day has gone by; gives those who go on.

    What one of the two asked for is theirs to end. Both get the letter they were promised, but
    for those whose letter about the rest still waits: it is withdrawn.
    """
    return [pair for pair in _locked(pairs) if breaks.end_for_desk(pair, actor=by)]


def settle_wishes(pair: Pair, *, by: User | None) -> None:
    """What the two asked the desk for is done."""
    for wish in Wish.objects.open().filter(pair=pair):
        settle_wish(wish, by=by)


def may_end(pair: Pair) -> bool:
    """Whether there is anything to end: not while its letters may be taken back."""
    held = pair.state == Pair.State.HELD and pair.held_until > timezone.now()
    return pair.state in Pair.LIVE and not held


def _locked(pairs: Sequence[Pair]) -> list[Pair]:
    """Them as they are now, in one order so that nobody deadlocks."""
    keys = [pair.pk for pair in pairs]
    found = Pair.objects.select_for_update(of=("self",)).with_people().filter(pk__in=keys)
    return list(found.order_by("pk"))


def _refuse_while_paused(programme: Programme) -> None:
    if programme.paused_at:
        raise Refused(_("The programme rests, and no letter goes out. Resume it first."))


def _note(programme: Programme, by: User, action: str, summary: str) -> None:
    record(action, programme, by=by, summary=summary, programme_id=programme.pk)
