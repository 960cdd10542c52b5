"""What every page's frame needs to know."""

from django.conf import settings
from django.http import HttpRequest

THEMES = ("light", "dark")
THEME_COOKIE = "theme"


def frame(request: HttpRequest) -> dict[str, object]:
    """Give templates `theme` ("light", "dark" or "" for the device's) and `demonstration`.

    >>> frame(request)["theme"]
    'dark'
    """
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "theme": chosen if chosen in THEMES else "",
        "demonstration": getattr(settings, "DEMONSTRATION", False),
    }
