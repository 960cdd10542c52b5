"""An issue's parts in one shape, from which the web page, the mail and the plain text are made.

Stories are asked for anew each time: whatever its teller took back is not there any more.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.template.defaultfilters import linebreaks_filter
from django.utils.html import format_html, strip_tags
from django.utils.translation import gettext as _

from edumentoring.design.times import day_and_clock
from edumentoring.library.models import Article, Resource, Section
from edumentoring.newsletter.models import Issue
from edumentoring.newsletter.texts import plain, rich, whole
from edumentoring.newsletter.themes import themes_of
from edumentoring.stories.models import Place, Story
from edumentoring.training.models import Event

WORDS_A_MINUTE = 220
# Above this an issue is long for somebody between two lessons.
MINUTES_ENOUGH = 5
MOST_EVENTS = 5


@dataclass(frozen=True)
class Line:
    """One line of a list: what, a little more, where to, and what stands at its end."""

    title: str
    words: str = ""
    url: str = ""
    aside: str = ""


@dataclass(frozen=True)
class Shot:
    """A picture as mail and web show it."""

    url: str
    alt: str
    width: int
    height: int
    caption: str = ""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of an issue; `key` is what a jump link leads to."""

    kind: str
    key: str
    title: str = ""
    over: str = ""
    words: str = ""
    by: str = ""
    lines: list[Line] = field(default_factory=list)
    shot: Shot | None = None
    button: str = ""
    url: str = ""
    stories: tuple[int, ...] = ()

    @property
    def plain(self) -> str:
        """Its running text without markup; a link's address stands behind its words."""
        words = plain(self.words)
        return f"“{words.strip('“”')}”" if self.kind == "quote" else words

    @property
    def count(self) -> int:
        """How many words there are to read."""
        lines = " ".join(f"{line.title} {line.words}" for line in self.lines)
        return len(f"{self.title} {strip_tags(self.words)} {lines}".split())

    @property
    def minutes(self) -> str:
        """How long it takes, as a list of contents says it; nothing for a few words: four of them
        that took half a minute each would be more than the whole."""
        halves = round(2 * self.count / WORDS_A_MINUTE)
        whole, half = divmod(halves, 2)
        return f"{whole or ''}{'½' if half else ''}"


