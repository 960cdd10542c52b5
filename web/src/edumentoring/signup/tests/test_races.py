"""Real threads on a real database: two tabs and two clocks make one sign-up."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from edumentoring.signup.tests import race

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

ONE_EACH = [1, race.OTHERS + 1, race.OTHERS + 1, race.OTHERS + 1, 1, race.TABS, 1]


def test_one_sign_up_and_one_letter_whoever_is_quickest(tmp_path, migrated):
    if connection.vendor == "postgresql":
        assert race.all_races() == ONE_EACH
        return
    (tmp_path / "static").mkdir()
    migrated(tmp_path)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("EDUMENTORING_")}

    done = subprocess.run(
        [sys.executable, "-m", "edumentoring.signup.tests.race"],
        env={**environment, "EDUMENTORING_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.split() == [str(number) for number in ONE_EACH], done.stderr
