"""What the service keeps about a person: how each model gives it back, and how it forgets it.

Every room declares every one of its models in its `personal.py`, which its AppConfig
imports; a model that is not declared fails the build. `own_data.py` declares those of this
room, of the rooms below it and of the libraries.

    declare(Introduction, export=..., erase=...)
    holds_nobody(Organisation, "schools, not people")

Erasing empties and unlinks rather than deletes where counts must stay true: a pair whose
mentor was forgotten is still a pair that was.

Rooms above are erased first, so that a participant can still be found by `scope.user`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.functional import Promise

from edumentoring.people.models import Event, User
from edumentoring.people.redacting import redact, without


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Whose data, and of which programme; `programme_id` None means all of it.

    `words` are the names and addresses to take out of sentences that mention the person, and
    `calls` the short names besides, for sentences that are known to be about them. `stub`
    stands for them afterwards. `quiet`: nobody is written to, as when it is done again after
    a restore.
    """

    user: User
    programme_id: int | None = None
    words: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    stub: User | None = None
    quiet: bool = False

    def clean(self, value: Any, *, about_them: bool = False) -> Any:
        """A text, list or dict without the person's name and address."""
        return without(value, self.words + self.calls if about_them else self.words)

    def redact(self, rows: models.QuerySet[Any], *fields: str, about_them: bool = False) -> int:
        """Take name and address out of these fields wherever they stand; says of how many rows."""
        return redact(rows, *fields, words=self.words + self.calls if about_them else self.words)

    def within[M: models.Model](
        self, rows: models.QuerySet[M], programme: str = "programme_id"
    ) -> models.QuerySet[M]:
        """These rows, narrowed to the programme where only one is meant."""
        return rows if self.programme_id is None else rows.filter(**{programme: self.programme_id})


Rows = Iterable[Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """One model: the rows a person gets in their file, and how they are forgotten in it.

    Without `export` there is nothing in it the person does not get elsewhere; `why` says so.
    `words`: names and addresses they had before. `also`: other accounts of the same person.
    `refuse` raises Refused, with the cure, where they cannot be forgotten yet.
    """

    model: type[models.Model]
    export: Callable[[Scope], Rows] | None
    erase: Callable[[Scope], None] | None
    why: str = ""
    title: str | Promise = ""
    words: Callable[[Scope], Iterable[str]] | None = None
    also: Callable[[Scope], Iterable[User]] | None = None
    refuse: Callable[[Scope], None] | None = None

    @property
    def heading(self) -> str:
        """What a person reads above these rows in their file."""
        words = str(self.title or self.model._meta.verbose_name_plural)  # noqa: SLF001
        return words[:1].upper() + words[1:]


_declared: dict[type[models.Model], Declaration] = {}


def declare(
    model: type[models.Model],
    *,
    export: Callable[[Scope], Rows] | None,
    erase: Callable[[Scope], None],
    why: str = "",
    title: str | Promise = "",
    words: Callable[[Scope], Iterable[str]] | None = None,
    also: Callable[[Scope], Iterable[User]] | None = None,
    refuse: Callable[[Scope], None] | None = None,
) -> None:
    """Say how a model that touches people gives back and forgets. `why` where it gives nothing."""
    if export is None and not why:
        raise ValueError(f"Say why nobody is given what {model.__name__} keeps about them.")
    _declared[model] = Declaration(
        model=model,
        export=export,
        erase=erase,
        why=why,
        title=title,
        words=words,
        also=also,
        refuse=refuse,
    )


def holds_nobody(model: type[models.Model], why: str) -> None:
    """Say that a model keeps nothing about any person, and why that is so."""
    _declared[model] = Declaration(model=model, export=None, erase=None, why=why)


def declarations() -> dict[type[models.Model], Declaration]:
    """Every model declared so far, those of the upper rooms first."""
    rooms = {config.label: at for at, config in enumerate(apps.get_app_configs())}
    ordered = sorted(_declared.values(), key=lambda one: rooms[one.model._meta.app_label])  # noqa: SLF001
    return {one.model: one for one in ordered}


def forget_history(model: type[models.Model], keys: Iterable[Any]) -> None:
    """Empty the lines of history about these things: the action and its day stay."""
    label, wanted = model._meta.label_lower, [str(key) for key in keys]  # noqa: SLF001
    for start in range(0, len(wanted), 200):
        lines = Event.objects.filter(subject_type=label, subject_id__in=wanted[start : start + 200])
        for action in lines.order_by().values_list("action", flat=True).distinct():
            words = f"{action.replace('_', ' ').capitalize()}: somebody who left"
            lines.filter(action=action).update(summary=words, detail={})


def month_of(moment: datetime) -> datetime:
    """The first moment of its month. The day itself would tell who it was, from any old list."""
    return moment.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
