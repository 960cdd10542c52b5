"""Real threads on a real database: the last places go to nobody twice."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from edumentoring.programmes.tests import race

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_two_places_go_to_two_of_six(tmp_path):
    if connection.vendor == "postgresql":
        assert race.race_for_places() == [2, 4, 2, 2]
        return
    (tmp_path / "static").mkdir()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("EDUMENTORING_")}

    done = subprocess.run(
        [sys.executable, "-m", "edumentoring.programmes.tests.race"],
        env={**environment, "EDUMENTORING_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.split() == ["2", "4", "2", "2"], done.stderr
