"""A crowd gets from the command line what a few would."""

import json
import random
from pathlib import Path

import jsonschema
import pytest

from pairwell._command.report import SCHEMA
from pairwell._command.writing import csv_text

from .make import people
from .test_command import PEOPLE, desk, run, save, table, write_pairs

__all__ = ["desk"]


@pytest.mark.parametrize("seed", [1, 4])
def test_a_crowd_gets_the_pairs_that_a_few_would(desk, monkeypatch, capsys, seed):
    mentors, mentees = people(random.Random(seed), 8, 12)
    save([mentors, mentees])
    fixed = write_pairs("apart.csv", [(mentors[0].id, mentees[0].id)])
    words = [*PEOPLE, "--forbid", fixed, "--quiet"]
    expected = run("match", *words, "--out", "few.csv")
    monkeypatch.setattr("pairwell._command.given.CROWD", 1)
    for module in ("_scale", "_scan"):
        monkeypatch.setattr(
            f"pairwell.{module}.kernel", lambda: None
        )  # the same, without compiling

    files = ["--out", "crowd.csv", "--unmatched", "left.csv", "--report", "report.json"]
    code = run("match", *words, *files)
    run("match", *words[:-1], "--no-reasons", "--out", "bare.csv")

    few, crowd = table("few.csv"), table("crowd.csv")
    report = json.loads(Path("report.json").read_text())
    assert crowd == few
    assert code == expected
    kept = ("mentor_id", "mentee_id", "points")
    assert table("bare.csv") == [{name: row[name] for name in kept} for row in few]
    assert "pip install 'pairwell[fast]'" in capsys.readouterr().err
    jsonschema.validate(report, json.loads(SCHEMA.read_text()))
    assert {row["mentee_id"]: int(row["missing"]) for row in table("left.csv")} == report["missing"]
    assert run("check", "crowd.csv", *words) == 0
    Path("worse.csv").write_text(csv_text(list(few[0]), [row.values() for row in few[1:]]))
    assert run("check", "worse.csv", *words) == 1


def test_what_a_crowd_cannot_have_is_left_to_a_table_while_one_fits(desk, monkeypatch, capsys):
    save(people(random.Random(2), 6, 9))
    words = [*PEOPLE, "--objective", "bottleneck", "--quiet"]
    expected = run("match", *words, "--out", "few.csv")
    monkeypatch.setattr("pairwell._command.given.CROWD", 1)

    assert run("match", *words, "--out", "crowd.csv") == expected
    assert table("crowd.csv") == table("few.csv")
    monkeypatch.setattr("pairwell._command.given.MOST_MEMORY", 100)
    assert run("match", *words) == 1
    assert "most-matched, most-points, stable only" in capsys.readouterr().err


def test_a_crowds_stable_pairs_are_made_and_checked(desk, monkeypatch, capsys):
    save(people(random.Random(2), 6, 9))
    words = [*PEOPLE, "--objective", "stable", "--quiet"]
    expected = run("match", *words, "--out", "few.csv")
    monkeypatch.setattr("pairwell._command.given.CROWD", 1)
    for module in ("_scale", "_scan"):
        monkeypatch.setattr(f"pairwell.{module}.kernel", lambda: None)

    assert run("match", *words, "--out", "crowd.csv") == expected
    assert table("crowd.csv") == table("few.csv")
    assert run("check", "crowd.csv", *words) == 0
    rows = table("few.csv")
    Path("fewer.csv").write_text(csv_text(list(rows[0]), [row.values() for row in rows[1:]]))
    assert run("check", "fewer.csv", *words) == 1
    assert "is stable, and missing" in capsys.readouterr().err
