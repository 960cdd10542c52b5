"""Posters and pictures, set by typst from the programme's own words.

One takes some milliseconds. At most two are drawn at once and those drawn lately are kept, so
that a page that spreads asks for its card a thousand times and it is drawn once.
"""

import json
import re
import threading
import unicodedata
from collections import OrderedDict
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from edumentoring.common.once import once
from edumentoring.programmes.models import Programme
from edumentoring.programmes.opening import opening_of
from edumentoring.reach.models import Link
from edumentoring.reach.public import short_date
from edumentoring.reach.words import words_of

ROOM = Path(__file__).parent
CARD = "card"
# Width and height in points, of which a picture has one for each pixel.
SIZES = {CARD: (1200, 630), "square": (1080, 1080), "story": (1080, 1920)}
AT_ONCE = 2
PATIENCE = 4  # seconds
KEPT = 64
REMEMBERED = 60  # seconds; a page that a crowd reads names its card each time
MOST = {"name": 120, "promise": 140, "lede": 260, "detail": 80}

# The looks as printed: ink that reads on paper, and a pale ground. The same as by day on screen.
LOOKS = {
    "teal": ("#0f5257", "#e2ece8"),
    "plum": ("#6b2a55", "#f2e4ec"),
    "navy": ("#23407a", "#e4e8f2"),
    "moss": ("#3b6330", "#e7edd9"),
    "brick": ("#8f2f1c", "#f8e4dc"),
    "ink": ("#2f3835", "#ebe6da"),
}
INK, SECOND, EDGE, SHEET, PAPER = "#1e2422", "#545b55", "#7f7c6f", "#fffdf8", "#f8f4ec"


class Busy(Exception):
    """As much is being drawn as this service draws at once."""


def poster(programme: Programme, link: Link | None, bleed: bool = False) -> bytes:
    """A poster of A4 as PDF/UA-1, tagged; with `bleed`, 3 mm over the edge and crop marks."""
    address = link.address if link else _page(programme)
    said = {
        **_said(programme),
        "address": address.partition("://")[2].rstrip("/"),
        "code": code_of(address),
        "bleed": bleed,
        "point": _("Point your phone’s camera here, or type:"),
        "code_is": _("A code to scan. It opens %s") % address,
        "time": tidy(str(words_of(programme).time), MOST["detail"]),
        "time_detail": tidy(str(words_of(programme).time_detail), MOST["detail"]),
        "free": _("It costs nothing"),
        "free_detail": _("You can pause or leave on any day"),
        "until": _until(programme),
    }
    return _drawn("poster", said, "pdf")


def picture(programme: Programme, channel: str) -> bytes:
    """A PNG in the size of a channel in SIZES."""
    width, height = SIZES[channel]
    return _drawn("picture", {**_said(programme), "width": width, "height": height}, "png")


def card_of(programme: Programme, *, title: str, words: str) -> bytes:
    """A card in the programme's look for anything else that has a page, such as a story."""
    width, height = SIZES[CARD]
    own = {
        "promise": _never_alone(tidy(title, MOST["promise"])),
        "lede": tidy(words, MOST["lede"]),
    }
    return _drawn("picture", {**_said(programme), **own, "width": width, "height": height}, "png")


def card_address(programme: Programme) -> str:
    """The card's path, which changes with its words: other sites keep a picture for weeks."""
    key = f"{programme.pk}:{programme.version}:{get_language()}"
    version = once("card", key, REMEMBERED, lambda: _version(programme))
    return f"{reverse('reach:card', args=[programme.slug])}?v={version}"


def _version(programme: Programme) -> str:
    return sha256(json.dumps(_said(programme), sort_keys=True).encode()).hexdigest()[:8]


def _said(programme: Programme) -> dict[str, Any]:
    words = words_of(programme)
    accent, tint = LOOKS[programme.look]
    name = tidy(programme.name, MOST["name"]) or _("Mentoring")
    return {
        "lang": (get_language() or "en").partition("-")[0],
        "name": name,
        "folio": tidy(str(words.folio), MOST["detail"]),
        "promise": _never_alone(tidy(str(words.promise), MOST["promise"]) or name),
        "lede": tidy(str(words.lede), MOST["lede"]),
        "short_address": _page(programme).partition("://")[2].rstrip("/"),
        "drawing": drawing(accent, tint),
        "colours": {
            "accent": accent,
            "tint": tint,
            "ink": INK,
            "second": SECOND,
            "sheet": SHEET,
            "paper": PAPER,
        },
    }


def frame(look: str) -> dict[str, Any]:
    """The language and the colours that `typst/sheet.typ` sets a guide in."""
    accent, tint = LOOKS[look]
    colours = {
        "accent": accent,
        "tint": tint,
        "ink": INK,
        "second": SECOND,
        "edge": EDGE,
        "sheet": SHEET,
        "paper": PAPER,
    }
    return {"lang": (get_language() or "en").partition("-")[0], "colours": colours}


