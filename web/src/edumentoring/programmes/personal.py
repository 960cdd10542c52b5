"""What this room keeps about people: how it gives it back, and how it forgets it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from edumentoring.common.refused import Refused
from edumentoring.people.models import SOMEBODY as NAME
from edumentoring.people.models import User
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
    NotTheSame,
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


# What stays of a sign-up: that there was one, for what, and in which month.
KEPT = frozenset({"id", "programme", "is_mentor", "is_mentee", "joined_into", "updated_at"})


def _empty(part: Participant, scope: Scope) -> None:
    """What is left: somebody signed up as this, in this month, and left."""
    fields = [one for one in Participant._meta.concrete_fields if one.name not in KEPT]  # noqa: SLF001
    empty = {one.name: None if one.null else one.get_default() for one in fields}
    Participant.objects.filter(pk=part.pk).update(
        **empty
        | {
            "user": scope.stub,
            "state": Participant.State.LEFT,
            "signed_up_at": month_of(part.signed_up_at),
            "version": part.version + 1,
            "filed_as": filing.filed_as(NAME),
        }
    )


def _joined(scope: Scope) -> Iterator[User]:
    """Accounts of sign-ups that a coordinator joined with theirs. One that somebody has signed in
    with is left alone: a coordinator may err, and two people may share a name."""
    keys = list(theirs(scope).values_list("pk", flat=True))
    joined = Participant.objects.filter(Q(joined_into__in=keys) | Q(joined__in=keys))
    for part in joined.exclude(user=scope.user).select_related("user"):
        elsewhere = part.user.participations.exclude(pk=part.pk).exists()
        if not (part.user.last_login or elsewhere or part.user.coordinating.exists()):
            yield part.user


declare(
    Participant,
    export=_parts,
    erase=_forget,
    also=_joined,
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


def _forget_likeness(scope: Scope) -> None:
    keys = list(Participant.objects.filter(user=scope.stub).values_list("pk", flat=True))
    NotTheSame.objects.filter(Q(one__in=keys) | Q(other__in=keys)).delete()


declare(
    NotTheSame,
    export=None,
    why="keys of two sign-ups that look alike; one of them is somebody else's",
    erase=_forget_likeness,
)


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
