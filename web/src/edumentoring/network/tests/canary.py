"""What this room keeps about one person, for the test that forgets them."""

from datetime import timedelta

from django.utils import timezone

from edumentoring.consents.operations import give
from edumentoring.network import operations
from edumentoring.network.tests import make
from edumentoring.programmes.models import Participant

WORD = "xylograph"


def plant(part: Participant) -> None:
    """They are listed, began a group, asked, answered, wrote, and were mentioned by others."""
    words = f"{part.user.name} says {WORD}"
    give(part, ["directory"], way="place", by=part.user)
    other = make.found(make.mentor(part.programme, f"Other of {part.pk}"))
    operations.choose_listing(part, {"name": "first", "school": True})
    group = make.group(part, f"Group {part.pk}", about=words)
    asked = make.question(part, words, group=group)
    operations.join(group, other)
    operations.mark_helpful(make.answer(asked, other, f"To {part.user.name}"), part, on=True)
    theirs = make.question(other, "What now?", group=group)
    answer = make.answer(theirs, part, words)
    operations.report(asked, part)
    operations.report(answer, other)
    if part.is_mentor:
        case = make.question(other, "How do you see this?", kind="case")
        operations.judge(case, by=part, standing="grow", text=words)
    where = f"At the home of {part.user.name}"
    operations.set_meeting(group, by=part, at=timezone.now() + timedelta(days=3), where=where)
    thread = make.thread(part, other, words)
    make.message(thread, other, f"Dear {part.user.name}")
    operations.share_email(thread, by=part, on=True)
    operations.tell_of_messages()
    operations.block(part, make.found(make.mentor(part.programme, f"Third of {part.pk}")))
