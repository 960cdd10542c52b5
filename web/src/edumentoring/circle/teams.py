"""Who is in a mentee's team, and who of them has signed a review."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from edumentoring.circle.models import Member, TeamReview
from edumentoring.pairs.models import Pair
from edumentoring.people.models import User


@dataclass(frozen=True)
class Seat:
    """One person of a team, and what they are to the mentee."""

    user: User
    role: str | Promise
    is_mentee: bool = False


def seats_of(pair: Pair) -> list[Seat]:
    """The mentee, the mentor, and everybody of the team who is here now."""
    here = Member.objects.reading(pair.programme.today()).team()
    members = here.filter(pair=pair).select_related("user")
    two = [
        Seat(pair.mentee.user, _("Mentee"), is_mentee=True),
        Seat(pair.mentor.user, _("Mentor")),
    ]
    return two + [Seat(member.user, member.get_role_display()) for member in members if member.user]


def unsigned(review: TeamReview) -> list[Seat]:
    """Whoever of those it is for has not signed it as it stands now; nobody, when it is settled.

    Somebody who joins the team later has no part in what was settled before.
    """
    signed = dict(review.parts.values_list("user", "signed_version"))
    asked = (seat for seat in seats_of(review.pair) if seat.user.pk in signed)
    return [seat for seat in asked if signed[seat.user.pk] != review.version]
