"""The network of a programme, with valid defaults."""

from typing import Any

from edumentoring.common.models import Letter
from edumentoring.consents.operations import give
from edumentoring.network import operations
from edumentoring.network.access import Reader
from edumentoring.network.models import Answer, Group, Listing, Message, Question, Thread
from edumentoring.pairs.models import Pair
from edumentoring.pairs.tests import make as pairs
from edumentoring.people.tests import make as people
from edumentoring.programmes.models import Participant, Programme

programme = pairs.programme
seat = pairs.seat
person = people.person


def mentor(programme_: Programme, name: str = "Jo Barker", **fields: Any) -> Participant:
    return pairs.mentor(programme_, name=name, **fields)


def mentee(programme_: Programme, name: str = "Bethan Cole", **fields: Any) -> Participant:
    return pairs.mentee(programme_, name=name, **fields)


def found(participant: Participant, **shown: Any) -> Participant:
    """The same person, who said that others may find them."""
    give(participant, ["directory"], way="place", by=participant.user)
    if shown:
        Listing.objects.update_or_create(participant=participant, defaults=shown)
    return participant


def two(programme_: Programme | None = None) -> tuple[Participant, Participant]:
    """A mentee and a mentor of one programme who may find each other."""
    programme_ = programme_ or programme()
    return found(mentee(programme_)), found(mentor(programme_))


def reader(participant: Participant) -> Reader:
    return Reader(Participant.objects.with_person().get(pk=participant.pk))


def group(by: Participant, name: str = "Early years phonics", **fields: Any) -> Group:
    return operations.suggest_group(by, name=name, **fields)


def question(by: Participant, text: str = "How do you mark less?", **fields: Any) -> Question:
    return operations.ask(by, text=text, **fields)


def answer(question_: Question, by: Participant, text: str = "Mark in the lesson.") -> Answer:
    return operations.answer(question_, by=by, text=text)


def thread(
    by: Participant, to: Participant, text: str = "I would love to hear how you start."
) -> Thread:
    return operations.write_first(by, to, text=text)


def message(thread_: Thread, by: Participant, text: str = "Gladly.") -> Message:
    return operations.write(thread_, by=by, text=text)


def letters() -> list[Letter]:
    """What the clock wrote, the latest last."""
    return list(Letter.objects.filter(kind="network_messages").order_by("pk"))


def private_words(canary: str, pair: Pair) -> None:
    """What the mentee writes to somebody who is not of the pair."""
    kit = Participant(programme=pair.programme, user=person(name="Kit Rowe"), is_mentor=True)
    kit.save()
    thread(found(pair.mentee), found(kit), canary)
