"""Somebody asks for the newsletter, says yes by the letter's link, chooses, and stops.

Asking gives the same page and the same work for an address that is known and one that is not:
one row is written and one letter queued, whichever it is.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.mail import plain_address
from edumentoring.common.refused import Refused
from edumentoring.newsletter import letters
from edumentoring.newsletter.keys import CONFIRM_WITHIN
from edumentoring.newsletter.models import Newsletter, Sending, Subscription
from edumentoring.newsletter.purpose import purpose_of
from edumentoring.people.models import User
from edumentoring.programmes.models import Participant

LETTERS_A_DAY = 3
DAY = timedelta(days=1)
AT_ONCE = 2000
State = Subscription.State


@transaction.atomic
def ask_to_subscribe(
    newsletter: Newsletter, *, email: str, role: str = "", region: str = ""
) -> None:
    """Write to the address, which alone can say yes. Refused where it is no address.

    Nothing of a standing subscription changes: anybody could type somebody else's address. After
    three letters in a day no more are written to it, and nobody is told.
    """
    address = plain_address(email).lower()
    subscription, _new = Subscription.objects.get_or_create(
        newsletter=newsletter, email=address, defaults={"role": role, "region": region}
    )
    subscription = Subscription.objects.select_for_update().get(pk=subscription.pk)
    if subscription.state != State.ON:
        subscription.role, subscription.region = role, region
        subscription.asked_at = timezone.now()
    if _may_be_written_to(subscription):
        is_on = subscription.state == State.ON
        (letters.you_get_it if is_on else letters.confirm)(subscription).save()
    subscription.save()


def _may_be_written_to(subscription: Subscription) -> bool:
    """Counts the letter that is about to be written."""
    now = timezone.now()
    since = subscription.letters_since
    if since is None or since < now - DAY:
        subscription.letters_since, subscription.letters_asked = now, 0
    subscription.letters_asked += 1
    return subscription.letters_asked <= LETTERS_A_DAY


@transaction.atomic
def confirm(subscription: Subscription) -> Subscription:
    """The address said yes. Pressing twice is saying it once."""
    kept = Subscription.objects.select_for_update().get(pk=subscription.pk)
    if kept.state != State.ON:
        kept.state, kept.confirmed_at = State.ON, timezone.now()
        kept.stopped_at = kept.stopped_by = None
        kept.bounces = 0
        kept.agreed_to = purpose_of(kept.newsletter)[:500]
    kept.user = kept.user or User.objects.with_email(kept.email).filter(is_active=True).first()
    kept.save()
    return kept


@transaction.atomic
def stop(subscription: Subscription, *, sending: int = 0) -> None:
    """No more of this newsletter to this address, at once: what is queued is not sent either."""
    kept = Subscription.objects.select_for_update().get(pk=subscription.pk)
    if kept.state == State.OFF:
        return
    kept.state, kept.stopped_at = State.OFF, timezone.now()
    kept.stopped_by = Sending.objects.filter(pk=sending, newsletter=kept.newsletter_id).first()
    kept.save(update_fields=["state", "stopped_at", "stopped_by"])


@transaction.atomic
def choose(subscription: Subscription, *, rhythm: str, sending: int = 0) -> None:
    """How often: every issue, one a term at most, or ("off") none."""
    if rhythm == State.OFF:
        stop(subscription, sending=sending)
        return
    if rhythm not in Subscription.Rhythm.values:
        raise ValueError(f"A newsletter comes in no rhythm {rhythm!r}.")
    confirm(subscription)
    Subscription.objects.filter(pk=subscription.pk).update(rhythm=rhythm)


@transaction.atomic
def subscribe_participant(newsletter: Newsletter, part: Participant, *, rhythm: str) -> None:
    """Somebody who takes part chooses at My place; their address is proved already."""
    if part.programme_id != newsletter.programme_id:
        raise ValueError("They take part in another programme.")
    user = part.user
    if not user.is_active or user.is_forgotten:
        raise Refused(_("This account is closed, so nothing can be sent to it."))
    Subscription.objects.filter(newsletter=newsletter, email=user.email.lower()).update(user=user)
    kept, _new = Subscription.objects.get_or_create(
        newsletter=newsletter,
        email=user.email.lower(),
        defaults={"user": user, "way": Subscription.Way.PLACE},
    )
    choose(kept, rhythm=rhythm)


@transaction.atomic
def follow_people() -> int:
    """An address that changed is changed here too, and one that has an account now is known.

    Run by the clock and before each sending. Where the new address had a row of its own, that
    one stays: it is the later word about that address.
    """
    known = Subscription.objects.exclude(user=None)
    moved = known.alias(now=Lower("user__email")).exclude(email=F("now"))
    rows = list(moved.select_related("user"))
    for row in rows:
        if row.user is not None:
            _follow(row, row.user)
    return len(rows) + _find_people()


def _follow(row: Subscription, user: User) -> None:
    now = user.email.lower()
    others = Subscription.objects.filter(newsletter=row.newsletter_id, email=now)
    if user.is_forgotten:
        row.delete()
    elif others.exists():
        others.update(user=user)
        row.delete()
    else:
        Subscription.objects.filter(pk=row.pk).update(email=now)


def _find_people() -> int:
    strangers = Subscription.objects.reading().filter(user=None)
    emails = strangers.values("email")
    people = User.objects.alias(folded=Lower("email")).filter(folded__in=emails, is_active=True)
    found = dict(people.values_list(Lower("email"), "pk")[:AT_ONCE])
    return sum(strangers.filter(email=email).update(user=person) for email, person in found.items())


def forget_unanswered() -> int:
    """Addresses whose letter was never answered: the key in it no longer works. Says how many."""
    old = Subscription.objects.asked().filter(asked_at__lt=timezone.now() - CONFIRM_WITHIN)
    return old.delete()[0]
