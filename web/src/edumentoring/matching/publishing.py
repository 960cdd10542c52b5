"""What publishing checks beforehand, and what it hands to the introductions."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.matching.models import BoardState, Round, Snapshot
from edumentoring.matching.own_questions import words_of
from edumentoring.matching.reasons import MENTEE, MENTOR, Own, blocks_in_words, for_reader
from edumentoring.matching.snapshot import digest_of, take_snapshot
from edumentoring.matching.solving import Key, Prepared, prepared
from edumentoring.matching.strategy import engine_musts, requires_school
from edumentoring.pairs.operations import NewPair
from edumentoring.programmes.models import Participant

if TYPE_CHECKING:
    from pairwell import Reason

MUST_BE_SURE = 40


@dataclass(frozen=True)
class Found:
    """What a person should know before publishing. Rows are [mentor, mentee, points, fit]."""

    pairs: int
    people: int
    low: list[Any]
    set_aside: list[tuple[Any, str, list[str]]]
    unreasoned: list[tuple[Any, list[str]]]
    gone: list[str]
    unmatched: int

    @property
    def ready(self) -> bool:
        """Whether nothing stands in the way."""
        return bool(self.pairs) and not self.unreasoned and not self.gone


def look_through(round_: Round, board: BoardState) -> Found:
    """Go through a board before it is published, against people as they are now."""
    fresh = people_now(round_, board)
    broken = rules_broken(fresh, board)
    people = {person for row in board.pairs for person in row[:2]}
    return Found(
        pairs=len(board.pairs),
        people=len(people),
        low=[row for row in board.pairs if row[3] < MUST_BE_SURE],
        set_aside=[
            (row, board.given[f"{row[0]}-{row[1]}"], broken[row[0], row[1]])
            for row in board.pairs
            if board.given.get(f"{row[0]}-{row[1]}")
        ],
        unreasoned=[
            (row, broken[row[0], row[1]])
            for row in board.pairs
            if broken[row[0], row[1]] and not board.given.get(f"{row[0]}-{row[1]}")
        ],
        gone=gone_words(fresh, board),
        unmatched=len(unmatched_keys(board)),
    )


def people_now(round_: Round, board: BoardState) -> Prepared:
    """Everybody as they are now. The usual case, that nobody changed, costs no new work."""
    people = take_snapshot(round_.programme)
    digest = digest_of(people)
    if digest == board.snapshot.digest:
        return prepared(board.snapshot)
    return prepared(Snapshot(people=people, digest=digest))


def rules_broken(fresh: Prepared, board: BoardState) -> dict[Key, list[str]]:
    """The rules each pair breaks by what its people say now.

    Of a crowd only those are looked at who changed, or whom somebody put together: every pair
    the engine proposed was allowed by what its people said then.
    """
    pairs = [(row[0], row[1]) for row in board.pairs]
    found: dict[Key, list[str]] = {pair: [] for pair in pairs}
    then, now, musts = prepared(board.snapshot), fresh, engine_musts(board.strategy["musts"])
    if now.is_crowd and then.is_crowd:
        pairs = [pair for pair in pairs if is_by_hand(board, pair) or not same(then, now, pair)]
    present = [pair for pair in pairs if both_in(now, pair)]
    for (mentor, mentee), layers in now.by_pair(present):
        with now.asking:
            codes = layers.blocked_by(str(mentor), str(mentee), musts=musts)
        words = blocks_in_words(codes, required_school=requires_school(board.strategy))
        found[mentor, mentee] = words
    return found


def is_by_hand(board: BoardState, pair: Key) -> bool:
    return f"{pair[0]}-{pair[1]}" in board.given


def same(then: Prepared, now: Prepared, pair: Key) -> bool:
    """Whether both say what they said when the pair was proposed."""
    if then is now:
        return True
    return all(then.people.get(key) == now.people.get(key) for key in pair)


def both_in(now: Prepared, pair: Key) -> bool:
    """Whether both are there still, on the sides the board has them on."""
    mentor, mentee = (now.people.get(key, {}) for key in pair)
    return "mentor" in mentor and "mentee" in mentee


def gone_words(fresh: Prepared, board: BoardState) -> list[str]:
    """Who cannot be introduced as the board has it: gone, or with less room than it used."""
    mentors, mentees = (Counter(row[side] for row in board.pairs) for side in (0, 1))
    keys = [
        key
        for side, name, counts in (("mentor", "capacity", mentors), ("mentee", "demand", mentees))
        for key, used in counts.items()
        if fresh.people.get(key, {}).get(side, {}).get(name, 0) < used
    ]
    people = Participant.objects.with_person().in_bulk(sorted(set(keys)))
    return [
        _("%(name)s (%(state)s) has no room for what the board has for them.")
        % {"name": person.name, "state": person.get_state_display().lower()}
        for person in people.values()
    ]


def refuse_unready(round_: Round, board: BoardState) -> None:
    """Refuse to publish what should not be, with what to do about it."""
    found = look_through(round_, board)
    if not found.pairs:
        raise Refused(_("There are no pairs to publish yet."))
    if found.gone:
        raise Refused(
            " ".join([*found.gone[:3], _("Bring the round up to date on the board first.")])
        )
    if found.unreasoned:
        row, rules = found.unreasoned[0]
        names = Participant.objects.with_person().in_bulk(row[:2])
        raise Refused(
            _("%(mentee)s and %(mentor)s: %(rule)s. Give a reason for this pair, or change it.")
            % {"mentee": names[row[1]], "mentor": names[row[0]], "rule": rules[0]}
        )


def new_pairs(board: BoardState, rows: Sequence[Any] | None = None) -> list[NewPair]:
    """The board's pairs, or some of its rows, as the introductions take them, with reasons for
    both readers."""
    ready = prepared(board.snapshot)
    rows = board.pairs if rows is None else rows
    keys = {key for row in rows for key in row[:2]}
    people = Participant.objects.with_person().filter(programme=board.round.programme_id)
    found = people.in_bulk(keys)
    for row in rows:
        for key in row[:2]:
            if key not in found:
                raise Refused(_("Somebody on the board has left. Bring the round up to date."))
    own, weights = words_of(board.round.programme), board.strategy["weights"]
    fits = {(row[0], row[1]): row[3] for row in rows}
    return [
        as_new_pair(
            board,
            (found[pair[0]], found[pair[1]]),
            fits[pair],
            reasons=both_ways(
                layers.reasons(str(pair[0]), str(pair[1]), weights=weights),
                (found[pair[0]], found[pair[1]]),
                own,
            ),
            free=[set(ready.people[key].get("availability", ())) for key in pair],
        )
        for pair, layers in ready.by_pair(fits)
    ]


def both_ways(
    why: Sequence["Reason"], people: tuple[Participant, Participant], own: Own
) -> dict[str, list[str]]:
    """The reasons as the mentor and as the mentee will read them."""
    mentor, mentee = people
    return {
        MENTOR: for_reader(why, MENTOR, mentee.user.first_name, own),
        MENTEE: for_reader(why, MENTEE, mentor.user.first_name, own),
    }


def as_new_pair(
    board: BoardState,
    people: tuple[Participant, Participant],
    fit: int,
    *,
    reasons: dict[str, list[str]],
    free: Sequence[set[str]],
) -> NewPair:
    """One pair with its reasons and the times that suit both."""
    mentor, mentee = people
    key = f"{mentor.pk}-{mentee.pk}"
    return NewPair(
        mentor=mentor,
        mentee=mentee,
        fit=fit,
        reasons=reasons,
        times=sorted(free[0] & free[1]),
        by_hand=key in board.given,
        reason_given=board.given.get(key, ""),
    )


def unmatched_keys(board: BoardState) -> list[int]:
    """Mentees who have nobody on this board."""
    matched = {row[1] for row in board.pairs}
    short = {each["mentee"] for each in board.result.get("unmatched", ())}
    return sorted(key for key in short if key not in matched)


def unmatched_people(board: BoardState) -> list[Participant]:
    """The same, as participants who still take part."""
    people = Participant.objects.with_person().taking_part()
    return list(people.filter(pk__in=unmatched_keys(board)))
