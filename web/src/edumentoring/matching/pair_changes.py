"""Changing one pair of a board: lock, keep apart, take off, choose, make by hand."""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.common.refused import Refused
from edumentoring.matching.changes import (
    Told,
    board_at,
    first_names,
    names_of,
    next_state,
    put_in_view,
    rework,
)
from edumentoring.matching.models import BoardState, Round
from edumentoring.matching.moves import Difference
from edumentoring.matching.reasons import NEVER, blocks_in_words
from edumentoring.matching.solving import Key, Terms, prepared, terms_of
from edumentoring.matching.strategy import engine_musts, requires_school
from edumentoring.people.models import User

LONGEST_REASON = 300
LONGEST_NOTE = 1000


def lock(round_: Round, mentor: int, mentee: int, *, by: User, version: int) -> Told:
    """Fix a pair of the board: a re-run leaves it as it is."""
    board = board_at(round_, version)
    if (mentor, mentee) not in board.pair_set():
        raise Refused(_("These two are not a pair on the board. Choose one that is."))
    terms = terms_of(board)
    what = _("Locked %s and %s") % tuple(first_names(mentee, mentor))
    pair = (mentor, mentee)
    terms = terms.with_(locks=terms.locks | {pair}, loose=terms.loose - {pair})
    return rework(round_, board, terms, what, by=by)


def unlock(round_: Round, mentor: int, mentee: int, *, by: User, version: int) -> Told:
    """Let a re-run change this pair again. Until then it stays as it is."""
    board = board_at(round_, version)
    terms = terms_of(board)
    what = _("Unlocked %s and %s") % tuple(first_names(mentee, mentor))
    pairs = terms.locks & {(mentor, mentee)}
    terms = terms.with_(locks=terms.locks - pairs, loose=terms.loose | pairs)
    return rework(round_, board, terms, what, by=by)


def keep_apart(round_: Round, mentor: int, mentee: int, *, by: User, version: int) -> Told:
    """Never propose these two in this round; the rest is worked out again around it."""
    board = board_at(round_, version)
    known_people(board, mentor, mentee)
    terms, pair = terms_of(board), (mentor, mentee)
    what = _("Kept %s and %s apart") % tuple(first_names(mentee, mentor))
    terms = terms.with_(
        locks=terms.locks - {pair},
        loose=terms.loose - {pair},
        forbids=terms.forbids | {pair},
        given=terms.given - {pair},
    )
    return rework(round_, board, terms, what, by=by, given=without(board.given, pair))


def let_again(round_: Round, mentor: int, mentee: int, *, by: User, version: int) -> Told:
    """Undo keeping two apart."""
    board = board_at(round_, version)
    terms = terms_of(board)
    what = _("Let %s and %s be a pair again") % tuple(first_names(mentee, mentor))
    forbids = terms.forbids - {(mentor, mentee)}
    return rework(round_, board, terms.with_(forbids=forbids), what, by=by)


def part(round_: Round, mentor: int, mentee: int, *, by: User, version: int) -> Told:
    """Take a pair off the board. The mentee waits, without a mentor, until the next re-run."""
    board = board_at(round_, version)
    terms, pair = terms_of(board), (mentor, mentee)
    if pair not in board.pair_set():
        raise Refused(_("These two are not a pair on the board. Choose one that is."))
    what = _("Took %s and %s off the board") % tuple(first_names(mentee, mentor))
    terms = terms.with_(
        locks=terms.locks - {pair},
        loose=terms.loose - {pair},
        aside=terms.aside | {mentee},
        given=terms.given - {pair},
    )
    return rework(round_, board, terms, what, by=by, given=without(board.given, pair))


def reassign(
    round_: Round, mentor: int, mentee: int, *, by: User, version: int, reason: str = ""
) -> Told:
    """Give a mentee this mentor. The pair is locked, and the rest moves as little as it must."""
    board = board_at(round_, version)
    terms, reason = chosen_terms(board, mentor, mentee, reason)
    what = _("Chose %(mentor)s for %(mentee)s") % dict(
        zip(("mentor", "mentee"), first_names(mentor, mentee), strict=True)
    )
    return rework(
        round_, board, terms, what, by=by, given=with_reason(board, mentor, mentee, reason)
    )


