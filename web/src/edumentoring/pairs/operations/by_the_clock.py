"""What happens to pairs as time goes by; `due.py` hands it to the clock."""

from django.db import transaction
from django.db.models import CharField, Exists, F, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.pairs import letters
from edumentoring.pairs.models import Introduction, Pair, PairQuerySet, Wish
from edumentoring.pairs.nudges import may_be_reminded, note_reminded
from edumentoring.pairs.operations.introducing import HOLD
from edumentoring.programmes.models import Participant, Programme

MOST_AT_ONCE = 2_000  # the next turn of the clock goes on with the others


def send_off_held() -> int:
    """Mark pairs whose hold is over as introduced. Run by the clock; says how many.

    Where a pause of the programme holds the letters, nobody has heard of anybody: the pair
    stays held, and can be taken back, for as long as they are.
    """
    about = Concat(Value("pair:"), Cast(OuterRef("pk"), CharField()))
    letters_held = Letter.objects.filter(
        subject_key=about, state=Letter.State.WAITING, held_since__isnull=False
    )
    over = Pair.objects.hold_over()
    over.filter(Exists(letters_held)).update(held_until=timezone.now() + HOLD)
    _settle_wishes_for_another(over)
    return over.all().update(state=Pair.State.INTRODUCED, introduced_at=F("held_until"))


def _settle_wishes_for_another(over: PairQuerySet) -> None:
    """Whoever asked for another match has been introduced to somebody: it is seen to."""
    asked = Wish.objects.open().filter(kind=Wish.Kind.ANOTHER)
    for side in ("mentor", "mentee"):
        people = list(over.values_list(side, flat=True)[:MOST_AT_ONCE])
        asked.filter(participant__in=people).update(settled_at=timezone.now())


def note_who_was_told() -> int:
    """Note who now knows where we have their details from. Run by the clock; says how many.

    They were told in the first letter that has gone: one that was taken back told nobody.
    """
    gone = Letter.objects.filter(
        person_code=OuterRef("user__code"),
        programme_id=OuterRef("programme_id"),
        kind__in=letters.FIRST_CONTACT,
        state=Letter.State.SENT,
    )
    untold = Participant.objects.filter(Exists(gone), told_source_at=None).exclude(source="")
    # Found before anything is written: on SQLite everybody else's writing waits for ours.
    found = list(untold.values_list("pk", flat=True)[:MOST_AT_ONCE])
    if not found:
        return 0
    return Participant.objects.filter(pk__in=found).update(told_source_at=timezone.now())


def ask_once_more() -> int:
    """Write once more to those who have not answered for a week. Run by the clock.

    Each person is asked again once and never a third time, not while paused or at rest, not if
    they want no reminders, and not within a week of another. After a pause of the whole
    programme the week begins anew.
    """
    since = timezone.now() - letters.ASK_AGAIN_AFTER
    running = Programme.objects.running_since(since)
    waiting = Introduction.objects.unanswered().filter(
        asked_again_at=None,
        pair__introduced_at__lte=since,
        pair__programme__in=running,
        participant__state=Participant.State.IN,
        participant__user__in=may_be_reminded(),
    )
    return sum(_ask_again(pk) for pk in waiting.values_list("pk", flat=True)[:200])


@transaction.atomic
def _ask_again(pk: int) -> int:
    """One letter and its mark together, so that a killed worker asks neither twice nor never."""
    introduction = (
        Introduction.objects.unanswered()
        .select_for_update(of=("self",))
        .with_people()
        .filter(pk=pk, asked_again_at=None, participant__user__in=may_be_reminded())
        .first()
    )
    if introduction is None:
        return 0
    introduction.asked_again_at = timezone.now()
    introduction.save(update_fields=["asked_again_at"])
    letters.ask_again(introduction)
    note_reminded(introduction.participant.user)
    return 1
