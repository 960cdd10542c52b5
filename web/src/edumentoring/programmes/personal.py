"""What this room keeps about people: how it gives it back, and how it forgets it."""

import uuid
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from edumentoring.common.refused import Refused
from edumentoring.people.models import SOMEBODY as NAME
from edumentoring.people.personal import (
    Scope,
    declare,
    forget_history,
    holds_nobody,
    month_of,
)
from edumentoring.people.redacting import SOMEBODY
from edumentoring.programmes import columns, filing
from edumentoring.programmes.models import (
    AnswerChange,
    Coordinator,
    Note,
    Participant,
    Programme,
    Question,
    SavedView,
)
from edumentoring.programmes.questions import in_words

Row = dict[str, Any]
# Texts of a programme in which somebody who runs it may stand.
PROGRAMME_TEXTS = ("summary", "sender_name", "reply_to", "letters", "words", "pause_note")


def theirs(scope: Scope) -> QuerySet[Participant]:
    """The person's parts in programmes, as far as the scope goes."""
    parts = Participant.objects.filter(user=scope.user).select_related("programme", "user")
    return scope.within(parts).order_by("pk")


# --- Participants -----------------------------------------------------------------------------


def _parts(scope: Scope) -> Iterator[Row]:
    for part in theirs(scope).select_related("school"):
        questions = {one.key: one for one in part.programme.questions.order_by("version")}
        yield {
            "programme": part.programme.name,
            "taking part as": str(part.roles),
            "state": str(part.get_state_display()),
            "status": str(part.get_status_display()),
            **{
                str(label): columns.in_words(key, columns.current(part, key))
                for key, label in columns.LABELS.items()
                if key not in (*columns.OF_THE_PERSON, "note", "joined_into")
            },
            "verified": part.is_verified,
            "e-mail confirmed": part.confirmed_at,
            "introduced first": part.introduced_at,
            "changed last": part.updated_at,
            "where this came from": part.source,
            "coordinators' note": part.note,
            **{
                questions[key].label if key in questions else key: (
                    in_words(questions[key], value) if key in questions else value
                )
                for key, value in part.answers.items()
            },
        }


def _refuse(scope: Scope) -> None:
    """A programme is never left without an owner, nor a seat without its person."""
    seats = scope.within(Coordinator.objects.filter(user=scope.user)).select_related("programme")
    if scope.programme_id is not None and (seat := seats.first()):
        raise Refused(
            now(
                "You help to run %s. Give up your seat on its Coordinators page first. "
                "Then come back here."
            )
            % seat.programme
        )
    for seat in seats.filter(role=Coordinator.Role.OWNER):
        owners = seat.programme.coordinators.filter(role=Coordinator.Role.OWNER)
        if not owners.exclude(user=scope.user).filter(user__is_active=True).exists():
            raise Refused(
                now(
                    "You are the only owner of %s. Make somebody else an owner on its "
                    "Coordinators page first. Then come back here."
                )
                % seat.programme
            )


def _forget(scope: Scope) -> None:
    parts = list(theirs(scope).select_for_update(of=("self",)))
    for part in parts:
        _empty(part, scope)
    forget_history(Participant, [part.pk for part in parts])
    others = scope.within(Participant.objects.exclude(pk__in=[part.pk for part in parts]))
    scope.redact(others, "answers", "note", "role_title", "school_text", "source")


def _empty(part: Participant, scope: Scope) -> None:
    """What is left: somebody signed up as this, in this month, and left."""
    Participant.objects.filter(pk=part.pk).update(
        code=uuid.uuid4(),
        user=scope.stub,
        state=Participant.State.LEFT,
        status=Participant.Status.WAITING,
        stage="",
        role_title="",
        years=None,
        school=None,
        school_text="",
        region="",
        capacity=0,
        demand=0,
        mentees_now=0,
        mentors_now=0,
        priority=1,
        is_trained=False,
        is_verified=False,
        tags=[],
        answers={},
        note="",
        source="",
        confirmed_at=None,
        introduced_at=None,
        told_source_at=None,
        signed_up_at=month_of(part.signed_up_at),
        version=part.version + 1,
        filed_as=filing.filed_as(NAME),
        found_by="",
        facets="",
    )