def make_pair_by_hand(
    round_: Round, mentor: int, mentee: int, *, by: User, version: int, reason: str = ""
) -> Told:
    """Pair two people whatever the engine thinks of it. A rule is set aside with a reason only."""
    board = board_at(round_, version)
    terms, reason = chosen_terms(board, mentor, mentee, reason)
    what = _("Paired %s and %s by hand") % tuple(first_names(mentee, mentor))
    return rework(
        round_, board, terms, what, by=by, given=with_reason(board, mentor, mentee, reason)
    )


def chosen_terms(
    board: BoardState, mentor: int, mentee: int, reason: str, *, ask_why: bool = True
) -> tuple[Terms, str]:
    """The terms with this pair fixed, or a refusal that says why it cannot be.

    With `ask_why` off a missing reason is let pass, so that the cost can be shown first.
    """
    known_people(board, mentor, mentee)
    reason = " ".join(reason.split())[:LONGEST_REASON]
    broken = broken_rules(board, mentor, mentee)
    if broken and not reason and ask_why:
        words = blocks_in_words(broken, required_school=requires_school(board.strategy))
        raise Refused(
            _("%(rules)s. Say why this pair is right all the same, or choose somebody else.")
            % {"rules": "; ".join(words)}
        )
    terms = terms_of(board)
    people = prepared(board.snapshot).people
    fixed = sorted(one for one in terms.locks if one[1] == mentee and one[0] != mentor)
    spare = people[mentee]["mentee"]["demand"] - 1
    locks = (terms.locks - set(fixed[spare:])) | {(mentor, mentee)}
    refuse_overfull(locks, mentor, people[mentor]["mentor"]["capacity"])
    pair = (mentor, mentee)
    return (
        terms.with_(
            locks=locks,
            loose=frozenset(one for one in terms.loose if one[0] != mentor and one[1] != mentee),
            forbids=terms.forbids - {pair},
            given=terms.given | {pair},
            aside=terms.aside - {mentee},
        ),
        reason,
    )


def known_people(board: BoardState, mentor: int, mentee: int) -> None:
    """Refuse people who are not in the round on that side."""
    people = prepared(board.snapshot).people
    for key, role in ((mentor, "mentor"), (mentee, "mentee")):
        if role not in people.get(key, {}):
            name = first_names(key)[0]
            raise Refused(
                _("%s is not in this round in that role. Bring the round up to date first.") % name
            )


def broken_rules(board: BoardState, mentor: int, mentee: int) -> list[str]:
    """The rules a pair would set aside. What somebody has ruled out is refused at once."""
    ready = prepared(board.snapshot)
    with ready.asking:
        codes = ready.layers((mentor, mentee)).blocked_by(
            str(mentor), str(mentee), musts=engine_musts(board.strategy["musts"])
        )
    if NEVER & set(codes):
        raise Refused(
            _(
                "%s and %s cannot be a pair. One of them has ruled it out, "
                "or they were introduced before. Choose somebody else."
            )
            % tuple(first_names(mentee, mentor))
        )
    return list(codes)


def refuse_overfull(locks: Iterable[Key], mentor: int, capacity: int) -> None:
    """Locks may fill a mentor, never overfill."""
    wanted = Counter(pair[0] for pair in locks)[mentor]
    if wanted > capacity:
        name = names_of([mentor]).get(mentor, "")
        raise Refused(
            ngettext(
                "%(name)s has room for %(count)d mentee, and that place is locked. ",
                "%(name)s has room for %(count)d mentees, and those places are locked. ",
                capacity,
            )
            % {"name": name, "count": capacity}
            + _("Unlock one, or choose another mentor.")
        )


def with_reason(board: BoardState, mentor: int, mentee: int, reason: str) -> dict[str, str]:
    return {**board.given, f"{mentor}-{mentee}": reason}


def without(given: Mapping[str, str], pair: Key) -> dict[str, str]:
    return {key: why for key, why in given.items() if key != f"{pair[0]}-{pair[1]}"}


def write_note(
    round_: Round, mentor: int, mentee: int, *, by: User, version: int, text: str
) -> Told:
    """Keep a note on a pair for coordinators. Nobody else reads it."""
    board = board_at(round_, version)
    notes = {**board.notes, f"{mentor}-{mentee}": text.strip()[:LONGEST_NOTE]}
    what = _("Wrote a note on %s and %s") % tuple(first_names(mentee, mentor))
    notes = {key: note for key, note in notes.items() if note}
    state = next_state(board, notes=notes, what=what, by=by)
    put_in_view(round_, state, by=by)
    return Told(state, what, Difference())
