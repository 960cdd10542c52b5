"""What a view hands to `design/desk.html` and `design/page.html`.

Plain frozen dataclasses, so that a misspelt name fails in the view and not
silently in the template.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Tab(NamedTuple):
    """One link of a menu, a tab row or a programme switcher."""

    label: object
    url: str
    current: bool = False
    amount: int | None = None


class Banner(NamedTuple):
    """What stands above every page while it holds: words, and where to see to it."""

    words: object
    url: str = ""
    button: object = ""
    icon: str = "pause"


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The coordinator's header: which programme, which pages, who is signed in."""

    programme: str = ""
    programmes: Sequence[Tab] = ()
    tabs: Sequence[Tab] = ()
    find_url: str = ""
    find_words: str = ""
    person: str = ""
    account: Sequence[Tab] = ()
    sign_out_url: str = ""
    foot: Sequence[Tab] = ()
    banner: Banner | None = None


@dataclass(frozen=True, kw_only=True)
class Place:
    """The header and footer of a public or participant's page.

    With a `programme` the page is in its name: that stands beside the mark, and `look` is its
    colour.
    """

    programme: str = ""
    look: str = ""
    home_url: str = "/"
    menu: Sequence[Tab] = ()
    foot: Sequence[Tab] = ()
    run_by: str = ""
    person: str = ""
    sign_out_url: str = ""
    banner: Banner | None = None
