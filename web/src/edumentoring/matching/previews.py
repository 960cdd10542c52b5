"""What would happen: other mentors for somebody, one pair's cost, other settings. Saves nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.common.refused import Refused
from edumentoring.matching.board_changes import re_run_terms
from edumentoring.matching.changes import names_of
from edumentoring.matching.crowds.boards import settled
from edumentoring.matching.models import BoardState
from edumentoring.matching.moves import Difference, difference, in_sentences
from edumentoring.matching.own_questions import words_of
from edumentoring.matching.pair_changes import broken_rules, chosen_terms
from edumentoring.matching.people_lines import Line, lines
from edumentoring.matching.reasons import blocks_in_words, for_both
from edumentoring.matching.solving import Terms, prepared, solve, stored_pairs, terms_of
from edumentoring.matching.strategy import change_words, engine_musts, requires_school

SHOWN = 3
TRIED = 200  # mentors with a free place whose fit is worked out, in a crowd
WORKED_OUT = 1000  # people in a round up to which each alternative is solved for its moves


@dataclass
class Other:
    """Another mentor for a mentee: the fit, and what taking them would do to the rest."""

    mentor: Line
    fit: int
    change: str = ""
    moves: list[str] = field(default_factory=list)
    key: str = ""


def alternatives(board: BoardState, mentee: int, *, most: int = SHOWN) -> list[Other]:
    """The mentors who would cost the whole least, each with its exact cost.

    A lock of this mentee's is set aside first: it is what the person thinks of changing.
    """
    ready = prepared(board.snapshot)
    if "mentee" not in ready.people.get(mentee, {}):
        return []
    if ready.is_crowd:
        return with_a_place(board, mentee, most=most)
    terms = freed(terms_of(board), mentee)
    matching = solve(board.snapshot, terms)
    with ready.asking:
        found = matching.layers.alternatives(matching, str(mentee), limit=most)
    people = lines(board.round.programme, [int(each.mentor_id) for each in found])
    small = len(ready.people) <= WORKED_OUT
    others = []
    for each in found:
        mentor = int(each.mentor_id)
        if mentor not in people:
            continue
        other = Other(people[mentor], each.fit, key=f"{mentor}-{mentee}")
        other.change = own_change(board, mentee, each.fit)
        if small:
            chosen = terms.with_(
                locks=terms.locks | {(mentor, mentee)},
                loose=frozenset(pair for pair in terms.loose if pair[0] != mentor),
            )
            other.moves = what_moves(board, chosen, mentee)
        elif each.lost_matches:
            other.moves = [left_out(each.lost_matches)]
        others.append(other)
    return others


def with_a_place(board: BoardState, mentee: int, *, most: int) -> list[Other]:
    """In a crowd: mentors with a free place who fit this mentee best. Nobody else moves.

    The fit is worked out with those who share most of the answers that are asked first.
    """
    ready = prepared(board.snapshot)
    wanted = ready.people[mentee]
    idle = ((row[0], ready.people[row[0]]) for row in board.result.get("idle", []))
    close = sorted((-alike(wanted, one), key) for key, one in idle if key != mentee)[:TRIED]
    keys = [key for _shared, key in close]
    layers, who = ready.layers([mentee, *keys]), str(mentee)
    weights, musts = board.strategy["weights"], engine_musts(board.strategy["musts"])
    apart = {pair[0] for pair in board.forbids if pair[1] == mentee}
    apart |= {pair[0] for pair in board.pairs if pair[1] == mentee}
    fits = [
        (layers.fit(str(key), who, weights=weights), key)
        for key in keys
        if key not in apart and not layers.blocked_by(str(key), who, musts=musts)
    ]
    best = sorted(fits, key=lambda each: (-each[0], each[1]))[:most]
    people = lines(board.round.programme, [key for _fit, key in best])
    return [
        Other(
            people[key],
            fit,
            own_change(board, mentee, fit),
            in_sentences(Difference(), {}),
            key=f"{key}-{mentee}",
        )
        for fit, key in best
        if key in people
    ]


def alike(one: dict[str, Any], other: dict[str, Any]) -> int:
    """How many of their answers two people share: a rough look, to choose whom to look at."""
    names = ("subjects", "phases", "availability", "contexts")
    shared = sum(len(set(one.get(name, ())) & set(other.get(name, ()))) for name in names)
    topics = set(one["mentee"].get("topics", ())) & set(other["mentor"].get("topics", ()))
    return shared + len(topics) + (one.get("region") == other.get("region"))


def freed(terms: Terms, mentee: int) -> Terms:
    """The terms with nothing fixed for this mentee."""
    return terms.with_(
        locks=frozenset(pair for pair in terms.locks if pair[1] != mentee),
        loose=frozenset(pair for pair in terms.loose if pair[1] != mentee),
        aside=terms.aside - {mentee},
    )


def what_moves(board: BoardState, terms: Terms, mentee: int) -> list[str]:
    """What happens to everybody else under these terms, in words."""
    ready = prepared(board.snapshot)
    if ready.is_crowd:
        pairs, _result = settled(board, ready, terms)
    else:
        pairs = stored_pairs(solve(board.snapshot, terms))
    others = difference(board.pairs, pairs).without(mentee)
    return in_sentences(others, names_of(others.keys()), most=3)


def left_out(count: int) -> str:
    return (
        ngettext(
            "%d person would be left without a mentor.",
            "%d people would be left without a mentor.",
            count,
        )
        % count
    )


def own_change(board: BoardState, mentee: int, fit: int) -> str:
    """ "7 lower for Bethan." """
    now = max((pair[3] for pair in board.pairs if pair[1] == mentee), default=None)
    who = names_of([mentee]).get(mentee, "").split(" ")[0]
    if now is None:
        return _("A match for %s, who has none now.") % who
    if fit == now:
        return _("The same for %s.") % who
    words = _("%(by)d lower for %(who)s.") if fit < now else _("%(by)d higher for %(who)s.")
    return words % {"by": abs(fit - now), "who": who}


# --- one pair ------------------------------------------------------------------------------------


@dataclass
class Cost:
    """What choosing one pair would do, before it is chosen."""

    key: str
    mentor: Line
    mentee: Line
    fit: int
    change: str
    moves: list[str]
    broken: list[str]
    refusal: str = ""


def cost_of(board: BoardState, mentor: int, mentee: int) -> Cost:
    """The exact cost of pairing these two, worked out as choosing them would.

    A refusal is part of the answer, so that the page can say it beside the two names.
    """
    people = lines(board.round.programme, (mentor, mentee))
    if len(people) < 2:
        raise Refused(_("One of these two is not in this programme. Choose somebody else."))
    cost = Cost(f"{mentor}-{mentee}", people[mentor], people[mentee], 0, "", [], [])
    try:
        terms, _reason = chosen_terms(board, mentor, mentee, "", ask_why=False)
        cost.broken = blocks_in_words(
            broken_rules(board, mentor, mentee), required_school=requires_school(board.strategy)
        )
        cost.fit = fit_of(board, mentor, mentee)
        cost.moves = what_moves(board, terms, mentee)
        cost.change = own_change(board, mentee, cost.fit)
    except Refused as refusal:
        cost.refusal = str(refusal)
    return cost


def fit_of(board: BoardState, mentor: int, mentee: int) -> int:
    """A pair's fit under the board's weights."""
    layers = prepared(board.snapshot).layers((mentor, mentee))
    return layers.fit(str(mentor), str(mentee), weights=board.strategy["weights"])


def reasons_of(board: BoardState, mentor: Line, mentee: Line) -> dict[str, list[str]]:
    """Why two people fit, as each of them will read it."""
    return for_both(
        prepared(board.snapshot).layers((mentor.key, mentee.key)),
        (mentor.key, mentee.key),
        board.strategy["weights"],
        (mentor.first, mentee.first),
        words_of(board.round.programme),
    )


# --- other settings ----------------------------------------------------------------------------


@dataclass
class WhatIf:
    """The whole under other settings, beside the board as it is."""

    words: str
    matched: int
    matched_by: int
    typical: int
    typical_by: int
    lowest: int
    lowest_by: int
    changes: Difference
    sentences: list[str]
    pairs: list[Any]

    @property
    def people(self) -> int:
        """How many would have another mentor, gain one or lose theirs."""
        return len(self.changes.everybody())


def what_if(board: BoardState, settings: Mapping[str, Any]) -> WhatIf:
    """Work the board out under other settings, and say what differs."""
    terms = re_run_terms(board, settings)
    pairs = stored_pairs(solve(board.snapshot, terms))
    return beside(board, pairs, change_words(board.strategy, terms.strategy))


def beside(board: BoardState, pairs: list[Any], words: str) -> WhatIf:
    """A set of pairs beside the board's own."""
    changes = difference(board.pairs, pairs)
    old, new = shape(board.pairs), shape(pairs)
    return WhatIf(
        words=words,
        matched=new[0],
        matched_by=new[0] - old[0],
        typical=new[1],
        typical_by=new[1] - old[1],
        lowest=new[2],
        lowest_by=new[2] - old[2],
        changes=changes,
        sentences=in_sentences(changes, names_of(changes.keys()), most=4) if changes else [],
        pairs=pairs,
    )


def shape(pairs: list[Any]) -> tuple[int, int, int]:
    """How many mentees have somebody, the typical fit and the lowest."""
    fits = sorted(pair[3] for pair in pairs)
    matched = len({pair[1] for pair in pairs})
    return (matched, fits[(len(fits) - 1) // 2], fits[0]) if fits else (0, 0, 0)
