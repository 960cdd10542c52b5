"""What time does to sign-ups: one gentle reminder, and forgetting what was never sent."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from edumentoring.common.mail import queue_letters
from edumentoring.programmes.models import Participant, Programme
from edumentoring.signup import letters
from edumentoring.signup.models import Draft, DraftQuerySet

REMIND_AFTER = timedelta(days=3)
FORGET_AFTER = timedelta(days=30)
AT_ONCE = 50


def remind() -> int:
    """Write once to those who have not confirmed, and to those who saved a sign-up for later.

    Nobody is written to while their programme rests. Says how many letters were written.
    """
    ago = timezone.now() - REMIND_AFTER
    running = Draft.objects.filter(programme__in=Programme.objects.running(), reminded_at=None)
    unconfirmed = running.unconfirmed().filter(
        kind=Draft.Kind.NEW,
        taken_in_at__lt=ago,
        participant__state=Participant.State.SIGNED_UP,
    )
    return _remind(unconfirmed, letters.confirm_again) + _remind(
        _saved_for_later(running, ago), letters.still_here
    )


def _saved_for_later(running: DraftQuerySet, ago: datetime) -> DraftQuerySet:
    """Not closed: a letter that leads to a closed door would not be kind."""
    today = timezone.localdate()
    is_open = Q(programme__closes_on=None) | Q(programme__closes_on__gte=today)
    saved = running.unfinished().exclude(later_to="").exclude(programme__published_at=None)
    return saved.filter(is_open, touched_at__lt=ago)


def _remind(drafts: DraftQuerySet, letter: letters.OfDraft) -> int:
    """Mark and write in one transaction: a worker killed in between writes nothing twice."""
    with transaction.atomic():
        due = list(
            drafts.select_for_update(of=("self",)).select_related(
                "programme", "participant", "participant__user"
            )[:AT_ONCE]
        )
        queue_letters([letter(draft) for draft in due])
        Draft.objects.filter(pk__in=[draft.pk for draft in due]).update(reminded_at=timezone.now())
    return len(due)


def forget_drafts() -> int:
    """Forget drafts that nobody touched for 30 days, and what was typed of those taken in.

    A sign-up that waits for its letter keeps its row, so that a coordinator can write again;
    the answers are the participant's by then.
    """
    ago = timezone.now() - FORGET_AFTER
    waits = Q(kind=Draft.Kind.NEW, confirmed_at=None)
    waits &= Q(participant__state=Participant.State.SIGNED_UP)
    old = Draft.objects.filter(touched_at__lt=ago)
    old.filter(waits).exclude(answers={}).update(answers={}, typed={}, consents={})
    finished = Q(sent_at=None) | (Q(taken_in_at__isnull=False) & ~waits)
    gone, _by_model = Draft.objects.filter(
        pk__in=old.filter(finished).values_list("pk", flat=True)[:1000]
    ).delete()
    return gone
