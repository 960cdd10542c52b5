"""How an issue looks before it goes: on the web, as mail by day and by night, as plain text."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from edumentoring.newsletter.composing import compose, context_of
from edumentoring.newsletter.models import Issue
from edumentoring.programmes.front import place_of

BY_NIGHT = "@media (prefers-color-scheme: dark)"


def web_page(request: HttpRequest, issue: Issue, *, is_counted: bool = False) -> HttpResponse:
    """The issue as a page of its newsletter. Looks at a draft are not counted."""
    place = place_of(issue.newsletter.programme, person=request.user)
    context = {**context_of(issue), "place": place, "is_counted": is_counted}
    return render(request, "newsletter/issue.html", context)


def preview(issue: Issue, request: HttpRequest, mode: str) -> HttpResponse:
    """What the editor's desk shows beside what is being written."""
    if mode == "web":
        return web_page(request, issue)
    composed = compose(issue)
    if mode == "text":
        return HttpResponse(composed.text, content_type="text/plain; charset=utf-8")
    html = composed.html.replace(BY_NIGHT, "@media all") if mode == "dark" else composed.html
    return HttpResponse(html)
