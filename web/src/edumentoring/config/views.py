"""The front door, and a light for those who watch the service."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from edumentoring.programmes.models import Programme
from edumentoring.reach.views import programmes as join

__all__ = ["accessibility", "health", "help_page", "home", "join", "privacy", "too_many"]

help_page = require_safe(TemplateView.as_view(template_name="config/help.html"))
privacy = require_safe(TemplateView.as_view(template_name="config/privacy.html"))
accessibility = require_safe(TemplateView.as_view(template_name="config/accessibility.html"))


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Everyone's first page: a welcome, the programmes I run, or my own place."""
    if not request.user.is_authenticated:
        return render(request, "config/welcome.html")
    if Programme.objects.run_by(request.user).exists() or request.user.is_superuser:
        return redirect("programmes:mine")
    return redirect("pairs:place")


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Whether the service answers and its database with it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "well"})


def too_many(request: HttpRequest) -> HttpResponse:
    """Asked too often from one place."""
    return render(request, "429.html", status=429)
