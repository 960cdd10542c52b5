"""What this room adds to the page of things to do: imports that nobody finished."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.intake.models import Upload
from edumentoring.programmes.models import Coordinator
from edumentoring.programmes.tonight import Line, Urgency

SHOWN = 3


def lines(seat: Coordinator) -> Iterator[Line]:
    """A line for each file that was begun and neither saved nor put away."""
    begun = Upload.objects.filter(programme=seat.programme).unfinished()
    begun = begun.select_related("programme").defer("table", "edits", "known", "guesses")
    for upload in begun[:SHOWN]:
        yield Line(
            text=ngettext(
                "%(file)s is read but not saved: %(count)s row",
                "%(file)s is read but not saved: %(count)s rows",
                upload.row_count,
            )
            % {"file": upload.file_name, "count": upload.row_count},
            url=upload.get_absolute_url(),
            button=_("Go on with it"),
            urgency=Urgency.REVIEW,
            power="people",
        )
