"""Who may be asked for help: people who agreed that others of the programme may find them.

Nobody else is ever listed, and nobody's e-mail is shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from edumentoring.consents.models import Purpose
from edumentoring.consents.operations import agreed
from edumentoring.pairs.portrait import role_and_school
from edumentoring.people.models import User
from edumentoring.programmes import apart
from edumentoring.programmes.filing import facet
from edumentoring.programmes.models import Participant, ParticipantQuerySet, Programme
from edumentoring.programmes.vocabulary import TOPICS, by_id

_TOPICS = by_id(TOPICS)


@dataclass(frozen=True)
class Strength:
    """One person who may be asked, and what they offered to help with."""

    participant: Participant
    work: str
    topics: list[str]


def may_be_asked(programme: Programme, *, by: User) -> ParticipantQuerySet:
    """Everybody here who agreed to be found, takes part now, and offered something; nobody whom
    the asker is kept apart from."""
    offers = facet("topics_offered", "").removesuffix("|")
    return (
        agreed(programme, Purpose.DIRECTORY)
        .taking_part()
        .filter(facets__contains=offers)
        .filter(apart.not_from(by.pk, "user"))
        .exclude(user=by)
        .with_person()
        .order_by("filed_as", "pk")
    )


def narrowed(people: ParticipantQuerySet, *, topic: str, words: str) -> ParticipantQuerySet:
    """Those who offered this topic, and whose name has these words. Never by their address."""
    if topic in _TOPICS:
        people = people.filed_under("topics_offered", topic)
    return people.filter(user__name__icontains=words) if words else people


def strengths(people: Iterable[Participant]) -> list[Strength]:
    """The same people as they are listed."""
    return [
        Strength(
            participant=each,
            work=role_and_school(each),
            topics=[
                str(_TOPICS[topic].label)
                for topic in each.answers.get("topics_offered") or ()
                if topic in _TOPICS
            ],
        )
        for each in people
    ]
