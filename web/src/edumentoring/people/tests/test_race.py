"""One letter opens one session, however many hands use it at one moment."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from edumentoring.people.tests import race

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_twenty_at_once_give_one_session(tmp_path, migrated):
    if connection.vendor == "postgresql":
        assert (race.by_link(), race.by_code()) == (1, 1)
        return
    (tmp_path / "static").mkdir()
    migrated(tmp_path)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("EDUMENTORING_")}

    done = subprocess.run(
        [sys.executable, "-m", "edumentoring.people.tests.race"],
        env={**environment, "EDUMENTORING_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.split() == ["1", "1"], done.stderr
    assert "Traceback" not in done.stderr
