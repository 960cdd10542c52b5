"""The service as a process: it starts, answers, and stops when told to."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

PATIENCE = 180
"""Seconds. A machine that is busy with other tests makes a database in most of a minute."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def started(tmp_path: Path, port: int, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The service, which is gone and has nothing open when the test is over, however it ends."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("EDUMENTORING_")}
    with subprocess.Popen(
        [sys.executable, "-m", "edumentoring.cli", "serve", "--prepare", *arguments],
        env={
            **clean,
            "EDUMENTORING_DATA": str(tmp_path),
            "PORT": str(port),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as service:
        try:
            yield service
        finally:
            service.kill()


def get(service: subprocess.Popen[str], port: int, path: str) -> str:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
                return answer.read().decode()
        except OSError:
            assert service.poll() is None, service.communicate()[0]
            time.sleep(0.2)
    raise AssertionError(f"the service did not answer within {PATIENCE} seconds")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_starts_on_the_port_given_and_stops_cleanly(how, tmp_path, migrated):
    if how == signal.SIGTERM:  # the other time the service makes its database itself
        migrated(tmp_path)
    port = free_port()
    with started(tmp_path, port) as service:
        assert "well" in get(service, port, "/health/")

        service.send_signal(how)
        words, _ = service.communicate(timeout=PATIENCE)

    assert service.returncode == 0, words
    assert re.search(rf"EduMentoring is at http://127\.0\.0\.1:{port}\b", words)
    assert "Traceback" not in words


def test_says_which_port_is_taken_and_what_to_do(tmp_path, migrated):
    migrated(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with started(tmp_path, taken.getsockname()[1]) as service:
            words, _ = service.communicate(timeout=PATIENCE)

    assert service.returncode == 1
    assert "Choose another with PORT" in words
