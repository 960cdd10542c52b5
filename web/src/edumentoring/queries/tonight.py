"""This room's lines on a coordinator's first page."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.common.models import Letter
from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.tonight import Line, Urgency
from edumentoring.queries.models import ANSWERS, Query, QueryQuerySet


def lines(seat: Coordinator) -> Iterable[Line]:
    """Concerns above all, then questions that wait for an answer."""
    mine = Query.objects.of_desk(seat)
    inbox = reverse("queries:inbox", args=[seat.programme.slug])
    concerns = mine.open().filter(is_concern=True).count()
    if concerns:
        yield Line(
            text=ngettext(
                "%d message about safety or conduct waits",
                "%d messages about safety or conduct wait",
                concerns,
            )
            % concerns,
            detail=_("Read it today. Only owners and coordinators can."),
            url=inbox,
            button=_("Read it"),
            urgency=Urgency.RUNS_OUT,
            count=concerns,
            power=ANSWERS,
        )
    yield from _letters_in_trouble(mine.filter(is_concern=True), inbox)
    waiting = mine.open().filter(is_concern=False).count()
    if waiting:
        unowned = mine.unowned().filter(is_concern=False).count()
        yield Line(
            text=ngettext("%d query waits for us", "%d queries wait for us", waiting) % waiting,
            detail=ngettext("%d is nobody’s yet.", "%d are nobody’s yet.", unowned) % unowned
            if unowned
            else _("Each has somebody who looks after it."),
            url=inbox,
            button=_("Open the inbox"),
            urgency=Urgency.REVIEW,
            count=waiting,
        )


def _letters_in_trouble(concerns: QueryQuerySet, inbox: str) -> Iterable[Line]:
    """Letters of concerns are in no other list, so one that came back is said here."""
    keys = [query.subject_key for query in concerns.not_closed()[:100]]
    troubled = [
        letter
        for letter in Letter.objects.for_a_person_to_see().filter(subject_key__startswith="query:")
        if ":".join(letter.subject_key.split(":")[:2]) in keys
    ]
    if troubled:
        yield Line(
            text=_("A letter about safety or conduct did not arrive, or may not have"),
            detail=_("Open the message. Reach the person another way."),
            url=inbox,
            button=_("See which"),
            urgency=Urgency.WRONG,
            count=len(troubled),
            power=ANSWERS,
        )
