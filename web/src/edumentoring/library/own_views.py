"""One's own pages in the zone: the list of things to try, and the confidence check."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edumentoring.design.toasts import toast
from edumentoring.library import own_operations as operations
from edumentoring.library.access import own_line, reader_of, section_for
from edumentoring.library.models import Mark, Read, Section, Sureness, Tried

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What is on my list, what I tried and read, and what I kept."""
    user = reader_of(request)
    lines = Tried.objects.visible_to(user).select_related("section")
    return render(
        request,
        "library/mine.html",
        {
            "open": [line for line in lines if line.tried_at is None],
            "done": [line for line in lines if line.tried_at is not None],
            "read": Read.objects.visible_to(user).select_related("section").order_by("-at"),
            "kept": Mark.objects.filter(user=user)
            .exclude(saved_at=None)
            .select_related("resource")
            .order_by("-saved_at"),
        },
    )


@login_required
@require_POST
def put(request: HttpRequest, pk: int, action: UUID) -> HttpResponse:
    """Put one of a section's three things on my list."""
    section = section_for(pk)
    operations.put_on_list(section, action, by=reader_of(request))
    toast(request, _("It is on your list."))
    return redirect(f"{section.url}#now")


@login_required
@require_POST
def tick(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that I tried something, or take that back."""
    line = own_line(request, pk)
    tried = request.POST.get("tried") == "yes"
    operations.tick(line, tried=tried)
    return redirect(_back(request, line.section))


@login_required
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take something off my list."""
    line = own_line(request, pk)
    section = line.section
    line.delete()
    toast(request, _("Taken off your list."))
    return redirect(_back(request, section))


@login_required
@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that I have read a section, or take that back."""
    section = section_for(pk)
    operations.say_read(section, by=reader_of(request), read=request.POST.get("read") == "yes")
    return redirect(f"{section.url}#read")


def _back(request: HttpRequest, section: Section | None) -> str:
    if request.POST.get("from") == "section" and section is not None:
        return f"{section.url}#now"
    return "library:mine"


@never_cache
@login_required
@get_and_post
def sure(request: HttpRequest, pk: int) -> HttpResponse:
    """“I can …”: answered for oneself. It leads to help, and is never added up."""
    section, user = section_for(pk), reader_of(request)
    if request.method == "POST":
        answers = {
            str(block.id): request.POST.get(f"sure-{block.id}", "") for block in section.confidence
        }
        words = {
            str(block.id): request.POST.get(f"words-{block.id}", "")[:600]
            for block in section.confidence
        }
        operations.keep_sureness(section, answers, words, by=user)
        toast(request, _("Kept. Only you can read it."))
        return redirect("library:sure", pk=pk)
    said = {str(one.line): one for one in Sureness.objects.visible_to(user).filter(section=section)}
    lines = [(block, said.get(str(block.id))) for block in section.confidence]
    return render(
        request,
        "library/sure.html",
        {"section": section, "lines": lines, "answers": Sureness.Answer.choices},
    )
