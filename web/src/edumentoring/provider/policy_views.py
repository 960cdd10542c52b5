"""The checklist of policies: `see` reads it, `people` says how each line stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.common.refused import Refused, Stale
from edumentoring.design.toasts import toast
from edumentoring.people.access import staff
from edumentoring.programmes.access import desk_for
from edumentoring.programmes.models import Coordinator, Programme
from edumentoring.provider import operations
from edumentoring.provider.access import policy_at
from edumentoring.provider.forms import PolicyForm
from edumentoring.provider.models import Policy
from edumentoring.provider.policy_list import BY_KEY, LINES, SOURCES, Line, Source
from edumentoring.provider.showing import show_desk

get_and_post = require_http_methods(["GET", "HEAD", "POST"])
PART = "policies"


@dataclass(frozen=True)
class Row:
    """One line as the page shows it: from the list or one's own, noted or not."""

    policy: Policy
    line: Line | None

    @property
    def title(self) -> str | Promise:
        return self.line.title if self.line else self.policy.title

    @property
    def group(self) -> str | Promise:
        return self.line.group if self.line else _("Our own")

    @property
    def sources(self) -> list[Source]:
        return [SOURCES[key] for key in self.line.sources] if self.line else []

    @property
    def shape(self) -> str:
        """An icon beside the word."""
        shapes = {"open": "minus", "begun": "waiting", "in_place": "check", "not_ours": "cross"}
        return shapes[self.policy.status]


def rows_of(programme: Programme) -> Iterator[Row]:
    """The whole list with what was noted, then one's own lines. One question to the database."""
    found = Policy.objects.filter(programme=programme, removed_at=None)
    noted = list(found.select_related("document", "changed_by"))
    by_key = {one.key: one for one in noted if one.key}
    for line in LINES:
        yield Row(by_key.get(line.key) or Policy(programme=programme, key=line.key), line)
    yield from (Row(one, None) for one in noted if not one.key)


@staff
@require_safe
def policies(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole list, to look over and to print."""
    seat = desk_for(request, slug)
    rows = list(rows_of(seat.programme))
    done = sum(row.policy.status in {"in_place", "not_ours"} for row in rows)
    today = seat.programme.today()
    again = [row for row in rows if row.policy.review_on and row.policy.review_on <= today]
    context: dict[str, Any] = {"rows": rows, "done": done, "again": again}
    context["sources"] = SOURCES.values()
    return show_desk(request, "policies", seat, part=PART, **context)


@staff
@get_and_post
def line(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """How one line of the list stands."""
    seat = desk_for(request, slug, "people")
    if key not in BY_KEY:
        raise Http404
    found = Policy.objects.filter(programme=seat.programme, key=key).first()
    policy = found or Policy(programme=seat.programme, key=key)
    return _form(request, seat, Row(policy, BY_KEY[key]), key=key)


@staff
@get_and_post
def own_line(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """How a line of one's own stands."""
    seat = desk_for(request, slug, "people")
    policy = policy_at(seat, code)
    if policy.key:
        return redirect("provider:policy", slug, policy.key)
    return _form(request, seat, Row(policy, None), policy=policy)


@staff
@get_and_post
def new_line(request: HttpRequest, slug: str) -> HttpResponse:
    """A line of one's own."""
    seat = desk_for(request, slug, "people")
    return _form(request, seat, Row(Policy(programme=seat.programme), None))


def _form(request: HttpRequest, seat: Coordinator, row: Row, **which: Any) -> HttpResponse:
    programme, is_own, status = seat.programme, row.line is None, 200
    if request.method == "POST":
        form = PolicyForm(programme, request.POST, is_own=is_own)
        status = 422
        if form.is_valid():
            data = {name: form.cleaned_data[name] for name in form.cleaned_data}
            data["version"] = data["version"] or 0
            try:
                operations.keep_policy(programme, by=seat.user, **which, **data)
            except Stale as refusal:
                form.add_error(None, str(refusal))
                status = 409
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                toast(request, _("Noted."))
                return redirect("provider:desk_policies", programme.slug)
    else:
        names = ("title", "status", "who", "review_on", "document", "note", "version")
        now = {name: getattr(row.policy, name) for name in names}
        form = PolicyForm(programme, initial=now, is_own=is_own)
    context: dict[str, Any] = {"form": form, "row": row, "theirs": None}
    if status == 409:
        newest = Policy.objects.get(
            programme=programme,
            **({"key": which["key"]} if "key" in which else {"pk": row.policy.pk}),
        )
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["version"] = newest.version  # type: ignore[index]
        context["theirs"] = newest
    return show_desk(request, "policy", seat, part=PART, status=status, **context)


@staff
@require_POST
def remove(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Take a line of one's own away, with a way back."""
    seat = desk_for(request, slug, "people")
    try:
        operations.remove_policy(policy_at(seat, code), by=seat.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        undo = reverse("provider:restore_policy", args=[slug, code])
        toast(request, _("Taken off the list."), undo=undo)
    return redirect("provider:desk_policies", slug)


@staff
@require_POST
def restore(request: HttpRequest, slug: str, code: UUID) -> HttpResponse:
    """Undo."""
    seat = desk_for(request, slug, "people")
    operations.restore_policy(policy_at(seat, code), by=seat.user)
    return redirect("provider:desk_policies", slug)
