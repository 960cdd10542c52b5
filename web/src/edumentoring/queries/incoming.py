"""Reading one e-mail that came in. Nothing in it is believed, run or fetched."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses
from hashlib import sha256
from html.parser import HTMLParser

from django.utils.translation import gettext as _

from edumentoring.common.mail import one_line
from edumentoring.queries.reports import Report, read_report

MOST_PARTS = 100
LONGEST = 10_000
LONGEST_CALENDAR = 50_000
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,248}>")
_ANSWERS = re.compile(r"^(?:(?:re|fwd?|aw|sv)\s*:\s*)+", re.IGNORECASE)
_RECIPIENTS = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
_MACHINES = ("list-id", "x-autoreply", "x-autorespond", "x-auto-response")


class Unreadable(Exception):
    """No message that could be kept; the words say why."""


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """What counts of a mail: who says they wrote it, to whom, after which, and the new words."""

    sender: str
    sender_name: str
    recipients: list[str]
    references: list[str]
    message_id: str
    subject: str
    text: str
    left_out: list[str] = field(default_factory=list)
    is_automatic: bool = False
    calendar: str = ""
    report: Report | None = None


def read_mail(raw: bytes) -> Incoming:
    """One RFC 5322 message. Raises Unreadable where nobody, or more than one, wrote it."""
    try:
        message = message_from_bytes(raw)
        parts = list(_parts(message))
    except (RecursionError, ValueError) as error:
        raise Unreadable(_("This mail is built in a way we cannot read.")) from error
    name, sender = _sender(message)
    text, left_out = _words_of(parts)
    return Incoming(
        sender=sender,
        sender_name=name,
        recipients=[address for _n, address in _addresses(message, *_RECIPIENTS)],
        references=_message_ids(message, "In-Reply-To", "References"),
        message_id=_own_id(message, raw),
        subject=_ANSWERS.sub("", _header(message, "Subject")),
        text=new_words(text)[:LONGEST],
        left_out=left_out,
        is_automatic=_is_automatic(message),
        calendar=_calendar_of(parts),
        report=read_report(message),
    )


# --- Headers ------------------------------------------------------------------------------


def _header(message: Message, name: str) -> str:
    """A header on one line, decoded as far as it can be."""
    return _decoded_words(str(message.get(name, ""))[:10_000])


def _decoded_words(written: str) -> str:
    """Coded words as letters; what is coded wrongly stays as it came."""
    with suppress(ValueError, LookupError):
        written = str(make_header(decode_header(written)))
    return one_line(written.encode("utf-8", "replace").decode())


def _addresses(message: Message, *names: str) -> list[tuple[str, str]]:
    values = [str(value)[:10_000] for name in names for value in message.get_all(name, [])]
    found = getaddresses(values)
    return [(name, address.lower()) for name, address in found if "@" in address]


def _sender(message: Message) -> tuple[str, str]:
    senders = _addresses(message, "From")
    if len(senders) != 1 or len(message.get_all("From", [])) != 1:
        raise Unreadable(_("A mail must come from one address."))
    name, address = senders[0]
    return _decoded_words(name)[:150], one_line(address)[:254]


def _message_ids(message: Message, *names: str) -> list[str]:
    found = [each for name in names for each in _MESSAGE_ID.findall(str(message.get(name, "")))]
    return list(dict.fromkeys(found))[:50]


def _own_id(message: Message, raw: bytes) -> str:
    """Its Message-ID, or one made from the mail itself, so that it comes once all the same."""
    own = _MESSAGE_ID.findall(str(message.get("Message-ID", "")))
    return own[0] if own else f"<{sha256(raw).hexdigest()}@received.invalid>"


def _is_automatic(message: Message) -> bool:
    """A holiday notice, a bounce or a list: answering it would begin a quarrel of machines."""
    submitted = _header(message, "Auto-Submitted").lower()
    bulk = _header(message, "Precedence").lower() in {"bulk", "junk", "list", "auto_reply"}
    notice = message.get_content_type() in {"multipart/report", "message/delivery-status"}
    empty_path = _header(message, "Return-Path") == "<>"
    machine = any(message.get(name) for name in _MACHINES)
    return bool(submitted and submitted != "no") or bulk or notice or empty_path or machine


# --- The body -----------------------------------------------------------------------------


def _parts(message: Message) -> Iterator[Message]:
    for number, part in enumerate(message.walk()):
        if number > MOST_PARTS:
            raise ValueError("too many parts")
        if not part.is_multipart():
            yield part


def _words_of(parts: list[Message]) -> tuple[str, list[str]]:
    """The words as typed, plain rather than HTML; and what else came with them."""
    plain, marked, left_out = "", "", []
    for part in parts:
        kind = part.get_content_type()
        attached = part.get_content_disposition() == "attachment" or bool(part.get_filename())
        if kind == "text/plain" and not attached:
            plain = plain or _decoded(part)
        elif kind == "text/html" and not attached:
            marked = marked or html_to_text(_decoded(part))
        else:
            left_out.append(one_line(_file_name(part) or kind)[:60])
    return (plain if plain.strip() else marked), left_out


def _calendar_of(parts: list[Message]) -> str:
    """What a calendar sends to a calendar, unread; too long a one is none that we wrote."""
    kinds = ("text/calendar", "application/ics")
    found = next((part for part in parts if part.get_content_type() in kinds), None)
    words = _decoded(found) if found else ""
    return words if len(words) <= LONGEST_CALENDAR else ""


def _file_name(part: Message) -> str:
    return _decoded_words(part.get_filename() or "")


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        words = data.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:
        words = data.decode("utf-8", "replace")
    return words.replace("\r\n", "\n").replace("\x00", "")


class _Words(HTMLParser):
    """The words of an HTML mail, quotations marked as plain mails mark them."""

    HIDDEN = {"head", "script", "style", "title", "template"}
    BREAKS = {"br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "blockquote", "hr", "table"}

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self.hidden = self.quoted = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in self.HIDDEN
        if tag in self.BREAKS:
            self.lines.append("")
        self.quoted += tag == "blockquote"

    def handle_endtag(self, tag: str) -> None:
        self.hidden = max(0, self.hidden - (tag in self.HIDDEN))
        self.quoted = max(0, self.quoted - (tag == "blockquote"))
        if tag in {"p", "blockquote", "div"}:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if self.hidden or not data.strip():
            return
        begins = "> " if self.quoted and not self.lines[-1] else ""
        self.lines[-1] += begins + re.sub(r"\s+", " ", data)


def html_to_text(source: str) -> str:
    """An HTML mail's words, line by line."""
    reader = _Words()
    reader.feed(source[:1_000_000])
    reader.close()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in reader.lines))


