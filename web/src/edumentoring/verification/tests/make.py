"""Builders with valid defaults, for this room's tests and those of the rooms above."""

import re
from itertools import count
from typing import Any

from allauth.account.models import EmailAddress

from edumentoring.common.models import Letter
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.tests.make import (
    coordinator,
    mentee,
    mentor,
    programme,
    school,
    seat,
    user,
)
from edumentoring.schools.models import Organisation

__all__ = ["coordinator", "mentee", "mentor", "programme", "school", "seat", "user"]

_numbers = count(1)


def northgate(**fields: Any) -> Organisation:
    """A school with a domain of its own: mail to it is at northgate<number>.sch.example."""
    number = next(_numbers)
    given = {"website": f"https://www.northgate{number}.sch.example/home", **fields}
    return school(f"Northgate School {number}", **given)


def domain(organisation: Organisation) -> str:
    return organisation.website.split("www.")[1].split("/")[0]


def proved(participant: Participant) -> Participant:
    """Their sign-in address is known to be theirs."""
    EmailAddress.objects.filter(user=participant.user).update(verified=True)
    return participant


def at_school(
    programme_: Programme | None = None, *, name: str = "", email: str = "", **columns: Any
) -> Participant:
    """Somebody with a proved address and a registered school, not verified yet."""
    where = columns.pop("school", None) or northgate()
    return proved(mentee(programme_, name=name, email=email, school=where, **columns))


def key_in(letter: Letter) -> str:
    found = re.search(r"/verify/([\w-]+)/", letter.text)
    assert found, letter.text
    return found[1]


def last_key() -> str:
    return key_in(Letter.objects.filter(text__contains="/verify/").order_by("-pk")[0])
