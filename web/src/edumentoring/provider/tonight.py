"""This room's lines on a coordinator's first page."""

from collections.abc import Iterable

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.tonight import Line, Urgency
from edumentoring.provider.models import Announcement, Policy, Suggestion


def lines(seat: Coordinator) -> Iterable[Line]:
    """What can still be taken back, what an editor wrote, what people suggest, what to look at."""
    programme, slug = seat.programme, seat.programme.slug
    now = timezone.now()
    written = Announcement.objects.filter(programme=programme).aggregate(
        held=Count("pk", filter=Q(goes_at__gt=now)), drafts=Count("pk", filter=Q(goes_at=None))
    )
    news = reverse("provider:desk_announcements", args=[slug])
    if written["held"]:
        yield Line(
            text=_("An announcement goes out in a few minutes"),
            detail=_("Until then you can take it back."),
            url=news,
            button=_("Look at it"),
            urgency=Urgency.RUNS_OUT,
            power="publish",
        )
    if count := written["drafts"]:
        yield Line(
            text=ngettext(
                "%d announcement is written and not sent",
                "%d announcements are written and not sent",
                count,
            )
            % count,
            detail=_("Read it as people will, and send it when it is right."),
            url=news,
            button=_("Read it"),
            urgency=Urgency.TIDY,
            count=count,
            power="publish",
        )
    if count := Suggestion.objects.unsettled().filter(programme=programme).count():
        yield Line(
            text=ngettext(
                "%d idea about how you teach waits for an answer",
                "%d ideas about how you teach wait for an answer",
                count,
            )
            % count,
            url=reverse("provider:desk_teaching", args=[slug]),
            button=_("Read and answer"),
            urgency=Urgency.TIDY,
            count=count,
            power="people",
        )
    again = Policy.objects.filter(programme=programme, removed_at=None)
    if count := again.filter(review_on__lte=programme.today(now)).count():
        yield Line(
            text=ngettext(
                "%d policy was to be looked at again",
                "%d policies were to be looked at again",
                count,
            )
            % count,
            url=reverse("provider:desk_policies", args=[slug]),
            button=_("Go to the list"),
            urgency=Urgency.TIDY,
            count=count,
        )
