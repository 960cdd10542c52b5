"""Whether a programme asks people to show that they work in a school.

Kept with the programme's rules, so that a copied programme asks as the first one did.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from edumentoring.programmes.models import Programme


class Use(models.TextChoices):
    NOT_USED = "not_used", _("Do not use it")
    OFFERED = "offered", _("Offer it to those who want it")
    ASKED = "asked", _("Ask everyone")


MEANINGS = {
    Use.NOT_USED: _("Nobody is asked, and the page is closed to participants."),
    Use.OFFERED: _("People who can show it do. Nobody is pressed."),
    Use.ASKED: _("Everyone is asked on their own page until it is done."),
}


def use_of(programme: Programme) -> Use:
    """How this programme uses verification; offered where nobody chose."""
    chosen = programme.rules.get("verification", Use.OFFERED)
    return Use(chosen) if chosen in Use.values else Use.OFFERED
