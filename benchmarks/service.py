"""A service to measure: the real one, in its own process, with its own data."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode


@dataclass
class Service:
    """A running service: where it is and which process it is."""

    url: str
    process: subprocess.Popen[bytes]
    data: Path
    log: Path

    def rss_mb(self) -> float:
        """Memory the process and its children hold now, in MB."""
        total = 0
        for pid in [self.process.pid, *_children(self.process.pid)]:
            words = Path(f"/proc/{pid}/status").read_text()
            found = re.search(r"VmRSS:\s+(\d+) kB", words)
            total += int(found[1]) if found else 0
        return round(total / 1024, 1)

    def cpu_s(self) -> float:
        """Seconds of processor time the process and its children have used."""
        ticks = 0
        for pid in [self.process.pid, *_children(self.process.pid)]:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in listed.read_text().split()] if listed.exists() else []


@contextmanager
def running(
    *, module: str = "benchmarks.timed_service", people: int = 600, of: Path | None = None
) -> Iterator[Service]:
    """Serve a fresh demonstration of `people` people, and remove it afterwards.

    It stands in a folder of its own, or in the one given, whose database may be made already.
    """
    with _folder(of) as data, _started(["-m", module], data, PEOPLE=str(people)) as service:
        yield service


@contextmanager
def serving(processes: int) -> Iterator[list[Service]]:
    """The service as it is run in life, as one process or as several on one database.

    They believe the address that one proxy in front gives for each visitor, as a crowd
    that comes from one machine needs.
    """
    words = ["-m", "edumentoring.cli", "serve", "--prepare"]
    with ExitStack() as stack:
        services = []
        for number in range(processes):
            data = stack.enter_context(_folder(of=services[0].data if services else None))
            process = _started(
                words, data, log=f"log{number or ''}", EDUMENTORING_TRUSTED_PROXIES="1"
            )
            services.append(stack.enter_context(process))
        yield services


@contextmanager
def _folder(of: Path | None = None) -> Iterator[Path]:
    """A folder for the data, or that of the first process."""
    if of is not None:
        yield of
        return
    data = Path(tempfile.mkdtemp(prefix="edumentoring-bench-"))
    try:
        yield data
    finally:
        shutil.rmtree(data, ignore_errors=True)


@contextmanager
def _started(
    words: Sequence[str], data: Path, *, log: str = "log", **more: str
) -> Iterator[Service]:
    port = _free_port()
    kept = "EDUMENTORING_DATABASE_URL"
    clean = {k: v for k, v in os.environ.items() if k == kept or not k.startswith("EDUMENTORING_")}
    environment = {
        **clean,
        "EDUMENTORING_DATA": str(data),
        "EDUMENTORING_DEMONSTRATION": "yes",
        "PORT": str(port),
        "HOST": "127.0.0.1",
        "MALLOC_ARENA_MAX": "2",
        **more,
    }
    with (data / log).open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, *words], env=environment, stdout=out, stderr=subprocess.STDOUT
        )
        service = Service(f"http://127.0.0.1:{port}", process, data, data / log)
        try:
            _wait(service)
            yield service
        except BaseException:
            sys.stderr.write(service.log.read_text()[-4000:])
            raise
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(service: Service) -> None:
    for _turn in range(1200):
        if service.process.poll() is not None:
            raise RuntimeError("the service ended before it answered")
        try:
            urllib.request.urlopen(service.url + "/health/", timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the service did not answer within two minutes")


class Visitor:
    """Somebody with cookies who asks for pages, as one actor of the demonstration."""

    def __init__(self, service: Service, actor: str) -> None:
        self.service, self.actor = service, actor
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        if actor != "anonymous":
            self.post("/demonstration/", {"who": actor})

    def get(self, path: str) -> tuple[str, dict[str, str]]:
        """The page's text and its headers; raises for anything but a 200."""
        with self.opener.open(self.service.url + path, timeout=60) as answer:
            return answer.read().decode(), dict(answer.headers)

    def post(self, path: str, fields: dict[str, str], *, form_at: str = "") -> tuple[str, str]:
        """Send the form at `form_at` (or `path`); returns the page and where it ended."""
        page, _headers = self.get(form_at or path)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        body = urlencode({**fields, "csrfmiddlewaretoken": token[1] if token else ""}).encode()
        request = urllib.request.Request(
            self.service.url + path,
            data=body,
            headers={"Referer": self.service.url + (form_at or path)},
        )
        with self.opener.open(request, timeout=120) as answer:
            return answer.read().decode(), answer.url
