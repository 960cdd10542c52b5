"""What this room keeps about one person, for the test that forgets them."""

from edumentoring.programmes.models import Participant
from edumentoring.provider import operations
from edumentoring.provider.tests import make

WORD = "xylograph"


def plant(part: Participant) -> None:
    """They wrote, read, answered, noted and suggested; others name them."""
    words = f"{part.user.name} says {WORD}"
    programme = part.programme
    book = make.document(
        programme, f"Page {part.pk}", by=part.user, text=words, asked_of="everyone"
    )
    operations.acknowledge(book.editions.all()[0], part)
    make.document(programme, f"Ask {part.user.name}", text=words)
    asked = make.announcement(
        programme, f"News {part.pk}", by=part.user, text=words, reply="choice", choices=["A", "B"]
    )
    found = make.sent(asked)
    if found.receipts.filter(participant=part).exists():
        receipt = make.receipt(found, part)
        operations.reply(receipt, choice="A", words=words)
    operations.keep_policy(
        programme, by=part.user, key="data", version=0, who=part.user.name, note=words
    )
    made = make.element(programme, f"Element {part.pk}", looks_like=words)
    idea = make.suggestion(part, words, evidence=words, element=made)
    operations.decide(
        idea, status="taken_up", reason=f"Thank you, {part.user.name}", version=1, by=part.user
    )
