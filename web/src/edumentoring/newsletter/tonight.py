"""This room's lines on a coordinator's first page."""

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.newsletter.models import Delivery, Sending, Subscription
from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.tonight import Line, Urgency

State = Sending.State
NEWS_FOR = timedelta(days=14)


def lines(seat: Coordinator) -> Iterable[Line]:
    """An issue that waits for a yes, one that was paused, and copies that may not have gone."""
    if not seat.may("edit"):
        return
    sendings = Sending.objects.filter(newsletter__programme=seat.programme)
    for sending in sendings.filter(state__in=[State.ASKED, State.PAUSED]).select_related(
        "newsletter__programme"
    ):
        if sending.state == State.PAUSED:
            yield Line(
                text=_("“%s” is paused") % sending,
                detail=sending.trouble or _("The rest goes out when you say so."),
                url=sending.get_absolute_url(),
                button=_("Look at it"),
                urgency=Urgency.WRONG,
                power="edit",
            )
        elif sending.asked_by_id != seat.user_id:
            yield Line(
                text=_("“%s” waits for your yes") % sending,
                detail=_("It goes to %s readers, so a second person reads it first.")
                % sending.expected,
                url=sending.get_absolute_url(),
                button=_("Read it"),
                urgency=Urgency.REVIEW,
                power="edit",
            )
    yield from _doubtful(seat)
    yield from _came_back(seat)


def _doubtful(seat: Coordinator) -> Iterable[Line]:
    lost = Delivery.objects.filter(
        state=Delivery.State.UNCERTAIN, sending__newsletter__programme=seat.programme
    )
    first = lost.select_related("sending__newsletter__programme").first()
    if first is not None and seat.may("people"):
        count = lost.count()
        yield Line(
            text=ngettext(
                "%d copy of the newsletter may not have gone",
                "%d copies of the newsletter may not have gone",
                count,
            )
            % count,
            url=first.sending.get_absolute_url(),
            button=_("Decide"),
            urgency=Urgency.WRONG,
            count=count,
            power="people",
        )


def _came_back(seat: Coordinator) -> Iterable[Line]:
    """Addresses that were written to for the last time, while that is news."""
    back = Subscription.objects.filter(
        newsletter__programme=seat.programme,
        state=Subscription.State.BOUNCED,
        stopped_at__gt=timezone.now() - NEWS_FOR,
    )
    count = back.count() if seat.may("people") else 0
    if count:
        page = reverse("newsletter:readers", args=[seat.programme.slug])
        yield Line(
            text=ngettext(
                "Letters to %d reader of the newsletter came back",
                "Letters to %d readers of the newsletter came back",
                count,
            )
            % count,
            detail=_("They get no more, until you say that the address works again."),
            url=f"{page}?state={Subscription.State.BOUNCED}",
            button=_("Look at them"),
            urgency=Urgency.TIDY,
            count=count,
            power="people",
        )
