"""What needs doing: one page's lines, gathered from every room.

This room may not import those above it, so they hand their lines in. In an upper room:

    # matching/apps.py
    def ready(self) -> None:
        from edumentoring.matching.tonight import lines
        from edumentoring.programmes import tonight

        tonight.add(lines, from_=tonight.Urgency.REVIEW)

where `lines(seat)` gives a `Line` for each thing there is to do, none of them more pressing than
`from_`, and nothing otherwise.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.programmes import filing
from edumentoring.programmes.models import Coordinator, Participant, Programme
from edumentoring.programmes.navigation import address_of


class Urgency(IntEnum):
    """The order of the page: the first line there is becomes its one next thing."""

    RUNS_OUT = 0  # may still be undone, for a while
    WRONG = 10  # something failed and waits for a person
    BEGIN = 20  # nothing else makes sense before it
    REVIEW = 30  # prepared, and waits for a decision
    NEXT = 40  # the next step of the work
    TIDY = 50  # worth doing, and keeps
    WATCH = 60  # good to know


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing to do: a sentence, where to do it, and the words of the button."""

    text: str | Promise
    url: str
    button: str | Promise
    urgency: Urgency
    count: int | None = None
    detail: str | Promise = ""
    power: str = "see"


Source = Callable[[Coordinator], Iterable[Line]]
_sources: dict[Source, Urgency] = {}


def add(source: Source, *, from_: Urgency = Urgency.RUNS_OUT) -> Source:
    """Hand in the lines of a room, and how pressing they can be at most.

    Handing in the same twice counts once.
    """
    _sources.setdefault(source, from_)
    return source


def lines_for(seat: Coordinator) -> list[Line]:
    """What this coordinator may do now, the most pressing first; in the archive, nothing."""
    return _lines(seat)


def first_for(seat: Coordinator) -> Line | None:
    """The first of `lines_for`, without asking rooms that have nothing more pressing to say."""
    return next(iter(_lines(seat, only_first=True)), None)


def _lines(seat: Coordinator, *, only_first: bool = False) -> list[Line]:
    programme = seat.programme
    if programme.archived_at:
        return []
    counts = _counts(programme)
    lines = _those_of(seat, (*_set_up_lines(programme, counts), *_people_lines(programme, counts)))
    for source, from_ in _sources.items():
        if only_first and any(line.urgency < from_ for line in lines):
            continue
        lines += _those_of(seat, _said(source, from_, seat))
    if not any(Urgency.BEGIN <= line.urgency <= Urgency.NEXT for line in lines):
        lines += _those_of(seat, _round_to_begin(programme, counts))
    return sorted(lines, key=lambda line: line.urgency)


def _those_of(seat: Coordinator, lines: Iterable[Line]) -> list[Line]:
    return [line for line in lines if seat.may(line.power)]


def _said(source: Source, from_: Urgency, seat: Coordinator) -> Iterable[Line]:
    for line in source(seat):
        if line.urgency < from_:
            raise ValueError(f"“{line.text}” is more pressing than its room said it could be.")
        yield line


# --- What this room itself knows ----------------------------------------------------------------


def _counts(programme: Programme) -> dict[str, int]:
    """Everything this room's lines speak of, in one question."""
    here = Q(state=Participant.State.IN)
    counted: dict[str, int] = programme.participants.aggregate(
        everybody=Count("pk"),
        mentors=Count("pk", filter=here & Q(is_mentor=True)),
        mentees=Count("pk", filter=here & Q(is_mentee=True)),
        gaps=Count("pk", filter=here & Q(facets__contains=filing.facet("missing", ""))),
        queued=Count("pk", filter=Q(state=Participant.State.QUEUED)),
        waiting=Count("pk", filter=here & Q(is_mentee=True, mentors_now=0, demand__gt=0)),
        room=Count("pk", filter=here & Q(is_mentor=True, capacity__gt=F("mentees_now"))),
    )
    return counted


def _set_up_lines(programme: Programme, counts: Mapping[str, int]) -> Iterable[Line]:
    """Until the page is published it is a first step; with people here already, it keeps."""
    somebody, queued = counts["everybody"], counts["queued"]
    if programme.published_at is None:
        yield Line(
            text=_("Your page is not published yet"),
            detail=_("Everything has a good default. Publish it, and people can sign up."),
            url=reverse("programmes:set_up", args=[programme.slug]),
            button=_("Set up and publish"),
            urgency=Urgency.TIDY if somebody else Urgency.BEGIN,
            power="own",
        )
    elif not (somebody or programme.paused_at):
        yield Line(
            text=_("Your page is public, and nobody has signed up yet"),
            detail=_("Share its address: a link, a poster, or words for each channel."),
            url=address_of("reach:share", programme.slug),
            button=_("Share it"),
            urgency=Urgency.BEGIN,
        )
    if queued:
        yield Line(
            text=ngettext(
                "%d person is on the waiting list", "%d people are on the waiting list", queued
            )
            % queued,
            detail=_("They come in, in order, as soon as there is room."),
            url=reverse("programmes:waiting_list", args=[programme.slug]),
            button=_("See the list"),
            urgency=Urgency.WATCH,
            count=queued,
        )


def _people_lines(programme: Programme, counts: Mapping[str, int]) -> Iterable[Line]:
    """Nobody here yet, one side missing, gaps in answers."""
    if not counts["everybody"]:
        yield Line(
            text=_("Bring in your sign-ups"),
            detail=_("A sheet from Google Forms, Microsoft Forms or your own. Or paste the cells."),
            url=address_of("intake:uploads", programme.slug),
            button=_("Bring in a sheet"),
            urgency=Urgency.BEGIN,
            power="people",
        )
        return
    for role, others in (("mentors", _("mentors")), ("mentees", _("mentees"))):
        if not counts[role]:
            yield _line_of_one_side(programme, others)
    if gaps := counts["gaps"]:
        yield Line(
            text=ngettext(
                "%d person has left out an answer that matching needs",
                "%d people have left out an answer that matching needs",
                gaps,
            )
            % gaps,
            detail=_("They can still be matched, but not as well."),
            url=f"{reverse('programmes:people', args=[programme.slug])}?missing=any",
            button=_("See who"),
            urgency=Urgency.TIDY,
            count=gaps,
        )


def _line_of_one_side(programme: Programme, others: str) -> Line:
    """Nobody on the other side: they come by the page where it is public, else by a sheet."""
    share = address_of("reach:share", programme.slug) if programme.published_at else ""
    return Line(
        text=_("There are no %s yet") % others,
        detail=_("A match needs both."),
        url=share or address_of("intake:uploads", programme.slug),
        button=_("Share the page") if share else _("Bring in a sheet"),
        urgency=Urgency.BEGIN,
        power="people",
    )


def _round_to_begin(programme: Programme, counts: Mapping[str, int]) -> Iterable[Line]:
    """People wait and mentors have room: unless a round is open, one is the next step."""
    waiting, room = counts["waiting"], counts["room"]
    if programme.paused_at or not (waiting and room):
        return
    yield Line(
        text=ngettext("%d mentee waits for a match", "%d mentees wait for a match", waiting)
        % waiting,
        detail=ngettext("%d mentor has room.", "%d mentors have room.", room) % room,
        url=address_of("matching:rounds", programme.slug),
        button=_("Go to matching"),
        urgency=Urgency.NEXT,
        count=waiting,
        power="match",
    )
