"""Introductions while the worker is killed: `make bench-introductions`, KILLS=100 for more.

Prints what the mail server saw as one JSON object in its last line.
"""

import json
import os
import tempfile
import time
from pathlib import Path

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "edumentoring.config.settings")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["EDUMENTORING_DATA"] = folder
        django.setup()
        measure(Path(folder), kills=int(os.environ.get("KILLS", "20")))


def measure(folder: Path, *, kills: int) -> None:
    from edumentoring.pairs.tests.killing import kill_while_publishing, kill_while_sending

    pairs = max(100, kills * 12)
    print(f"Sending {pairs * 2} letters and killing the worker {kills} times", flush=True)
    sending = kill_while_sending(
        folder / "sending", pairs=pairs, kills=kills, seed=int(time.time())
    )
    print(f"Publishing 50 pairs and killing that {kills} times", flush=True)
    found = kill_while_publishing(
        folder / "publishing", pairs=50, kills=kills, seed=int(time.time())
    )
    whole = {(0, 0, 0), (50, 100, 50)}
    published = sum(state == (50, 100, 50) for state in found)
    print(
        json.dumps(
            {
                "sending": sending.as_dict(),
                "publishing": {
                    "kills": len(found),
                    "done": published,
                    "half_done": sum(state not in whole for state in found),
                },
            }
        )
    )


if __name__ == "__main__":
    main()
