"""The figures of all the schools of a programme: one table, the same for everybody who reads it.

Were it cut to fit its reader, two readers could put theirs together and see more.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edumentoring.programmes import counted
from edumentoring.programmes.models import ParticipantQuerySet, Programme
from edumentoring.provider.kept_back import Given, give, give_part
from edumentoring.schools.models import Organisation

GROUPS: dict[str, str | Promise] = {
    "mentors": gettext_lazy("Mentors"),
    "mentees": gettext_lazy("Mentees"),
}
# The key of those who named no school that the register has.
NO_SCHOOL = 0


@dataclass(frozen=True)
class Row:
    """One school, or several together. A cell is None where a number is kept back."""

    name: str
    cells: list[int | None]
    is_ours: bool = False


@dataclass(frozen=True)
class Table:
    """Schools by name, the others in one line, and the whole programme."""

    heads: list[str | Promise]
    rows: list[Row]
    others: Row
    whole: Row

    @property
    def has_people(self) -> bool:
        return bool(self.rows) or any(cell != 0 for cell in self.whole.cells)


def figures_of(programme: Programme, ours: Organisation | None = None) -> Table:
    """Who takes part now, by school. `ours` only marks the rows of one organisation."""
    columns = [column for group in GROUPS for column in _columns(programme, group)]
    heads = [head for head, _given in columns]
    given = [found for _head, found in columns]
    shown = {key for one in given for key in one.each}
    schools = Organisation.objects.select_related("parent__parent__parent").in_bulk(shown)
    rows = [
        Row(
            schools[key].name if key in schools else _("No school named"),
            [one.each.get(key) for one in given],
            is_ours=key in schools and _is_of(schools[key], ours),
        )
        for key in shown
    ]
    return Table(
        heads,
        sorted(rows, key=lambda row: (not row.is_ours, row.name)),
        Row(_("The other schools together"), [one.others for one in given]),
        Row(_("The whole programme"), [one.whole for one in given]),
    )


def _columns(programme: Programme, group: str) -> Iterator[tuple[str | Promise, Given[int]]]:
    """All mentors or mentees, then each part of them."""
    here = programme.participants.taking_part().unjoined()
    people = _by_school(here.mentors() if group == "mentors" else here.mentees())
    counts = Counter(people.values())
    whole = give(counts)
    yield GROUPS[group], whole
    for part in counted.parts_of(group):
        found = set(part.find(programme))
        some = Counter(school for key, school in people.items() if key in found)
        yield part.label, give_part(counts, some, whole)


def _by_school(people: ParticipantQuerySet) -> dict[int, int]:
    return {key: school or NO_SCHOOL for key, school in people.values_list("pk", "school")}


def _is_of(school: Organisation, ours: Organisation | None) -> bool:
    """Whether a school is this organisation, or stands somewhere below it."""
    found: Organisation | None = school
    while ours and found:
        if found.pk == ours.pk:
            return True
        found = found.parent
    return False


def with_a_mentor(programme: Programme) -> set[int]:
    """The mentees somebody mentors, or is being introduced to."""
    return set(programme.participants.filter(mentors_now__gt=0).values_list("pk", flat=True))


WITH_A_MENTOR = counted.Part(
    key="with-a-mentor", of="mentees", label=gettext_lazy("With a mentor"), find=with_a_mentor
)
