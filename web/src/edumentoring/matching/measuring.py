"""How well mentors fit one mentee outside a round: the measure of the last round, or of the
programme's rules, for a hand-over (see `pairs.fitting`).

The mentee asks for nobody while their pair goes on, so they are taken as if they asked for one.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from edumentoring.matching.for_engine import engine_tables, to_engine
from edumentoring.matching.models import Round
from edumentoring.matching.own_questions import feeding, refreshed, words_of
from edumentoring.matching.reasons import NEVER, Own, blocks_in_words, for_both, in_short
from edumentoring.matching.snapshot import (
    as_person,
    names_of,
    pairs_so_far,
    sensitive_keys,
)
from edumentoring.matching.solving import Key
from edumentoring.matching.strategy import Strategy, engine_musts, of_programme, requires_school
from edumentoring.pairs.fitting import Fit
from edumentoring.programmes.models import Participant, Programme
from edumentoring.training.records import trained

if TYPE_CHECKING:
    from pairwell import Layers


def measure(mentee: Participant, mentors: Sequence[Participant]) -> dict[int, Fit]:
    """A fit for each of these mentors, but those who may never be put together with them."""
    strategy, own = _strategy(mentee.programme), words_of(mentee.programme)
    layers, people = _layers(mentee, mentors)
    if str(mentee.pk) not in layers.row:
        return {}
    known = _Known(layers, strategy, own, people, first_names=_first_names(mentee, *mentors))
    found = {}
    for mentor in layers.mentors:
        pair = (int(mentor.id), mentee.pk)
        codes = known.blocked_by(pair)
        if not NEVER.intersection(codes):
            found[pair[0]] = known.fit(pair, codes)
    return found


def _first_names(*people: Participant) -> dict[int, str]:
    return {each.pk: each.user.first_name for each in people}


@dataclass(frozen=True)
class _Known:
    """The engine's view of these people, and what makes its codes into words."""

    layers: "Layers"
    strategy: Strategy
    own: Own
    people: dict[int, dict[str, Any]]
    first_names: dict[int, str]

    def blocked_by(self, pair: Key) -> tuple[str, ...]:
        musts = engine_musts(self.strategy["musts"])
        return self.layers.blocked_by(str(pair[0]), str(pair[1]), musts=musts)

    def fit(self, pair: Key, codes: Sequence[str]) -> Fit:
        ids, weights = (str(pair[0]), str(pair[1])), self.strategy["weights"]
        fit = self.layers.fit(*ids, weights=weights)
        every = self.layers.reasons(*ids, weights=weights, every=True)
        names = (self.first_names[pair[0]], self.first_names[pair[1]])
        free = [set(self.people[key].get("availability", ())) for key in pair]
        return Fit(
            fit=fit,
            why=in_short(every, fit, self.own),
            reasons=for_both(self.layers, pair, weights, names, self.own),
            times=sorted(free[0] & free[1]),
            rules=blocks_in_words(codes, required_school=requires_school(self.strategy)),
        )


def _strategy(programme: Programme) -> Strategy:
    """What mattered in the last round; a first one would begin with the programme's rules."""
    last = Round.objects.filter(programme=programme).order_by("-number").first()
    known = last.strategy if last and last.strategy else of_programme(programme.rules)
    return refreshed(known, programme)


def _layers(
    mentee: Participant, mentors: Sequence[Participant]
) -> tuple["Layers", dict[int, dict[str, Any]]]:
    from pairwell import Rules, prepare

    programme = mentee.programme
    everyone = [mentee, *mentors]
    taken, past = pairs_so_far(programme)
    free = Counter({key: count for key, count in taken.items() if key[0] == "mentor"})
    free["mentee", mentee.pk] = mentee.demand - 1
    names = ((one.pk, one.user.name, one.user.email) for one in everyone)
    by_name, hidden = names_of(programme, names), sensitive_keys(programme)
    asked = feeding(programme)
    are_trained = trained(programme)
    people = [
        as_person(each, free, hidden, by_name, asked, trained=each.pk in are_trained)
        for each in everyone
    ]
    people[0].pop("mentor", None)
    for each in people[1:]:
        each.pop("mentee", None)
    for each in people:
        if past[each["id"]]:
            each["blocked"] = sorted(past[each["id"]])
    able, wanting = to_engine(each for each in people if "mentor" in each or "mentee" in each)
    layers = prepare(able, wanting, rules=Rules(**engine_tables()))
    return layers, {each["id"]: each for each in people}
