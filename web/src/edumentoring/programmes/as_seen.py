"""What of all this the person sees themselves, so that coordinators write with that in mind."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from edumentoring.people.personal import Declaration, Scope, declarations
from edumentoring.programmes.models import Note, Participant

# What is said in full; of the rest the desk sees only how much there is.
IN_FULL = (Participant, Note)


@dataclass(frozen=True)
class Seen:
    """One part of the person's data file: its head, how many entries, and those in full."""

    head: str
    count: int
    facts: list[tuple[str, str]] = field(default_factory=list)


def data_file_of(person: Participant) -> list[Seen]:
    """Everything the person's data file holds of this programme, but for what only they see."""
    scope = Scope(user=person.user, programme_id=person.programme_id)
    parts = [_seen(each, scope, person) for each in declarations().values()]
    return [part for part in parts if part.count]


def _seen(declared: Declaration, scope: Scope, person: Participant) -> Seen:
    rows = list(declared.export(scope)) if declared.export else []
    facts: list[tuple[str, str]] = []
    if declared.model in IN_FULL:
        private = _private_labels(person)
        facts = [
            (
                str(label),
                _("Kept, and shown to nobody but them") if label in private else str(value),
            )
            for row in rows
            for label, value in row.items()
            if value not in (None, "", [], {})
        ]
    return Seen(declared.heading, len(rows), facts)


def _private_labels(person: Participant) -> frozenset[str]:
    """Sensitive questions, by their keys and in every wording they ever had."""
    asked = person.programme.questions.filter(sensitive=True)
    return frozenset(word for pair in asked.values_list("key", "label") for word in pair)
