"""What the console command needs of a programme."""

from edumentoring.common.refused import Refused
from edumentoring.people.models import User
from edumentoring.programmes.models import Programme


def find_programme(
    slug: str, *, by: str | None = None, power: str = "people"
) -> tuple[Programme, User]:
    """The programme and the coordinator in whose name a command acts, who has the `power` to.

    Without `by` it is the programme's first owner. Raises Refused, naming the programmes
    there are or the person who may not.
    """
    programme = Programme.objects.filter(slug=slug).first()
    if programme is None:
        known = ", ".join(Programme.objects.values_list("slug", flat=True)[:20]) or "none yet"
        raise Refused(f"There is no programme called {slug!r}. Those here: {known}.")
    seats = programme.coordinators.select_related("user").order_by("added_at", "pk")
    seat = (
        seats.filter(user__email__iexact=by).first() if by else seats.filter(role="owner").first()
    )
    if seat is None or not seat.may(power):
        who = by or "Nobody"
        raise Refused(
            f"{who} is not a coordinator of {programme} with the right to do this. "
            "Name one with --by E-MAIL."
        )
    return programme, seat.user
