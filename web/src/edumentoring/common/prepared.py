"""What is asked of the database over and over, put into SQL once."""

from collections.abc import Callable
from copy import copy
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler


class _Made(NamedTuple):
    asked: QuerySet[Any, Any]
    compiler: SQLCompiler
    sql: str
    params: tuple[Any, ...]


class Prepared[M: Model, Row]:
    """A question that is asked with other values each time.

    Putting a question into SQL takes Django several times as long as SQLite takes to answer it,
    and the more tables it joins the longer. `ask` makes the queryset; `stand_ins` are values it
    is made with once, unlike any other value in it. Its SQL may not depend on the values (None
    would), nor on the time of day: what it is made with at first it keeps. What it finds is read
    by Django as ever: models with what was selected with them, or rows of values.
    """

    def __init__(self, ask: Callable[..., QuerySet[M, Row]], *stand_ins: Any) -> None:
        self.ask, self.stand_ins = ask, stand_ins

    def __call__(self, *values: Any) -> list[Row]:
        """What the queryset would find with these values."""
        made = self._made
        known = copy(made.compiler)
        given = made.sql, self._given(values)
        known.as_sql = lambda *_, **__: given  # type: ignore[method-assign]
        found = made.asked.all()
        found.query.get_compiler = lambda *_, **__: known  # type: ignore[method-assign]
        return list(found)

    def _given(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        given = dict(zip(self.stand_ins, values, strict=True))
        by_param = {_as_param(stand_in): _as_param(value) for stand_in, value in given.items()}
        return tuple(by_param.get(each, each) for each in self._made.params)

    @cached_property
    def _made(self) -> _Made:
        asked = self.ask(*self.stand_ins)
        # Of the proxy, not of this thread's connection: other threads ask with it as well.
        compiler = asked.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        if not {_as_param(each) for each in self.stand_ins} <= set(params):
            raise ValueError("A stand-in does not stand in the SQL as it was given.")
        return _Made(asked, compiler, sql, tuple(params))


def _as_param(value: Any) -> Any:
    """A value as this database takes it."""
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
