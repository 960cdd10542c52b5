"""The demonstration's sign-ups as files to bring in by hand, in demonstration mode only."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from edumentoring.demonstration.people import draw_people
from edumentoring.demonstration.sheets import google_forms_csv, microsoft_forms_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def csv(request: HttpRequest) -> HttpResponse:
    """600 sign-ups as Google Forms exports them."""
    _refuse_outside_the_demonstration()
    return _file(google_forms_csv(draw_people()), "google-forms-sign-ups.csv", "text/csv")


@require_safe
def xlsx(request: HttpRequest) -> HttpResponse:
    """The same as Microsoft Forms exports them."""
    _refuse_outside_the_demonstration()
    return _file(microsoft_forms_xlsx(draw_people()), "microsoft-forms-sign-ups.xlsx", XLSX)


def _refuse_outside_the_demonstration() -> None:
    if not settings.DEMONSTRATION:
        raise Http404


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})
