"""Answers kept for the next time."""

from django.db import transaction
from django.utils.translation import gettext as _

from edumentoring.common.mail import one_line
from edumentoring.common.refused import Refused
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.programmes.models import Programme
from edumentoring.queries.models import SavedAnswer


@transaction.atomic
def save_answer(programme: Programme, *, title: str, text: str, by: User) -> SavedAnswer:
    """Keep words under a title that says what they answer."""
    title, text = _checked(title, text)
    same = SavedAnswer.objects.filter(programme=programme, title=title, text=text).first()
    if same:
        return same
    made = SavedAnswer.objects.create(programme=programme, title=title, text=text, by=by)
    _note("save_answer", made, by, "Saved")
    return made


def copy_answers(programme: Programme, made: Programme, by: User) -> None:
    """The next cohort asks much the same: its coordinators begin with these answers."""
    SavedAnswer.objects.bulk_create(
        SavedAnswer(programme=made, title=each.title, text=each.text, by=by)
        for each in programme.saved_answers.all()
    )


@transaction.atomic
def change_answer(answer: SavedAnswer, *, title: str, text: str, by: User) -> SavedAnswer:
    """Write a saved answer anew."""
    current = SavedAnswer.objects.select_for_update().get(pk=answer.pk)
    current.title, current.text = _checked(title, text)
    current.save(update_fields=["title", "text"])
    _note("change_answer", current, by, "Changed")
    return current


@transaction.atomic
def remove_answer(answer: SavedAnswer, *, by: User) -> None:
    """Nobody needs it any more."""
    _note("remove_answer", answer, by, "Removed")
    answer.delete()


def _checked(title: str, text: str) -> tuple[str, str]:
    title, text = one_line(title)[:150], text.strip()
    if not (title and text):
        raise Refused(_("Give the answer a title and its words."))
    return title, text


def _note(action: str, answer: SavedAnswer, by: User, verb: str) -> None:
    record(
        action,
        answer,
        by=by,
        summary=f"{verb} an answer: {answer.title}",
        programme_id=answer.programme_id,
    )
