"""Introductions while the worker is killed, counted from the mail server's side.

The letters' test and `benchmarks/introductions.py` share this. The worker and the
publishing run as processes of their own, so that SIGKILL is real.
"""

import os
import random
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from edumentoring.common.tests.forked import Forked, forking
from edumentoring.common.tests.peer import Peer, mail_server

WORKER = "from edumentoring.cli import main; main(['worker'])"
MIGRATE = "from django.core.management import call_command; call_command('migrate', verbosity=0)"
SEED = "from edumentoring.pairs.tests.killing import seed; seed({pairs})"
PUBLISH = "from edumentoring.pairs.tests.killing import publish; publish()"


@dataclass
class Outcome:
    """What the mail server saw, beside what the database says."""

    letters: int
    kills: int
    duplicates: int
    uncertain: int
    silent_losses: int
    seconds: float

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


class House:
    """A service of its own in `folder`, with SQLite and a mail server that keeps count."""

    def __init__(self, folder: Path, peer: Peer, begin: Callable[[str], Forked]) -> None:
        self.folder, self.peer, self.begin = folder, peer, begin

    def run(self, code: str) -> None:
        assert self.begin(code).wait() == 0

    def prepare(self, pairs: int) -> None:
        self.run(MIGRATE)
        self.run(SEED.format(pairs=pairs))

    def ask(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.folder / "edumentoring.sqlite3", timeout=20)) as book:
            rows = book.execute(sql, values).fetchall()
            book.commit()
        return rows

    def waiting(self) -> int:
        return self.ask("SELECT count(*) FROM common_letter WHERE state = 'waiting'")[0][0]

    def age_claims(self) -> None:
        """Let every lease run out, instead of waiting for five minutes."""
        past = (datetime.now(UTC) - timedelta(hours=1)).replace(tzinfo=None).isoformat(" ")
        self.ask("UPDATE common_letter SET claimed_at = ? WHERE state = 'sending'", past)
        self.ask("UPDATE common_duetime SET due_at = ?, taken_until = NULL", past)


@contextmanager
def house(folder: Path) -> Iterator[House]:
    folder.mkdir(parents=True, exist_ok=True)
    clean = {k: v for k, v in os.environ.items() if not k.startswith("EDUMENTORING_")}
    with mail_server() as peer:
        environment = clean | {
            "EDUMENTORING_DATA": str(folder),
            "EDUMENTORING_SECRET_KEY": "only-for-killing-" * 4,
            "EDUMENTORING_MAIL_URL": f"smtp+plain://127.0.0.1:{peer.port}",
            "EDUMENTORING_MAIL_PER_MINUTE": "100000",
            "EDUMENTORING_LOG_LEVEL": "ERROR",
        }
        with forking(environment) as begin:
            yield House(folder, peer, begin)


def kill_while_sending(folder: Path, *, pairs: int, kills: int, seed: int = 1) -> Outcome:
    """Publish, then kill the worker `kills` times while letters go out, then let it finish."""
    chance = random.Random(seed)
    began = time.monotonic()
    with house(folder) as home:
        home.peer.answers["DATA"] = lambda: chance.choice([0.005, 0.02, 0.04])
        home.prepare(pairs)
        home.run(PUBLISH)
        done = sum(_send_then_kill(home, chance) for _ in range(kills))
        _finish(home)
        return _count(home, kills=done, seconds=time.monotonic() - began)


def _send_then_kill(home: House, chance: random.Random) -> int:
    if not home.waiting():
        return 0
    before = len(home.peer.taken)
    worker = home.begin(WORKER)
    until = time.monotonic() + 20
    while len(home.peer.taken) == before and time.monotonic() < until:
        time.sleep(0.005)
    time.sleep(chance.uniform(0, 0.4))
    worker.kill()
    return 1


def _finish(home: House) -> None:
    home.age_claims()
    worker = home.begin(WORKER)
    until = time.monotonic() + 120
    unfinished = "SELECT count(*) FROM common_letter WHERE state IN ('waiting', 'sending')"
    while home.ask(unfinished)[0][0] and time.monotonic() < until:
        time.sleep(0.1)
    worker.send_signal(signal.SIGTERM)
    worker.wait()


def _count(home: House, *, kills: int, seconds: float) -> Outcome:
    seen = Counter(letter["Message-ID"] for letter in home.peer.taken)
    rows = home.ask("SELECT message_id, state FROM common_letter")
    states = Counter(state for _id, state in rows)
    lost = [
        message_id
        for message_id, state in rows
        if (state == "sent" and not seen[message_id]) or state not in {"sent", "uncertain"}
    ]
    return Outcome(
        letters=len(rows),
        kills=kills,
        duplicates=sum(times - 1 for times in seen.values()),
        uncertain=states["uncertain"],
        silent_losses=len(lost),
        seconds=round(seconds, 1),
    )


def kill_while_publishing(folder: Path, *, pairs: int, kills: int, seed: int = 1) -> list[tuple]:
    """Kill the publishing at random moments; gives (pairs, letters) found after each."""
    chance = random.Random(seed)
    found = []
    with house(folder) as home:
        home.prepare(pairs)
        usual = _time_to_publish(home)
        for _ in range(kills):
            process = home.begin(PUBLISH)
            time.sleep(chance.uniform(0.3, 1.1) * usual)
            process.kill()
            found.append(_published(home))
            _unpublish(home)
    return found


def _published(home: House) -> tuple[int, int, int]:
    pairs = home.ask("SELECT count(*) FROM pairs_pair")[0][0]
    letters = home.ask("SELECT count(*) FROM common_letter")[0][0]
    places = home.ask("SELECT sum(mentees_now) FROM programmes_participant")[0][0]
    return pairs, letters, places


def _unpublish(home: House) -> None:
    for table in ("pairs_introduction", "pairs_pair", "common_letter"):
        home.ask(f"DELETE FROM {table}")
    home.ask("UPDATE programmes_participant SET mentees_now = 0, mentors_now = 0")


def _time_to_publish(home: House) -> float:
    began = time.monotonic()
    home.run(PUBLISH)
    _unpublish(home)
    return time.monotonic() - began


# --- In the process that is killed ------------------------------------------------------


def seed(pairs: int) -> None:
    from edumentoring.pairs.tests import make

    programme = make.programme("The Wider Staffroom")
    for _ in range(pairs):
        make.mentor(programme)
        make.mentee(programme)


def publish() -> None:
    from edumentoring.pairs import operations
    from edumentoring.programmes.models import Programme

    programme = Programme.objects.get()
    people = programme.participants.with_person().order_by("pk")
    new = [
        operations.NewPair(mentor=mentor, mentee=mentee, fit=70)
        for mentor, mentee in zip(people.mentors(), people.mentees(), strict=True)
    ]
    owner = programme.coordinators.get().user
    operations.introduce(programme, new, by=owner, round_number=1, hold=timedelta(0))
