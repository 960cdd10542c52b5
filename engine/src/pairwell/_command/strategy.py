"""The strategy file: what matters and how much, and what must always hold, as TOML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from pairwell._command.faults import Unreadable
from pairwell._command.screen import show
from pairwell._model import BadInput, Musts, Rules, Weights

DEFAULT = """\
# A strategy for `pairwell match --strategy`. Each line below is what holds without it.
# A pair earns 0 to 100 for each rule, times the rule's weight.

# "most-matched": first the most people with a mentor, then the most points.
# "most-points": only the most points, even if fewer people have a mentor.
# "stable": nobody is paired with less than two would both rather have.
# "bottleneck": the least points of any pair are made as large as they go.
objective = "most-matched"

# true: lift the worst pairs, at a small cost to the whole.
fairness = false

# Per cent of the best score that a pair of the previous proposal gets (--previous).
kept_bonus = 2

# How many career stages ahead a mentor should be, where a mentee has not said.
wish_stage_gap = 2

[weights]            # whole numbers from 0 to 10,000; a rule left out of this table counts nothing
subject = 250        # the most alike of any two subjects
topics = 200         # what is wanted that is offered; what is named first counts twice
text = 130           # themes that both wrote about
phase = 120          # the ages they teach
stage = 100          # how far ahead the mentor is, against the wish
distance = 80        # kilometres, or regions; nothing for people who only meet online
context = 60         # the mentee's kind of school, if the mentor knows it
availability = 60    # times in the week that suit both
helps = 60           # kinds of help
wishes = 40          # asked for by name
traits = 0           # questions of your own, answered alike

[musts]              # a pair that breaks one is never made
own_school = "exclude"        # "exclude", "allow" or "require"
own_trust = "allow"           # "exclude" or "allow"
line_manager = "exclude"      # "exclude" or "allow"
contact_mode = true           # a way to meet that suits both
same_phase = false
same_subject = false
shared_availability = false   # a time in the week that suits both
trained_only = false          # mentors who are trained
verified_only = false         # people whose place of work is known
same_traits = []              # questions of your own that both must answer alike
# min_years = 2               # the mentor has taught so long
# min_stage_gap = 0           # the mentor is so many stages ahead

# Ids that are alike: two of one group count half. For instance: physics = "science"
[subject_groups]
[phase_groups]
[topic_groups]

# Weights that count instead for one of the purposes people ask mentors for, such as
# [purpose_weights.wellbeing]
# topics = 400

# Regions that are next to each other. For instance: london = ["south_east", "east"]
[near_regions]

# Subjects that are alike by your own figure, 0 to 100. As many of these as you like.
# [[subject_similarity]]
# subjects = ["physics", "maths"]
# points = 70
"""

TABLES = ("subject_groups", "phase_groups", "topic_groups", "near_regions")
PLAIN: dict[str, type] = {
    "objective": str,
    "fairness": bool,
    "kept_bonus": int,
    "wish_stage_gap": int,
}
KNOWN = (*PLAIN, "weights", "musts", *TABLES, "subject_similarity", "purpose_weights")
WORDS = {str: "text in quotation marks", bool: "true or false", int: "a whole number"}


def read_strategy(path: Path | None) -> Rules:
    """Read a strategy file; without one, the rules' own defaults. Raises Unreadable."""
    if path is None:
        return Rules()
    import tomllib

    try:
        given = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise Unreadable([f"{path}: {error.strerror or error}."]) from error
    except UnicodeDecodeError as error:
        raise Unreadable([f"{path.name}: is not UTF-8. Save it as UTF-8."]) from error
    except tomllib.TOMLDecodeError as error:
        raise Unreadable([f"{path.name}: {error}. See `pairwell strategy`."]) from error
    return _Reader(path.name).rules(given)


