"""The letters of this room: what somebody wrote, and one page to answer on."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from edumentoring.common import letter_names
from edumentoring.common.mail import from_line, queue_letter, render_letter
from edumentoring.common.models import Letter
from edumentoring.network.models import Message, Thread
from edumentoring.pairs import nudges
from edumentoring.pairs.keys import link_to
from edumentoring.pairs.letters import sender_of
from edumentoring.programmes.models import Participant

letter_names.add(
    {
        "network_messages": later("Messages in the network"),
    }
)

PURPOSE = "network"


def is_wanted(message: Message) -> bool:
    """Whether its reader wants a letter about it; others get a line in their weekly one."""
    return message.to is not None and nudges.wants(message.to, False)


def offer_lines(messages: Sequence[Message]) -> None:
    """Who wrote, in the next gentle letter. The words stay on the site."""
    for message in messages:
        if message.to and message.by:
            nudges.offer(
                message.to,
                kind="network",
                key=f"network:message:{message.pk}",
                line=_("%s wrote to you in the network") % message.by.user.first_name,
                url=reverse("network:thread", args=[message.thread.code]),
            )


def messages_came(messages: Sequence[Message]) -> Letter | None:
    """One letter with all that was written to one person since the last."""
    reader = messages[0].to
    if reader is None:
        return None
    programme = reader.programme
    names = list(dict.fromkeys(str(one.by) for one in messages))
    subject = (
        _("%s wrote to you") % names[0]
        if len(names) == 1
        else _("%d people wrote to you") % len(names)
    )
    sender = sender_of(programme)
    written = render_letter(
        "network/letters/messages",
        {
            "programme": programme,
            "sender": sender,
            "subject": subject,
            "first_name": reader.user.first_name,
            "items": [
                {"name": one.by, "text": one.text, "link": answer_link(one.thread, one.to)}
                for one in messages
                if one.to
            ],
        },
    )
    return queue_letter(
        "network_messages",
        to=reader.user.email,
        subject=written.subject,
        text=written.text,
        html=written.html,
        from_line=from_line(sender),
        reply_to=programme.reply_to,
        subject_key=f"network:{reader.code}",
        person_code=reader.user.code,
        programme_id=programme.pk,
        headers=nudges.stop_headers(reader),
    )


def answer_link(thread: Thread, reader: Participant) -> str:
    """The whole address of the page behind a letter's link."""
    key = link_to(PURPOSE, thread.code, reader)
    return settings.SITE_URL + reverse("network:reply_by_key", args=[key])
