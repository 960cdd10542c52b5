"""What this room keeps about one person, for the test that forgets them.

What they wrote for a programme is the programme's word and stays, without their name; what they
answered and suggested is theirs, and goes.
"""

from edumentoring.programmes.models import Participant
from edumentoring.provider import operations
from edumentoring.provider.tests import make
from edumentoring.training import operations as training
from edumentoring.training.tests import make as events

WORD = "xylograph"


def plant(part: Participant) -> None:
    """They wrote, read, answered, noted, suggested and looked in; others name them."""
    name, theirs = f"Ask {part.user.name}", f"{part.user.name} says {WORD}"
    programme = part.programme
    book = make.document(programme, f"Page {part.pk}", by=part.user, text=name, asked_of="everyone")
    operations.acknowledge(book.editions.all()[0], part)
    make.document(programme, f"{name} first", text=name)
    asked = make.announcement(
        programme, f"News {part.pk}", by=part.user, text=name, reply="choice", choices=["A", "B"]
    )
    found = make.sent(asked)
    if found.receipts.filter(participant=part).exists():
        operations.reply(make.receipt(found, part), choice="A", words=theirs)
    operations.keep_policy(
        programme, by=part.user, key="data", version=0, who=part.user.name, note=name
    )
    partner = make.partner(programme, part.user)
    event = training.offer(
        programme, events.values(title=name, about=name), held_by=partner.organisation, by=part.user
    )
    training.send_back(event, name, by=part.user)
    made = make.element(programme, f"Element {part.pk}", looks_like=name)
    idea = make.suggestion(part, theirs, evidence=theirs, element=made)
    operations.decide(
        idea, status="taken_up", reason=f"Thank you, {part.user.name}", version=1, by=part.user
    )
