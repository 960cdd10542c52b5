"""An e-mail handed over by the mail server, one at a time, on standard input.

The key in the address, or the letters that the mail says it answers, find the conversation.
Neither is believed alone: only mail from the asker's own address joins it. Any other begins
a conversation of its own, marked as not proved.
"""

import re
from dataclasses import dataclass
from typing import BinaryIO

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused
from edumentoring.programmes.models import Programme
from edumentoring.queries import letters, operations
from edumentoring.queries.incoming import Incoming, Unreadable, read_mail
from edumentoring.queries.models import Message, Query
from edumentoring.queries.passing_on import pass_on
from edumentoring.queries.reports import Report

MOST_BYTES = 10 * 1024 * 1024

# What a mail server understands (sysexits.h): it tells the sender, or tries again later.
TAKEN, BAD_MAIL, NOBODY, LATER = 0, 65, 67, 75


@dataclass(frozen=True)
class Received:
    """What became of a mail, in a word and a sentence, and what to tell the mail server.

    joined: part of a conversation. new: a conversation of its own. known: it came before.
    passed_on: for another room, such as a calendar's answer. came_back: a letter of ours.
    automatic: a machine's, ignored.
    told: not kept, and the sender was told why. unknown, unreadable: handed back. later: too
    many just now.
    """

    kind: str
    words: str
    exit_code: int = TAKEN


def receive(stream: BinaryIO) -> Received:
    """Read one mail and keep what is new in it."""
    raw = stream.read(MOST_BYTES + 1)
    too_big = len(raw) > MOST_BYTES
    try:
        mail = read_mail(_head(raw) if too_big else raw)
    except Unreadable as fault:
        return Received("unreadable", str(fault), BAD_MAIL)
    passed_on = pass_on(mail)
    if passed_on is not None:
        return Received("passed_on", passed_on)
    if mail.report and _note_what_came_back(mail.report):
        return Received("came_back", _("A letter came back. Those who run the programme see it."))
    if mail.is_automatic:
        return Received("automatic", _("An automatic mail. Nothing was kept."))
    if Message.objects.filter(message_id=mail.message_id).exists():
        return _known()
    query = _thread_of(mail)
    return _refuse_big(query, mail) if too_big else _keep_once(query, mail)


def _keep_once(query: Query | None, mail: Incoming) -> Received:
    try:
        with transaction.atomic():
            return _keep(query, mail)
    except Refused as refusal:
        return Received("later", str(refusal), LATER)
    except IntegrityError:
        return _known()  # the same mail came twice at one moment


def _head(raw: bytes) -> bytes:
    return re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0][:100_000] + b"\n\n"


def _note_what_came_back(report: Report) -> int:
    """The letter stands among those that a person looks at, as one refused at once does."""
    went = Letter.objects.filter(message_id__in=report.about, state=Letter.State.SENT)
    words = report.words or report.status
    return went.update(state=Letter.State.BOUNCED, trouble=words[:500])


def _known() -> Received:
    return Received("known", _("This mail came before. Nothing was changed."))


def _keep(query: Query | None, mail: Incoming) -> Received:
    if query and query.email == mail.sender:
        return _join(query, mail)
    programme = query.programme if query else _programme_of(mail)
    if programme is None:
        words = _("We do not know what this mail answers. Please use the link in our letter.")
        return Received("unknown", words, NOBODY)
    if not mail.text:
        return Received("unreadable", _("There are no words in this mail."), BAD_MAIL)
    operations.ask(
        programme,
        email=mail.sender,
        name=mail.sender_name,
        subject=mail.subject,
        text=mail.text,
        way=Message.Way.MAIL,
        message_id=mail.message_id,
        left_out=_left_out(mail),
    )
    return Received("new", _("Kept as a new question."))


def _join(query: Query, mail: Incoming) -> Received:
    if not mail.text:
        letters.not_kept(query, _("We found no new words in it."))
        return Received("told", _("No new words. The sender was told."))
    operations.write_again(
        query,
        mail.text,
        way=Message.Way.MAIL,
        message_id=mail.message_id,
        left_out=_left_out(mail),
    )
    if mail.left_out:
        letters.not_kept(query, _("We kept your words, but we do not take files by e-mail."))
    return Received("joined", _("Kept with its conversation."))


def _left_out(mail: Incoming) -> str:
    return ", ".join(mail.left_out)[:200]


def _refuse_big(query: Query | None, mail: Incoming) -> Received:
    if query is None or query.email != mail.sender:
        return Received("unreadable", _("This mail is over 10 MB. Send only words."), BAD_MAIL)
    letters.not_kept(query, _("It was over 10 MB. Please send only words."))
    return Received("told", _("Too big. The sender was told."))


# --- Which conversation -------------------------------------------------------------------


def _thread_of(mail: Incoming) -> Query | None:
    current = Query.objects.with_people().filter(programme__archived_at=None)
    keys = [key for address in mail.recipients if (key := key_in(address))]
    if keys:
        return current.filter(mail_key__in=keys).first()
    return current.filter(messages__message_id__in=mail.references).first() or next(
        (
            found
            for subject_key in _letters(mail).values_list("subject_key", flat=True)
            if (number := re.fullmatch(r"query:(\d+)(?::\d+)?", subject_key))
            and (found := current.filter(pk=int(number[1])).first())
        ),
        None,
    )


def _programme_of(mail: Incoming) -> Programme | None:
    """The programme whose letter they answer, where that letter went to them."""
    letter = _letters(mail).filter(to__iexact=mail.sender, programme_id__isnull=False).first()
    current = Programme.objects.current()
    return current.filter(pk=letter.programme_id or 0).first() if letter else None


def _letters(mail: Incoming) -> QuerySet[Letter]:
    return Letter.objects.filter(message_id__in=mail.references)


def key_in(address: str) -> str:
    """The key in an address of ours such as replies+0123…@example.org, or ""."""
    pattern: str = settings.MAIL_REPLIES
    if not pattern:
        return ""
    before, _token, after = pattern.lower().partition("{token}")
    found = re.fullmatch(f"{re.escape(before)}([0-9a-f]{{24}}){re.escape(after)}", address.lower())
    return found[1] if found else ""
