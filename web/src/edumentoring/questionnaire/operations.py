"""Every change to what a programme asks, each in one transaction with its history.

Every save makes a new version of a question, so that answers keep the words they answered
and a change can be taken back. Places and retiring belong to the row that is current.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from edumentoring.common.refused import Refused, Stale
from edumentoring.people import operations as people
from edumentoring.people.models import User
from edumentoring.programmes.columns import LABELS
from edumentoring.programmes.models import Programme, Question
from edumentoring.programmes.questions import STANDARD_BY_KEY
from edumentoring.questionnaire.asked import current, order_mark
from edumentoring.questionnaire.fitness import MOST_QUESTIONS, NEEDED, refuse_unfit

WORDED = ("label", "hint", "options", "required", "asked_of", "sensitive", "feeds")
# Names that forms and addresses use for themselves.
TAKEN = frozenset({*LABELS, *STANDARD_BY_KEY, "phone", "version", "way", "role", "roles"})


def locked(programme: Programme) -> Programme:
    """The programme, locked: two editors change its questions one after the other."""
    return Programme.objects.select_for_update().get(pk=programme.pk)


def current_question(programme: Programme, key: str) -> Question:
    """The question as it is asked now. Raises Stale when it is asked no more."""
    found = programme.questions.filter(key=key, retired_at=None).first()
    if found is None:
        raise Stale(_("Somebody else left this question out meanwhile. Bring it back first."))
    return found


def free_key(programme: Programme, label: str) -> str:
    """A new key made of the question's words, never one that was used before."""
    stem = slugify(label)[:50].strip("-_") or "question"
    if stem.isdecimal():
        stem = f"question-{stem}"
    taken = TAKEN | set(programme.questions.values_list("key", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (stem, *numbered) if key not in taken)


@transaction.atomic
def ask_question(
    programme: Programme, *, by: User, fields: Mapping[str, Any], key: str = ""
) -> Question:
    """One more question, at the end. Raises Refused with what is wrong with it."""
    programme = locked(programme)
    if programme.questions.filter(retired_at=None).count() >= MOST_QUESTIONS:
        raise Refused(
            _("There are %d questions already. Leave one out before you add another.")
            % MOST_QUESTIONS
        )
    question = Question(
        programme=programme,
        key=key or free_key(programme, fields["label"]),
        place=1 + (programme.questions.aggregate(last=Max("place"))["last"] or 0),
        **fields,
    )
    refuse_unfit(question)
    question.save()
    tell("ask_question", question, by, now("Added the question “%s”") % question.label)
    return question


@transaction.atomic
def change_question(
    programme: Programme, key: str, *, changes: Mapping[str, Any], version: int, by: User
) -> Question:
    """The question in new words, or asked otherwise, as a new version; the same if nothing differs.

    Raises Stale when somebody saved it in between, and Refused with what is wrong.
    """
    programme = locked(programme)
    before = current_question(programme, key)
    if before.version != version:
        raise Stale(
            _("Somebody else changed this question while you were writing. Yours is kept below.")
        )
    after = worded_anew(before, changes)
    if all(getattr(before, name) == getattr(after, name) for name in WORDED):
        return before
    refuse_unfit(after, before)
    return _put_in_place_of(before, after, by, now("Changed the question “%s”") % after.label)


def worded_anew(before: Question, changes: Mapping[str, Any]) -> Question:
    """The next version of a question, not yet saved."""
    if unknown := set(changes) - set(WORDED):
        raise ValueError(f"A question's {sorted(unknown)} cannot be changed.")
    kept = {name: getattr(before, name) for name in ("programme", "key", "kind", "place", *WORDED)}
    return Question(**{**kept, **changes})


def _put_in_place_of(before: Question, after: Question, by: User, summary: str) -> Question:
    last = before.programme.questions.filter(key=before.key).aggregate(last=Max("version"))["last"]
    after.version, after.place = last + 1, before.place
    before.retired_at = timezone.now()
    before.save(update_fields=["retired_at"])
    after.save()
    tell("change_question", after, by, summary, before=before.version)
    return after


@transaction.atomic
def restore_wording(
    programme: Programme, key: str, *, wording: int, version: int, by: User
) -> Question:
    """An earlier version once more, as the newest: what undo of a change does."""
    programme = locked(programme)
    earlier = programme.questions.filter(key=key, version=wording).first()
    if earlier is None:
        raise Refused(_("There is no such earlier wording. Nothing was changed."))
    return change_question(
        programme,
        key,
        changes={name: getattr(earlier, name) for name in WORDED},
        version=version,
        by=by,
    )


@transaction.atomic
def retire_question(programme: Programme, key: str, *, by: User) -> Question:
    """Ask it no more. Answers stay, and so do its words. Twice is once."""
    programme = locked(programme)
    if key in NEEDED:
        raise Refused(_("This question cannot be left out. %s") % NEEDED[key])
    question = programme.questions.filter(key=key).order_by("retired_at", "-version").first()
    if question is None:
        raise Refused(_("There is no such question. Look at the list again."))
    standing = programme.questions.filter(key=key, retired_at=None).first()
    if standing is None:
        return question
    standing.retired_at = timezone.now()
    standing.save(update_fields=["retired_at"])
    tell("retire_question", standing, by, now("Left out the question “%s”") % standing.label)
    return standing


@transaction.atomic
def bring_back_question(programme: Programme, key: str, *, by: User) -> Question:
    """Ask a question again, where it stood and in its last words. Twice is once."""
    programme = locked(programme)
    question = programme.questions.filter(key=key).order_by("-version").first()
    if question is None:
        raise Refused(_("There is no such question. Look at the list again."))
    if question.retired_at is not None:
        question.retired_at = None
        refuse_unfit(question)
        question.save(update_fields=["retired_at"])
        tell("bring_back_question", question, by, now("Asked again: “%s”") % question.label)
    return question


@transaction.atomic
def put_in_order(programme: Programme, keys: Sequence[str], *, mark: str, by: User) -> str:
    """The questions in a new order. `mark` is of the order the editor saw.

    Returns the mark of the new order. Raises Stale when somebody moved, added or left out a
    question in between.
    """
    programme = locked(programme)
    questions = current(programme)
    if order_mark(questions) != mark or {each.key for each in questions} != set(keys):
        raise Stale(_("Somebody else changed the list meanwhile. This is how it is now."))
    by_key = {each.key: each for each in questions}
    ordered = [by_key[key] for key in dict.fromkeys(keys)]
    if ordered != questions:
        for place, question in enumerate(ordered, start=1):
            question.place = place
        Question.objects.bulk_update(ordered, ["place"])
        people.record(
            "order_questions",
            programme,
            by=by,
            summary=now("Changed the order of the questions"),
            programme_id=programme.pk,
        )
    return order_mark(ordered)


@transaction.atomic
def call_it_seen(programme: Programme, *, by: User) -> None:
    """Note on the task list that an owner has looked at the questions and is content."""
    programme = locked(programme)
    if "questions" not in programme.set_up:
        programme.set_up = {**programme.set_up, "questions": timezone.now().isoformat()}
        programme.save(update_fields=["set_up"])
        people.record(
            "see_questions",
            programme,
            by=by,
            summary=now("Looked at the questions"),
            programme_id=programme.pk,
        )


def tell(action: str, question: Question, by: User, summary: str, **detail: Any) -> None:
    people.record(
        action, question, by=by, summary=summary, programme_id=question.programme_id, **detail
    )
