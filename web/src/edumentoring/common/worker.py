"""Everything that happens later: tasks, letters and the clock, in threads of one process.

Used inside the web process and alone; however many there are, each piece of work is
claimed by one.
"""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import close_old_connections, connections
from django.db.utils import OperationalError
from django.utils.crypto import get_random_string

from edumentoring.common import carriers, clock
from edumentoring.common.carriers import Carrier
from edumentoring.common.models import Letter
from edumentoring.common.postman import Postman

if TYPE_CHECKING:
    from django_tasks_db.management.commands.db_worker import Worker

logger = logging.getLogger(__name__)

TASK_INTERVAL = 0.2
POST_INTERVAL = 1.0
CLOCK_INTERVAL = 2.0
TIME_TO_STOP = timedelta(seconds=2)


def run_worker(stop: threading.Event) -> None:
    """Work until `stop` is set, then end within two seconds.

    What cannot end by then is left to its lease: a task is taken up by another worker, a
    letter that was being handed over is listed for a person.
    """
    name = f"{socket.gethostname()[:30]}-{os.getpid()}-{get_random_string(8)}"
    tasks = _task_worker(name)
    postmen: list[Carrier] = [
        Postman(f"{name}-post"),
        Postman(f"{name}-sign", least=Letter.Priority.SIGN_IN),
        *carriers.make_for(f"{name}-more"),
    ]
    jobs: list[Callable[[], None]] = [
        lambda: _keep_on(stop, lambda: _run_ready(tasks), TASK_INTERVAL),
        lambda: _keep_on(stop, _beat_and_tick(name), CLOCK_INTERVAL),
        *(_round_of(postman, stop) for postman in postmen),
    ]
    threads = [threading.Thread(target=job, daemon=True) for job in jobs]
    for thread in threads:
        thread.start()
    stop.wait()
    tasks.running = False
    _wait_for(threads, TIME_TO_STOP.total_seconds() * 0.4)
    for postman in postmen:
        postman.stop()
    _wait_for(threads, TIME_TO_STOP.total_seconds() * 0.4)
    with suppress(OperationalError):
        clock.last_beat(name)
    connections.close_all()


def _run_ready(tasks: "Worker") -> None:
    """Look before claiming: the library's claim locks the whole of SQLite, five times a second."""
    from django_tasks_db.models import DBTaskResult

    if DBTaskResult.objects.ready().exists():
        tasks.run()


def _task_worker(name: str) -> "Worker":
    """The library's worker, without its signal handlers: those belong to the main thread."""
    from django_tasks_db.management.commands.db_worker import Worker

    return Worker(
        queue_names=["*"],
        interval=TASK_INTERVAL,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name[:64],
        excluded_queue_names=[],
    )


def _round_of(postman: Carrier, stop: threading.Event) -> Callable[[], None]:
    return lambda: _keep_on(stop, postman.deliver_due, POST_INTERVAL)


def _beat_and_tick(name: str) -> Callable[[], None]:
    last = [0.0]

    def turn() -> None:
        if time.monotonic() - last[0] >= clock.BEAT_EVERY.total_seconds():
            clock.beat(name)
            last[0] = time.monotonic()
        clock.tick()

    return turn


def _keep_on(stop: threading.Event, turn: Callable[[], object], interval: float) -> None:
    """Take turns until `stop`; a turn that fails is logged and the next one tried."""
    while not stop.is_set():
        close_old_connections()
        try:
            turn()
        except Exception:
            logger.exception("Later work failed; it goes on in five seconds")
            stop.wait(5)
        stop.wait(interval)
    connections.close_all()


def _wait_for(threads: list[threading.Thread], seconds: float) -> None:
    until = time.monotonic() + seconds
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
