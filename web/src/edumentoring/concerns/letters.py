"""Letters about concerns and separations.

Those about a concern say only that there is one, and carry neither the programme nor the
reader's code: the programme's lists of letters are open to people who may not learn of it.
"""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as later

from edumentoring.common import letter_names, open_letters
from edumentoring.common.mail import Rendered, from_line, queue_letter, render_letter
from edumentoring.common.models import Letter
from edumentoring.concerns.keys import own_link
from edumentoring.concerns.models import Concern, Step
from edumentoring.pairs.models import Pair
from edumentoring.people.models import User
from edumentoring.programmes.models import Participant, Programme

letter_names.add(
    {
        "concern_raised": later("A concern to read"),
        "concern_received": later("Thanks for a concern"),
        "concern_answered": later("An answer to a concern"),
        "pair_separated": later("Two people are separated"),
    }
)
open_letters.whole("pair_separated")


def tell_contact(concern: Concern, user: User) -> Letter:
    """There is something to read today. Says neither who wrote, nor about whom, nor what."""
    page = reverse("concerns:concern", args=[concern.programme.slug, concern.code])
    return _about("raised", concern, to=user.email, link=settings.SITE_URL + page)


def received(concern: Concern) -> Letter | None:
    """To whoever raised it, where they left an address: it has arrived, and here is its page."""
    return _to_writer("received", concern)


def answered(concern: Concern, _step: Step) -> Letter | None:
    """There is an answer to read."""
    return _to_writer("answered", concern)


def separated(pair: Pair, participant: Participant) -> Letter:
    """To each of two people who were separated: what is shut, and that nobody is judged."""
    programme, written = pair.programme, separated_words(pair, participant)
    return queue_letter(
        "pair_separated",
        to=participant.user.email,
        subject=written.subject,
        text=written.text,
        html=written.html,
        from_line=from_line(_sender(programme)),
        reply_to=programme.reply_to,
        priority=Letter.Priority.SIGN_IN,
        subject_key=pair.subject_key,
        person_code=participant.user.code,
        programme_id=programme.pk,
    )


def separated_words(pair: Pair, participant: Participant) -> Rendered:
    """The same, without queueing it."""
    programme = pair.programme
    context = {
        "programme": programme,
        "sender": _sender(programme),
        "reader": participant.user.first_name,
        "other": pair.other(participant).user.first_name,
        "reply_to": programme.reply_to,
    }
    return render_letter("concerns/letters/separated", context)


def _to_writer(kind: str, concern: Concern) -> Letter | None:
    if not concern.email:
        return None
    return _about(kind, concern, to=concern.email, link=own_link(concern))


def _about(kind: str, concern: Concern, *, to: str, link: str) -> Letter:
    programme = concern.programme
    context: dict[str, Any] = {
        "programme": programme,
        "sender": _sender(programme),
        "link": link,
    }
    written = render_letter(f"concerns/letters/{kind}", context)
    return queue_letter(
        f"concern_{kind}",
        to=to,
        subject=written.subject,
        text=written.text,
        html=written.html,
        from_line=from_line(_sender(programme)),
        priority=Letter.Priority.SIGN_IN,
        subject_key=concern.subject_key,
    )


def _sender(programme: Programme) -> str:
    return programme.sender_name or programme.name
