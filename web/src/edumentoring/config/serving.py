"""How the service starts, works and stops: web and later work in one process."""

import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

from django.conf import settings

from edumentoring.common.refused import Refused

logger = logging.getLogger(__name__)
Out = Callable[[str], None]
# Python's threads take turns. At its usual 5 ms a crowd's requests spent as much time on handing
# over as on work: the same work took a third less with longer turns (decision 20).
SWITCH_INTERVAL = 0.02  # seconds


def prepare(*, out: Out) -> None:
    """Bring the database up to date; in demonstration mode fill it when it is empty."""
    from django.core.management import call_command

    from edumentoring.library.furnishing import furnish
    from edumentoring.programmes.models import Programme

    call_command("migrate", verbosity=0)
    for line in furnish():
        out(line)
    if settings.DEMONSTRATION and not Programme.objects.exists():
        from edumentoring.demonstration.operations import load_demonstration
        from edumentoring.demonstration.year.cohort import live_a_year

        out("Making 600 fictional people and matching them. This takes half a minute, once.")
        loaded = load_demonstration()
        out("Living through a year with them.")
        live_a_year(loaded.programme)


def serve(host: str, port: int, *, with_worker: bool, out: Out) -> int:
    """Answer requests until Ctrl-C or SIGTERM; returns the exit code.

    One process holds the web threads and the worker's threads: a cheap server has
    memory for one Python, not for three.
    """
    from waitress.server import create_server

    from edumentoring.config.static_files import collect_if_changed

    sys.setswitchinterval(SWITCH_INTERVAL)
    refuse_taken_port(host, port)
    _keep_forgotten(out)
    collect_if_changed()
    # After the files are collected: the application reads their list as it is made.
    from edumentoring.config.wsgi import application

    server = create_server(
        application,
        host=host,
        port=port,
        threads=settings.ENVIRONMENT["THREADS"],
        ident=None,
        # Django reads the proxies' headers itself, and only when TRUSTED_PROXIES says so.
        clear_untrusted_proxy_headers=False,
        max_request_body_size=settings.LARGEST_REQUEST,
        channel_timeout=60,
        # Browsers keep their lines open. At waitress's own limit of 100 a stall of two seconds in
        # a surge locked newcomers out for the half minute until old lines were dropped; with a
        # thousand its loop had no time left for answering.
        connection_limit=300,
        asyncore_use_poll=True,
    )
    stop = threading.Event()
    worker = _start_worker(stop) if with_worker else None
    _stop_on_terminate()
    _say_where(out)
    try:
        server.run()
    except (KeyboardInterrupt, SystemExit):
        pass
    finally:
        out("Stopping.")
        stop.set()
        server.close()
        if worker:
            worker.join(timeout=10)
    return 0


def work(*, out: Out) -> int:
    """Do later work until Ctrl-C or SIGTERM."""
    _keep_forgotten(out)
    stop = threading.Event()
    worker = _start_worker(stop)
    _stop_on_terminate()
    out("Working. Ctrl-C stops.")
    try:
        while worker.is_alive():
            time.sleep(0.5)
    except (KeyboardInterrupt, SystemExit):
        pass
    out("Stopping.")
    stop.set()
    worker.join(timeout=10)
    return 0


def _keep_forgotten(out: Out) -> None:
    """A database from a back-up may hold people who were forgotten since it was made."""
    from edumentoring.config.backup import refuse_the_forgotten

    if words := refuse_the_forgotten():
        out(words)


def _start_worker(stop: threading.Event) -> threading.Thread:
    from edumentoring.common.worker import run_worker

    thread = threading.Thread(target=run_worker, args=(stop,), name="worker", daemon=True)
    thread.start()
    return thread


def _stop_on_terminate() -> None:
    def end(_number: int, _frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, end)


def refuse_taken_port(host: str, port: int) -> None:
    """Say which port is taken, before anything is started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refused(
                f"Cannot listen on {host}, port {port}: {error.strerror}. "
                "Another program may use it. Choose another with PORT, for example PORT=8001."
            ) from error


def _say_where(out: Out) -> None:
    out(f"\nEduMentoring is at {settings.SITE_URL}")
    if settings.DEMONSTRATION:
        out(
            "This is the demonstration, with fictional people. To sign in as the coordinator,\n"
            f"a mentor or a mentee, open {settings.SITE_URL}/demonstration/ and choose one.\n"
            f"Letters are kept at {settings.SITE_URL}/outbox/ and none is sent."
        )
    out("Ctrl-C stops.\n")
