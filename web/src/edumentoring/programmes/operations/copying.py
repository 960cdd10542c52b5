"""The next cohort: a programme like this one, without its people."""

from collections.abc import Callable

from django.db import transaction

from edumentoring.people import operations as people
from edumentoring.people.models import User
from edumentoring.programmes.models import Coordinator, Programme, Question
from edumentoring.programmes.operations.founding import free_slug
from edumentoring.programmes.operations.seats import add_coordinator

# What a copy keeps. Dates, people and rounds belong to one cohort alone.
KEPT = (
    *("kind", "organisation", "summary", "time_zone", "sender_name", "reply_to", "rules"),
    *("letters", "look", "words"),
    *("takes_mentees", "takes_mentors", "limit_mentees", "limit_mentors"),
)
KEPT_OF_A_QUESTION = (
    *("key", "kind", "asked_of", "label", "hint", "options", "required", "place"),
    *("sensitive", "feeds"),
)

Copier = Callable[[Programme, Programme, User], None]
_copiers: list[Copier] = []


def also_copy(copier: Copier) -> Copier:
    """Hand in what a room above keeps for a programme: called with the old one, the new and who.

    Called inside the transaction of the copy. Handing in the same twice counts once.
    """
    if copier not in _copiers:
        _copiers.append(copier)
    return copier


@transaction.atomic
def copy_programme(
    programme: Programme, *, name: str, by: User, with_coordinators: bool = False
) -> Programme:
    """A programme like this one for the next cohort: its questions, rules, letters and look.

    Nobody who takes part comes along. `by` owns it; with `with_coordinators` the others keep
    their seats. It is not published, and has no dates yet.
    """
    made = Programme.objects.create(
        slug=free_slug(name),
        name=name.strip(),
        copied_from=programme,
        **{field: getattr(programme, field) for field in KEPT},
    )
    _copy_questions(programme, made)
    people.record(
        "copy_programme",
        made,
        by=by,
        summary=f"Copied {programme.name} as {made.name}",
        programme_id=made.pk,
    )
    add_coordinator(made, email=by.email, role=Coordinator.Role.OWNER, by=by)
    if with_coordinators:
        for seat in programme.coordinators.select_related("user").exclude(user=by):
            add_coordinator(made, email=seat.user.email, role=seat.role, by=by)
    for copier in _copiers:
        copier(programme, made, by)
    return made


def _copy_questions(programme: Programme, made: Programme) -> None:
    """The current wordings, as the first of the new programme."""
    Question.objects.bulk_create(
        Question(
            programme=made, **{field: getattr(question, field) for field in KEPT_OF_A_QUESTION}
        )
        for question in programme.questions.filter(retired_at=None)
    )
