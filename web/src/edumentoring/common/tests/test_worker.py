"""The worker: tasks, letters and the clock in one process, and a clean end."""

import threading
import time

import pytest
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from edumentoring.common import clock, worker
from edumentoring.common.models import Heartbeat, Letter
from edumentoring.common.tests import make
from edumentoring.common.tests.peer import mail_server
from edumentoring.common.tests.test_clock import count_one

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def wait_until(condition, seconds: float = 10) -> bool:
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.05)
    return condition()


def test_runs_tasks_sends_letters_keeps_the_clock_and_stops_within_two_seconds(monkeypatch):
    ticks = []
    monkeypatch.setattr(clock, "tick", lambda: ticks.append(1))
    letter = make.letter()
    result = count_one.enqueue()
    stop = threading.Event()

    with mail_server() as peer:
        thread = threading.Thread(target=worker.run_worker, args=(stop,))
        thread.start()
        sent = wait_until(lambda: make.after(letter).state == Letter.State.SENT)
        done = wait_until(
            lambda: DBTaskResult.objects.get(pk=result.id).status == TaskResultStatus.SUCCESSFUL
        )
        began = time.monotonic()
        stop.set()
        thread.join(5)
        took = time.monotonic() - began

    assert sent
    assert done
    assert ticks
    assert len(peer.taken) == 1
    assert took < 2
    assert Heartbeat.objects.get().stopped
