"""What counts as trained in a programme: what somebody says, or only what is on record.

Kept with the programme's rules, so that a copied programme asks as the first one did. Matching's
rule "trained mentors only" reads `records.trained`, which goes by it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from edumentoring.programmes.models import Programme


class Proof(models.TextChoices):
    SAID = "said", _("Their own word, or a record")
    RECORD = "record", _("Only a record that still counts")


MEANINGS = {
    Proof.SAID: _("Mentors who say at sign-up that they were trained count as trained."),
    Proof.RECORD: _("Mentors count as trained from the day a record here says so, until it ends."),
}


def proof_of(programme: Programme) -> Proof:
    """What this programme asks for; a mentor's own word where nobody chose."""
    chosen = programme.rules.get("training", Proof.SAID)
    return Proof(chosen) if chosen in Proof.values else Proof.SAID
