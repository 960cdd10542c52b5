"""Saved views of the people's list."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from edumentoring.common.refused import Refused
from edumentoring.people.models import User
from edumentoring.programmes.models import Programme, SavedView

LONGEST_NAME, LONGEST_ADDRESS = 60, 1000


def save_view(
    programme: Programme, *, name: str, address: str, by: User, shared: bool = False
) -> SavedView:
    """Keep a list's address under a name. Raises Refused when the person has one of that name."""
    view = SavedView(programme=programme, by=by, address=address.removeprefix("?"), shared=shared)
    if len(view.address) > LONGEST_ADDRESS:
        raise Refused(_("This view has too many filters to be kept. Take some of them away."))
    return _keep(view, name)


def change_view(view: SavedView, *, name: str, shared: bool) -> SavedView:
    """Give a view another name, or let the other coordinators see it or not."""
    view.shared = shared
    return _keep(view, name)


def bring_back_view(programme: Programme, kept: dict[str, Any], *, by: User) -> SavedView:
    """Put a removed view back as it was."""
    return save_view(
        programme, name=kept["name"], address=kept["address"], by=by, shared=kept["shared"]
    )


def _keep(view: SavedView, name: str) -> SavedView:
    view.name = " ".join(name.replace("\0", "").split())[:LONGEST_NAME]
    if not view.name:
        raise Refused(_("Give the view a name first, for example “North East, waiting”."))
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError:
        raise Refused(
            _("You have a view called “%s” already. Choose another name.") % view.name
        ) from None
    return view