declare(
    Participant,
    export=_parts,
    erase=_forget,
    refuse=_refuse,
    title=_("My part in programmes"),
)


# --- Changes and notes ------------------------------------------------------------------------


def _own_changes(scope: Scope) -> QuerySet[AnswerChange]:
    changes = AnswerChange.objects.filter(participant__user=scope.user)
    return scope.within(changes, "participant__programme_id")


def _changes(scope: Scope) -> Iterator[Row]:
    for one in _own_changes(scope).order_by("at"):
        yield {
            "when": one.at,
            "what": str(columns.LABELS.get(one.key, one.key)),
            "before": one.before,
            "after": one.after,
            "by me": one.by_id == scope.user.pk,
        }


def _former_names(scope: Scope) -> Iterator[str]:
    named = _own_changes(scope).filter(key__in=columns.OF_THE_PERSON)
    for pair in named.values_list("before", "after"):
        yield from (str(word) for word in pair if word)


def _forget_changes(scope: Scope) -> None:
    _own_changes(scope).delete()
    others = scope.within(AnswerChange.objects.all(), "participant__programme_id")
    scope.redact(others, "before", "after")
    if scope.programme_id is not None:
        others.filter(by=scope.user).update(by=scope.stub)


declare(
    AnswerChange,
    export=_changes,
    erase=_forget_changes,
    words=_former_names,
    title=_("How my answers changed"),
)


def _notes(scope: Scope) -> Iterator[Row]:
    """Notes about the person are theirs to read; who wrote one is not."""
    mine = Note.objects.filter(participant__user=scope.user)
    for one in scope.within(mine, "participant__programme_id").order_by("at"):
        yield {"when": one.at, "note": one.text}


def _forget_notes(scope: Scope) -> None:
    notes = scope.within(Note.objects.all(), "participant__programme_id")
    notes.filter(participant__user=scope.user).delete()
    scope.redact(notes, "text")
    if scope.programme_id is not None:
        notes.filter(by=scope.user).update(by=scope.stub)


declare(
    Note,
    export=_notes,
    erase=_forget_notes,
    title=_("Coordinators' notes about me"),
)

# --- The desk ---------------------------------------------------------------------------------


def _seats(scope: Scope) -> Iterator[Row]:
    seats = scope.within(Coordinator.objects.filter(user=scope.user))
    for one in seats.select_related("programme"):
        yield {
            "programme": one.programme.name,
            "role": str(one.get_role_display()),
            "since": one.added_at,
        }


def _give_up_seats(scope: Scope) -> None:
    scope.within(Coordinator.objects.filter(user=scope.user)).delete()


declare(Coordinator, export=_seats, erase=_give_up_seats, title=_("Programmes I run"))


def _views(scope: Scope) -> Iterator[Row]:
    for one in scope.within(SavedView.objects.filter(by=scope.user)):
        yield {"name": one.name, "shared": one.shared, "saved": one.saved_at}


def _forget_views(scope: Scope) -> None:
    views = scope.within(SavedView.objects.all())
    views.filter(by=scope.user, shared=False).delete()
    views.filter(by=scope.user).update(by=None)
    scope.redact(views, "name", "address")


declare(SavedView, export=_views, erase=_forget_views, title=_("Lists I saved"))


def _clean_programmes(scope: Scope) -> None:
    programmes = scope.within(Programme.objects.all(), "pk")
    scope.redact(programmes, *PROGRAMME_TEXTS)
    # Neither is an address or a name that could be written to or from.
    programmes.filter(reply_to=SOMEBODY).update(reply_to="")
    programmes.filter(sender_name=SOMEBODY).update(sender_name="")


declare(
    Programme,
    export=None,
    why="a programme's own words; those who run it see them on its pages",
    erase=_clean_programmes,
)
holds_nobody(Question, "what a programme asks, not what anybody answered")
