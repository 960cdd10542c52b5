"""The command line: what it writes, what it says, what it returns, and what it finds wrong."""

import csv
import io
import json
import os
import random
import re
import shlex
import subprocess
import sys
from contextlib import redirect_stdout
from dataclasses import fields, replace
from pathlib import Path

import jsonschema
import pytest

from pairwell import Mentee, Mentor, Rules, match, prepare
from pairwell._command import MODULES, main, outputs
from pairwell._command.arguments import parser
from pairwell._command.case import Prices
from pairwell._command.plain_scores import plain_scores
from pairwell._command.report import SCHEMA
from pairwell._command.shares import BLANK, PHASES, REGIONS, SECONDARY_SUBJECTS
from pairwell._command.strategy import DEFAULT, read_strategy
from pairwell._command.writing import csv_text
from pairwell._layers import Table

from .make import GROUPS, people, shuffled
from .test_command_files import cell


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder to work in, with a few people in files."""
    monkeypatch.chdir(tmp_path)
    save(people(random.Random(3), 6, 9))
    return tmp_path


def save(both):
    for name, kind, side in zip(("mentors", "mentees"), (Mentor, Mentee), both, strict=True):
        headings = sorted({each.name for each in fields(kind)} - {"_"})
        if any(each.purposes for each in side):
            headings.remove("demand")
        rows = [[cell(getattr(each, heading)) for heading in headings] for each in side]
        Path(f"{name}.csv").write_text(csv_text(headings, rows))


PEOPLE = ["mentors.csv", "mentees.csv"]


def run(*words):
    return main([str(word) for word in words])


def table(path):
    return list(csv.DictReader(io.StringIO(Path(path).read_text("utf-8-sig"))))


def write_pairs(name, pairs):
    Path(name).write_text(csv_text(["mentor_id", "mentee_id"], pairs))
    return name


# --- match --------------------------------------------------------------------------------------


def test_match_writes_what_the_library_finds(desk):
    mentors, mentees = people(random.Random(3), 6, 9)
    best = match(mentors, mentees)

    code = run("match", *PEOPLE, "--out", "pairs.csv", "--unmatched", "left.csv", "--quiet")

    assert code == (0 if best.matched == len(mentees) else 3)
    assert [
        (row["mentor_id"], row["mentee_id"], int(row["points"])) for row in table("pairs.csv")
    ] == [(pair.mentor_id, pair.mentee_id, pair.points) for pair in best.pairs]
    assert [row["mentee_id"] for row in table("left.csv")] == [
        each.mentee_id for each in best.unmatched
    ]
    assert all(row["reasons"] for row in table("pairs.csv"))


def test_pairs_go_to_stdout_and_all_else_to_stderr(desk, capsys):
    run("match", *PEOPLE)

    said = capsys.readouterr()
    assert said.out.startswith("mentor_id,mentee_id,points")
    assert "proven best" in said.err
    assert "pairwell:" not in said.out


def test_the_report_follows_its_schema_and_says_the_same_whatever_the_order_of_rows(desk):
    schema = json.loads(SCHEMA.read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    said = []
    for seed in range(2):
        both = people(random.Random(8), 5, 12)
        save([shuffled(random.Random(seed), side) for side in both])
        run("match", *PEOPLE, "--report", "report.json", "--out", "pairs.csv", "--quiet")
        said.append((Path("report.json").read_bytes(), Path("pairs.csv").read_bytes()))

    report = json.loads(said[0][0])
    assert said[0] == said[1]
    assert report["unmatched"]
    assert report["idle"] or report["mentors_wanted"]
    jsonschema.validate(report, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(report | {"people": {}}, schema)


def test_fixed_pairs_are_kept_and_strangers_among_them_refused(desk, capsys):
    best = match(*people(random.Random(3), 6, 9))
    first = best.pairs[0]
    apart = write_pairs("apart.csv", [(first.mentor_id, first.mentee_id)])

    run("match", *PEOPLE, "--forbid", apart, "--out", "pairs.csv")
    code = run("match", *PEOPLE, "--lock", write_pairs("fixed.csv", [("nobody", "p4")]))

    assert (first.mentor_id, first.mentee_id) not in [
        (row["mentor_id"], row["mentee_id"]) for row in table("pairs.csv")
    ]
    assert code == 1
    assert "fixed.csv: pair (nobody, p4): nobody is no mentor" in capsys.readouterr().err


def test_a_rule_that_cannot_hold_is_refused_in_words(desk, capsys):
    Path("mentors.csv").write_text("id,school\na,one\n")
    Path("mentees.csv").write_text("id,school\nb,one\n")

    code = run("match", *PEOPLE, "--lock", write_pairs("fixed.csv", [("a", "b")]))

    assert code == 1
    assert "it goes against the rule about their own school" in capsys.readouterr().err


def test_whoever_stops_it_keeps_what_was_there_before(desk, monkeypatch):
    Path("pairs.csv").write_text("as before")
    monkeypatch.setattr(
        outputs.Outputs, "text", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt)
    )

    code = run("match", *PEOPLE, "--out", "pairs.csv", "--report", "report.json")

    assert code == 130
    assert Path("pairs.csv").read_text() == "as before"
    assert sorted(each.name for each in desk.iterdir()) == [
        "mentees.csv",
        "mentors.csv",
        "pairs.csv",
    ]


def test_no_file_is_written_over_another_of_the_same_run(desk, capsys):
    before = Path("mentors.csv").read_bytes()

    assert run("match", *PEOPLE, "--out", "./mentors.csv") == 1
    assert run("match", *PEOPLE, "--out", "one.csv", "--unmatched", "one.csv") == 1
    assert capsys.readouterr().err.count("is read or written already. Name another file.") == 2
    assert Path("mentors.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("pairs.xls", "ends in .xls. Let its name end in one of: .csv, .xlsx, .parquet."),
        ("pairs.xlsx", "pairs.xlsx: .xlsx files need an extra. Run: pip install 'pairwell[files]'"),
        ("folder", "folder: is a folder. Name a file to write."),
        (os.devnull, "is no ordinary file. Name a file to write."),
    ],
)
def test_what_cannot_be_written_is_refused_before_anything_is_read(
    desk, monkeypatch, capsys, name, words
):
    Path("folder").mkdir()
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    monkeypatch.setattr("pairwell._command.given.read_sides", pytest.fail)

    assert run("match", *PEOPLE, "--out", name) == 1
    assert words in capsys.readouterr().err


def test_a_place_that_lets_nothing_be_written_is_named_as_it_was_given(desk, capsys):
    Path("plain").touch()

    assert run("match", *PEOPLE, "--out", "plain/pairs.csv") == 1
    assert run("population", "--mentees", 3, "--mentors", 2, "--out", "plain") == 1
    said = capsys.readouterr().err
    assert "plain/pairs.csv: cannot be written (Not a directory). Name another." in said
    assert "plain/mentees.csv: cannot be written (Not a directory). Name another." in said


def test_without_reasons_pairs_have_their_points_alone(desk):
    run("match", *PEOPLE, "--out", "pairs.csv", "--quiet")
    run("match", *PEOPLE, "--no-reasons", "--out", "bare.csv", "--quiet")

    kept = ("mentor_id", "mentee_id", "points")
    assert table("bare.csv") == [{name: row[name] for name in kept} for row in table("pairs.csv")]


def test_words_that_are_not_understood_end_in_two(desk):
    for words in (["match"], ["match", *PEOPLE, "third.csv"], ["match", *PEOPLE, "--lok", "x"]):
        with pytest.raises(SystemExit) as stopped:
            run(*words)
        assert stopped.value.code == 2


# --- strategy -----------------------------------------------------------------------------------


def test_the_strategy_it_prints_is_what_holds_without_one(desk, capsys):
    run("strategy")
    Path("strategy.toml").write_text(capsys.readouterr().out)

    assert read_strategy(Path("strategy.toml")) == Rules()
    assert {each.name for each in fields(Rules)} <= {
        word.strip("# [].")
        for line in DEFAULT.splitlines()
        for word in line.replace(".", " ").split()
    }


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("fairnes = true", "fairnes is not known; did you mean fairness?"),
        ("fairness = 1", "fairness is 1; write true or false"),
        ('objective = "best"', "objective is 'best'; choose from"),
        ("[weights]\nsubjects = 3", "weights.subjects is not known; did you mean subject?"),
        ("[weights]\nsubject = -3", "The weight of subject is -3"),
        ("weights = 3", "write [weights] on a line"),
        ("[musts]\nown_school = 'no'", "own_school is 'no'; choose from"),
        ("[musts]\nsame_phase = 'yes'", "musts.same_phase is 'yes'; write true or false"),
        ("[near_regions]\nlondon = 'east'", '[near_regions] holds lines such as a = ["b", "c"]'),
        ("[[subject_similarity]]\nsubjects = ['a']", "holds two subjects and points"),
        ("fairness = yes", "Invalid value (at line 1"),
    ],
)
def test_what_is_wrong_with_a_strategy_is_said(desk, capsys, content, words):
    Path("strategy.toml").write_text(content)

    code = run("match", *PEOPLE, "--strategy", "strategy.toml")

    assert code == 1
    said = capsys.readouterr().err
    assert said.startswith("pairwell: strategy.toml: ")
    assert words in said


# --- check --------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(6))
def test_the_plain_scores_are_the_engines(seed):
    mentors, mentees = people(random.Random(seed), 7, 9, blank=0.4)
    rules = Rules(
        subject_groups=GROUPS, weights={"traits": 70, "subject": 250, "wishes": 40, "text": 900}
    )
    best = prepare(mentors, mentees, rules=rules).match()

    found = plain_scores(
        *(sorted(side, key=lambda each: each.id) for side in (mentors, mentees)), rules
    )

    assert found.points == best.state.points.tolist()
    assert found.allowed == (best.state.bits == 0).tolist()


@pytest.mark.parametrize("seed", range(8))
def test_check_agrees_with_what_match_proves(desk, seed, capsys):
    rng = random.Random(seed)
    save(people(rng, 6, 10))
    given = list(PEOPLE)
    if seed % 2:
        Path("strategy.toml").write_text("fairness = true\nkept_bonus = 9\n")
        given += ["--strategy", "strategy.toml"]
    run("match", *given, "--out", "first.csv", "--quiet")
    some = [(row["mentor_id"], row["mentee_id"]) for row in table("first.csv")]
    given += ["--previous", "first.csv", "--forbid", write_pairs("apart.csv", some[:1])]
    given += ["--lock", write_pairs("fixed.csv", some[1:2])] if len(some) > 1 else []
    given += ["--objective", "most-points"] if seed % 4 == 2 else []
    run("match", *given, "--out", "pairs.csv", "--report", "report.json", "--quiet")

    assert run("check", "pairs.csv", *given, "--quiet") == 0
    assert run("check", "pairs.csv", *given, "--report", "report.json", "--quiet") == 0
    assert "no such set is worth more" in capsys.readouterr().out


def changed_pairs(change):
    rows = table("pairs.csv")
    Path("changed.csv").write_text(
        csv_text(["mentor_id", "mentee_id", "points"], change([dict(row) for row in rows]))
    )
    return "changed.csv"


def plain_people():
    """Two mentors with a place each, and three who want one; the third waits longest."""
    Path("mentors.csv").write_text("id,subjects,topics\na,maths,x\nb,art,y\n")
    Path("mentees.csv").write_text(
        "id,subjects,topics,priority\nk,maths,x,1\nl,art,y,1\nm,art,z,2\n"
    )


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ("a,m\nb,k\n", "may be missing"),
        ("a,m\n", "k could have a mentor too"),
        ("a,k\nb,l\n", "m should come before"),
        ("a,k\nb,m\na,l\n", "a has 2 pairs, but 1 places"),
        ("a,k\nb,who\n", "who is no mentee"),
    ],
)
def test_check_finds_pairs_that_could_be_better_or_are_not_allowed(desk, capsys, pairs, words):
    plain_people()
    Path("pairs.csv").write_text(f"mentor_id,mentee_id\n{pairs}")

    code = run("check", "pairs.csv", *PEOPLE)

    said = capsys.readouterr()
    assert code == 1
    assert words in said.err
    assert "Wrong: " in said.out


def test_check_finds_broken_rules_false_points_and_missing_locks(desk, capsys):
    plain_people()
    Path("pairs.csv").write_text("mentor_id,mentee_id,points\na,k,1\nb,m,\n")
    run("check", "pairs.csv", *PEOPLE)
    run("check", "pairs.csv", *PEOPLE, "--lock", write_pairs("fixed.csv", [("a", "l")]))
    run("check", "pairs.csv", *PEOPLE, "--forbid", write_pairs("apart.csv", [("a", "k")]))
    Path("strategy.toml").write_text("[musts]\nsame_subject = true\ntrained_only = true\n")
    run("check", "pairs.csv", *PEOPLE, "--strategy", "strategy.toml")

    said = capsys.readouterr().err
    assert "points, but the file says 1" in said
    assert "Locked pair ('a', 'l') is missing" in said
    assert "Pair (a, k) was to be kept apart" in said
    assert "Pair (b, m) is not allowed: the mentor is not trained" in said


def test_poor_prices_prove_less_and_never_more(desk, capsys):
    plain_people()
    run("match", *PEOPLE, "--out", "pairs.csv", "--report", "report.json", "--quiet")
    report = json.loads(Path("report.json").read_text())
    report["prices"] = {"mentors": {}, "mentees": {}}
    Path("report.json").write_text(json.dumps(report))

    assert run("check", "pairs.csv", *PEOPLE, "--report", "report.json") == 1
    assert "may be missing" in capsys.readouterr().err


def test_beyond_a_size_the_fast_scores_are_compared_with_the_plain_ones(desk, monkeypatch, capsys):
    run("match", *PEOPLE, "--out", "pairs.csv", "--quiet")
    monkeypatch.setattr("pairwell._command.checking.WHOLE", 0)
    assert run("check", "pairs.csv", *PEOPLE, "--quiet") == 0

    honest = Table.__init__

    def wrong(self, *people):
        honest(self, *people)
        self.levels["subject"] = self.levels["subject"] ^ 1

    monkeypatch.setattr("pairwell._layers.Table.__init__", wrong)
    monkeypatch.setattr("pairwell._command.checking.prices_of", lambda *_: Prices())
    assert run("check", "pairs.csv", *PEOPLE, "--quiet") == 1
    assert "are not the plain ones" in capsys.readouterr().err


def test_stable_pairs_are_checked_for_two_who_would_rather_have_each_other(desk, capsys):
    Path("mentors.csv").write_text("id,subjects\na,maths\nb,art\n")
    Path("mentees.csv").write_text("id,subjects\nk,maths\nl,art\n")
    best, worst = (
        write_pairs(f"{n}.csv", pairs) for n, pairs in enumerate((["ak", "bl"], ["al", "bk"]))
    )

    assert run("check", best, *PEOPLE, "--objective", "stable", "--quiet") == 0
    assert run("check", worst, *PEOPLE, "--objective", "stable") == 1
    assert "a and k would rather have each other" in capsys.readouterr().err


# --- explain ------------------------------------------------------------------------------------


def test_explain_says_why_why_not_and_at_what_cost(desk, capsys):
    plain_people()
    run("explain", *PEOPLE, "--mentee", "k", "--quiet")
    run("explain", *PEOPLE, "--mentee", "l", "--quiet")
    run("explain", *PEOPLE, "--mentee", "l", "--mentor", "b", "--quiet")

    said = capsys.readouterr()
    assert "a and k are a pair. Fit 100" in said.out
    assert "You both know maths." in said.out
    assert "l has 1 mentor fewer than asked." in said.out
    assert "b and l are not a pair." in said.out
    assert "Making them a pair: " in said.out
    assert run("explain", *PEOPLE, "--mentee", "nobody") == 1


# --- population ---------------------------------------------------------------------------------


def test_a_population_is_the_same_again_has_its_shares_and_can_be_matched(desk):
    words = ["population", "--mentees", 4000, "--mentors", 2500, "--seed", 4, "--quiet", "--out"]
    assert run(*words, "one") == run(*words, "two") == 0
    for name in PEOPLE:
        assert Path("one", name).read_bytes() == Path("two", name).read_bytes()

    mentees = table("one/mentees.csv")
    for name, known in (("region", REGIONS), ("phases", PHASES)):
        answered = [row[name] for row in mentees if row[name]]
        blank = 1 - len(answered) / len(mentees)
        assert abs(blank - BLANK[name]) < 0.02
        for word, weight in known.items():
            share = answered.count(word) / len(answered)
            assert abs(share - weight / sum(known.values())) < 0.09, word
    secondary = [row["subjects"] for row in mentees if row["phases"] == "secondary"]
    first = [each.split(";")[0] for each in secondary if each]
    share = SECONDARY_SUBJECTS["english"] / sum(SECONDARY_SUBJECTS.values())
    assert abs(first.count("english") / len(first) - share) < 0.02


def test_parquet_and_csv_hold_the_same_population(desk):
    words = ["population", "--mentees", 30, "--mentors", 20, "--quiet", "--out"]
    run(*words, "people")
    run(*words, "columns", "--format", "parquet")

    said = []
    for folder, kind in (("people", "csv"), ("columns", "parquet")):
        both = [f"{folder}/mentors.{kind}", f"{folder}/mentees.{kind}"]
        run(
            "match",
            *both,
            "--strategy",
            f"{folder}/strategy.toml",
            "--out",
            f"{kind}.csv",
            "--quiet",
        )
        said.append(Path(f"{kind}.csv").read_bytes())
    assert said[0] == said[1]


# --- the command itself -------------------------------------------------------------------------


def help_of(command):
    said = io.StringIO()
    with redirect_stdout(said), pytest.raises(SystemExit):
        run(command, "--help")
    return said.getvalue()


def options_of(command):
    return set(re.findall(r"^  (?:-h, )?(--[a-z-]+)", help_of(command), re.MULTILINE))


def test_every_example_in_the_help_is_understood():
    examples = [
        line.strip().partition(" > ")[0]
        for command in MODULES
        for line in help_of(command).splitlines()
        if line.startswith("  pairwell ")
    ]

    assert len(examples) > 10
    for example in examples:
        assert parser().parse_args(shlex.split(example)[1:]).command in example


def test_every_shell_is_offered_every_command_and_option(capsys):
    for shell in ("bash", "zsh", "fish"):
        run("completion", shell)
        said = capsys.readouterr().out
        for command in MODULES:
            assert command in said
            assert all(option.lstrip("-") in said for option in options_of(command))


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("ma", "match"),
        ("match --lo", "--lock"),
        ("match men", "mentees.csv mentors.csv"),
        ("match --objective st", "stable"),
        ("match --strategy strat", "strategy.toml"),
        ("population --out some", "someone"),
        ("match --resume some", "someone"),
    ],
)
def test_bash_completes_commands_options_files_and_folders(desk, capsys, typed, offered):
    Path("strategy.toml").touch()
    Path("someone").mkdir()
    Path("some.csv").touch()
    run("completion", "bash")
    words = ["pairwell", *typed.split()]
    asked = (
        f"COMP_WORDS=({shlex.join(words)}) COMP_CWORD={len(words) - 1}\n"
        'complete -p pairwell >&2; _shtab_pairwell; printf "%s\n" "${COMPREPLY[@]}"'
    )

    found = subprocess.run(
        ["bash", "-c", f"{capsys.readouterr().out}\n{asked}"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert sorted(found.stdout.split()) == offered.split()


def test_completing_says_which_extra_it_needs(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "shtab", None)

    assert run("completion", "bash") == 1
    assert "pip install 'pairwell[completion]'" in capsys.readouterr().err


def test_matching_and_helping_import_nothing_but_numpy_and_the_solver(desk):
    code = (
        "import sys\nfrom pairwell._command import main\n"
        "main(['match', 'mentors.csv', 'mentees.csv', '--out', 'pairs.csv', '--quiet'])\n"
        "print(' '.join({name.split('.')[0] for name in sys.modules}))"
    )

    loaded = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout.split()

    assert {"numpy", "ortools"} <= set(loaded)
    heavy = {
        "shtab",
        "scipy",
        "pandas",
        "numba",
        "pyarrow",
        "openpyxl",
        "python_calamine",
        "joblib",
    }
    assert not heavy & set(loaded)


def test_people_with_purposes_are_matched_and_checked_as_far_as_it_goes(desk, capsys):
    mentors, mentees = people(random.Random(2), 6, 6)
    save(
        [mentors, [replace(each, demand=1, purposes=["subject", "wellbeing"]) for each in mentees]]
    )

    run("match", *PEOPLE, "--out", "pairs.csv", "--report", "report.json", "--quiet")

    assert {row["purpose"] for row in table("pairs.csv")} == {"subject", "wellbeing"}
    jsonschema.validate(json.loads(Path("report.json").read_text()), json.loads(SCHEMA.read_text()))
    assert run("check", "pairs.csv", *PEOPLE, "--quiet") == 0
    assert "was not checked" in capsys.readouterr().out
