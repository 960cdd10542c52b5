"""What a crowd asks the database over and over, put into SQL once."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model, QuerySet


class Prepared[M: Model]:
    """A question that is asked with other values each time.

    Putting a question into SQL takes Django several times as long as SQLite takes to answer it,
    and a surge of visitors asks a handful of them for every page. `ask` makes the queryset;
    `stand_ins` are values it is made with once, unlike any other value in it. It may not join
    other tables, and its SQL may not depend on the values (None would).
    """

    def __init__(self, ask: Callable[..., QuerySet[M, Any]], *stand_ins: Any) -> None:
        self.ask, self.stand_ins = ask, stand_ins

    def __call__(self, *values: Any) -> list[M]:
        """The rows as models."""
        model, sql, _params = self._made
        return list(model._default_manager.raw(sql, self._given(values)))  # noqa: SLF001

    def rows(self, *values: Any) -> list[tuple[Any, ...]]:
        """The rows as the database gives them, where `ask` lists values."""
        with connection.cursor() as cursor:
            cursor.execute(self._made[1], self._given(values))
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found

    def _given(self, values: tuple[Any, ...]) -> list[Any]:
        given = dict(zip(self.stand_ins, values, strict=True))
        by_param = {_as_param(stand_in): _as_param(value) for stand_in, value in given.items()}
        return [by_param.get(each, each) for each in self._made[2]]

    @cached_property
    def _made(self) -> tuple[type[M], str, tuple[Any, ...]]:
        asked = self.ask(*self.stand_ins)
        sql, params = asked.query.sql_with_params()
        if not {_as_param(each) for each in self.stand_ins} <= set(params):
            raise ValueError("A stand-in does not stand in the SQL as it was given.")
        if sum(map(bool, asked.query.alias_refcount.values())) > 1:
            raise ValueError("It joins tables, whose columns raw rows would mix up.")
        return asked.model, sql, params


def _as_param(value: Any) -> Any:
    """A value as this database takes it."""
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
