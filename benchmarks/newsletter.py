"""A newsletter to very many while the worker is killed: `make bench-newsletter`.

SUBSCRIBERS=100000 readers get one issue from the worker as it is run in life, over a mail server
on this machine that keeps count. The worker is killed KILLS=20 times at random moments; in between
somebody asks for a sign-in letter and waits for it. Its last line is one JSON object.
"""

import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from edumentoring.common.tests.peer import Peer

SUBSCRIBERS = int(os.environ.get("SUBSCRIBERS", "100000"))
KILLS = int(os.environ.get("KILLS", "20"))
WORKER = "import sys; from edumentoring.cli import main; sys.exit(main(['worker']))"
TO_SIGN_IN = "waits.to.sign.in@school.example"
HTML_KB = 30


class CountingPeer(Peer):
    """Keeps what is counted of each letter, and not the letter: a hundred thousand are many."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.first_at = self.last_at = 0.0
        self.signed_in_at = 0.0

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802
        """Count it by its Message-ID and take it."""
        now = time.monotonic()
        if envelope.rcpt_tos == [TO_SIGN_IN]:
            self.signed_in_at = now
            return "250 Taken"
        found = re.search(rb"(?im)^message-id:\s*(\S+)", envelope.content)
        self.ids.append(found[1].decode() if found else "")
        self.first_at = self.first_at or now
        self.last_at = now
        return "250 Taken"


class House:
    """A service of its own in `folder`, looked at from beside it."""

    def __init__(self, folder: Path, peer: Peer) -> None:
        self.folder, self.peer = folder, peer
        clean = {k: v for k, v in os.environ.items() if not k.startswith("EDUMENTORING_")}
        self.environment = clean | {
            "EDUMENTORING_DATA": str(folder),
            "EDUMENTORING_SECRET_KEY": "only-for-killing-" * 4,
            "EDUMENTORING_MAIL_URL": f"smtp+plain://127.0.0.1:{peer.port}",
            "EDUMENTORING_MAIL_PER_MINUTE": "1000000",
            "EDUMENTORING_LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "edumentoring.config.settings",
        }
        self.rss_mb = 0.0

    def run(self, *words: str) -> str:
        """Run to its end; gives what it printed."""
        done = subprocess.run(
            [sys.executable, *words],
            env=self.environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return done.stdout

    def start(self) -> subprocess.Popen[bytes]:
        """A worker."""
        return subprocess.Popen([sys.executable, "-c", WORKER], env=self.environment)

    def ask(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """Ask the file."""
        import sqlite3

        book = sqlite3.connect(self.folder / "edumentoring.sqlite3", timeout=60)
        try:
            rows = book.execute(sql, values).fetchall()
            book.commit()
        finally:
            book.close()
        return rows

    def one(self, sql: str) -> object:
        """The one value asked for."""
        return self.ask(sql)[0][0]

    def look_at_memory(self, worker: subprocess.Popen[bytes]) -> None:
        """Keep the most memory that was seen."""
        try:
            words = Path(f"/proc/{worker.pid}/status").read_text()
        except OSError:
            return
        found = re.search(r"VmRSS:\s+(\d+) kB", words)
        self.rss_mb = max(self.rss_mb, int(found[1]) / 1024 if found else 0.0)

    def age_claims(self) -> None:
        """Let every lease run out, instead of waiting for five minutes."""
        past = (datetime.now(UTC) - timedelta(hours=1)).replace(tzinfo=None).isoformat(" ")
        self.ask("UPDATE newsletter_delivery SET claimed_at = ? WHERE state = 'sending'", past)
        self.ask("UPDATE common_duetime SET due_at = ?, taken_until = NULL", past)


def main() -> None:
    from aiosmtpd.controller import Controller

    from edumentoring.common.tests.peer import free_port

    peer = CountingPeer()
    controller = Controller(peer, hostname="127.0.0.1", port=free_port(), ready_timeout=20)
    controller.start()
    peer.port = controller.port
    try:
        with tempfile.TemporaryDirectory(prefix="edumentoring-bench-") as folder:
            print(json.dumps(measure(House(Path(folder), peer), peer)))
    finally:
        controller.stop()


def measure(home: House, peer: CountingPeer) -> dict[str, float]:
    """Queue, send in peace, then send while the worker is killed, then let it finish."""
    home.run("-m", "edumentoring", "migrate", "--verbosity", "0")
    home.run("-m", "benchmarks.newsletter", "seed", str(SUBSCRIBERS))
    worker = home.start()
    queued_s = _wait_until_queued(home, worker)
    print(f"{SUBSCRIBERS} queued in {queued_s:.1f} s", flush=True)
    in_peace = max(200, SUBSCRIBERS // 2)
    _watch(home, worker, until=lambda: len(peer.ids) >= in_peace)
    delay = _sign_in(home, worker, peer)
    per_second = (len(peer.ids) - 1) / max(peer.last_at - peer.first_at, 0.001)
    print(f"{per_second:.0f} a second, sign-in letter after {delay:.1f} s", flush=True)
    _kill_often(home, worker, peer)
    return {
        "queued_s": round(queued_s, 1),
        "per_second": round(per_second, 1),
        **_count(home, peer),
        "sign_in_mail_delay_s": round(delay, 2),
        "rss_mb": round(home.rss_mb, 1),
    }


def _watch(home: House, worker: subprocess.Popen[bytes], *, until) -> None:
    while not until() and worker.poll() is None:
        home.look_at_memory(worker)
        time.sleep(0.1)


def _wait_until_queued(home: House, worker: subprocess.Popen[bytes]) -> float:
    """Seconds from the worker's first batch to the last reader's copy."""
    _watch(home, worker, until=lambda: home.one("SELECT began_at FROM newsletter_sending"))
    began = time.monotonic()
    _watch(home, worker, until=lambda: home.one("SELECT queued_at FROM newsletter_sending"))
    return time.monotonic() - began


def _sign_in(home: House, worker: subprocess.Popen[bytes], peer: CountingPeer) -> float:
    """How long somebody waits for a sign-in letter while the issue goes out."""
    asked = float(home.run("-m", "benchmarks.newsletter", "sign-in"))
    _watch(home, worker, until=lambda: peer.signed_in_at)
    return peer.signed_in_at - asked


def _kill_often(home: House, worker: subprocess.Popen[bytes], peer: CountingPeer) -> None:
    chance = random.Random(int(time.time()))
    for _number in range(KILLS):
        before = len(peer.ids)
        _watch(home, worker, until=lambda before=before: len(peer.ids) > before or _is_over(home))
        time.sleep(chance.uniform(0, 0.5))
        home.look_at_memory(worker)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        worker = home.start()
    home.age_claims()
    _watch(home, worker, until=lambda: _is_over(home))
    worker.send_signal(signal.SIGTERM)
    worker.wait(20)


def _is_over(home: House) -> bool:
    return home.one("SELECT state FROM newsletter_sending") == "done"


def _count(home: House, peer: CountingPeer) -> dict[str, int]:
    """What the mail server saw, beside what the database says."""
    seen = Counter(peer.ids)
    lost = uncertain = 0
    for code, state in home.ask("SELECT code, state FROM newsletter_delivery"):
        dashed = _dashed(str(code))
        uncertain += state == "uncertain"
        lost += state not in {"sent", "uncertain"} or (state == "sent" and not seen[dashed])
    lost += SUBSCRIBERS - int(str(home.one("SELECT count(*) FROM newsletter_delivery")))
    return {
        "duplicates": sum(times - 1 for times in seen.values()),
        "uncertain": uncertain,
        "lost": lost,
    }


def _dashed(code: str) -> str:
    import uuid

    return f"<{uuid.UUID(code)}@127.0.0.1>"


# --- In a process with the service's settings ---------------------------------------------------


def seed(many: int) -> None:
    """A newsletter with so many readers, and an issue of ordinary size that a second approved."""
    from edumentoring.newsletter import operations
    from edumentoring.newsletter.tests import make
    from edumentoring.programmes.tests import make as programmes

    newsletter = make.newsletter()
    make.readers(newsletter, many)
    words = "Small is not the same as easy. " * (HTML_KB * 1024 // 31)
    asked, second = programmes.user(), programmes.user()
    sending = make.sending(newsletter, by=asked, composed=make.composed("Autumn", words))
    if sending.state == "asked":
        operations.approve(sending, by=second, version=sending.version)


def sign_in() -> None:
    """Ask for a letter to sign in with, and print when."""
    from django.test import Client

    from edumentoring.people.tests import make as people

    people.person(TO_SIGN_IN)
    print(time.monotonic())
    Client(headers={"host": "127.0.0.1"}).post("/account/login/", {"email": TO_SIGN_IN})


if __name__ == "__main__":
    if len(sys.argv) > 1:
        import django

        django.setup()
        seed(int(sys.argv[2])) if sys.argv[1] == "seed" else sign_in()
    else:
        main()
