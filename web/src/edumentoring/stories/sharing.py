"""Words to pass a story on, with the programme's hashtag, and its card."""

import re
from collections.abc import Mapping

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from edumentoring.programmes.models import Programme
from edumentoring.reach.sharing import Channel, ways_to_post
from edumentoring.stories.models import Place, Story

USUAL_HASHTAG = "#EduMentoring"
MOST_SHARED = 160


def hashtag_of(programme: Programme) -> str:
    """The programme's own hashtag, or the usual one. Sites end a hashtag at a space or a hyphen."""
    word = re.sub(r"\W", "", str(programme.words.get("hashtag", "")))
    return f"#{word}" if word else USUAL_HASHTAG


def usual(_programme: Programme) -> Mapping[str, object]:
    """What the step Look shows while the box is empty."""
    return {"hashtag": USUAL_HASHTAG}


def channels_of(story: Story) -> list[Channel]:
    """One set of words for each channel, for a story that stands on the wall. The teller's name
    is never in them: where it may stand is the story's page."""
    words = f"{excerpt(story)} {hashtag_of(story.programme)}"
    return ways_to_post(words, address=whole(story.get_absolute_url()), subject=story.title)


def excerpt(story: Story, most: int = MOST_SHARED) -> str:
    """A quote in quotation marks, a story's title, cut where it is long."""
    if not story.is_quote:
        return story.title
    words = " ".join(story.text.split())
    if len(words) > most:
        words = words[: most - 1].rsplit(" ", 1)[0] + "…"
    return _("“%s”") % words


def card_of(story: Story) -> dict[str, str]:
    """What other sites show when somebody shares the address; their picture only where the
    teller allows social media."""
    shown = Story.objects.usable_in(Place.SOCIAL).filter(pk=story.pk).first()
    return {
        "title": story.title,
        "words": excerpt(story) if shown is None else f"{excerpt(shown)} {shown.told_as}",
        "url": whole(story.get_absolute_url()),
        "picture": whole(reverse("stories:card", args=[story.programme.slug, story.code]))
        if shown
        else "",
    }


def whole(path: str) -> str:
    return settings.SITE_URL + path
