"""The list of people: what it shows, how it is ordered, and what narrows it.

Everything stands in the address, so that a view can be kept, sent or downloaded as it is.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, OrderBy, Q
from django.http import QueryDict
from django.utils.translation import gettext as now

from edumentoring.programmes import filing
from edumentoring.programmes.list_columns import COLUMNS, Column, question_columns
from edumentoring.programmes.list_filters import Filter, filters_of
from edumentoring.programmes.models import Participant, ParticipantQuerySet, Programme, Question

PER_PAGE = 50
MOST_PER_PAGE = 200
ON_THE_BAR = ("as", "status")


@dataclass(frozen=True)
class Chosen:
    """One filter as it is set: its words, and the address without it."""

    label: str
    remove_url: str


@dataclass
class PeopleList:
    """One view of a programme's people, read from an address. Unknown words in it are ignored."""

    programme: Programme
    asked: QueryDict
    words: str = field(init=False)
    chosen: dict[str, list[str]] = field(init=False)
    query: QueryDict = field(init=False)

    def __post_init__(self) -> None:
        self.words = self.asked.get("q", "").replace("\0", "").strip()[:100]
        self.chosen = {
            key: kept
            for key, each in self.filters.items()
            if (kept := [value for value in self.asked.getlist(key) if each.accepts(value)])
        }
        self.query = self._query()

    @cached_property
    def questions(self) -> list[Question]:
        """What the programme asks now, but for sensitive questions."""
        return list(self.programme.questions.filter(retired_at=None, sensitive=False))

    @cached_property
    def filters(self) -> dict[str, Filter]:
        return filters_of(self.programme, self.questions)

    @cached_property
    def all_columns(self) -> dict[str, Column]:
        """Every column there is: ours, then the programme's own questions."""
        return {**COLUMNS, **question_columns(self.questions)}

    def _query(self) -> QueryDict:
        """What was asked, without what it says anyway: the shortest address of this view."""
        query = QueryDict(mutable=True)
        if self.words:
            query["q"] = self.words
        for key, values in self.chosen.items():
            query.setlist(key, values)
        shown = [column.key for column in self.columns[1:]]
        if shown != [key for key, column in COLUMNS.items() if column.usual][1:]:
            query.setlist("column", shown)
        if self.sort != "name":
            query["sort"] = self.sort
        if per_page := self.asked.get("per_page"):
            query["per_page"] = per_page[:10]
        return query

    @cached_property
    def sort(self) -> str:
        """A column's key, with a minus in front for the other way round."""
        asked = self.asked.get("sort", "")
        return asked if asked.removeprefix("-") in self.all_columns else "name"

    @cached_property
    def columns(self) -> list[Column]:
        """The name, then those asked for, or the usual ones."""
        every = self.all_columns
        asked = [key for key in self.asked.getlist("column") if key in every]
        keys = asked or [key for key, column in every.items() if column.usual]
        return [every["name"], *(c for k, c in every.items() if k in keys and k != "name")]

    @cached_property
    def people(self) -> ParticipantQuerySet:
        """Everybody who is kept, in order."""
        people = self.programme.participants.unjoined()
        for key, values in self.chosen.items():
            people = self.filters[key].keep(people, values)
        for word in filing.fold(self.words).split():
            people = people.filter(Q(found_by__contains=word) | Q(user__name__icontains=word))
        return people.order_by(*self._order(), "filed_as", "pk")

    def _order(self) -> list[OrderBy]:
        back = self.sort.startswith("-")
        orders = []
        for part in self.all_columns[self.sort.removeprefix("-")].order:
            key = F(part) if isinstance(part, str) else part
            orders.append(key.desc(nulls_last=True) if back else key.asc(nulls_last=True))
        return orders

    @cached_property
    def page(self) -> Page[Participant]:
        """The page asked for; beyond the last gives the last."""
        asked = self.asked.get("per_page", "")
        given = int(asked[:10]) if asked.isdecimal() else 0
        per_page = min(given, MOST_PER_PAGE) or PER_PAGE
        paginator = Paginator(self.people.with_person(), per_page)
        if not self.narrowed:
            paginator.__dict__["count"] = self.tallies["everyone"]  # counted there already
        page = paginator.get_page(self.asked.get("page"))
        # Whoever is skipped on the way to a deep page is not joined to schools and accounts.
        first = (page.number - 1) * per_page
        keys = list(self.people.values_list("pk", flat=True)[first : first + per_page])
        found = Participant.objects.with_person().in_bulk(keys)
        page.object_list = [found[key] for key in keys if key in found]
        return page

    @cached_property
    def tallies(self) -> dict[str, int]:
        """How many there are in the views everybody uses, in one query."""
        here, gap = Q(state="in"), Q(facets__contains=filing.facet("missing", ""))
        waiting = Q(is_mentee=True, mentors_now=0, demand__gt=0)
        room = Q(is_mentor=True, capacity__gt=F("mentees_now"))
        return self.programme.participants.unjoined().aggregate(
            everyone=Count("pk"),
            waiting=Count("pk", filter=here & waiting),
            room=Count("pk", filter=here & room),
            missing=Count("pk", filter=gap),
            paused=Count("pk", filter=Q(state="paused")),
            unconfirmed=Count("pk", filter=Q(state="signed_up")),
            queued=Count("pk", filter=Q(state="queued")),
        )

    @property
    def narrowed(self) -> bool:
        return bool(self.words or self.chosen)

    def chips(self) -> list[Chosen]:
        """The filters that are set, each with a way to take it away."""
        chips = []
        for key, values in self.chosen.items():
            each = self.filters[key]
            first = f"{each.label}: {each.words(values[0])}"
            if each.is_date:
                first = f"{each.label} {each.words(max(values))}"
            elif len(values) > 1:
                first = now("%(first)s, %(count)s more") % {
                    "first": first,
                    "count": len(values) - 1,
                }
            chips.append(Chosen(first, self.address(**{key: None})))
        if self.words:
            chips.append(Chosen(now("Found by “%s”") % self.words, self.address(q=None)))
        return chips

    def address(self, **changes: Any) -> str:
        """This view's query with some parts changed; None takes one away. "?" and more."""
        query = self.query.copy()
        for key, value in changes.items():
            if value is None:
                query.pop(key, None)
            else:
                query.setlist(key, [str(value)])
        return f"?{query.urlencode()}"

    @cached_property
    def trail(self) -> str:
        """What a person's address carries so that their page knows the list one came from."""
        return self.address() if self.query else ""

    @property
    def unshown(self) -> list[tuple[str, str]]:
        """What is kept by a filter that has no menu: the form carries it along."""
        return [
            (key, value)
            for key, values in self.chosen.items()
            if not self.filters[key].shown
            for value in values
        ]

    def heads(self) -> list[dict[str, Any]]:
        """The columns' heads: words, where a press leads, and which way it is sorted now."""
        key, back = self.sort.removeprefix("-"), self.sort.startswith("-")
        return [
            {
                "column": column,
                "url": self.address(sort=f"-{column.key}")
                if column.key == key and not back
                else self.address(sort=column.key),
                "sorted": ("descending" if back else "ascending") if column.key == key else "",
            }
            for column in self.columns
        ]

    def menus(self) -> list[dict[str, Any]]:
        """The filters' menus, with what is ticked; the first ones stand on the bar itself."""
        return [
            {
                "filter": each,
                "on_the_bar": key in ON_THE_BAR,
                "choices": [
                    {"value": value, "label": label, "on": value in self.chosen.get(key, ())}
                    for value, label in each.choices.items()
                ],
                "count": len(self.chosen.get(key, ())),
                "day": max(self.chosen.get(key, [""])) if each.is_date else "",
            }
            for key, each in self.filters.items()
            if each.shown
        ]

    def beside(self, person: Participant) -> tuple[Participant | None, Participant | None, int]:
        """Who comes before and after somebody in this view, and which place they have.

        Place 0: they are not in it.
        """
        keys = list(self.people.values_list("pk", flat=True))
        if person.pk not in keys:
            return None, None, 0
        at = keys.index(person.pk)
        around = [keys[at - 1] if at else None, keys[at + 1] if at + 1 < len(keys) else None]
        found = Participant.objects.with_person().in_bulk([key for key in around if key])
        before, after = (found.get(key) if key else None for key in around)
        return before, after, at + 1
