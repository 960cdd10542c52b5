"""Who has a seat at a programme's desk."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from edumentoring.common.refused import Refused
from edumentoring.people import operations as people
from edumentoring.people.models import User
from edumentoring.programmes.models import Coordinator, Programme
from edumentoring.programmes.operations.enrolling import find_or_make_user


@transaction.atomic
def add_coordinator(
    programme: Programme, *, email: str, role: str, by: User | None, name: str = ""
) -> Coordinator:
    """Give somebody a seat at the desk; they need a second factor to use it."""
    known = User.objects.filter(email__iexact=email.strip()).exists()
    if not known and people.is_suppressed(email, programme.pk):
        raise Refused(
            _(
                "This person asked us to forget them, so nobody else can add them. "
                "Ask them to sign up for the programme first."
            )
        )
    user = find_or_make_user(email=email, name=name)
    seat, made = Coordinator.objects.get_or_create(
        programme=programme, user=user, defaults={"role": Coordinator.Role(role)}
    )
    if not made:
        raise Refused(
            _("%(person)s already has a seat here, as %(role)s. Change the role in the list.")
            % {"person": user, "role": seat.get_role_display()}
        )
    people.require_second_factor(user)
    _record_seat("add_coordinator", seat, by=by, summary=f"Added {user} as {seat.role}")
    return seat


@transaction.atomic
def change_role(seat: Coordinator, *, role: str, by: User) -> Coordinator:
    """Give a coordinator another role. The last owner stays an owner."""
    seat = _lock_seats(seat)
    wanted = Coordinator.Role(role)
    if seat.role == wanted:
        return seat
    _refuse_if_last_owner(seat)
    before, seat.role = seat.role, wanted
    seat.save(update_fields=["role"])
    _record_seat(
        "change_role", seat, by=by, summary=f"Made {seat.user} {wanted.value}, formerly {before}"
    )
    return seat


@transaction.atomic
def remove_coordinator(seat: Coordinator, *, by: User) -> None:
    """Take a seat away, at once. The last owner stays."""
    seat = _lock_seats(seat)
    _refuse_if_last_owner(seat)
    _record_seat("remove_coordinator", seat, by=by, summary=f"Removed {seat.user} as {seat.role}")
    seat.delete()


def _lock_seats(seat: Coordinator) -> Coordinator:
    """This seat, with all seats of its programme locked: two owners may leave at once."""
    seats = Coordinator.objects.select_for_update().filter(programme=seat.programme_id)
    for each in seats.select_related("user", "programme").order_by("pk"):
        if each.pk == seat.pk:
            return each
    raise Refused(_("That person no longer has a seat here."))


def _refuse_if_last_owner(seat: Coordinator) -> None:
    owners = Coordinator.objects.filter(programme=seat.programme_id, role=Coordinator.Role.OWNER)
    if seat.role == Coordinator.Role.OWNER and not owners.exclude(pk=seat.pk).exists():
        raise Refused(_("%s is the only owner. Make somebody else an owner first.") % seat.user)


def _record_seat(action: str, seat: Coordinator, *, by: User | None, summary: str) -> None:
    people.record(
        action,
        seat,
        by=by,
        summary=summary,
        programme_id=seat.programme_id,
        person=str(seat.user.code),
    )
