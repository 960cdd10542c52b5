"""Several at one moment: real threads, each with its own connection to the database."""

import threading
from collections.abc import Callable

from edumentoring.common.refused import Refused
from edumentoring.common.tests.peer import close_connections


def at_once(*works: Callable[[], object]) -> list[object]:
    """Do all of these at the same time; gives each one's answer or refusal, in their order."""
    gate = threading.Barrier(len(works))
    results: list[object] = [None] * len(works)

    def do(at: int, work: Callable[[], object]) -> None:
        gate.wait()
        try:
            results[at] = work()
        except Refused as refusal:
            results[at] = refusal
        finally:
            close_connections()

    threads = [threading.Thread(target=do, args=each) for each in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results
