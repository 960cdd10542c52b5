"""An issue is asked for, approved, queued in batches, paused, gone on with and stopped.

Above 500 readers somebody else approves: what went to thousands cannot be taken back. `carrying.py`
does the sending itself.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.mail import one_line
from edumentoring.common.refused import Refused, Stale
from edumentoring.newsletter.composed import CHOOSE, STOP, Composed
from edumentoring.newsletter.models import (
    Delivery,
    Issue,
    Newsletter,
    Segment,
    Sending,
    SubscriptionQuerySet,
)
from edumentoring.newsletter.operations.subscribing import follow_people
from edumentoring.newsletter.readers import readers_of
from edumentoring.people.models import User
from edumentoring.people.operations import counted, record

FOUR_EYES_ABOVE = 500
IN_A_BATCH = 1000
State = Sending.State


@transaction.atomic
def ask_to_send(
    newsletter: Newsletter,
    composed: Composed,
    *,
    by: User,
    segment: Segment | None = None,
    not_before: datetime | None = None,
    issue: Issue | None = None,
) -> Sending:
    """Keep the words as they are now, for everybody or a segment, from a moment on.

    Up to 500 readers this is all; above, a second person approves it first. Refused where nobody
    would get it, or where the words leave a reader no way to stop.
    """
    Newsletter.objects.select_for_update().get(pk=newsletter.pk)
    if newsletter.programme.archived_at:
        raise Refused(_("This programme is archived, so nothing is sent for it."))
    if STOP not in composed.text or CHOOSE not in composed.text:
        raise ValueError("A newsletter without a way to stop is not sent.")
    count = _without_a_copy(readers_of(newsletter, segment), issue).count()
    if not count:
        raise Refused(
            _("Nobody would get this. Choose other readers, or wait until somebody subscribes.")
            if issue is None or not readers_of(newsletter, segment).exists()
            else _("All of these readers have it already, and nobody gets it twice.")
        )
    needs_second = count > FOUR_EYES_ABOVE
    now = timezone.now()
    sending = Sending.objects.create(
        newsletter=newsletter,
        issue=issue,
        revision=issue.live_revision_id if issue else None,
        segment=segment,
        segment_name=segment.name if segment else "",
        subject=one_line(composed.subject)[:250],
        text=composed.text,
        html=composed.html,
        state=State.ASKED if needs_second else State.APPROVED,
        expected=count,
        asked_by=by,
        asked_at=now,
        approved_by=None if needs_second else by,
        approved_at=None if needs_second else now,
        not_before=max(not_before or now, now),
    )
    _note("ask_to_send", sending, by, f"Asked to send “{sending}” to {counted(count, 'reader')}")
    return sending


@transaction.atomic
def approve(sending: Sending, *, by: User, version: int) -> Sending:
    """A second person read it and says yes. Refused from whoever asked."""
    kept = _locked(sending, version)
    if kept.state != State.ASKED:
        raise Refused(_("Nothing waits for a yes here any more."))
    if kept.asked_by_id == by.pk:
        raise Refused(
            _("You asked for this yourself. Somebody else with the right to edit says yes to it.")
        )
    kept.approved_by, kept.approved_at = by, timezone.now()
    _move(kept, State.APPROVED)
    _note("approve_sending", kept, by, f"Approved “{kept}” for {counted(kept.expected, 'reader')}")
    return kept


@transaction.atomic
def take_back(sending: Sending, *, by: User, version: int) -> Sending:
    """Not after all: nothing of it went yet."""
    kept = _locked(sending, version)
    if kept.state not in {State.ASKED, State.APPROVED}:
        raise Refused(_("It goes out already. You can stop it, and what went stays."))
    kept.ended_at = timezone.now()
    _move(kept, State.STOPPED)
    _note("take_back_sending", kept, by, f"Took “{kept}” back before it went")
    return kept


@transaction.atomic
def pause(sending: Sending, *, by: User | None, version: int, why: str = "") -> Sending:
    """Nothing more goes until somebody lets it go on."""
    kept = _locked(sending, version)
    if kept.state != State.SENDING:
        raise Refused(_("It does not go out just now, so there is nothing to pause."))
    kept.trouble = why[:300]
    _move(kept, State.PAUSED)
    _note("pause_sending", kept, by, f"Paused “{kept}”")
    return kept


@transaction.atomic
def go_on(sending: Sending, *, by: User, version: int) -> Sending:
    """The rest goes out. Nobody gets a second copy."""
    kept = _locked(sending, version)
    if kept.state != State.PAUSED:
        raise Refused(_("It is not paused."))
    kept.trouble = ""
    _move(kept, State.SENDING)
    _note("go_on_sending", kept, by, f"Let “{kept}” go on")
    return kept


@transaction.atomic
def stop_sending(sending: Sending, *, by: User, version: int) -> Sending:
    """Whoever has no copy yet gets none."""
    kept = _locked(sending, version)
    if kept.state not in {State.SENDING, State.PAUSED}:
        raise Refused(_("It does not go out any more."))
    kept.deliveries.filter(state=Delivery.State.WAITING).update(state=Delivery.State.DROPPED)
    kept.ended_at = timezone.now()
    _move(kept, State.STOPPED)
    _note("stop_sending", kept, by, f"Stopped “{kept}”")
    return kept


@transaction.atomic
def decide(delivery: Delivery, *, arrived: bool, by: User) -> None:
    """A person decided about a copy that may or may not have gone: leave it, or send it again."""
    sending = delivery.sending
    listed = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.UNCERTAIN)
    if arrived:
        changed = listed.update(state=Delivery.State.SENT, sent_at=timezone.now(), trouble="")
    else:
        now = timezone.now()
        changed = listed.update(state=Delivery.State.WAITING, not_before=now, tries=0, trouble="")
        if sending.state == State.DONE:
            _move(Sending.objects.select_for_update().get(pk=sending.pk), State.SENDING)
    if not changed:
        raise Refused(_("Somebody has already decided about this copy. Nothing was changed."))
    words = "Called an uncertain copy sent" if arrived else "Sent an uncertain copy again"
    _note("decide_delivery", sending, by, words)


# --- Queueing -----------------------------------------------------------------------------------


def begin_due(now: datetime | None = None) -> int:
    """Begin what is approved and whose time has come. Run by the clock; says how many began."""
    keys = list(Sending.objects.due(now).values_list("pk", flat=True))
    if keys:
        follow_people()
    return sum(_begin(key) for key in keys)


def _begin(key: int) -> int:
    now = timezone.now()
    waiting = Sending.objects.filter(pk=key, state=State.APPROVED)
    return waiting.update(state=State.SENDING, began_at=now)


def queue_what_began(*, is_wanted: Callable[[], bool] = lambda: True) -> int:
    """A delivery for each reader, a thousand in one transaction; says how many are new.

    How far it came is kept in the same transaction as the deliveries, so that whoever goes on
    after a killed worker begins where that one ended. Two at once do each batch once.
    """
    made = 0
    for key in Sending.objects.live().filter(queued_at=None).values_list("pk", flat=True):
        while is_wanted() and (batch := _queue_batch(key)) is not None:
            made += batch
    return made


@transaction.atomic
def _queue_batch(key: int) -> int | None:
    """The next thousand; None when there is nothing more to do."""
    sending = Sending.objects.select_for_update().select_related("newsletter").get(pk=key)
    if sending.state != State.SENDING or sending.queued_at:
        return None
    readers = list(
        _without_a_copy(readers_of(sending.newsletter, sending.segment), sending.issue, sending)
        .filter(pk__gt=sending.queued_to)
        .order_by("pk")
        .values_list("pk", "email")[:IN_A_BATCH]
    )
    if not readers:
        sending.queued_at = timezone.now()
        sending.save(update_fields=["queued_at"])
        return None
    Delivery.objects.bulk_create(
        [Delivery(sending=sending, subscription_id=pk, email=email) for pk, email in readers],
        ignore_conflicts=True,
    )
    sending.queued_to = readers[-1][0]
    sending.save(update_fields=["queued_to"])
    return len(readers)


def _without_a_copy(
    readers: SubscriptionQuerySet, issue: Issue | None, but: Sending | None = None
) -> SubscriptionQuerySet:
    """Those who did not get this issue by another sending."""
    others = Sending.objects.filter(issue=issue)
    others = others.exclude(pk=but.pk) if but else others
    others = others.exclude(state=State.STOPPED, deliveries__isnull=True)
    if issue is None or not others.exists():
        return readers
    had = Delivery.objects.filter(sending__in=others).exclude(state=Delivery.State.DROPPED)
    return readers.exclude(pk__in=had.exclude(subscription=None).values("subscription"))


# --- Together -----------------------------------------------------------------------------------


def _locked(sending: Sending, version: int) -> Sending:
    kept = Sending.objects.select_for_update().select_related("newsletter__programme")
    found = kept.get(pk=sending.pk)
    if found.version != version:
        raise Stale(_("Somebody did something here meanwhile. Look at the page again."))
    return found


def _move(sending: Sending, state: str) -> None:
    sending.state = state
    sending.version += 1
    sending.save()


def _note(action: str, sending: Sending, by: User | None, summary: str) -> None:
    programme = sending.newsletter.programme_id
    record(action, sending, by=by, summary=summary, programme_id=programme)
