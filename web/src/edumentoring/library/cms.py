"""The editors' desk: Wagtail's own pages below /cms/, and the one door to them.

The door stands in front of every address below /cms/, also of those that Wagtail may add with its
next version: it asks for a sign-in, a second factor and a seat, and opens only the parts that
editors need. Users, groups, workflows and settings stay shut: who may do what is said where
programmes say who has a seat.
"""

import re
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.csp import CSP
from django.utils.module_loading import import_string

from edumentoring.library.access import reader_of
from edumentoring.library.seats import Seats, own_rows, seats_of

PREFIX = "/cms/"
# What editors need; everything else below /cms/ is not there.
OPEN = re.compile(
    r"^/cms/(?:$|(?:pages|images|snippets|api|bulk|choose-page|choose-external-link"
    r"|choose-email-link|choose-anchor-link|tag-autocomplete|dismissibles|editing-sessions"
    r"|block-preview|sprite|jsi18n)/)"
)
# Some of the above that no editor needs, such as how a page is kept from readers.
SHUT = re.compile(r"/privacy/$|/aliases/|/convert_alias/|^/cms/pages/usage/|^/cms/bulk/library/")
# Wagtail asks whose a page or picture is, but of a snippet only whether snippets may be changed.
ONE_SNIPPET = re.compile(r"^/cms/snippets/library/(resource|collection)/[\w/]*?/(\d+)/")

# The editor writes its own scripts and styles into the page. Nowhere else is that allowed.
POLICY: dict[str, Any] = {
    **settings.SECURE_CSP,
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "frame-ancestors": [CSP.SELF],
    "frame-src": [CSP.SELF],
}

# Wagtail links to these two; the service's own pages stand in for them.
ELSEWHERE = {"/cms/account/": "people:me", "/cms/logout/": "account_logout"}

Answer = Callable[[HttpRequest], HttpResponse]


class Door:
    """Middleware: who may pass below /cms/, and under which policy those pages are shown."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.desk = import_string(settings.STAFF_GATE)(self._desk)
        keep_wagtail_quiet()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        answer: HttpResponse = self.desk(request)
        return answer

    def _desk(self, request: HttpRequest) -> HttpResponse:
        """Somebody who is staff, with a second factor: have they a seat as an editor?"""
        seats = seats_for(request)
        if request.path_info in ELSEWHERE:
            return redirect(ELSEWHERE[request.path_info])
        if not OPEN.match(request.path_info) or SHUT.search(request.path_info):
            raise Http404
        _refuse_others_snippet(request)
        request.seats = seats  # type: ignore[attr-defined]
        response = self.get_response(request)
        return _as_editors_see_it(response)


def _refuse_others_snippet(request: HttpRequest) -> None:
    if found := ONE_SNIPPET.match(request.path_info):
        model = apps.get_model("library", found[1])
        if not model.objects.filter(own_rows(request.user), pk=found[2]).exists():
            raise Http404


def seats_for(request: HttpRequest) -> Seats:
    """What the signed-in person may edit, settled with Wagtail's groups; strangers meet 404."""
    seats = seats_of(reader_of(request))
    if not seats:
        raise Http404
    seats.settle()
    return seats


def _as_editors_see_it(response: HttpResponse) -> HttpResponse:
    # A preview is answered by the whole chain of middlewares, and so carries the strict policy.
    response.headers.pop("Content-Security-Policy", None)
    response._csp_config = POLICY  # type: ignore[attr-defined]  # noqa: SLF001 - Django's own way
    if response.headers.get("X-Frame-Options") != "SAMEORIGIN":
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def keep_wagtail_quiet() -> None:
    """Take away Wagtail's own letters: they would pass our outbox by. What waits is told at the
    desk. Not in an AppConfig: Wagtail's, which connects them, may be ready later than ours."""
    from wagtail.models import TaskState, WorkflowState
    from wagtail.signals import (
        task_submitted,
        workflow_approved,
        workflow_rejected,
        workflow_submitted,
    )

    task_submitted.disconnect(
        sender=TaskState, dispatch_uid="group_approval_task_submitted_email_notification"
    )
    for signal, word in (
        (workflow_submitted, "submitted"),
        (workflow_rejected, "rejected"),
        (workflow_approved, "approved"),
    ):
        signal.disconnect(
            sender=WorkflowState, dispatch_uid=f"workflow_state_{word}_email_notification"
        )
