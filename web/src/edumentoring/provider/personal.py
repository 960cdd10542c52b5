"""What this room keeps about people: how it gives it back, and how it forgets it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from edumentoring.people.personal import Scope, declare, forget_history, holds_nobody
from edumentoring.provider.models import (
    Acknowledgement,
    Announcement,
    Document,
    Edition,
    Element,
    Paper,
    Partner,
    Policy,
    Receipt,
    Suggestion,
    Tagged,
)

Row = dict[str, Any]


# --- The handbook ---------------------------------------------------------------------------------


def _readings(scope: Scope) -> Iterator[Row]:
    rows = scope.within(Acknowledgement.objects.all(), "participant__programme_id")
    found = rows.filter(participant__user=scope.user).select_related("edition__document")
    for one in found:
        yield {
            "I have read": one.edition.document.title,
            "version": one.edition.number,
            "on": one.at,
        }


def _forget_readings(scope: Scope) -> None:
    rows = scope.within(Acknowledgement.objects.all(), "participant__programme_id")
    rows.filter(participant__user=scope.user).delete()


def _editions(scope: Scope) -> Iterator[Row]:
    rows = scope.within(Edition.objects.all(), "document__programme_id")
    for one in rows.filter(by=scope.user).select_related("document"):
        yield {"I put in the handbook": one.document.title, "version": one.number, "on": one.at}


def _forget_editions(scope: Scope) -> None:
    """The handbook stays everybody's; that they wrote it goes, and their name in it."""
    rows = scope.within(Edition.objects.all(), "document__programme_id")
    rows.filter(by=scope.user).update(by=None)
    scope.redact(rows, "text", "what_changed")


def _no_documents(scope: Scope) -> None:
    scope.redact(scope.within(Document.objects.all()), "title", "about")


def _forget_papers(scope: Scope) -> None:
    """What a PDF says cannot be changed by us; its file's name can."""
    scope.redact(scope.within(Paper.objects.all(), "edition__document__programme_id"), "name")


# --- Announcements --------------------------------------------------------------------------------


def _announcements(scope: Scope) -> Iterator[Row]:
    for one in scope.within(Announcement.objects.all()).filter(by=scope.user):
        yield {"I announced": one.title, "words": one.text, "sent": one.goes_at}


def _forget_announcements(scope: Scope) -> None:
    """It was the programme's word and stays; their name goes from it."""
    rows = scope.within(Announcement.objects.all())
    keys = list(rows.filter(by=scope.user).values_list("pk", flat=True))
    rows.filter(pk__in=keys).update(by=None)
    scope.redact(rows, "title", "text", "in_name_of", "edit_note")
    for one in rows.exclude(tags=[]).only("pk", "tags", "choices"):
        tags, choices = scope.clean(one.tags), scope.clean(one.choices)
        if (tags, choices) != (one.tags, one.choices):
            rows.filter(pk=one.pk).update(tags=tags, choices=choices)
    forget_history(Announcement, keys)


def _receipts(scope: Scope) -> Iterator[Row]:
    rows = scope.within(Receipt.objects.all(), "announcement__programme_id")
    for one in rows.filter(participant__user=scope.user).select_related("announcement"):
        yield {
            "announced to me": one.announcement.title,
            "read": one.read_at,
            "I chose": one.choice,
            "replied": one.replied_at,
        }


def _forget_receipts(scope: Scope) -> None:
    rows = scope.within(Receipt.objects.all(), "announcement__programme_id")
    rows.filter(participant__user=scope.user).delete()


# --- Partners -------------------------------------------------------------------------------------


def _partners(scope: Scope) -> Iterator[Row]:
    rows = scope.within(Partner.objects.with_all())
    for one in rows.filter(user=scope.user):
        yield {
            "I could read the figures for": str(one.organisation),
            "from": one.added_at,
            "until": one.ended_at,
        }


def _forget_partners(scope: Scope) -> None:
    rows = scope.within(Partner.objects.all())
    keys = list(rows.filter(user=scope.user).values_list("pk", flat=True))
    rows.filter(pk__in=keys).delete()
    rows.filter(by=scope.user).update(by=None)
    forget_history(Partner, keys)


# --- Policies and the model of teaching -----------------------------------------------------------


def _policies(scope: Scope) -> Iterator[Row]:
    for one in scope.within(Policy.objects.all()).filter(changed_by=scope.user):
        yield {"I noted about": str(one), "who": one.who, "note": one.note, "on": one.changed_at}


def _forget_policies(scope: Scope) -> None:
    """How it stands is the school's; who noted it, and names in it, go."""
    rows = scope.within(Policy.objects.all())
    keys = list(rows.filter(changed_by=scope.user).values_list("pk", flat=True))
    rows.filter(pk__in=keys).update(changed_by=None)
    scope.redact(rows, "title", "who", "note")
    forget_history(Policy, keys)


def _forget_elements(scope: Scope) -> None:
    scope.redact(scope.within(Element.objects.all()), "name", "looks_like", "source")


def _tags(scope: Scope) -> Iterator[Row]:
    rows = scope.within(Tagged.objects.all(), "element__programme_id")
    for one in rows.filter(by__user=scope.user).select_related("element"):
        what = _("a goal") if one.goal_id else _("a form")
        yield {"I tagged": str(what), "with": one.element.name}


def _forget_tags(scope: Scope) -> None:
    rows = scope.within(Tagged.objects.all(), "element__programme_id")
    rows.filter(by__user=scope.user).delete()


def _suggestions(scope: Scope) -> Iterator[Row]:
    for one in scope.within(Suggestion.objects.all()).filter(by__user=scope.user):
        yield {
            "I suggested": one.text,
            "because": one.evidence,
            "at": one.at,
            "answer": one.reason,
        }


def _forget_suggestions(scope: Scope) -> None:
    """Their words go; that somebody suggested something, and the decision, stay as a count."""
    rows = scope.within(Suggestion.objects.all())
    theirs = rows.filter(by__user=scope.user)
    keys = list(theirs.values_list("pk", flat=True))
    rows.filter(pk__in=keys).exclude(reason="").update(reason=str(_("Somebody who left")))
    rows.filter(pk__in=keys).update(by=None, text="", evidence="", form_key=None)
    rows.filter(decided_by=scope.user).update(decided_by=None)
    scope.redact(rows, "text", "evidence", "reason")
    forget_history(Suggestion, keys)


declare(
    Acknowledgement, export=_readings, erase=_forget_readings, title=_("What I said I have read")
)
declare(Edition, export=_editions, erase=_forget_editions, title=_("What I put in a handbook"))
declare(
    Document, export=None, erase=_no_documents, why="who wrote it stands with each of its editions"
)
declare(Paper, export=None, erase=_forget_papers, why="a programme's own file, not about a person")
declare(Receipt, export=_receipts, erase=_forget_receipts, title=_("What was announced to me"))
declare(
    Announcement, export=_announcements, erase=_forget_announcements, title=_("What I announced")
)
declare(Partner, export=_partners, erase=_forget_partners, title=_("Figures I could read"))
declare(Policy, export=_policies, erase=_forget_policies, title=_("What I noted about policies"))
declare(Element, export=None, erase=_forget_elements, why="a school's words about teaching")
declare(Tagged, export=_tags, erase=_forget_tags, title=_("What I tagged"))
declare(Suggestion, export=_suggestions, erase=_forget_suggestions, title=_("What I suggested"))
holds_nobody(Document.also_in.through, "which programmes have a document")
