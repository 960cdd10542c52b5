"""What the database of a service under measurement holds, read from beside it."""

import os
import sqlite3
import time
from types import TracebackType
from typing import Any, Self

from benchmarks.service import Service

PEOPLE = (
    "SELECT count(*) FROM programmes_participant JOIN people_user ON user_id = people_user.id "
    "WHERE email LIKE '{}'"
)


class Stored:
    """Counts rows while the service runs; it writes nothing."""

    def __init__(self, service: Service) -> None:
        self.url = os.environ.get("EDUMENTORING_DATABASE_URL", "")
        self.file = service.data / "edumentoring.sqlite3"

    def __enter__(self) -> Self:
        self.connection: Any
        if self.url:
            import psycopg

            self.connection = psycopg.connect(self.url, autocommit=True)
        else:
            self.connection = sqlite3.connect(self.file, timeout=30, check_same_thread=False)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.connection.close()

    def count(self, query: str) -> int:
        return int(self.connection.execute(query).fetchone()[0])

    def sign_ups(self) -> int:
        """Participants that the crowd's sign-ups became."""
        return self.count(PEOPLE.format("surge.%"))

    def imported(self) -> int:
        """Participants that came in by the sheets."""
        return self.count(PEOPLE.format("sheet.%"))

    def letters(self) -> int:
        """Letters written to those who signed up."""
        return self.count("SELECT count(*) FROM common_letter WHERE \"to\" LIKE 'surge.%'")

    def waiting(self) -> int:
        """Sign-ups that were sent and are not taken in yet."""
        return self.count(
            "SELECT count(*) FROM signup_draft WHERE sent_at IS NOT NULL AND taken_in_at IS NULL"
        )

    def wait_until_taken_in(self, at_most: float = 120) -> float:
        """Seconds until nothing that was sent still waits."""
        began = time.perf_counter()
        while self.waiting() and time.perf_counter() - began < at_most:
            time.sleep(0.2)
        return time.perf_counter() - began
