"""What every page's scripts may know of who reads it."""

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from edumentoring.people.models import User


def signed_in(request: HttpRequest) -> dict[str, str]:
    """Give templates `signed_in`: a mark of whoever is signed in, or "" for nobody.

    It tells two people on one computer apart, and tells nobody who they are.
    """
    return {"signed_in": _mark(request)}


def _mark(request: HttpRequest) -> str:
    session = getattr(request, "session", None)
    # Without a session nobody is signed in, and asking for the user would begin one.
    if session is None or not session.session_key:
        return ""
    user = getattr(request, "user", None)
    if not isinstance(user, User) or not user.is_authenticated:
        return ""
    mark = salted_hmac("edumentoring.people.signed_in", str(user.code), algorithm="sha256")
    return mark.hexdigest()[:24]
