"""What this room keeps about one person, for the test that forgets them.

An issue is the programme's word: it stays, without the name of whoever asked to send it.
"""

from edumentoring.newsletter import operations
from edumentoring.newsletter.models import Newsletter
from edumentoring.newsletter.tests import make
from edumentoring.programmes.models import Participant


def plant(part: Participant) -> None:
    """They read, were sent an issue that names them, asked for it, and were told of in a list."""
    words = f"Ask {part.user.name}"
    newsletter = Newsletter.objects.filter(programme=part.programme).first()
    newsletter = newsletter or make.newsletter(part.programme, reply_to=part.user.email)
    operations.keep_segment(newsletter, name=f"For {part.user.name}", narrows={}, by=part.user)
    make.reading(part, newsletter)
    operations.bring_in(
        newsletter,
        [f"other{part.pk}@school.example"],
        evidence=f"As {part.user.name} says",
        by=part.user,
    )
    make.going_out(newsletter, by=part.user, composed=make.composed(words, words))
