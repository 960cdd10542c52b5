"""What this room keeps about one person, for the test that forgets them."""

from edumentoring.programmes.models import Participant
from edumentoring.reach import operations
from edumentoring.reach.models import Arrival, Call, Link

WORD = "xylograph"


def plant(part: Participant) -> None:
    """Their own link, the campaign they came by, which bears their name, and a call with it."""
    mine = operations.make_personal_link(part)
    campaign = operations.make_link(
        part.programme, label=f"Letter from {part.user.name}", by=part.user
    )
    Arrival.objects.create(participant=part, link=campaign, source=campaign.label)
    Call.objects.create(
        programme=part.programme, text=f"Ask {part.user.name}, {part.user.email}", by=part.user
    )
    Link.objects.filter(pk=mine.pk).update(label=f"{part.user.name}, {WORD}")
