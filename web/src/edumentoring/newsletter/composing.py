"""Makes mail of an issue: HTML that holds in Outlook and in the dark, and plain text beside it."""

from typing import Any

from django.conf import settings

from edumentoring.common.mail import render_letter
from edumentoring.newsletter.composed import CHOOSE, RATE, STOP, Composed
from edumentoring.newsletter.models import Issue, Rating
from edumentoring.newsletter.parts import Contents, contents_of

# Links by day and by night, as the pages have them; mail has no style sheet of ours to ask.
COLOURS = {
    "teal": ("#0f5257", "#86c5be"),
    "plum": ("#6b2a55", "#e0a6c8"),
    "navy": ("#23407a", "#a3bdec"),
    "moss": ("#3b6330", "#aecb95"),
    "brick": ("#8f2f1c", "#f0a58f"),
    "ink": ("#2f3835", "#d9d4c8"),
}
# Said at each title and cell: Word's engine hands no type down to them.
FONT = "font-family:Verdana,Tahoma,Helvetica,Arial,sans-serif"


def compose(issue: Issue, contents: Contents | None = None) -> Composed:
    """The issue as mail, with marks where each reader's own links go."""
    written = render_letter("newsletter/letters/issue", context_of(issue, contents))
    return Composed(written.subject, written.text, written.html)


def context_of(issue: Issue, contents: Contents | None = None) -> dict[str, Any]:
    """What the templates of the mail and of the page are given."""
    newsletter = issue.newsletter
    contents = contents or contents_of(issue)
    is_open = newsletter.is_open and issue.pk
    return {
        "issue": issue,
        "newsletter": newsletter,
        "programme": newsletter.programme,
        "sender": newsletter.name,
        "reply_to": newsletter.reply_to,
        "contents": contents,
        "colour": COLOURS[newsletter.look],
        "font": FONT,
        "answers": Rating.Answer.choices,
        "stop": STOP,
        "choose": CHOOSE,
        "rate": RATE,
        "on_the_web": f"{settings.SITE_URL}{issue.own_path()}" if is_open else "",
        "past_issues": f"{settings.SITE_URL}{newsletter.get_absolute_url()}" if is_open else "",
    }
