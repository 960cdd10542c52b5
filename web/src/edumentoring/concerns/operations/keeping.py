"""How long concerns are kept."""

from edumentoring.concerns.models import Concern
from edumentoring.people.personal import forget_history
from edumentoring.programmes.models import Programme


def let_go_of_old() -> int:
    """Remove what is past its day. Run by the clock; says how many went."""
    gone = 0
    for programme in Programme.objects.filter(concerns__isnull=False).distinct():
        over = Concern.objects.filter(programme=programme).past_keeping(programme.today())
        if keys := list(over.values_list("pk", flat=True)):
            forget_history(Concern, keys)
            Concern.objects.filter(pk__in=keys).delete()
            gone += len(keys)
    return gone
