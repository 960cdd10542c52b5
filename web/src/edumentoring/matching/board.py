"""Reading a board: what the page shows, without asking the engine to solve anything."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edumentoring.matching.advice import LOW
from edumentoring.matching.models import BoardState, Round
from edumentoring.matching.own_questions import words_of
from edumentoring.matching.people_lines import Line, lines
from edumentoring.matching.reasons import Own, in_short, strongest
from edumentoring.matching.solving import Key, prepared
from edumentoring.programmes.models import Participant

if TYPE_CHECKING:
    from pairwell import Reason

ROWS = 15
MOST_ROWS = 5000
ASKED_OF = 60  # pairs that tell whether most told us little
MOST_OF_A_CROWD = 500  # rows on one page: a crowd's thousands would be megabytes
SHOWS = {
    "all": gettext_lazy("All"),
    "low": gettext_lazy("Under 60"),
    "locked": gettext_lazy("Locked"),
    "new": gettext_lazy("New since the last proposal"),
    "hand": gettext_lazy("By hand"),
}
ORDERS = {
    "lowest": gettext_lazy("Lowest fit first"),
    "highest": gettext_lazy("Highest fit first"),
    "mentee": gettext_lazy("Mentee’s name"),
    "mentor": gettext_lazy("Mentor’s name"),
}


@dataclass
class Row:
    """One proposed pair as the board shows it."""

    key: str
    mentor: Line
    mentee: Line
    fit: int
    place: int
    locked: bool = False
    by_hand: bool = False
    is_new: bool = False
    note: str = ""
    reason_given: str = ""
    why: str = ""


@dataclass
class Asked:
    """What the address asks the board to show. Whatever it cannot be, it is not."""

    show: str = "all"
    order: str = "lowest"
    words: str = ""
    page: int = 1
    every: bool = False

    @classmethod
    def of(cls, query: QueryDict) -> "Asked":
        page = query.get("page", "1")
        return cls(
            show=query.get("show", "") if query.get("show", "") in SHOWS else "all",
            order=query.get("order", "") if query.get("order", "") in ORDERS else "lowest",
            words=" ".join(query.get("q", "").split())[:80],
            page=int(page) if page.isdecimal() and len(page) < 6 else 1,
            every=query.get("every", "") == "yes",
        )

    def query(self, **changes: Any) -> str:
        """The address's end for the same board with something changed."""
        wanted = QueryDict(mutable=True)
        values = {"show": self.show, "order": self.order, "q": self.words, **changes}
        usual = {"show": "all", "order": "lowest", "q": "", "page": 1}
        for name, value in values.items():
            if value != usual.get(name):
                wanted[name] = str(value)
        return f"?{wanted.urlencode()}" if wanted else "?"


