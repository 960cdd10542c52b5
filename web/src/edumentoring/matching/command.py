"""`edumentoring match`: propose a round from the command line."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.urls import reverse

from edumentoring.common.refused import Refused
from edumentoring.common.tables import write_csv
from edumentoring.matching import operations
from edumentoring.matching.access import state_for
from edumentoring.matching.models import BoardState, Round
from edumentoring.matching.people_lines import lines
from edumentoring.matching.previews import shape
from edumentoring.matching.publishing import unmatched_keys
from edumentoring.matching.without_match import groups, recruiting
from edumentoring.people.models import User
from edumentoring.programmes.models import Programme

DONE, IN_PART = 0, 3
HEADINGS = ("Mentee", "Mentee's e-mail", "Mentor", "Mentor's e-mail", "Fit", "Points")


def match(
    programme: Programme,
    *,
    by: User,
    strategy: Mapping[str, Any] | None = None,
    pairs_file: Path | None = None,
    out: Callable[[str], object] = print,
) -> int:
    """Propose a round at once, in this process, and say how it went. Nothing is sent.

    `strategy`: a form's fields as on the page ("weight-subject": 4). `pairs_file`: where the
    pairs go as CSV. Returns 0, or 3 where some people have no match. Raises Refused.
    """
    round_ = Round.objects.filter(programme=programme).open().first()
    if round_ is None:
        round_ = operations.open_round(programme, by=by)
    if round_.state != Round.State.DRAFT:
        raise Refused(f"{round_} has its proposal. Review it at {path_of(round_)}.")
    operations.propose(round_, by=by, settings=strategy)
    round_.refresh_from_db()
    operations.work_out(round_.pk, round_.run)
    round_.refresh_from_db()
    board = state_for(round_)
    for line in summary(round_, board):
        out(line)
    if pairs_file is not None:
        pairs_file.write_bytes(pairs_as_csv(board))
        out(f"The pairs are in {pairs_file}.")
    return IN_PART if unmatched_keys(board) else DONE


def path_of(round_: Round) -> str:
    return reverse("matching:board", args=[round_.programme.slug, round_.number])


def summary(round_: Round, board: BoardState) -> list[str]:
    """The proposal in a few lines."""
    matched, typical, lowest = shape(board.pairs)
    wanting = board.result["wanting"]
    proof = "proven best" if board.result["proven"] else "not proven best"
    said = [
        f"{round_}: {matched} of {wanting} people have a mentor ({proof}).",
        f"Typical fit {typical}, lowest {lowest}, out of 100.",
    ]
    for group in groups(board):
        gain = f" ({group.gain_words})" if group.gain_words else ""
        said.append(f"No match for {len(group.people)}: {group.heading}. {group.change}{gain}.")
        said.append("  " + ", ".join(person.name for person in group.people))
    said += recruiting(board)
    return [*said, f"Nothing was sent. Review the board at {path_of(round_)}"]


def pairs_as_csv(board: BoardState) -> bytes:
    """The proposed pairs as a sheet, lowest fit first."""
    from edumentoring.programmes.models import Participant

    keys = {key for pair in board.pairs for key in pair[:2]}
    people = lines(board.round.programme, keys)
    mails = dict(Participant.objects.filter(pk__in=keys).values_list("pk", "user__email"))
    rows = [
        (people[mentee].name, mails[mentee], people[mentor].name, mails[mentor], fit, points)
        for mentor, mentee, points, fit in sorted(board.pairs, key=lambda pair: (pair[3], pair[1]))
        if mentor in people and mentee in people
    ]
    return write_csv([HEADINGS, *rows])
