"""What comes up in the stories of a programme: the desk's themes, counted, and one quote for each.

Only stories whose tellers allow them in the newsletter now are counted and quoted, and a quote
stands whole: permission is for its very words.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edumentoring.programmes.models import Programme
from edumentoring.stories.models import Place, Story

LONGEST_QUOTE = 400


@dataclass(frozen=True)
class Theme:
    """A theme, the stories about it, the newest first, and one of them to quote."""

    word: str
    stories: list[Story]
    quoted: Story | None

    @property
    def title(self) -> str:
        return self.word[:1].upper() + self.word[1:]

    @property
    def how_many(self) -> str:
        count = len(self.stories)
        return ngettext("%d story", "%d stories", count) % count

    @property
    def quote(self) -> str:
        """Somebody's words and their name, as they allow it."""
        if self.quoted is None:
            return ""
        words = " ".join(self.quoted.text.split())
        return _("“%(words)s” %(name)s") % {"words": words, "name": self.quoted.told_as}


def themes_of(programme: Programme, *, most: int, with_quotes: bool) -> list[Theme]:
    """The themes of most stories first. Nobody is quoted twice."""
    told: dict[str, list[Story]] = defaultdict(list)
    usable = Story.objects.usable_in(Place.NEWSLETTER, programme)
    for story in usable.prefetch_related("themes"):
        for theme in story.themes.all():
            told[theme.word].append(story)
    order = sorted(told, key=lambda word: (-len(told[word]), word))
    found: list[Theme] = []
    for word in order[:most]:
        used = {theme.quoted for theme in found}
        free = (story for story in told[word] if _is_short(story) and story not in used)
        found.append(Theme(word, told[word], next(free, None) if with_quotes else None))
    return found


def _is_short(story: Story) -> bool:
    return story.is_quote and len(story.text) <= LONGEST_QUOTE
