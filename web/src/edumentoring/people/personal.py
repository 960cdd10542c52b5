"""What the service keeps about a person: how each model gives it back, and how it forgets it.

Every room declares every one of its models in its `personal.py`, which its AppConfig
imports; a model that is not declared fails the build.

    declare(Introduction, export=..., erase=...)
    holds_nobody(Organisation, "schools, not people")

Erasing empties and unlinks rather than deletes where counts must stay true: a pair whose
mentor was forgotten is still a pair that was.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from edumentoring.people.models import User


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Whose data, and of which programme; `programme_id` None means all of it.

    `words` are the names and addresses to take out of sentences that mention the person.
    """

    user: User
    programme_id: int | None = None
    words: tuple[str, ...] = ()


Rows = Iterable[Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """One model: the rows a person gets in their file, and how they are forgotten in it.

    Without `export` there is nothing in it the person does not get elsewhere; `why` says so.
    """

    model: type[models.Model]
    export: Callable[[Scope], Rows] | None
    erase: Callable[[Scope], None] | None
    why: str = ""


_declared: dict[type[models.Model], Declaration] = {}


def declare(
    model: type[models.Model],
    *,
    export: Callable[[Scope], Rows] | None,
    erase: Callable[[Scope], None],
    why: str = "",
) -> None:
    """Say how a model that touches people gives back and forgets. `why` where it gives nothing."""
    if export is None and not why:
        raise ValueError(f"Say why nobody is given what {model.__name__} keeps about them.")
    _declared[model] = Declaration(model=model, export=export, erase=erase, why=why)


def holds_nobody(model: type[models.Model], why: str) -> None:
    """Say that a model keeps nothing about any person, and why that is so."""
    _declared[model] = Declaration(model=model, export=None, erase=None, why=why)


def declarations() -> dict[type[models.Model], Declaration]:
    """Every model declared so far."""
    return dict(_declared)