class _Reader:
    """Reads the parts of one file and keeps what is wrong with any."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults: list[str] = []

    def rules(self, given: Mapping[str, Any]) -> Rules:
        self.refuse_unknown("", given, KNOWN)
        parts: dict[str, Any] = {
            name: self.typed(name, given[name], kind)
            for name, kind in PLAIN.items()
            if name in given
        }
        if "weights" in given:
            parts["weights"] = self.made("weights", given["weights"], Weights, Weights.of)
        if "musts" in given:
            parts["musts"] = self.made(
                "musts", given["musts"], Musts, lambda table: Musts(**self.musts(table))
            )
        for name in TABLES:
            if name in given:
                parts[name] = self.table(name, given[name], list if name == TABLES[3] else str)
        if "purpose_weights" in given:
            own = given["purpose_weights"]
            parts["purpose_weights"] = {
                purpose: self.made(f"purpose_weights.{purpose}", table, Weights, Weights.of)
                for purpose, table in (own.items() if isinstance(own, dict) else [("", own)])
            }
        if "subject_similarity" in given:
            parts["subject_similarity"] = self.similarity(given["subject_similarity"])
        if not self.faults:
            try:
                return Rules(**parts)
            except BadInput as error:
                self.fault(str(error))
        raise Unreadable(self.faults)

    def fault(self, what: str) -> None:
        self.faults.append(f"{self.name}: {what}")

    def refuse_unknown(self, where: str, given: Mapping[str, Any], known: Any) -> None:
        from difflib import get_close_matches

        for each in given:
            if each not in known:
                near = get_close_matches(each, known, 1)
                hint = f"did you mean {near[0]}?" if near else f"choose from: {', '.join(known)}."
                self.fault(f"{where}{each} is not known; {hint}")

    def typed(self, name: str, value: Any, kind: type) -> Any:
        if type(value) is not kind:
            self.fault(f"{name} is {value!r}; write {WORDS[kind]}.")
        return value

    def made(
        self, name: str, given: Any, kind: type, make: Callable[[Mapping[str, Any]], object]
    ) -> Any:
        """Make weights or musts, and keep what they refuse."""
        if not isinstance(given, dict):
            self.fault(f"[{name}] is a table of its own; write [{name}] on a line.")
            return None
        before = len(self.faults)
        self.refuse_unknown(f"{name}.", given, [each.name for each in fields(kind)])
        try:
            return make(given) if len(self.faults) == before else None
        except BadInput as error:
            self.fault(str(error))
            return None

    def musts(self, given: Mapping[str, Any]) -> dict[str, Any]:
        for name, value in given.items():
            if name in {"min_years", "min_stage_gap"}:
                self.typed(f"musts.{name}", value, int)
            elif name == "same_traits":
                if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
                    self.fault(f'musts.{name} is {value!r}; write a list such as ["route"].')
            elif name not in {"own_school", "own_trust", "line_manager"}:
                self.typed(f"musts.{name}", value, bool)
        return {} if self.faults else dict(given)

    def table(self, name: str, given: Any, kind: type[str] | type[list[str]]) -> Any:
        """Read a table from id to one id, or to a list of them."""
        good = isinstance(given, dict) and all(
            isinstance(value, kind) and all(isinstance(each, str) for each in value)
            for value in given.values()
        )
        if not good:
            example = 'a = "group"' if kind is str else 'a = ["b", "c"]'
            self.fault(f"[{name}] holds lines such as {example}.")
        return given

    def similarity(self, given: Any) -> dict[tuple[str, str], int]:
        found = {}
        for each in given if isinstance(given, list) else [given]:
            pair = each.get("subjects") if isinstance(each, dict) else None
            if not isinstance(pair, list) or len(pair) != 2 or type(each.get("points")) is not int:
                self.fault(
                    "each [[subject_similarity]] holds two subjects and points, such as "
                    'subjects = ["physics", "maths"] and points = 70.'
                )
            else:
                found[str(pair[0]), str(pair[1])] = each["points"]
        return found


def run(_: object, __: object) -> int:
    """`pairwell strategy`: print the default file."""
    show(DEFAULT.rstrip("\n"))
    return 0
