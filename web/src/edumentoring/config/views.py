"""The front door, and a light for those who watch the service."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from edumentoring.programmes.models import Programme


def home(request: HttpRequest) -> HttpResponse:
    """Everyone's first page: a welcome, the programmes I run, or my own place."""
    if not request.user.is_authenticated:
        return render(request, "config/welcome.html")
    if Programme.objects.run_by(request.user).exists() or request.user.is_superuser:
        return redirect("programmes:mine")
    return redirect("pairs:place")


def health(request: HttpRequest) -> JsonResponse:
    """Whether the service answers and its database with it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "well"})
