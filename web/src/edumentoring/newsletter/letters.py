"""The letters around a subscription, one function each. Issues go another way: `carrying.py`."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as later

from edumentoring.common import letter_names, open_letters
from edumentoring.common.mail import Rendered, from_line, new_letter, queue_letter, render_letter
from edumentoring.common.models import Letter
from edumentoring.newsletter.keys import CONFIRM_WITHIN, choose_link, confirm_link, stop_link
from edumentoring.newsletter.models import Newsletter, Subscription, Thanked
from edumentoring.pairs.nudges import letters_link, stop_headers
from edumentoring.programmes.models import Participant

# Somebody waits for it on the page they just sent.
AT_ONCE = Letter.Priority.SIGN_IN

letter_names.add(
    {
        "newsletter_test": later("A test of an issue"),
        "newsletter_thanks": later("Thanks to a mentor"),
        "newsletter_confirm": later("A newsletter was asked for"),
        "newsletter_you_get_it": later("Somebody gets it already"),
        "newsletter_ask": later("May we send a newsletter?"),
    }
)
open_letters.whole(
    "newsletter_thanks",
    "newsletter_confirm",
    "newsletter_you_get_it",
    "newsletter_ask",
    "newsletter_test",
)


def confirm(subscription: Subscription) -> Letter:
    """Did you ask for this? Not yet queued."""
    return _letter("confirm", subscription, priority=AT_ONCE)


def you_get_it(subscription: Subscription) -> Letter:
    """To an address that reads already, whoever typed it. Not yet queued."""
    return _letter("you_get_it", subscription, priority=AT_ONCE)


def asked_from_a_list(subscription: Subscription, *, not_before: datetime) -> Letter:
    """To somebody on a list from before, whose yes nobody can show. Not yet queued."""
    return _letter("ask", subscription, priority=Letter.Priority.BULK, not_before=not_before)


def test(newsletter: Newsletter, written: Rendered, *, to: str) -> Letter:
    """An issue as its readers would get it, to one who works on it."""
    return queue_letter(
        "newsletter_test",
        to=to,
        subject=written.subject,
        text=written.text,
        html=written.html,
        from_line=from_line(newsletter.sender),
        reply_to=newsletter.reply_to,
        programme_id=newsletter.programme_id,
    )


def thanks(part: Participant, newsletter: Newsletter, milestone: str) -> Letter:
    """Thank a mentor for their time. Not yet queued."""
    written = render_letter(
        "newsletter/letters/thanks", thanks_context(newsletter, milestone, part)
    )
    return new_letter(
        "newsletter_thanks",
        to=part.user.email,
        subject=written.subject,
        text=written.text,
        html=written.html,
        from_line=from_line(newsletter.sender),
        reply_to=newsletter.reply_to,
        person_code=part.user.code,
        programme_id=newsletter.programme_id,
        headers=stop_headers(part),
    )


def thanks_preview(newsletter: Newsletter) -> Rendered:
    """How the thanks after a term would read."""
    context = thanks_context(newsletter, Thanked.Milestone.TERM, None)
    return render_letter("newsletter/letters/thanks", context)


def thanks_context(
    newsletter: Newsletter, milestone: str, part: Participant | None
) -> dict[str, object]:
    return {
        "newsletter": newsletter,
        "programme": newsletter.programme,
        "sender": newsletter.sender,
        "reply_to": newsletter.reply_to,
        "is_year": milestone == Thanked.Milestone.YEAR,
        "reader": part.user.first_name if part else "Imran",
        "words": newsletter.thanks_words,
        "letters_link": letters_link(part) if part else page_of(newsletter),
    }


def page_of(newsletter: Newsletter) -> str:
    """The whole address of its page."""
    return settings.SITE_URL + newsletter.get_absolute_url()


def _letter(
    kind: str,
    subscription: Subscription,
    *,
    priority: int,
    not_before: datetime | None = None,
) -> Letter:
    newsletter = subscription.newsletter
    context = {
        "newsletter": newsletter,
        "programme": newsletter.programme,
        "sender": newsletter.sender,
        "reply_to": newsletter.reply_to,
        "days": CONFIRM_WITHIN.days,
        "confirm_link": confirm_link(subscription),
        "choose_link": choose_link(subscription.code),
        "stop_link": stop_link(subscription.code),
    }
    written = render_letter(f"newsletter/letters/{kind}", context)
    return new_letter(
        f"newsletter_{kind}",
        to=subscription.email,
        subject=written.subject,
        text=written.text,
        html=written.html,
        from_line=from_line(newsletter.sender),
        reply_to=newsletter.reply_to,
        priority=priority,
        not_before=not_before,
        subject_key=f"subscription:{subscription.pk}",
        programme_id=newsletter.programme_id,
    )