@dataclass
class Board:
    """A round's board in view. Pairs are rows of [mentor, mentee, points, fit]."""

    round: Round
    state: BoardState
    asked: Asked = field(default_factory=Asked)

    # --- the strip at the top ---

    @cached_property
    def fits(self) -> list[int]:
        return sorted(pair[3] for pair in self.state.pairs)

    @property
    def pairs(self) -> int:
        return len(self.fits)

    @cached_property
    def wanting(self) -> int:
        """Mentees in the round who want somebody."""
        return int(self.state.result.get("wanting", 0))

    @cached_property
    def matched(self) -> int:
        return len({pair[1] for pair in self.state.pairs})

    @property
    def without(self) -> int:
        return self.wanting - self.matched

    @property
    def typical(self) -> int:
        return self.at_share(50)

    @property
    def middle_half(self) -> tuple[int, int]:
        return self.at_share(25), self.at_share(75)

    def at_share(self, percent: int) -> int:
        """The fit that this share of the pairs does not pass."""
        return self.fits[(len(self.fits) - 1) * percent // 100] if self.fits else 0

    @property
    def low(self) -> int:
        return sum(fit < LOW for fit in self.fits)

    @cached_property
    def lowest(self) -> Row | None:
        if not self.fits:
            return None
        pair = min(self.state.pairs, key=lambda one: (one[3], one[1]))
        people = lines(self.round.programme, pair[:2])
        return self.as_row(pair, 1, people) if len(people) == 2 else None

    def histogram(self) -> dict[str, Any]:
        """Bars of five from the lowest fit, of ten where the fits lie far apart."""
        if not self.fits:
            return {"bars": [], "low": 0, "last": ""}
        step = 5 if self.fits[0] >= 40 else 10
        first = min(self.fits[0], 90) // 10 * 10
        starts = range(first, 100, step)
        bars = [
            (
                start,
                sum(
                    start <= fit < start + step or (fit == 100 == start + step) for fit in self.fits
                ),
            )
            for start in starts
        ]
        return {"bars": bars, "low": sum(start < LOW for start in starts), "last": "100"}

    # --- which pairs are what ---

    @cached_property
    def locks(self) -> set[tuple[int, int]]:
        return {(pair[0], pair[1]) for pair in self.state.locks}

    @cached_property
    def chosen(self) -> set[tuple[int, int]]:
        """Pairs somebody made or chose by hand."""
        return {
            (int(one), int(other))
            for one, _dash, other in (key.partition("-") for key in self.state.given)
        }

    @cached_property
    def last_proposal(self) -> BoardState | None:
        """The board just before the newest proposal."""
        if self.state.proposal < 2:
            return None
        newest = (
            BoardState.objects.filter(
                round=self.round, kind=BoardState.Kind.PROPOSAL, proposal=self.state.proposal
            )
            .only("parent")
            .first()
        )
        if newest is None:
            return None
        return (
            BoardState.objects.filter(round=self.round, number=newest.parent)
            .only("pairs", "number", "proposal")
            .first()
        )

    @cached_property
    def fresh(self) -> set[tuple[int, int]]:
        """Pairs that were not there before the newest proposal."""
        before = self.last_proposal
        return self.state.pair_set() - before.pair_set() if before else set()

    def shown(self, show: str) -> list[Any]:
        """The pairs under one chip."""
        tests: dict[str, Callable[[Any], bool]] = {
            "low": lambda pair: pair[3] < LOW,
            "locked": lambda pair: (pair[0], pair[1]) in self.locks,
            "new": lambda pair: (pair[0], pair[1]) in self.fresh,
            "hand": lambda pair: (pair[0], pair[1]) in self.chosen,
        }
        if show not in tests:
            return list(self.state.pairs)
        return [pair for pair in self.state.pairs if tests[show](pair)]

    def chips(self) -> list[dict[str, Any]]:
        """The chips with their counts; those that would show nothing are left out."""
        found = []
        for show, label in SHOWS.items():
            amount = len(self.shown(show))
            if amount or show == "all":
                found.append(
                    {
                        "label": label,
                        "amount": amount,
                        "url": self.asked.query(show=show),
                        "current": show == self.asked.show,
                    }
                )
        return found

    def orders(self) -> list[dict[str, Any]]:
        return [
            {
                "label": label,
                "url": self.asked.query(order=order),
                "current": order == self.asked.order,
            }
            for order, label in ORDERS.items()
        ]

    # --- the rows ---

    @cached_property
    def everybody(self) -> dict[int, Line]:
        """Everyone in the programme: only read to find or to order by name."""
        return lines(self.round.programme)

    @cached_property
    def in_order(self) -> list[Any]:
        """The pairs asked for, in the order asked for."""
        pairs = self.shown(self.asked.show)
        if self.asked.words:
            pairs = [pair for pair in pairs if self.is_about(pair)]
        if self.asked.order in ("mentee", "mentor"):
            side = 1 if self.asked.order == "mentee" else 0
            return sorted(pairs, key=lambda pair: (self.name_of(pair[side]), pair[0]))
        return sorted(
            pairs, key=lambda pair: (pair[3], pair[1]), reverse=self.asked.order == "highest"
        )

    def name_of(self, key: int) -> str:
        return self.everybody[key].name.casefold() if key in self.everybody else ""

    def is_about(self, pair: Any) -> bool:
        """Whether a pair's names, roles or schools hold the words looked for."""
        people = [self.everybody[key] for key in pair[:2] if key in self.everybody]
        whole = " ".join(f"{one.name} {one.role} {one.school}" for one in people).casefold()
        return all(word in whole for word in self.asked.words.casefold().split())

    @property
    def is_crowd(self) -> bool:
        """Whether this board was worked out without a table of every pair."""
        return bool(self.state.result.get("crowd"))

    @property
    def uncounted(self) -> int:
        """Whose wishes did not count, because so many people meet them."""
        return int(self.state.result.get("uncounted", 0))

    @property
    def all_rows(self) -> int:
        return MOST_OF_A_CROWD if self.is_crowd else MOST_ROWS

    @cached_property
    def page(self) -> Page[Any]:
        size = self.all_rows if self.asked.every else ROWS
        return Paginator(self.in_order, size).get_page(self.asked.page)

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of this page, with why they fit in a few words."""
        pairs = list(self.page.object_list)
        people = lines(self.round.programme, (key for pair in pairs for key in pair[:2]))
        first = self.page.start_index()
        rows = [
            self.as_row(pair, first + at, people)
            for at, pair in enumerate(pairs)
            if pair[0] in people and pair[1] in people
        ]
        self.explain(rows)
        return rows

    def as_row(self, pair: Any, place: int, people: dict[int, Line]) -> Row:
        mentor, mentee, _points, fit = pair
        key = f"{mentor}-{mentee}"
        return Row(
            key=key,
            mentor=people[mentor],
            mentee=people[mentee],
            fit=fit,
            place=place,
            locked=(mentor, mentee) in self.locks,
            by_hand=(mentor, mentee) in self.chosen,
            is_new=(mentor, mentee) in self.fresh,
            note=self.state.notes.get(key, ""),
            reason_given=self.state.given.get(key, ""),
        )

    def explain(self, rows: list[Row]) -> None:
        """Fill in why: plain arithmetic on two people, nothing is solved."""
        by_pair = {(row.mentor.key, row.mentee.key): row for row in rows}
        for pair, found in self.reasons(by_pair):
            row = by_pair[pair]
            row.why = in_short(found, row.fit, self.own)

    @cached_property
    def most_told_little(self) -> bool:
        """Whether of half the pairs or more no reason can be said; asked of an even few of them.

        Such a pair fits low, so a board of good fits asks the engine nothing.
        """
        if not self.pairs or 2 * self.low < self.pairs:
            return False
        some = self.state.pairs[:: -(-self.pairs // ASKED_OF)]
        fits = {(pair[0], pair[1]): pair[3] for pair in some}
        asked = self.reasons(pair for pair, fit in fits.items() if fit < LOW)
        silent = [pair for pair, found in asked if not strongest(found, fits[pair], self.own)]
        return 2 * len(silent) >= len(fits)

    @cached_property
    def own(self) -> Own:
        return words_of(self.round.programme)

    def reasons(self, pairs: Iterable[Key]) -> "Iterator[tuple[Key, list[Reason]]]":
        """Each of these pairs with every reason the engine has."""
        weights = self.state.strategy["weights"]
        for (mentor, mentee), layers in prepared(self.state.snapshot).by_pair(pairs):
            found = layers.reasons(str(mentor), str(mentee), weights=weights, every=True)
            yield (mentor, mentee), list(found)

    @property
    def more(self) -> dict[str, Any] | None:
        """What comes after this page: how many, and their fits."""
        if not self.page.has_next():
            return None
        rest = self.in_order[self.page.end_index() :]
        fits = [pair[3] for pair in rest]
        return {
            "count": len(rest),
            "least": min(fits),
            "most": max(fits),
            "url": self.asked.query(page=self.page.next_page_number()),
        }

    # --- beside the rows ---

    @property
    def unlocked(self) -> int:
        return self.pairs - len(self.locks & self.state.pair_set())

    @cached_property
    def changed_people(self) -> int:
        """How many people changed, joined or left since the snapshot."""
        since = self.state.snapshot.taken_at
        return Participant.objects.filter(
            Q(updated_at__gt=since), programme=self.round.programme
        ).count()

    @property
    def title(self) -> str:
        return _("%(round)s · Proposal %(number)d") % {
            "round": self.round,
            "number": self.state.proposal,
        }
