"""The header of the coordinator's desk, the same on every room's pages."""

from functools import lru_cache
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from edumentoring.design.frames import Banner, Desk, Tab
from edumentoring.programmes.models import Coordinator, Programme
from edumentoring.programmes.opening import paused_words

# Key, words, address and the power it needs. Rooms above are named by address only.
PAGES = (
    ("tonight", _("Tonight"), "programmes:programme", "see"),
    ("people", _("People"), "programmes:people", "see"),
    ("match", _("Match"), "matching:rounds", "see"),
    ("introductions", _("Pairs"), "pairs:introductions", "see"),
    ("queries", _("Queries"), "queries:inbox", "see"),
    ("share", _("Share"), "reach:share", "see"),
    ("letters", _("Letters"), "pairs:letters", "see"),
)

# Pages about the programme itself, in the menu under the person's name.
ABOUT = (
    (_("Set up"), "programmes:set_up", "people"),
    (_("Questions"), "questionnaire:questions", "own"),
    (_("Settings"), "programmes:settings", "own"),
    (_("Coordinators"), "programmes:coordinators", "own"),
    (_("Concerns about safety"), "concerns:concerns", "people"),
    (_("What is taught each week"), "meetings:taught", "see"),
    (_("Training and events"), "training:desk", "see"),
    (_("Announcements and handbook"), "provider:desk_announcements", "edit"),
    (_("Policies"), "provider:desk_policies", "see"),
    (_("How it goes"), "rhythm:looking_back", "see"),
    (_("The network"), "network:desk", "people"),
    (_("Mentor zone"), "library:desk", "edit"),
    (_("Stories and quotes"), "stories:desk", "edit"),
    (_("Newsletter"), "newsletter:desk", "edit"),
    (_("History"), "programmes:history", "see"),
    (_("Who is missing"), "reach:coverage", "see"),
    (_("Who works in a school"), "verification:unverified", "people"),
)


def desk_context(seat: Coordinator, current: str = "", **more: Any) -> dict[str, Any]:
    """What a template that extends `design/desk.html` needs, and whatever else is given.

    `current` is the key of a page in PAGES, or "" for pages that have no tab. `powers` says
    what the seat may do: `{% if "people" in powers %}`.
    """
    programme = seat.programme
    return {
        "desk": desk_of(seat, current),
        "seat": seat,
        "powers": seat.powers,
        "programme": programme,
        **more,
    }


def desk_of(seat: Coordinator, current: str = "") -> Desk:
    """The header for this seat."""
    slug = seat.programme.slug
    return Desk(
        programme=seat.programme.name,
        programmes=_programmes_of(seat),
        tabs=[
            Tab(words, address_of(address, slug), key == current)
            for key, words, address, power in PAGES
            if seat.may(power) and address_of(address, slug)
        ],
        find_url=reverse("programmes:people", args=[slug]) if seat.may("see") else "",
        person=str(seat.user),
        account=[
            *about(seat),
            *_with_peers(),
            Tab(_("My place"), address_of("pairs:place")),
            Tab(_("My account"), reverse("people:me")),
        ],
        sign_out_url=reverse("account_logout"),
        foot=_foot(seat),
        banner=_banner(seat),
    )


def about(seat: Coordinator) -> list[Tab]:
    """The pages about the programme itself that this seat may open."""
    slug = seat.programme.slug
    found = [(words, address_of(name, slug)) for words, name, power in ABOUT if seat.may(power)]
    return [Tab(words, url) for words, url in found if url]


def _with_peers() -> list[Tab]:
    """Two coordinators who support each other: about the person, not about one programme."""
    address = address_of("circle:supervisions")
    return [Tab(_("Talk with another coordinator"), address)] if address else []


def _foot(seat: Coordinator) -> list[Tab]:
    """What stands under every page of the desk."""
    worried = address_of("concerns:tell", seat.programme.slug)
    return [Tab(_("Worried about somebody’s safety?"), worried)] if worried else []


def _banner(seat: Coordinator) -> Banner | None:
    """What everybody at this desk must know whatever page they are on."""
    programme = seat.programme
    if programme.archived_at:
        return Banner(
            now("This programme is archived. It can be read, and no more."),
            reverse("programmes:mine"),
            now("My programmes"),
            icon="info",
        )
    if programme.paused_at:
        words = f"{paused_words(programme)} {now('No reminders go out.')}"
        if not seat.may("own"):
            return Banner(words)
        return Banner(
            words, reverse("programmes:pause", args=[programme.slug]), now("Change or resume")
        )
    return None


@lru_cache(4096)
def address_of(name: str, *args: object) -> str:
    """The address of a page of a room above, or "" where that room is not installed."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _programmes_of(seat: Coordinator) -> list[Tab]:
    mine = Programme.objects.run_by(seat.user).current().only("name", "slug")
    tabs = [Tab(each.name, each.get_absolute_url(), each.pk == seat.programme_id) for each in mine]
    return [*tabs, Tab(_("All my programmes"), reverse("programmes:mine"))]