def _page(programme: Programme) -> str:
    return f"{settings.SITE_URL}{reverse('reach:programme', args=[programme.slug])}"


def _until(programme: Programme) -> str:
    closes = opening_of(programme).closes_on
    return _("Sign up by %s") % short_date(closes) if closes else ""


def code_of(address: str) -> str:
    """The square to scan as a drawing in vectors; the poster leaves its quiet edge white."""
    import qrcode
    from qrcode.image.svg import SvgPathImage

    code = qrcode.QRCode(
        border=0, error_correction=qrcode.constants.ERROR_CORRECT_M, image_factory=SvgPathImage
    )
    code.add_data(address)
    drawn = code.make_image().to_string()
    return drawn.decode() if isinstance(drawn, bytes) else str(drawn)


def drawing(accent: str, tint: str) -> str:
    """The page's own drawing with its colours written in: typst reads no style sheet."""
    painted = {
        'class="solid"': f'fill="{accent}" stroke="{accent}"',
        'class="tint"': f'fill="{tint}"',
        'class="sheet"': f'fill="{SHEET}"',
        'class="faint"': f'stroke="{EDGE}"',
    }
    svg = render_to_string("reach/drawing.html").strip()
    for name, paint in painted.items():
        svg = svg.replace(name, paint)
    frame = (
        '<svg xmlns="http://www.w3.org/2000/svg" fill="none" stroke-width="1.5" '
        f'stroke-linecap="round" stroke-linejoin="round" stroke="{INK}" '
    )
    return re.sub(r"<svg [^>]*?(?=viewBox)", frame, svg, count=1)


def _never_alone(words: str) -> str:
    """Keep the last two words on one line: set large, a single short one looks lost."""
    return "\N{NO-BREAK SPACE}".join(words.rsplit(" ", 1))


def tidy(text: str, most: int) -> str:
    """Words that any font can set: no pictures among them, no controls, and not without end.

    Letters of every script stay; whether one can be set is for the machine's fonts to say.
    """
    kept = "".join(" " if char.isspace() else char for char in text if _can_be_set(char))
    words = " ".join(kept.split())
    if len(words) <= most:
        return words
    return words[: most - 1].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"


def _can_be_set(char: str) -> bool:
    kind = unicodedata.category(char)
    is_picture = kind in {"So", "Sk"} and ord(char) >= 0x2190
    selects_picture = 0xFE00 <= ord(char) <= 0xFE0F or ord(char) == 0x20E3
    return char.isspace() or not (is_picture or selects_picture or kind.startswith("C"))


# --- Drawing once, and keeping it ---------------------------------------------------------------

_pens = threading.BoundedSemaphore(AT_ONCE)
_kept: OrderedDict[str, bytes] = OrderedDict()
_shelf = threading.Lock()


def paper(room: Path, template: str, said: dict[str, Any]) -> bytes:
    """A PDF/UA-1 of another room's own: `typst/<template>.typ` there, which may import
    "/reach/typst/fit.typ". Raises Busy."""
    return _drawn(template, said, "pdf", room=room)


def first_page(room: Path, template: str, said: dict[str, Any]) -> bytes:
    """A PNG of another room's own, of one pixel for each point. Raises Busy."""
    return _drawn(template, said, "png", room=room)


def _drawn(template: str, said: dict[str, Any], kind: str, *, room: Path = ROOM) -> bytes:
    data = json.dumps(said, sort_keys=True)
    key = f"{room.name}.{template}.{kind}.{sha256(data.encode()).hexdigest()}"
    found = _look_up(key)
    if found is not None:
        return found
    if not _pens.acquire(timeout=PATIENCE):
        raise Busy
    try:
        made = _look_up(key) or _set(template, data, kind, room)
    finally:
        _pens.release()
    with _shelf:
        _kept[key] = made
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made


def _look_up(key: str) -> bytes | None:
    with _shelf:
        if key in _kept:
            _kept.move_to_end(key)
        return _kept.get(key)


def _set(template: str, data: str, kind: str, room: Path) -> bytes:
    import typst

    def compiled(**wanted: Any) -> bytes:
        # A compiler that has failed finds its own source no more: each sheet gets a new one.
        compiler = typst.Compiler(
            (room / "typst" / f"{template}.typ").read_bytes(),
            root=str(ROOM.parent),
            font_paths=_fonts(),
            sys_inputs={"data": data},
        )
        return _one(compiler.compile(**wanted))

    if kind == "png":
        return compiled(format="png", ppi=72)
    try:
        return compiled(format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError as error:
        # No font here has a letter of the name: better a poster without the standard than none.
        if "could not be displayed" not in str(error):
            raise
        return compiled(format="pdf")


def _one(pages: Any) -> bytes:
    return bytes(pages[0] if isinstance(pages, list) else pages)


@cache
def _fonts() -> Any:
    """The house's own letters first; the machine's for scripts that they do not have."""
    import typst

    return typst.Fonts(font_paths=[str(ROOM / "fonts")])
