"""The clock, the signs of life, and tasks whose worker died."""

from datetime import timedelta

import pytest
from django.tasks import TaskResultStatus, task
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from edumentoring.common import clock
from edumentoring.common.models import DueTime, Heartbeat

pytestmark = pytest.mark.django_db


@task
def count_one() -> int:
    """A task for the tests below."""
    return 1


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> dict:
    """The clock with nothing to do but what the test gives it."""
    empty: dict = {}
    monkeypatch.setattr(clock, "_jobs", empty)
    return empty


def test_does_each_piece_of_work_once_in_its_rhythm(jobs: dict):
    done = []

    @clock.every(timedelta(minutes=5))
    def sweep() -> None:
        done.append(timezone.now())

    clock.tick()
    clock.tick()
    assert len(done) == 1

    DueTime.objects.update(due_at=timezone.now())
    clock.tick()
    assert len(done) == 2


def test_two_workers_do_not_do_the_same_piece_at_once(jobs: dict):
    done = []

    @clock.every(timedelta(minutes=5))
    def sweep() -> None:
        done.append(1)
        clock.tick()  # another worker, meanwhile

    clock.tick()

    assert done == [1]


def test_work_left_by_a_killed_worker_is_taken_up_after_its_lease(jobs: dict):
    done = []
    clock.every(timedelta(minutes=5))(sweep := lambda: done.append(1))
    now = timezone.now()
    row = DueTime.objects.create(
        name=f"{sweep.__module__}.{sweep.__name__}", taken_until=now + timedelta(minutes=1)
    )

    clock.tick()
    assert not done

    DueTime.objects.filter(pk=row.pk).update(taken_until=now)
    clock.tick()
    assert done == [1]


def test_one_broken_piece_of_work_does_not_stop_the_others(jobs: dict):
    done = []

    @clock.every(timedelta(minutes=5))
    def broken() -> None:
        raise ValueError("The sheet has no rows")

    @clock.every(timedelta(minutes=5))
    def sound() -> None:
        done.append(1)

    clock.tick()

    assert done == [1]
    row = DueTime.objects.get(name__endswith="broken")
    assert row.trouble == "ValueError: The sheet has no rows"
    assert row.due_at > timezone.now()


def running_task(*workers: str, minutes: float = 0) -> DBTaskResult:
    """A task that one worker after another has claimed."""
    result = count_one.enqueue()
    DBTaskResult.objects.filter(pk=result.id).update(
        status=TaskResultStatus.RUNNING,
        started_at=timezone.now() - timedelta(minutes=minutes),
        worker_ids=list(workers),
    )
    return DBTaskResult.objects.get(pk=result.id)


def heart(worker: str, *, seconds: float = 0, stopped: bool = False) -> None:
    Heartbeat.objects.create(
        worker=worker, beat_at=timezone.now() - timedelta(seconds=seconds), stopped=stopped
    )


def status_of(task: DBTaskResult) -> str:
    task.refresh_from_db()
    return task.status


def test_a_task_whose_worker_is_dead_is_queued_again():
    task = running_task("one")
    heart("one", seconds=61)

    assert clock.take_up_dead_tasks() == 1

    assert status_of(task) == TaskResultStatus.READY


def test_a_task_whose_worker_lives_is_left_alone_however_long_it_takes():
    task = running_task("one", minutes=120)
    heart("one", seconds=20)

    assert clock.take_up_dead_tasks() == 0

    assert status_of(task) == TaskResultStatus.RUNNING


def test_a_task_left_by_a_worker_that_stopped_is_taken_up_at_once():
    task = running_task("one")
    heart("one", stopped=True)

    clock.take_up_dead_tasks()

    assert status_of(task) == TaskResultStatus.READY


@pytest.mark.parametrize(("minutes", "status"), [(14, "RUNNING"), (16, "READY")])
def test_a_worker_that_never_gave_a_sign_of_life_has_a_quarter_of_an_hour(minutes, status: str):
    task = running_task("a-stranger", minutes=minutes)

    clock.take_up_dead_tasks()

    assert status_of(task) == status


def test_a_task_that_costs_three_workers_their_lives_fails():
    task = running_task("one", "two", "three")
    heart("three", seconds=90)

    clock.take_up_dead_tasks()

    assert status_of(task) == TaskResultStatus.FAILED
    assert "3 times" in task.traceback


def test_a_task_taken_up_again_runs(run_tasks):
    task = running_task("one")
    heart("one", seconds=90)

    clock.take_up_dead_tasks()
    run_tasks()

    assert status_of(task) == TaskResultStatus.SUCCESSFUL
    assert task.return_value == 1


def test_a_beating_heart_is_one_row():
    clock.beat("one")
    clock.beat("one")
    clock.last_beat("one")

    assert Heartbeat.objects.get().stopped


def test_old_signs_of_life_are_forgotten():
    heart("old", seconds=60 * 60 * 25)
    heart("young")

    clock.forget_old_signs_of_life()

    assert Heartbeat.objects.get().worker == "young"
