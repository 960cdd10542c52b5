"""What this room hands to a person's own pages, and to what they read before they leave."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.pairs.for_you import Group, Page, Reader
from edumentoring.people.models import User
from edumentoring.programmes.leaving import Follower
from edumentoring.programmes.models import Participant
from edumentoring.training.models import Booking


def pages(reader: Reader) -> Iterator[Page]:
    """No question to the database."""
    if reader.takes_part:
        yield Page(
            group=Group.GROWING,
            title=_("Training and events"),
            words=_("What is coming, what you have done, and your certificates."),
            url=reverse("training:mine"),
            place=40,
        )
    if reader.is_mentor:
        yield Page(
            group=Group.GROWING,
            title=_("My skills as a mentor"),
            words=_("How sure you are of what mentors do, and what may help."),
            url=reverse("training:skills"),
            place=42,
        )


def _foretell(participant: Participant) -> Iterable[str]:
    booked = Booking.objects.live().filter(
        participant=participant, event__starts_at__gt=timezone.now()
    )
    count = booked.count()
    if count:
        yield (
            ngettext(
                "You give back your place at %d event.",
                "You give back your places at %d events.",
                count,
            )
            % count
        )


def _leave(people: Sequence[Participant], by: User | None, final_at: datetime) -> None:
    """The clock gives the places back once it is final (`operations.drop_those_who_left`)."""


def _stay(people: Sequence[Participant], by: User | None, since: datetime) -> None:
    """Within the ten minutes nothing has been given back."""


follower = Follower(foretell=_foretell, leave=_leave, stay=_stay)
