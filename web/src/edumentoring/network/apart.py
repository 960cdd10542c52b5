"""Who never meets whom here: people who are kept apart, and whoever wishes not to hear from
somebody. It holds both ways, and nobody is told."""

from django.db.models import Q

from edumentoring.network.models import Block
from edumentoring.people.models import User
from edumentoring.programmes.apart import from_whom


def hidden_from(user: User) -> set[int]:
    """The people (as users) that this one does not meet here, and who do not meet them."""
    blocks = Block.objects.filter(Q(by__user=user) | Q(whom__user=user)).order_by()
    two_each = blocks.values_list("by__user", "whom__user")
    blocked = {key for two in two_each for key in two} - {user.pk}
    return from_whom(user.pk) | blocked
