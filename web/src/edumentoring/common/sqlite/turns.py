"""Whose turn it is: a lock that serves those who wait in the order they came."""

import threading
from collections import deque


class Turn:
    """One at a time, first come first served.

    SQLite lets one connection write. Whoever has to wait sleeps and looks again after up to
    100 ms, in no order: under load eight threads slept in front of a lock that nobody held.
    Here the one who is done wakes the next.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._is_taken = False

    def take(self, timeout: float) -> bool:
        """Wait for the turn, `timeout` seconds at most; whether it came."""
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                return True
            called = threading.Lock()
            called.acquire()
            self._waiting.append(called)
        if called.acquire(timeout=timeout):
            return True
        with self._guard:
            if called not in self._waiting:  # called between the timeout and here
                return True
            self._waiting.remove(called)
        return False

    def give_back(self) -> None:
        """Call the next who waits, or leave the turn free."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False
