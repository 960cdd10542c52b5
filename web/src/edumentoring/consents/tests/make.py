"""Wordings and consents with valid defaults."""

from typing import Any

from edumentoring.consents import operations
from edumentoring.consents.models import Consent, Wording
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.tests import make as programmes

programme = programmes.programme
seat = programmes.seat
mentee = programmes.mentee
mentor = programmes.mentor
user = programmes.user


def consent(participant: Participant | None = None, purpose: str = "research") -> Consent:
    """A consent that stands, given on the form."""
    [made] = operations.give(participant or mentee(), [purpose], way="form")
    return made


def reworded(programme_: Programme, purpose: str = "research", **fields: Any) -> Wording:
    """The next version of a wording."""
    return operations.reword(
        programme_,
        purpose,
        **{"title": "Research at Leeds", "text": "They ask you twice.", "by": user(), **fields},
    )
