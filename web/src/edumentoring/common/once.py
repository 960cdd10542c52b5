"""What is costly and asked for by a crowd: made by one thread, and given to all of them."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable

from django.core.cache import cache

_making: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)


def once[T](kind: str, key: str, seconds: float, make: Callable[[], T]) -> T:
    """What `make` gave for this key at most `seconds` ago.

    When that is over, the first who asks makes it anew while the others are given what was
    there; where nothing was, they wait for the first. Else every thread would make the same
    at the same moment, just when there are most to serve. `kind` names the work, of which
    one is done at a time.
    """
    name = f"{kind}:{key}"
    kept: tuple[float, T] | None = cache.get(name)
    if kept is not None and time.monotonic() < kept[0]:
        return kept[1]
    lock = _making[kind]
    if kept is not None and not lock.acquire(blocking=False):
        return kept[1]
    if kept is None:
        lock.acquire()
    try:
        again: tuple[float, T] | None = cache.get(name)
        if again is not None and time.monotonic() < again[0]:
            return again[1]
        made = make()
        cache.set(name, (time.monotonic() + seconds, made), 2 * seconds)
        return made
    finally:
        lock.release()
