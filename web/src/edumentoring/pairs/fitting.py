"""How well a mentor would fit a mentee, by the same measure as in a round.

The engine lives in a room above, which hands itself in, in its AppConfig:

    fitting.measure_with(measure)

where `measure(mentee, mentors)` gives a `Fit` for each of these mentors it knows enough about, by
the mentor's key. Those it leaves out may never be put together with this mentee.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from edumentoring.programmes.models import Participant


@dataclass(frozen=True)
class Fit:
    """One possible pair: 0 to 100, why in a few words and for each reader, and broken rules."""

    fit: int
    why: str = ""
    reasons: dict[str, list[str]] = field(default_factory=dict)
    times: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)


Measure = Callable[[Participant, Sequence[Participant]], dict[int, Fit]]
_measures: list[Measure] = []


def measure_with(measure: Measure) -> None:
    """Hand in the measure; the last one handed in counts."""
    _measures[:] = [measure]


def fits(mentee: Participant, mentors: Sequence[Participant]) -> dict[int, Fit]:
    """How well each of these mentors would fit, by their key."""
    if not _measures:
        return {mentor.pk: Fit(0) for mentor in mentors}
    return _measures[0](mentee, mentors)
