"""An issue becomes mail: as a test to one who works on it, and to its readers."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from edumentoring.common.mail import Rendered
from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused
from edumentoring.newsletter import letters
from edumentoring.newsletter.composed import CHOOSE, RATE, STOP
from edumentoring.newsletter.composing import compose
from edumentoring.newsletter.models import Issue, Segment, Sending
from edumentoring.newsletter.operations.sending import ask_to_send
from edumentoring.newsletter.parts import contents_of
from edumentoring.people.models import User


def send_test(issue: Issue, *, to: User) -> Letter:
    """The issue as it stands, with what is not published yet, to the one who asked.

    Its links to stop and to rate lead to the newsletter's page: nobody is a reader by a test.
    """
    latest: Issue = issue.get_latest_revision_as_object()
    composed = compose(latest)
    page = issue.newsletter
    text, html = composed.text, composed.html
    for mark in (STOP, CHOOSE, RATE):
        text = text.replace(mark, letters.page_of(page))
        html = html.replace(mark, letters.page_of(page))
    return letters.test(
        page,
        Rendered(_("Test: %s") % composed.subject, text, html),
        to=to.email,
    )


@transaction.atomic
def send_issue(
    issue: Issue,
    *,
    by: User,
    segment: Segment | None = None,
    not_before: datetime | None = None,
) -> Sending:
    """Ask to send an issue as it was published. Refused before it is."""
    if not issue.live:
        raise Refused(_("Publish the issue first: readers get it as it was published."))
    contents = contents_of(issue)
    if not contents.parts:
        raise Refused(_("There is nothing in this issue yet. Add a part to it, and publish."))
    sending = ask_to_send(
        issue.newsletter,
        compose(issue, contents),
        by=by,
        segment=segment,
        not_before=not_before,
        issue=issue,
    )
    sending.stories.set(contents.stories)
    return sending
