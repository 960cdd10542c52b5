"""The service with one addition: each answer tells its time and its database queries."""

import os
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any


def main() -> None:
    import edumentoring.cli

    os.environ.setdefault("EDUMENTORING_SITE_URL", f"http://127.0.0.1:{os.environ['PORT']}")
    os.environ["DJANGO_SETTINGS_MODULE"] = "edumentoring.config.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from edumentoring.demonstration.operations import load_demonstration

    load_demonstration(people=int(os.environ.get("PEOPLE", "600")))
    from edumentoring.config.static_files import collect_if_changed

    # Before the application is made: it reads the list of files as it starts.
    collect_if_changed()
    from edumentoring.config import wsgi

    wsgi.application = Timed(wsgi.application)
    edumentoring.cli.main(["serve"])


class Timed:
    """Adds `Server-Timing: app;dur=MILLISECONDS, db;desc=QUERIES` to each answer."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application
        self.counts = threading.local()

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        from django.db import connection

        self.counts.queries = 0
        began = time.perf_counter()

        def count(execute: Callable[..., Any], *arguments: Any) -> Any:
            self.counts.queries += 1
            return execute(*arguments)

        def start_timed(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            milliseconds = (time.perf_counter() - began) * 1000
            timing = f"app;dur={milliseconds:.2f}, db;desc={self.counts.queries}"
            return start(status, [*headers, ("Server-Timing", timing)], *rest)

        with connection.execute_wrapper(count):
            return self.application(environ, start_timed)


if __name__ == "__main__":
    main()
