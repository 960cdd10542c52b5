"""Making a programme, its questions and its settings."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from edumentoring.common.refused import Stale
from edumentoring.people import operations as people
from edumentoring.people.models import User
from edumentoring.programmes.kinds import rules_of
from edumentoring.programmes.models import Coordinator, Programme, Question
from edumentoring.programmes.operations.locking import refuse_unknown
from edumentoring.programmes.operations.seats import add_coordinator
from edumentoring.programmes.questions import STANDARD, as_options, week_options
from edumentoring.schools.models import Organisation


@transaction.atomic
def create_programme(
    *,
    name: str,
    kind: str,
    by: User,
    organisation: Organisation | None = None,
    summary: str = "",
    slug: str = "",
) -> Programme:
    """A programme with the standard questions and its kind's rules; `by` becomes its owner."""
    programme = Programme.objects.create(
        slug=slug or free_slug(name),
        name=name.strip(),
        kind=Programme.Kind(kind),
        organisation=organisation,
        summary=summary.strip(),
        rules=rules_of(kind),
        time_zone=settings.TIME_ZONE,
    )
    _ask_standard_questions(programme)
    people.record(
        "create_programme",
        programme,
        by=by,
        summary=f"Made the programme {programme.name}",
        programme_id=programme.pk,
    )
    add_coordinator(programme, email=by.email, role=Coordinator.Role.OWNER, by=by)
    return programme


def free_slug(name: str) -> str:
    """An address for a programme of this name that no other has."""
    stem = slugify(name)[:50] or "programme"
    taken = set(Programme.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    taken.add("new")  # the address of the page that makes programmes
    return next(
        slug
        for slug in (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3)))
        if slug not in taken
    )


def _ask_standard_questions(programme: Programme) -> None:
    Question.objects.bulk_create(
        Question(
            programme=programme,
            key=standard.key,
            kind=standard.kind,
            asked_of=standard.asked_of,
            label=str(standard.label),
            hint=str(standard.hint),
            options=(
                week_options()
                if standard.kind == Question.Kind.WEEK
                else as_options(standard.options)
            ),
            required=standard.required,
            sensitive=standard.sensitive,
            place=place,
        )
        for place, standard in enumerate(STANDARD, start=1)
    )


@transaction.atomic
def add_question(
    programme: Programme,
    *,
    key: str,
    label: str,
    by: User | None,
    kind: str = Question.Kind.LONG_TEXT,
    asked_of: str = Question.Asked.EVERYONE,
    options: Iterable[Mapping[str, str]] = (),
) -> Question:
    """One more question, at the end. A key already asked gives the question that asks it."""
    question, made = Question.objects.get_or_create(
        programme=programme,
        key=key,
        retired_at=None,
        defaults={
            "kind": Question.Kind(kind),
            "asked_of": Question.Asked(asked_of),
            "label": label[:300],
            "options": [dict(option) for option in options],
            "place": 1 + (programme.questions.aggregate(last=Max("place"))["last"] or 0),
        },
    )
    if made:
        people.record(
            "add_question",
            question,
            by=by,
            summary=f"Added the question “{question.label}”",
            programme_id=programme.pk,
        )
    return question


SETTINGS = (
    *("name", "kind", "summary", "sender_name", "reply_to", "time_zone", "rules", "organisation"),
    *("takes_mentees", "takes_mentors", "limit_mentees", "limit_mentors"),
    *("opens_on", "closes_on", "next_round_on", "look", "words"),
)


@transaction.atomic
def change_settings(
    programme: Programme,
    *,
    changes: Mapping[str, Any],
    by: User,
    version: int | None = None,
    step: str = "",
) -> Programme:
    """Change what set-up and the settings page hold. Raises Stale when somebody saved between.

    `step` is the step of setting up this was done in: from now on it counts as looked at.
    """
    refuse_unknown(changes, SETTINGS)
    current = Programme.objects.select_for_update().get(pk=programme.pk)
    changes = {**changes, **_rules_of_new_kind(current, changes)}
    changed = [name for name, value in changes.items() if getattr(current, name) != value]
    if version is not None and version != current.version and changed:
        raise Stale(
            _("Somebody else changed these settings while you were writing. Yours are kept below.")
        )
    for name in changed:
        setattr(current, name, changes[name])
    if changed:
        words = ", ".join(changed).replace("_", " ")
        current.version += 1
        current.save(update_fields=[*changed, "version"])
        people.record(
            "change_settings",
            current,
            by=by,
            summary=f"Changed the programme's {words}",
            programme_id=current.pk,
        )
    return note_step(current, step) if step else current


def _rules_of_new_kind(programme: Programme, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Another kind brings its rules along, unless somebody made their own."""
    kind = changes.get("kind", programme.kind)
    own_rules = programme.rules != rules_of(programme.kind)
    return {} if kind == programme.kind or own_rules else {"rules": rules_of(kind)}


@transaction.atomic
def note_step(programme: Programme, step: str) -> Programme:
    """Note that somebody looked at a step of setting up; no version changes by it."""
    current = Programme.objects.select_for_update().get(pk=programme.pk)
    if step not in current.set_up:
        current.set_up = {**current.set_up, step: timezone.now().isoformat()}
        current.save(update_fields=["set_up"])
    return current
