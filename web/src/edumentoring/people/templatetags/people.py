"""The frame of a page that belongs to no programme."""

from ipaddress import ip_address
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from edumentoring.common import letter_names
from edumentoring.design.frames import Place, Tab
from edumentoring.people.access import is_staff, used_second_factor
from edumentoring.people.banners import banner_for

register = template.Library()
register.filter("letter_name", letter_names.name_of)


@register.simple_tag(takes_context=True)
def place_here(context: template.Context) -> Place:
    """The header and footer for whoever is looking: `{% place_here as place %}`."""
    request: Any = context.get("request")
    user = getattr(request, "user", None)
    foot = [
        Tab(_("Worried about somebody’s safety?"), reverse("concerns:worried")),
        Tab(_("Help"), reverse("help")),
        Tab(_("Privacy"), reverse("privacy")),
        Tab(_("Accessibility"), reverse("accessibility")),
    ]
    if user is None or not user.is_authenticated:
        return Place(menu=_menu(request, (_("Sign in"), "account_login")), foot=foot)
    return Place(
        menu=_menu(
            request,
            (_("Home"), "home"),
            (_("Mentor zone"), "library:zone"),
            (_("My account"), "people:me"),
        ),
        foot=foot,
        person=str(user),
        sign_out_url=reverse("account_logout"),
        banner=banner_for(context),
    )


def _menu(request: Any, *links: tuple[Any, str]) -> list[Tab]:
    here = getattr(request, "path", "")
    tabs = [(label, reverse(name)) for label, name in links]
    return [Tab(label, url, current=url == here) for label, url in tabs]


@register.simple_tag(takes_context=True)
def staff_standing(context: template.Context) -> dict[str, bool]:
    """Whether whoever is looking needs a second factor, and has used one in this session."""
    request: Any = context["request"]
    return {"needed": is_staff(request.user), "used": used_second_factor(request)}


@register.simple_tag(takes_context=True)
def passkeys_work_here(context: template.Context) -> bool:
    """Browsers tie a passkey to a name such as example.org, never to a number like 127.0.0.1."""
    host = context["request"].get_host().rpartition(":")[0] or context["request"].get_host()
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return True
    return False


BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


@register.filter
def device(user_agent: str) -> str:
    """What a browser calls itself, in the words its owner would use.

    >>> device("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) ... Safari/604.1")
    'Safari, iPhone'
    """
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    return ", ".join(word for word in (browser, system) if word) or str(_("A browser"))
