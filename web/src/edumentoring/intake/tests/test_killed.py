"""An import that is killed leaves the programme as it was, or as it would have been."""

import os
import sqlite3
import time
from pathlib import Path

import pytest

from edumentoring.common.tests.forked import forking

PEOPLE = 400
SET_UP = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from edumentoring.intake.tests import make
programme = make.programme()
rows = [make.person(n, **{"Phase": "KS3", "Favourite biscuit": "Hobnob"}) for n in range(%d)]
make.upload(make.sheet(*rows), programme_=programme)
"""

# Says that it saves once it has begun to.
SAVE = """
from edumentoring.intake.models import Upload
from edumentoring.intake.operations import preview
from edumentoring.intake.saving import save_upload
upload = Upload.objects.select_related("programme").get()
seen = preview(upload).plan.fingerprint()
open(%r, "w").close()
save_upload(upload, fingerprint=seen, by=None)
"""


def environment(folder: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("EDUMENTORING_")}
    return {
        **kept,
        "EDUMENTORING_DATA": str(folder),
        "EDUMENTORING_SECRET_KEY": "only-for-tests-" * 4,
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
    saving = tmp_path / "saving"
    outcomes = set()
    with forking(environment(folder)) as begin:
        assert begin(SET_UP % PEOPLE).wait() == 0
        assert count(folder) == BEFORE
        # Later each time, so that some die before, some within and the last after the commit.
        for attempt in range(16):
            saving.unlink(missing_ok=True)
            child = begin(SAVE % str(saving))
            while not saving.exists():
                time.sleep(0.001)
            time.sleep(attempt * 0.05)
            child.kill()
            found = count(folder)
            assert found in (BEFORE, AFTER)
            outcomes.add(found["saved"])
            if found == AFTER:
                break
        assert begin(SAVE % str(saving)).wait() == 0
    assert count(folder) == AFTER
    assert 0 in outcomes
