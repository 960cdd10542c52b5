"""This room's lines on a coordinator's first page."""

from collections.abc import Iterable

from django.contrib.humanize.templatetags.humanize import naturaltime
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.common.models import Letter
from edumentoring.concerns.contacts import readers_of
from edumentoring.concerns.models import Concern, Separation
from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.tonight import Line, Urgency


def lines(seat: Coordinator) -> Iterable[Line]:
    """That there are concerns, how many and how old; never a word of them, and none of those
    that were kept from whoever sits here."""
    if not seat.may("people"):
        return
    known = Concern.objects.filter(programme=seat.programme).known_to(seat.user_id)
    yield from _waiting_for_a_talk(seat)
    open_ = list(known.open().order_by("raised_at"))
    if not open_:
        return
    page = reverse("concerns:concerns", args=[seat.programme.slug])
    unseen = sum(one.state == Concern.State.NEW for one in open_)
    yield Line(
        text=ngettext(
            "%d concern about safety is open", "%d concerns about safety are open", len(open_)
        )
        % len(open_),
        detail=_("The oldest was raised %(ago)s. Not seen yet: %(unseen)d.")
        % {"ago": naturaltime(open_[0].raised_at), "unseen": unseen},
        url=page,
        button=_("Go to them"),
        urgency=Urgency.RUNS_OUT if unseen else Urgency.REVIEW,
        count=len(open_),
        power="people",
    )
    yield from _letters_in_trouble(open_, page)


def _waiting_for_a_talk(seat: Coordinator) -> Iterable[Line]:
    """People who were separated rest until one of the readers has spoken with them, however long
    that takes: only for those who can end it."""
    if all(one.user.pk != seat.user_id for one in readers_of(seat.programme)):
        return
    here = Separation.objects.standing().liftable_by(seat.user_id)
    rest = here.filter(pair__programme=seat.programme).values_list("mentor_rests", "mentee_rests")
    if count := sum(mentor + mentee for mentor, mentee in rest):
        yield Line(
            text=ngettext("%d person waits for a talk", "%d people wait for a talk", count) % count,
            detail=_(
                "They were separated from somebody, and rest until you have spoken with them."
            ),
            url=reverse("concerns:concerns", args=[seat.programme.slug]) + "#apart-title",
            button=_("See who they are"),
            urgency=Urgency.REVIEW,
            count=count,
            power="people",
        )


def _letters_in_trouble(concerns: list[Concern], page: str) -> Iterable[Line]:
    """Letters about concerns are in no other list, so one that came back is said here."""
    keys = [one.subject_key for one in concerns]
    troubled = Letter.objects.for_a_person_to_see().filter(subject_key__in=keys).count()
    if troubled:
        yield Line(
            text=_("A letter about a concern did not arrive, or may not have"),
            detail=_("Tell the contacts yourself, by telephone."),
            url=page,
            button=_("See who they are"),
            urgency=Urgency.WRONG,
            count=troubled,
            power="people",
        )
