"""Work that comes round: each piece has a name, a rhythm and one row that says when next.

    from edumentoring.common.clock import every

    @every(timedelta(minutes=1))
    def send_off_held() -> int: ...

A room decorates its functions in `due.py`, which its AppConfig imports. They may run
twice (a worker may be killed between the work and the mark), so each is written to
change nothing the second time.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.tasks import TaskResultStatus
from django.utils import timezone

from edumentoring.common.models import DueTime, Heartbeat
from edumentoring.common.postman import set_doubtful_aside

if TYPE_CHECKING:
    from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)

# How long one piece of work may take before another worker takes it up.
LEASE = timedelta(minutes=5)
BEAT_EVERY = timedelta(seconds=10)
DEAD_AFTER = timedelta(seconds=60)
# A task whose worker never gave a sign of life is left alone this long.
UNHEARD_LEASE = timedelta(minutes=15)
MOST_ATTEMPTS = 3


@dataclass(frozen=True)
class Job:
    """A piece of periodic work."""

    name: str
    rhythm: timedelta
    work: Callable[[], object]


_jobs: dict[str, Job] = {}


def every[W: Callable[[], object]](rhythm: timedelta) -> Callable[[W], W]:
    """Have the function below called once in each `rhythm`, by one worker of however many."""

    def register(work: W) -> W:
        name = f"{work.__module__}.{work.__name__}"
        _jobs[name] = Job(name, rhythm, work)
        return work

    return register


def tick() -> None:
    """Do whatever is due. Called every few seconds by each worker."""
    now = timezone.now()
    known = set(DueTime.objects.values_list("name", flat=True))
    new = [DueTime(name=name, due_at=now) for name in _jobs if name not in known]
    DueTime.objects.bulk_create(new, ignore_conflicts=True)
    due = DueTime.objects.filter(_free(now), name__in=_jobs, due_at__lte=now)
    for name in due.order_by("due_at").values_list("name", flat=True):
        _do(_jobs[name])


def _free(now: datetime) -> Q:
    return Q(taken_until=None) | Q(taken_until__lte=now)


def _do(job: Job) -> None:
    now = timezone.now()
    row = DueTime.objects.filter(_free(now), name=job.name, due_at__lte=now)
    if not row.update(taken_until=now + LEASE):
        return  # another worker was quicker
    trouble = ""
    try:
        job.work()
    except Exception as error:
        # One broken piece of work must not stop the clock for the others.
        logger.exception("Periodic work failed: %s", job.name)
        trouble = f"{type(error).__name__}: {error}"[:500]
    now = timezone.now()
    DueTime.objects.filter(name=job.name).update(
        due_at=now + job.rhythm, taken_until=None, last_done_at=now, trouble=trouble
    )


# --- Signs of life ----------------------------------------------------------------------


def beat(worker: str) -> None:
    """Note that this worker is alive."""
    Heartbeat.objects.update_or_create(
        worker=worker, defaults={"beat_at": timezone.now(), "stopped": False}
    )


def last_beat(worker: str) -> None:
    """Note that this worker stops: what it leaves behind may be taken up at once."""
    Heartbeat.objects.filter(worker=worker).update(stopped=True)


@every(timedelta(seconds=15))
def take_up_dead_tasks() -> int:
    """Put tasks whose worker died back in the queue; fail them at the third time.

    django-tasks-db leaves the task of a killed worker "running" for ever. The number of
    attempts is the number of workers that claimed it. Says how many were taken up.
    """
    from django_tasks_db.models import DBTaskResult

    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    return sum(_take_up(task) for task in running if _is_dead(task))


def _is_dead(task: "DBTaskResult[..., Any]") -> bool:
    now = timezone.now()
    worker = task.worker_ids[-1] if task.worker_ids else ""
    heart = Heartbeat.objects.filter(worker=worker).first()
    if heart is None:
        return task.started_at is None or task.started_at < now - UNHEARD_LEASE
    return heart.stopped or heart.beat_at < now - DEAD_AFTER


def _take_up(task: "DBTaskResult[..., Any]") -> int:
    """Back to the queue, unless the task ended or was taken up a moment ago."""
    from django_tasks_db.models import DBTaskResult

    same = DBTaskResult.objects.filter(
        pk=task.pk, status=TaskResultStatus.RUNNING, started_at=task.started_at
    )
    if len(task.worker_ids) >= MOST_ATTEMPTS:
        return same.update(
            status=TaskResultStatus.FAILED,
            finished_at=timezone.now(),
            exception_class_path="builtins.RuntimeError",
            traceback=f"The worker stopped {len(task.worker_ids)} times while doing this.",
        )
    logger.warning("Task %s lost its worker and is queued again", task.task_path)
    return same.update(status=TaskResultStatus.READY, started_at=None)


@every(timedelta(hours=6))
def forget_old_signs_of_life() -> int:
    """Drop the heartbeats of workers gone for a day, and tasks that ended a fortnight ago."""
    from django_tasks_db.models import DBTaskResult

    day, fortnight = timezone.now() - timedelta(days=1), timezone.now() - timedelta(days=14)
    Heartbeat.objects.filter(beat_at__lt=day).delete()
    return DBTaskResult.objects.finished().filter(finished_at__lt=fortnight).delete()[0]


every(timedelta(minutes=1))(set_doubtful_aside)
