"""Real threads on a real database: the last places go to nobody twice."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from edumentoring.programmes.tests import race, race_for_waiting_list

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_two_places_go_to_two_of_six(tmp_path, migrated):
    if connection.vendor == "postgresql":
        assert race.race_for_places() == [2, 4, 2, 2]
        return

    assert alone("race", tmp_path, migrated) == ["2", "4", "2", "2"]


def test_two_places_of_a_programme_go_to_two_of_twelve_and_to_those_who_waited(tmp_path, migrated):
    if connection.vendor == "postgresql":
        assert race_for_waiting_list.race_for_the_waiting_list() == [2, 10, 2]
        return

    assert alone("race_for_waiting_list", tmp_path, migrated) == ["2", "10", "2"]


def alone(module: str, folder: Path, migrated: Callable[[Path], None]) -> list[str]:
    """What the module prints when it runs in a process of its own, on an SQLite file."""
    (folder / "static").mkdir()
    migrated(folder)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("EDUMENTORING_")}
    done = subprocess.run(
        [sys.executable, "-m", f"edumentoring.programmes.tests.{module}"],
        env={**environment, "EDUMENTORING_DATA": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()
