"""The SQLite backend: whoever writes waits in a queue of this process before asking SQLite.

Other processes (the console beside the service) still meet at SQLite's own lock, which is
what keeps the file whole; the queue only saves the threads of one process from polling it.
"""

import sqlite3
from collections import defaultdict
from typing import Any

from django.db.backends.sqlite3 import base

from edumentoring.common.sqlite.turns import Turn

TIMEOUT = 20.0  # seconds, where the settings say none
CHANGES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
_turns: defaultdict[str, Turn] = defaultdict(Turn)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that holds the turn from the start of a transaction to its end.

    What begins with an underscore is Django's, and the type stubs leave it out.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_turn = False

    def take_turn(self) -> None:
        """Wait until no other thread writes; raises as SQLite does when it takes too long."""
        if self.has_turn:
            return
        timeout = self.settings_dict["OPTIONS"].get("timeout", TIMEOUT)
        if not self._turn.take(timeout):
            raise sqlite3.OperationalError("database is locked")
        self.has_turn = True

    def give_turn_back(self) -> None:
        """Let the next one write, unless a transaction is still open here."""
        if self.has_turn and not (self.connection and self.connection.in_transaction):
            self._let_go()

    def _let_go(self) -> None:
        if self.has_turn:
            self.has_turn = False
            self._turn.give_back()

    @property
    def _turn(self) -> Turn:
        return _turns[str(self.settings_dict["NAME"])]

    def create_cursor(self, name: str | None = None) -> "Cursor":  # noqa: ARG002  Django's
        cursor: Cursor = self.connection.cursor(factory=Cursor)
        cursor.wrapper = self
        return cursor

    def _start_transaction_under_autocommit(self) -> None:
        with self.wrap_database_errors:
            self.take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        finally:
            self.give_turn_back()

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]
        finally:
            self.give_turn_back()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self.give_turn_back()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._let_go()


class Cursor(base.SQLiteCursorWrapper):
    """Waits for the turn where a change is made outside a transaction, too."""

    wrapper: DatabaseWrapper

    def execute(self, query: str, params: Any = None) -> Any:
        if not self._changes_by_itself(query):
            return super().execute(query, params)
        self.wrapper.take_turn()
        try:
            return super().execute(query, params)
        finally:
            self.wrapper.give_turn_back()

    def _changes_by_itself(self, query: str) -> bool:
        return not self.connection.in_transaction and query.startswith(CHANGES)
