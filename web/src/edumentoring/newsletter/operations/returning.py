"""A copy came back as mail, hours after the mail server took it; and an address is tried again."""

from django.db import transaction
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.newsletter import copies
from edumentoring.newsletter.models import Delivery, Subscription
from edumentoring.people.models import User
from edumentoring.people.operations import record

State = Subscription.State


@transaction.atomic
def copy_came_back(delivery: Delivery, *, words: str, no_such_address: bool) -> None:
    """Write down that it came back. The same news again changes nothing.

    Where there is no such address, no newsletter is written to it any more. A full mailbox or a
    server's mood ends it only when the copy before came back as well.
    """
    copy = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if copy.state == Delivery.State.BOUNCED:
        return
    copy.state, copy.trouble = Delivery.State.BOUNCED, words[:500]
    copy.save(update_fields=["state", "trouble"])
    if no_such_address:
        copies.end(Subscription.objects.reading().filter(email=copy.email))
    else:
        copies.count_for_its_reader(copy.pk)
    copies.pause_where_too_many_came_back(copy.sending_id)


@transaction.atomic
def write_again(subscription: Subscription, *, by: User) -> None:
    """Somebody found out that the address takes letters again. Refused where nothing came back."""
    kept = Subscription.objects.select_for_update().get(pk=subscription.pk)
    if kept.state != State.BOUNCED:
        raise Refused(_("No letter to this address came back, so there is nothing to lift."))
    kept.state = State.ON if kept.confirmed_at else State.ASKED
    kept.bounces, kept.stopped_at = 0, None
    kept.save(update_fields=["state", "bounces", "stopped_at"])
    newsletter = kept.newsletter
    record(
        "write_to_reader_again",
        newsletter,
        by=by,
        summary=f"Let letters of “{newsletter}” go to one address again",
        programme_id=newsletter.programme_id,
    )
