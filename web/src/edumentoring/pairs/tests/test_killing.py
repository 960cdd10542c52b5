"""A killed worker sends nothing twice and loses nothing in silence."""

import pytest

from edumentoring.pairs.tests.killing import kill_while_publishing, kill_while_sending

pytestmark = pytest.mark.slow


def test_a_worker_killed_while_introducing_sends_nothing_twice(tmp_path, migrated):
    migrated(tmp_path)

    outcome = kill_while_sending(tmp_path, pairs=60, kills=4)

    assert outcome.letters == 120
    assert outcome.kills == 4
    assert outcome.duplicates == 0
    assert outcome.silent_losses == 0
    assert outcome.uncertain <= outcome.kills


def test_a_publishing_that_is_killed_leaves_all_or_nothing(tmp_path, migrated):
    migrated(tmp_path)

    found = kill_while_publishing(tmp_path, pairs=20, kills=4)

    assert set(found) <= {(0, 0, 0), (20, 40, 20)}
