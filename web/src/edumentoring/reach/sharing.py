"""Words to share, one set for each channel, with the address that belongs to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from edumentoring.programmes.models import Programme
from edumentoring.programmes.navigation import address_of
from edumentoring.reach import public
from edumentoring.reach.models import Link
from edumentoring.reach.words import words_of

# Stands in an address where a link's code would, for the public page's own address.
NO_LINK = "page"
# What fits into one post; links count for less than they are long, so this is on the safe side.
POST_LETTERS = {"x": 280, "bluesky": 300}


@dataclass(frozen=True)
class Channel:
    """One way to tell people: its words, where to send them with one tap, and its picture."""

    key: str
    name: str
    text: str
    send_url: str = ""
    send: str = ""
    picture: str = ""
    subject: str = ""


def address_for(programme: Programme, link: Link | None) -> str:
    """What to share: the link's short address, or the page's own."""
    return link.address if link else public.whole(public.page_address(programme))


def channels(programme: Programme, link: Link | None) -> list[Channel]:
    """The words for every channel."""
    address = address_for(programme, link)
    words = words_of(programme)
    said = {
        "name": programme.name,
        "promise": words.promise,
        "lede": words.lede,
        "address": address,
        "time": str(words.time).lower(),
    }
    letter = _letter(said)
    subject = _("Mentoring: %(name)s") % said
    short = _("%(promise)s\n%(name)s: %(lede)s\n%(address)s") % said
    return [
        Channel(
            "email",
            _("E-mail"),
            letter,
            f"mailto:?{_query(subject=subject, body=letter)}",
            _("Open in my mail"),
            subject=subject,
        ),
        Channel(
            "bulletin",
            _("Staff bulletin"),
            _("%(name)s. %(lede)s It takes %(time)s, and it is free. Sign up: %(address)s") % said,
            picture="square",
        ),
        Channel(
            "whatsapp",
            _("WhatsApp"),
            short,
            f"https://wa.me/?{_query(text=short)}",
            _("Open WhatsApp"),
            "story",
        ),
        _post("bluesky", _("Bluesky"), said, "https://bsky.app/intent/compose?", "square"),
        _post("x", _("X"), said, "https://x.com/intent/post?", "card"),
        Channel(
            "linkedin",
            _("LinkedIn"),
            short,
            f"https://www.linkedin.com/sharing/share-offsite/?{urlencode({'url': address})}",
            _("Open LinkedIn"),
            "card",
        ),
        Channel(
            "facebook",
            _("Facebook"),
            short,
            f"https://www.facebook.com/sharer/sharer.php?{urlencode({'u': address})}",
            _("Open Facebook"),
            "square",
        ),
    ]


def ways_to_post(text: str, *, address: str, subject: str) -> list[Channel]:
    """The same channels for anything else that has a page, such as a story: `text` and where it
    leads. What does not fit into a post is cut; the address never is."""
    whole = f"{text}\n{address}"
    posts = {
        key: f"{_cut(text, most - len(address) - 1)}\n{address}"
        for key, most in POST_LETTERS.items()
    }
    shared = urlencode({"url": address})
    linked_in = f"https://www.linkedin.com/sharing/share-offsite/?{shared}"
    facebook = f"https://www.facebook.com/sharer/sharer.php?{urlencode({'u': address})}"
    sites = {"bluesky": "https://bsky.app/intent/compose?", "x": "https://x.com/intent/post?"}
    return [
        Channel("email", _("E-mail"), whole, f"mailto:?{_query(subject=subject, body=whole)}"),
        Channel("whatsapp", _("WhatsApp"), whole, f"https://wa.me/?{_query(text=whole)}"),
        *(
            Channel(key, name, posts[key], f"{sites[key]}{_query(text=posts[key])}")
            for key, name in (("bluesky", _("Bluesky")), ("x", _("X")))
        ),
        Channel("linkedin", _("LinkedIn"), whole, linked_in),
        Channel("facebook", _("Facebook"), whole, facebook),
    ]


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rsplit(' ', 1)[0]}…"


def _letter(said: Mapping[str, object]) -> str:
    return (
        _(
            "Hello,\n\n"
            "%(lede)s\n\n"
            "%(name)s is looking for people who would like a mentor, and for people who would "
            "like to mentor. It takes %(time)s. It is free, and you can pause or leave on any "
            "day.\n\n"
            "Read more and sign up: %(address)s\n\n"
            "With thanks"
        )
        % said
    )


def _post(key: str, name: str, said: Mapping[str, object], site: str, picture: str) -> Channel:
    text = _fitting(said, POST_LETTERS[key])
    return Channel(key, name, text, f"{site}{_query(text=text)}", _("Open %s") % name, picture)


def _fitting(said: Mapping[str, object], most: int) -> str:
    """The fullest words that fit into a post; the address is never cut."""
    patterns = (
        _("%(promise)s\n%(name)s: %(lede)s\n%(address)s"),
        _("%(promise)s: %(name)s\n%(address)s"),
        "%(name)s\n%(address)s",
    )
    for pattern in patterns:
        text = pattern % said
        if len(text) <= most:
            return text
    return str(said["address"])


def _query(**parts: str) -> str:
    """Mail programs read %20 and not +, so spaces are written out."""
    return "&".join(f"{key}={quote(value)}" for key, value in parts.items())


def snippet(programme: Programme, link: Link | None) -> str:
    """The lines to paste into a school's site: the form in a frame, and a plain link beneath."""
    from django.utils.html import format_html

    page = address_for(programme, link)
    framed = address_of("signup:embed", programme.slug)
    if not framed:
        return ""
    query = f"?{urlencode({'via': link.code})}" if link else ""
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="900" loading="lazy"></iframe>\n'
        '<p><a href="{}">{}</a></p>',
        public.whole(framed + query),
        _("Sign up: %s") % programme.name,
        page,
        _("Sign up for %s") % programme.name,
    )


def picture_address(programme: Programme, channel: str) -> str:
    """The path of the picture in a channel's size."""
    return reverse("reach:picture", args=[programme.slug, channel])
