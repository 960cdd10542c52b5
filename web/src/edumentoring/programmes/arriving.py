"""How somebody came to the form, in words. The room that counts links hands it in."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from edumentoring.programmes.models import Participant

Teller = Callable[[Participant], str]
_tellers: list[Teller] = []


def add(teller: Teller) -> Teller:
    """Hand in what names the way somebody came, "" for none. The same twice counts once."""
    if teller not in _tellers:
        _tellers.append(teller)
    return teller


def came_from(participant: Participant) -> str:
    """Where what we hold about them came from: whoever has no source filled in the form."""
    if participant.source:
        return participant.source
    ways = [way for way in (teller(participant) for teller in _tellers) if way]
    if not ways:
        return _("Signed up on the form")
    return _("Signed up on the form, by %s") % ways[0]