@dataclass(frozen=True)
class Contents:
    """All parts of an issue, and how long it takes to read them."""

    parts: list[Part]
    words: int

    @property
    def listed(self) -> list[Part]:
        """Those that a list of contents names."""
        return [part for part in self.parts if part.title and part.kind != "gone"]

    @property
    def minutes(self) -> int:
        """Counted and not guessed; at least one."""
        return max(1, -(-self.words // WORDS_A_MINUTE))

    @property
    def is_long(self) -> bool:
        return self.minutes > MINUTES_ENOUGH

    @property
    def stories(self) -> list[int]:
        return [story for part in self.parts for story in part.stories]


def contents_of(issue: Issue) -> Contents:
    """Everything that is in it now."""
    parts = list(_parts(issue))
    return Contents(parts, len(issue.lede.split()) + sum(part.count for part in parts))


def _parts(issue: Issue) -> Iterator[Part]:
    for number, block in enumerate(issue.body, start=1):
        part = _MAKERS[block.block_type](block.value, f"part-{number}", issue)
        if part is not None:
            yield part


# --- One maker for each kind of block -------------------------------------------------------------


def _words(value: Any, key: str, _issue: Issue) -> Part:
    return Part(
        kind="words", key=key, title=value["title"], over=value["over"], words=rich(value["words"])
    )


def _article(value: Any, key: str, _issue: Issue) -> Part | None:
    page: Article | Section | None = value["article"] and value["article"].specific
    if page is None or not page.live:
        return None
    words = rich(value["words"]) if str(value["words"] or "").strip() else None
    kind, button = _("An article"), _("Read the whole article (%s min)")
    if isinstance(page, Section):
        kind, button = _("From the mentor zone"), _("Open the section (%s min to read)")
    return Part(
        kind="article",
        key=key,
        title=page.title,
        over=" · ".join(part for part in (kind, page.byline) if part),
        words=words or format_html("<p>{}</p>", page.summary),
        url=whole(page.url or ""),
        button=button % page.minutes,
    )


def _story(value: Any, key: str, issue: Issue) -> Part | None:
    wanted: Story | None = value["story"]
    allowed = Story.objects.usable_in(Place.NEWSLETTER, issue.newsletter.programme)
    story = allowed.filter(pk=wanted.pk).first() if wanted else None
    if story is None:
        return Part(kind="gone", key=key)
    wall = Story.objects.usable_in(Place.WALL, issue.newsletter.programme)
    is_open = bool(issue.newsletter.programme.published_at) and wall.filter(pk=story.pk).exists()
    return Part(
        kind="quote" if story.is_quote else "story",
        key=key,
        title="" if story.is_quote else story.title,
        over=_("A story, told with permission"),
        words=linebreaks_filter(story.text),
        by=story.told_as,
        url=whole(story.get_absolute_url()) if is_open else "",
        button=_("Read it on its own page"),
        stories=(story.pk,),
    )


def _themes(value: Any, key: str, issue: Issue) -> Part | None:
    found = themes_of(
        issue.newsletter.programme, most=value["most"], with_quotes=bool(value["with_quotes"])
    )
    lines = [Line(title=one.title, words=one.quote, aside=one.how_many) for one in found]
    return (
        Part(
            kind="list",
            key=key,
            title=value["title"],
            words=format_html("<p>{}</p>", value["words"]) if value["words"] else "",
            lines=lines,
            stories=tuple({story.pk for one in found for story in one.stories}),
        )
        if lines
        else None
    )


def _resources(value: Any, key: str, _issue: Issue) -> Part:
    found: list[Resource] = [one for one in value["resources"] if one and not one.hidden]
    lines = [
        Line(
            title=one.title,
            words=one.note,
            url=whole(one.get_absolute_url()),
            aside=_("%s min") % one.minutes if one.minutes else str(one.get_kind_display()),
        )
        for one in found
    ]
    return Part(kind="list", key=key, title=value["title"], lines=lines)


def _dates(value: Any, key: str, issue: Issue) -> Part:
    lines = [Line(title=day["when"], words=day["what"]) for day in value["days"]]
    if value["with_events"]:
        lines += [_day(event) for event in _coming(issue)]
    return Part(kind="dates", key=key, title=value["title"], lines=lines)


def _coming(issue: Issue) -> Any:
    public = Event.objects.public().filter(programme=issue.newsletter.programme)
    return public.coming()[:MOST_EVENTS]


def _day(event: Event) -> Line:
    begins: datetime = event.starts_at.astimezone(event.zone)
    return Line(title=day_and_clock(begins, "D j F"), words=event.title, url=event.public_url)


def _list(value: Any, key: str, _issue: Issue) -> Part:
    lines = [Line(one["title"], one["words"], one["url"]) for one in value["items"]]
    return Part(kind="list", key=key, title=value["title"], lines=lines)


def _quote(value: Any, key: str, _issue: Issue) -> Part:
    words = linebreaks_filter(value["words"])
    return Part(kind="quote", key=key, words=words, by=value["by"])


def _picture(value: Any, key: str, _issue: Issue) -> Part | None:
    image = value["picture"]
    if not image:
        return None
    shown = image.get_rendition("width-1072|format-jpeg")
    alt = "" if getattr(image, "decorative", False) else getattr(image, "contextual_alt_text", "")
    shot = Shot(whole(shown.url), alt or "", shown.width, shown.height, value["caption"])
    return Part(kind="picture", key=key, shot=shot)


def _ask(value: Any, key: str, _issue: Issue) -> Part:
    words = format_html("<p>{}</p>", value["words"])
    return Part(
        kind="ask",
        key=key,
        title=value["title"],
        words=words,
        button=value["button"],
        url=value["url"],
    )


def _thanks(value: Any, key: str, _issue: Issue) -> Part:
    return Part(kind="thanks", key=key, title=value["title"], words=rich(value["words"]))


_MAKERS = {
    "words": _words,
    "article": _article,
    "story": _story,
    "themes": _themes,
    "resources": _resources,
    "dates": _dates,
    "list": _list,
    "quote": _quote,
    "picture": _picture,
    "ask": _ask,
    "thanks": _thanks,
}
