"""The frame of a page in a programme's own name: its header, its colour, the links at its foot.

One way for every room's public pages, so that a person stays in one place from the public page to
the last letter's link.
"""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from edumentoring.design.frames import Place, Tab
from edumentoring.programmes.models import Programme
from edumentoring.programmes.navigation import address_of


def place_of(programme: Programme, *, person: object = None, via: str = "") -> Place:
    """The header and footer in the programme's name.

    `person` is whoever is looking, signed in or not. Without one the page has no menu, for a
    page that leads on to one thing, or that a letter's link opens. `via` is the code of the link
    that brought them.
    """
    home = address_of("reach:programme", programme.slug) if programme.published_at else ""
    if home and via:
        home = f"{home}?{urlencode({'via': via})}"
    return Place(
        programme=programme.name,
        look=programme.look,
        home_url=home or "/",
        menu=_menu(home, person) if person is not None else (),
        foot=_foot(programme, is_readable=bool(home) or person is not None),
        run_by=_run_by(programme),
    )


def _menu(home: str, person: object) -> list[Tab]:
    about = (
        [Tab(_("How it works"), f"{home}#how"), Tab(_("Fair questions"), f"{home}#questions")]
        if home
        else []
    )
    if getattr(person, "is_authenticated", False):
        return [*about, Tab(_("My place"), reverse("home"))]
    return [*about, Tab(_("Sign in"), reverse("account_login"))]


def _foot(programme: Programme, *, is_readable: bool) -> list[Tab]:
    """Strangers meet 404 at the pages of a programme that is not public, so none leads there."""
    ask = address_of("queries:ask", programme.slug) if is_readable else ""
    worried = address_of("concerns:tell", programme.slug) if is_readable else ""
    worried = worried or address_of("concerns:worried")
    privacy = address_of("consents:privacy", programme.slug) if is_readable else ""
    stories = address_of("stories:wall", programme.slug) if is_readable else ""
    foot = [
        Tab(_("Stories"), stories),
        Tab(_("Any questions?"), ask),
        Tab(_("Worried about somebody’s safety?"), worried),
        Tab(_("Help"), reverse("help")),
        Tab(_("Privacy"), privacy or reverse("privacy")),
        Tab(_("Accessibility"), reverse("accessibility")),
        Tab(_("Other programmes"), address_of("reach:programmes")),
    ]
    return [tab for tab in foot if tab.url]


def _run_by(programme: Programme) -> str:
    said = programme.words.get("run_by")
    if isinstance(said, str) and said.strip():
        return said
    if programme.organisation:
        return _("Run by %s with EduMentoring, which is free and open software.") % (
            programme.organisation.name
        )
    return _("Run by volunteers with EduMentoring, which is free and open software.")
