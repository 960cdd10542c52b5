"""Every change to a joint project that has a rule.

It is the two's own page: the programme's history tells of none of it.
"""

from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused, Stale
from edumentoring.pairs import nudges
from edumentoring.pairs.models import Pair
from edumentoring.pairs.operations import note_sign
from edumentoring.pairs.sides import Side
from edumentoring.projects.models import Link, Piece, Project

MOST_PIECES, MOST_LINKS = 60, 30


# --- Beginning and ending -------------------------------------------------------------------------


@transaction.atomic
def begin_project(side: Side, *, title: str, what: str) -> Project:
    """A page for what the two make. One that runs is given back: a second press makes no other."""
    Pair.objects.select_for_update().get(pk=side.pair.pk)
    running = Project.objects.filter(pair=side.pair, ended_at=None).first()
    if running:
        return running
    made = Project.objects.create(
        pair=side.pair, title=title.strip(), what=what.strip(), begun_by=side.me
    )
    _sign(side)
    words = _("%s began a page for something you two make together.") % side.me.user.first_name
    _tell(side, made, "begun", words)
    return made


@transaction.atomic
def end_project(project: Project, side: Side) -> None:
    """Either of the two ends it, for both. It can still be read."""
    locked = _locked(project)
    if locked.ended_at:
        return
    locked.ended_at, locked.ended_by = timezone.now(), side.me
    locked.save(update_fields=["ended_at", "ended_by"])
    _silence(locked)
    words = _("%s ended the page of your joint project. You can still read it.")
    _tell(side, locked, "ended", words % side.me.user.first_name)


@transaction.atomic
def go_on_with(project: Project, side: Side) -> Project:
    """Whoever ended it takes that back."""
    Pair.objects.select_for_update().get(pk=side.pair.pk)
    if Project.objects.filter(pair=side.pair, ended_at=None).exclude(pk=project.pk).exists():
        raise Refused(_("You two have begun another one since. End that one first."))
    Project.objects.filter(pk=project.pk).update(ended_at=None, ended_by=None)
    nudges.take_back(f"project:ended:{project.pk}")
    return Project.objects.get(pk=project.pk)


# --- The page -------------------------------------------------------------------------------------


@transaction.atomic
def keep_words(project: Project, side: Side, *, title: str, what: str, version: int) -> Project:
    """Keep what the two make. Raises Stale where the other saved since `version`."""
    locked = _going_on(project)
    words = {"title": " ".join(title.split()), "what": what.strip()}
    if all(getattr(locked, name) == said for name, said in words.items()):
        return locked
    if locked.version != version:
        raise Stale(
            _("%s saved while you were writing. Your words are kept below.") % side.other_name
        )
    return _keep(locked, side, **words)


@transaction.atomic
def keep_shown(project: Project, side: Side, *, shows: str, where: str) -> Project:
    """Where I would let it be shown; what the other said stays as they said it."""
    locked = _going_on(project)
    return _keep(
        locked, side, **{f"{side.role}_shows": shows, "shown_where": " ".join(where.split())}
    )


def _keep(project: Project, side: Side, **words: Any) -> Project:
    for name, said in words.items():
        setattr(project, name, said)
    project.version += 1
    project.save()
    _sign(side)
    return project


# --- Pieces and links -----------------------------------------------------------------------------


@transaction.atomic
def add_piece(project: Project, side: Side, *, words: str, who: str, due_on: date | None) -> Piece:
    """Who does what, by when. The same words again are one piece."""
    locked = _going_on(project)
    if locked.pieces.count() >= MOST_PIECES:
        raise Refused(_("There are %d already. Remove one that is done first.") % MOST_PIECES)
    piece, is_new = Piece.objects.get_or_create(
        project=locked,
        words=words.strip(),
        who=who,
        due_on=due_on,
        done_at=None,
        defaults={"added_by": side.me},
    )
    if is_new:
        _sign(side)
        _remind(piece, side)
    return piece


def _remind(piece: Piece, side: Side) -> None:
    """A line in the letter of the week before, for whoever is to do it. It holds no words of
    theirs: a mailbox may lie open."""
    if piece.due_on is None:
        return
    day = date_format(piece.due_on, "j F")
    for one, other in ((side.me, side.other), (side.other, side.me)):
        if piece.is_for(side.pair.role_of(one)):
            said = {"name": other.user.first_name, "day": day}
            nudges.offer(
                one,
                kind="project",
                key=piece.nudge_key,
                line=_("Your joint project with %(name)s has something for %(day)s.") % said,
                url=piece.project.get_absolute_url(),
                due_at=_morning(piece.due_on, side),
            )


def _morning(day: date, side: Side) -> datetime:
    return datetime.combine(day, time(9), tzinfo=side.zone)


@transaction.atomic
def mark_piece(piece: Piece, side: Side, *, done: bool) -> None:
    """It is done, or not after all."""
    _going_on(piece.project)
    Piece.objects.filter(pk=piece.pk).update(done_at=timezone.now() if done else None)
    if done:
        nudges.take_back(piece.nudge_key)
        _sign(side)


@transaction.atomic
def remove_piece(piece: Piece) -> None:
    _going_on(piece.project)
    nudges.take_back(piece.nudge_key)
    piece.delete()


@transaction.atomic
def add_link(project: Project, side: Side, *, url: str, title: str) -> Link:
    """Where something of it is. The same address twice is one link, with the newer name."""
    locked = _going_on(project)
    known = locked.links.filter(url=url).first()
    if known is None and locked.links.count() >= MOST_LINKS:
        raise Refused(_("There are %d links already. Remove one first.") % MOST_LINKS)
    link, _new = Link.objects.update_or_create(
        project=locked, url=url, defaults={"title": title.strip(), "added_by": side.me}
    )
    _sign(side)
    return link


@transaction.atomic
def remove_link(link: Link) -> None:
    _going_on(link.project)
    link.delete()


# --- What follows from the pair -------------------------------------------------------------------


def follow_pair(pair: Pair, before: str, after: str) -> None:
    """After the end of a pair nobody is reminded of what they promised each other in it."""
    if before in Pair.TOGETHER and after not in Pair.TOGETHER:
        for project in Project.objects.filter(pair=pair, ended_at=None):
            _silence(project)


def keep_apart(pair: Pair) -> None:
    """Two people were separated: what they make together ends, in any pair they have."""
    one, other = pair.mentor.user_id, pair.mentee.user_id
    theirs = Project.objects.filter(
        pair__mentor__user__in=(one, other), pair__mentee__user__in=(one, other), ended_at=None
    )
    for project in theirs:
        _silence(project)
        Project.objects.filter(pk=project.pk).update(ended_at=timezone.now())


def _silence(project: Project) -> None:
    keys = [piece.nudge_key for piece in project.pieces.all()]
    nudges.take_back_all([*keys, f"project:begun:{project.pk}"])


def _tell(side: Side, project: Project, what: str, words: str) -> None:
    nudges.offer(
        side.other,
        kind="project",
        key=f"project:{what}:{project.pk}",
        line=words,
        url=project.get_absolute_url(),
    )


def _sign(side: Side) -> None:
    if side.pair.is_together:
        note_sign(side.pair)


def _going_on(project: Project) -> Project:
    locked = _locked(project)
    if locked.ended_at:
        raise Refused(_("This page was ended just now. It can still be read."))
    return locked


def _locked(project: Project) -> Project:
    return Project.objects.select_for_update().get(pk=project.pk)
