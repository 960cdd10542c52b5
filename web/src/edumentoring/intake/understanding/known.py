"""The options of every target, ready to be compared with answers."""

from collections.abc import Sequence
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from edumentoring.intake.understanding.options import Options
from edumentoring.intake.understanding.targets import BY_ID
from edumentoring.programmes import vocabulary as words
from edumentoring.programmes.vocabulary import Term

# Finer words than the service's own list has; a wish for one is honoured by the wider one.
_UNDER_ONE = Term(
    "lgbt",
    _("LGBT+"),
    aliases=(
        *("lesbian", "bisexual", "pansexual", "bisexual or pansexual", "transgender", "trans"),
        *("asexual", "aromantic", "asexual or aromantic", "gay", "lgbt", "lgbtq+", "lgbtqia+"),
    ),
)


def options_of(target_id: str) -> Options:
    """The options a target's answers are compared with, made once for each language."""
    return _options_of(target_id, get_language() or "")


@lru_cache(maxsize=200)
def _options_of(target_id: str, _language: str) -> Options:
    terms: Sequence[Term] = BY_ID[target_id].options
    if target_id.startswith("identity"):
        terms = [*terms, _UNDER_ONE]
    return Options(
        terms, words.PHASE_GROUPS if target_id in {"phases", "intended_phases"} else None
    )
