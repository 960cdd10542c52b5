"""What a reader says yes to. The words they read are kept with their yes."""

from django.utils.translation import gettext as _

from edumentoring.newsletter.models import Newsletter


def purpose_of(newsletter: Newsletter) -> str:
    """What the address is used for, and what it is not."""
    return _(
        "We send %(name)s to your address, and use it for nothing else. Nobody else gets it. "
        "You can stop with one press in every letter."
    ) % {"name": f"“{newsletter.name}”"}
