"""What this room keeps about people: how it gives it back, and how it forgets it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edumentoring.people.personal import Scope, declare
from edumentoring.projects.models import Link, Piece, Project

Row = dict[str, Any]


def _theirs(scope: Scope) -> QuerySet[Project]:
    either = Q(pair__mentor__user=scope.user) | Q(pair__mentee__user=scope.user)
    return scope.within(Project.objects.filter(either), "pair__programme_id")


def _open_to(scope: Scope) -> QuerySet[Project]:
    """Those whose page is open to them: not of somebody they are kept apart from."""
    return scope.within(Project.objects.of_person(scope.user.pk), "pair__programme_id")


def _projects(scope: Scope) -> Iterator[Row]:
    people = "pair__programme", "pair__mentor__user", "pair__mentee__user"
    for one in _open_to(scope).select_related(*people):
        is_mentor = one.pair.mentor.user_id == scope.user.pk
        yield {
            "programme": one.pair.programme.name,
            "with": (one.pair.mentee if is_mentor else one.pair.mentor).user.first_name,
            "called": one.title,
            "what we make": one.what,
            "I would show it": str(
                one.get_mentor_shows_display() if is_mentor else one.get_mentee_shows_display()
            ),
            "where": one.shown_where,
            "begun": one.begun_at,
            "ended": one.ended_at,
        }


def _pieces(scope: Scope) -> Iterator[Row]:
    for one in Piece.objects.filter(project__in=_open_to(scope)).select_related("project"):
        yield {
            "of": one.project.heading,
            "what": one.words,
            "who": str(one.get_who_display()),
            "by": one.due_on,
            "done": one.done_at,
        }


def _links(scope: Scope) -> Iterator[Row]:
    for one in Link.objects.filter(project__in=_open_to(scope)).select_related("project"):
        yield {"of": one.project.heading, "title": one.title, "address": one.url}


def _forget_projects(scope: Scope) -> None:
    """The page was written by both in one: its words go, and it ends."""
    theirs = _theirs(scope)
    theirs.filter(ended_at=None).update(ended_at=timezone.now())
    theirs.update(title="", what="", shown_where="")


def _forget_pieces(scope: Scope) -> None:
    """What they wrote goes; what the other wrote stays theirs, without the person's name."""
    rows = Piece.objects.filter(project__in=_theirs(scope))
    rows.filter(added_by__user=scope.user).delete()
    scope.redact(rows, "words", about_them=True)


def _forget_links(scope: Scope) -> None:
    rows = Link.objects.filter(project__in=_theirs(scope))
    rows.filter(added_by__user=scope.user).delete()
    scope.redact(rows, "title", "url", about_them=True)


# Pieces and links first: they are found through the project.
declare(Piece, export=_pieces, erase=_forget_pieces, title=_("Who does what in joint projects"))
declare(Link, export=_links, erase=_forget_links, title=_("Links of joint projects"))
declare(Project, export=_projects, erase=_forget_projects, title=_("Joint projects"))
