"""The figures of a programme's trusts and schools: one table, the same for whoever reads it.

Were it cut to fit its reader, two readers could put theirs together and see more.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edumentoring.programmes import counted
from edumentoring.programmes.models import Programme
from edumentoring.provider.kept_back import Given, give, give_part
from edumentoring.schools.models import Organisation

GROUPS: dict[str, str | Promise] = {
    "mentors": gettext_lazy("Mentors"),
    "mentees": gettext_lazy("Mentees"),
}


@dataclass(frozen=True)
class Row:
    """One trust or school, or several. A cell is None where a number is kept back."""

    name: str
    cells: list[int | None]
    is_ours: bool = False


@dataclass(frozen=True)
class Table:
    """Trusts and schools by name, people without one, the others in one line, and the whole."""

    heads: list[str | Promise]
    rows: list[Row]
    others: Row
    whole: Row

    @property
    def has_people(self) -> bool:
        return bool(self.rows) or any(cell != 0 for cell in self.whole.cells)


def figures_of(programme: Programme, ours: Organisation | None = None) -> Table:
    """Who takes part now, by trust or school. `ours` only marks the rows of one organisation."""
    lines = _lines(programme)
    columns = [column for group in GROUPS for column in _columns(programme, group, lines)]
    heads = [head for head, _given in columns]
    given = [found for _head, found in columns]
    shown = {line for one in given for line in one.each}
    rows = [
        Row(
            line.name if line else _("No school named"),
            [one.each.get(line) for one in given],
            is_ours=bool(line and ours and (ours in _chain(line) or line in _chain(ours))),
        )
        for line in sorted(shown, key=lambda line: (line is None, line.name if line else ""))
    ]
    return Table(
        heads,
        sorted(rows, key=lambda row: not row.is_ours),
        Row(_("All others together"), [one.others for one in given]),
        Row(_("The whole programme"), [one.whole for one in given]),
    )


def _lines(programme: Programme) -> dict[int | None, Organisation | None]:
    """In which line each school's people count: that of its trust, or of whatever stands above.

    Where all are of one trust, each school has its own line. Those without a school have None.
    """
    keys = programme.participants.exclude(school=None).values("school")
    found = Organisation.objects.select_related("parent__parent__parent").filter(pk__in=keys)
    tops = {school: _chain(school)[-1] for school in found}
    is_one = len(set(tops.values())) == 1
    return {None: None, **{one.pk: one if is_one else top for one, top in tops.items()}}


def _columns(
    programme: Programme, group: str, lines: dict[int | None, Organisation | None]
) -> Iterator[tuple[str | Promise, Given[Organisation | None]]]:
    """All mentors or mentees, then each part of them."""
    here = programme.participants.taking_part().unjoined()
    chosen = here.mentors() if group == "mentors" else here.mentees()
    people = {key: lines[school] for key, school in chosen.values_list("pk", "school")}
    # Always in one order: of two that are as small, the same is kept back each time.
    counts = dict(
        sorted(Counter(people.values()).items(), key=lambda one: one[0].pk if one[0] else 0)
    )
    whole = give(counts)
    yield GROUPS[group], whole
    for part in counted.parts_of(group):
        found = set(part.find(programme))
        some = Counter(line for key, line in people.items() if key in found)
        yield part.label, give_part(counts, some, whole)


def _chain(school: Organisation) -> list[Organisation]:
    """A school, its trust, and what stands above."""
    found = [school]
    while (above := found[-1].parent) and above not in found:
        found.append(above)
    return found


def with_a_mentor(programme: Programme) -> set[int]:
    """The mentees somebody mentors, or is being introduced to."""
    return set(programme.participants.filter(mentors_now__gt=0).values_list("pk", flat=True))


WITH_A_MENTOR = counted.Part(
    key="with-a-mentor", of="mentees", label=gettext_lazy("With a mentor"), find=with_a_mentor
)
