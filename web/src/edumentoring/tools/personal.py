"""What this room keeps about people: how it gives it back, and how it forgets it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from edumentoring.people.personal import Scope, declare
from edumentoring.tools.bank import QUESTIONS_BY_KEY
from edumentoring.tools.models import Aside, Sheet, TakenQuestion

Row = dict[str, Any]


def _in_words(sheet: Sheet, answers: dict[str, Any]) -> dict[str, Any]:
    """What stands in the boxes, under their labels."""
    labels = {box.key: str(box.label) for box in sheet.tool.boxes}
    return {labels.get(key, key): words for key, words in answers.items()}


# --- Given back -----------------------------------------------------------------------------------


def _sheets(scope: Scope) -> Iterator[Row]:
    """What they wrote, and what the other of a pair shared with them."""
    mine = Sheet.objects.of_person(scope.user).with_people()
    for sheet in scope.within(mine, "writer__programme_id").order_by("pk"):
        yield {
            "programme": sheet.writer.programme.name,
            "tool": str(sheet.tool.title),
            "about": sheet.title,
            "begun by": sheet.writer.user.name,
            "who may read it": str(sheet.get_visibility_display()),
            "words": _in_words(sheet, sheet.answers),
            "look again on": sheet.look_again_on,
            "begun": sheet.begun_at,
            "shared": sheet.shared_at,
        }


def _asides(scope: Scope) -> Iterator[Row]:
    mine = Aside.objects.filter(owner__user=scope.user).exclude(answers={})
    for aside in scope.within(mine.select_related("sheet"), "owner__programme_id").order_by("pk"):
        yield {
            "tool": str(aside.sheet.tool.title),
            "for my eyes only": _in_words(aside.sheet, aside.answers),
        }


def _taken(scope: Scope) -> Iterator[Row]:
    mine = TakenQuestion.objects.filter(participant__user=scope.user)
    for taken in scope.within(mine, "participant__programme_id"):
        question = QUESTIONS_BY_KEY.get(taken.key)
        yield {
            "question": str(question.words) if question else taken.key,
            "taken": taken.taken_at,
            "asked": taken.asked_at,
        }


# --- Forgotten ------------------------------------------------------------------------------------


def _about(scope: Scope) -> QuerySet[Sheet]:
    """Sheets of others in a pair with this person: their words about them."""
    theirs = Q(pair__mentor__user=scope.user) | Q(pair__mentee__user=scope.user)
    return scope.within(Sheet.objects.filter(theirs), "pair__programme_id")


def _forget_sheets(scope: Scope) -> None:
    """What they wrote goes. What the other wrote stays theirs, without the person's name."""
    mine = Sheet.objects.filter(writer__user=scope.user)
    scope.within(mine, "writer__programme_id").delete()
    scope.redact(_about(scope), "title", "answers", about_them=True)


def _forget_asides(scope: Scope) -> None:
    mine = Aside.objects.filter(owner__user=scope.user)
    scope.within(mine, "owner__programme_id").delete()
    about = Aside.objects.filter(sheet__in=_about(scope))
    scope.redact(about, "answers", about_them=True)


def _forget_taken(scope: Scope) -> None:
    mine = TakenQuestion.objects.filter(participant__user=scope.user)
    scope.within(mine, "participant__programme_id").delete()


declare(Sheet, export=_sheets, erase=_forget_sheets, title=_("Feedback, plans and other tools"))
declare(Aside, export=_asides, erase=_forget_asides, title=_("What I wrote in tools for myself"))
declare(TakenQuestion, export=_taken, erase=_forget_taken, title=_("Questions I took to a meeting"))
