"""The keys in letters' links: each names one story, or one talk, and proves whom we wrote to.

They do not run out. Permission can be taken back at any time, and the letter is where people look
for how. A story that is removed takes its key with it. GET only shows: programs that look through
mail open every link.
"""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from edumentoring.stories.models import Story, Talk

_STORIES = signing.Signer(salt="edumentoring.stories.story", sep=".")
_TALKS = signing.Signer(salt="edumentoring.stories.talk", sep=".")


def story_key(story: Story) -> str:
    return _STORIES.sign(story.code.hex)


def story_link(story: Story, page: str = "own") -> str:
    """The whole address of one of the teller's pages: own, allow, withdraw, wording, confirm."""
    return settings.SITE_URL + reverse(f"stories:{page}", args=[story_key(story)])


def story_code(token: str) -> UUID | None:
    """The story's code, or None where the key is not ours."""
    return _code(_STORIES, token)


def talk_key(talk: Talk) -> str:
    return _TALKS.sign(talk.code.hex)


def talk_link(talk: Talk) -> str:
    return settings.SITE_URL + reverse("stories:talk", args=[talk_key(talk)])


def talk_code(token: str) -> UUID | None:
    return _code(_TALKS, token)


def _code(signer: signing.Signer, token: str) -> UUID | None:
    try:
        return UUID(signer.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
