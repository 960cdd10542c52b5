"""Working a whole board out: by a table of every pair, or as a crowd where that is too large."""

from typing import Any

from django.utils.translation import gettext as _

from edumentoring.matching.advice import Result, result_of
from edumentoring.matching.crowds.boards import crowd_board
from edumentoring.matching.crowds.process import Report
from edumentoring.matching.models import Round, Snapshot
from edumentoring.matching.solving import Terms, prepared, solve, stored_pairs


def work_out_board(
    snapshot: Snapshot, terms: Terms, before: Result, *, round_id: int, report: Report
) -> tuple[list[Any], Result]:
    """The best pairs under these terms, and what is kept beside them.

    before: what was kept with the last board. Raises Refused for locks that cannot hold together,
    and, for a crowd, Stopped where `report` says that it is not wanted any more.
    """
    report(20, 100, _("Comparing everybody with everybody"))
    if prepared(snapshot).is_crowd:
        return crowd_board(snapshot, terms, round_id=round_id, report=report)
    report(55, 100, _("Choosing the best pairs of all"))
    matching = solve(snapshot, terms)
    report(80, 100, _("Looking at who has no match, and why"))
    result = result_of(matching, snapshot, before, sorted(terms.aside))
    return stored_pairs(matching), result


def still_wanted(round_: Round, run: int) -> bool:
    return round_.state == Round.State.PROPOSING and round_.run == run


def reporter(round_id: int, run: int) -> Report:
    """What says how far it is, where the progress page reads it, and whether to go on."""
    wanted = Round.objects.filter(pk=round_id, run=run, state=Round.State.PROPOSING)

    def report(done: int, of: int, words: str) -> bool:
        if not words:
            return wanted.exists()
        return bool(wanted.update(progress=done, progress_of=of, progress_words=words))

    return report
