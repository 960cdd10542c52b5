"""Which pairs stand separated: their pages are shut for both."""

from django.db.models import Exists, OuterRef

from edumentoring.concerns.models import Separation


def is_apart() -> Exists:
    """A condition on pairs."""
    return Exists(Separation.objects.filter(pair=OuterRef("pk"), undone_at=None))
