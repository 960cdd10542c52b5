"""Where stories stand in issues: emptied when they are taken back, and told of honestly."""

from collections.abc import Iterator
from typing import cast

from django.db.models import F, Max
from django.utils.translation import gettext as _
from wagtail.models import Revision

from edumentoring.newsletter.composing import compose
from edumentoring.newsletter.models import Delivery, Issue, Sending
from edumentoring.newsletter.parts import contents_of
from edumentoring.stories.models import Story
from edumentoring.stories.uses import Sent


def empty(story: Story) -> None:
    """Write every issue that has it anew, from the words that were approved, without the story.

    The page and the feed ask for themselves; this is the mail that is kept, of which copies may
    still be waiting.
    """
    for sending in Sending.objects.filter(stories=story).select_related("issue__newsletter"):
        issue = _as_approved(sending)
        if issue is None:
            _keep(sending, text=_("This issue is gone."), html="")
            continue
        contents = contents_of(issue)
        composed = compose(issue, contents)
        _keep(sending, text=composed.text, html=composed.html)
        sending.stories.set({*contents.stories, story.pk})


def _as_approved(sending: Sending) -> Issue | None:
    """The issue as it was when it was asked for, whatever editors did since."""
    revision = Revision.objects.filter(pk=sending.revision).first() if sending.revision else None
    return cast("Issue", revision.as_object()) if revision else sending.issue


def _keep(sending: Sending, *, text: str, html: str) -> None:
    Sending.objects.filter(pk=sending.pk).update(text=text, html=html, version=F("version") + 1)


def sent(story: Story) -> Iterator[Sent]:
    """Issues with it that are out and cannot be called back."""
    for sending in Sending.objects.filter(stories=story).select_related("newsletter__programme"):
        copies = sending.deliveries.filter(state=Delivery.State.SENT)
        last = copies.aggregate(at=Max("sent_at"))["at"]
        if last is not None:
            yield Sent(on=sending.newsletter.programme.today(last), letters=copies.count())