# --- Only what is new ---------------------------------------------------------------------

_WROTE = re.compile(
    r"^\s*(?:On|Ar|Le|Am)\b[^\n]{0,300}(?:\n[^\n]{0,200}){0,2}?"
    r"(?:wrote|ysgrifennodd|a écrit|schrieb)[^\n]{0,80}:\s*$",
    re.MULTILINE,
)
_ORIGINAL = re.compile(
    r"^\s*(?:-{2,}\s*(?:Original Message|Forwarded message)\s*-{2,}"
    r"|\*?From:\*?[^\n]+\n(?:[^\n]*\n)?\*?(?:Sent|Date|To):|_{20,}\s*\n\s*\*?From:)",
    re.MULTILINE | re.IGNORECASE,
)
_SIGNATURE = re.compile(r"^--\s*$", re.MULTILINE)
_SENT_FROM = re.compile(r"\n\s*(?:Sent from|Get Outlook for)[^\n]{0,60}\s*\Z", re.IGNORECASE)


def above_this_line() -> str:
    """What letters carry, so that the answer is what stands before it."""
    return _("Please write above this line")


def new_words(text: str) -> str:
    """What the writer typed: without what they answer, and without their signature.

    Answers set between quoted lines are kept; the quoted lines go.
    """
    marked = rf"^.*{re.escape(above_this_line())}.*$"
    words = re.split(marked, text, maxsplit=1, flags=re.MULTILINE)[0]
    original = _ORIGINAL.search(words)
    words = words[: original.start()] if original else words
    wrote = _WROTE.search(words)
    if wrote:
        before, rest = words[: wrote.start()], words[wrote.end() :]
        words = before + (rest if re.search(r"^\s*>", rest, re.MULTILINE) else "")
    words = "\n".join(line for line in words.split("\n") if not line.lstrip().startswith(">"))
    words = _SENT_FROM.sub("", _SIGNATURE.split(words, maxsplit=1)[0])
    return re.sub(r"\n{3,}", "\n\n", words).strip()
