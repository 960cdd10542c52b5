"""What waits for a coordinator themselves, on the first page of their desk."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from edumentoring.circle.models import Supervision
from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.tonight import Line, Urgency


def lines(seat: Coordinator) -> Iterable[Line]:
    """Another coordinator asks whether the two could support each other; only they see it."""
    waiting = Supervision.objects.waiting_for(seat.user).with_people()
    asked = waiting.filter(kind=Supervision.Kind.COORDINATORS, programme=seat.programme)
    for supervision in asked:
        yield Line(
            text=_("%s asks whether you two could talk about running a programme")
            % supervision.other_of(seat.user),
            detail=_("Only you see this. A no needs no reason."),
            url=reverse("circle:supervision", args=[supervision.code]),
            button=_("Answer"),
            urgency=Urgency.TIDY,
        )
