"""An import that is killed leaves the programme as it was, or as it would have been."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

PEOPLE = 400
SET_UP = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "edumentoring.config.settings"
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from edumentoring.intake.tests import make
programme = make.programme()
rows = [make.person(n, **{"Phase": "KS3", "Favourite biscuit": "Hobnob"}) for n in range(%d)]
make.upload(make.sheet(*rows), programme_=programme)
"""


def environment(folder: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("EDUMENTORING_")}
    return {
        **kept,
        "EDUMENTORING_DATA": str(folder),
        "EDUMENTORING_SECRET_KEY": "only-for-tests-" * 4,
        "PYTHONPATH": str(Path(__file__).resolve().parents[3]),
    }


def count(folder: Path) -> dict[str, int]:
    with sqlite3.connect(folder / "edumentoring.sqlite3") as database:
        ask = {
            "participants": "select count(*) from programmes_participant",
            "users": "select count(*) from people_user where email like 'person%school.example'",
            "addresses": "select count(*) from account_emailaddress "
            "where email like '%school.example'",
            "questions": "select count(*) from programmes_question where key='favourite-biscuit'",
            "events": "select count(*) from people_event where action='enrol_participant'",
            "saved": "select count(*) from intake_upload where state='saved'",
        }
        found = {name: database.execute(asked).fetchone()[0] for name, asked in ask.items()}
    database.close()
    return found


BEFORE = dict.fromkeys(("participants", "users", "addresses", "questions", "events", "saved"), 0)
AFTER = {
    **dict.fromkeys(("participants", "users", "addresses", "events"), PEOPLE),
    "questions": 1,
    "saved": 1,
}


@pytest.mark.slow
def test_a_killed_import_leaves_the_state_before_or_after_and_nothing_between(tmp_path, migrated):
    folder = tmp_path / "data"
    migrated(folder)
    run_env = environment(folder)
    set_up = [sys.executable, "-c", SET_UP % PEOPLE]
    subprocess.run(set_up, env=run_env, check=True, capture_output=True)
    assert count(folder) == BEFORE
    script = Path(__file__).with_name("import_and_die.py")
    outcomes = set()
    # Later each time, so that some die before, some within and the last after the commit.
    for attempt in range(16):
        with subprocess.Popen(
            [sys.executable, str(script)], env=run_env, stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "saving\n"
            time.sleep(attempt * 0.05)
            child.send_signal(signal.SIGKILL)
            child.wait()
        found = count(folder)
        assert found in (BEFORE, AFTER)
        outcomes.add(found["saved"])
        if found == AFTER:
            break
    subprocess.run([sys.executable, str(script)], env=run_env, check=True, capture_output=True)
    assert count(folder) == AFTER
    assert 0 in outcomes
