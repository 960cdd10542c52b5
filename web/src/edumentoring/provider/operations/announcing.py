"""Announcements are written, sent to many at once, taken back for ten minutes, and replied to."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.mail import one_line, queue_letters, withdraw_letters
from edumentoring.common.refused import Refused, Stale
from edumentoring.pairs import nudges
from edumentoring.people.models import User
from edumentoring.people.operations import counted, record
from edumentoring.programmes.models import Programme
from edumentoring.provider import letters
from edumentoring.provider.models import Announcement, Receipt
from edumentoring.queries import operations as queries

HOLD = timedelta(minutes=10)
MOST_CHOICES = 6
FIELDS = (
    *("title", "text", "in_name_of", "whom", "stages", "tags"),
    *("reply", "choices", "reply_by"),
)


@transaction.atomic
def write_announcement(
    programme: Programme, *, by: User, form_key: UUID | None = None, **said: Any
) -> Announcement:
    """A draft, with any of FIELDS. Nobody reads it before it is sent."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    known = Announcement.objects.filter(form_key=form_key).first() if form_key else None
    if known:
        return known
    made = Announcement.objects.create(
        programme=programme, by=by, form_key=form_key, **_checked(said)
    )
    _note("write_announcement", made, by, "Wrote an announcement")
    return made


@transaction.atomic
def change_announcement(
    announcement: Announcement, *, version: int, by: User, edit_note: str = "", **said: Any
) -> Announcement:
    """Word it anew. Of one that has gone only the title and the text may change, and its page
    says that they did; letters that have gone stay as they were."""
    found = _locked(announcement, version)
    if found.is_held:
        raise Refused(_("It is about to go out. Take it back first, then change it."))
    checked = _checked({**{name: getattr(found, name) for name in FIELDS}, **said})
    if not found.is_draft:
        checked = {name: checked[name] for name in ("title", "text")}
        found.edited_at = timezone.now()
        found.edit_note = one_line(edit_note)[:200]
    for name, value in checked.items():
        setattr(found, name, value)
    found.version += 1
    found.save()
    _note("change_announcement", found, by, "Changed an announcement")
    return found


@transaction.atomic
def send(announcement: Announcement, *, version: int, by: User) -> int:
    """Let it go to everybody it is for, in ten minutes. Says to how many people.

    Whoever wants letters as things happen gets one; so does everybody where a reply is asked
    for. Others get a line in their weekly letter. Where a reply is asked for by a day, one line
    reminds those who have not replied in the week before it, and never a second.
    """
    found = _locked(announcement, version)
    if not found.is_draft:
        raise Refused(_("It has been sent already. Nobody gets it twice."))
    if found.programme.paused_at:
        raise Refused(_("The programme rests. Send it when the programme goes on."))
    if found.reply_by and found.reply_by < found.programme.today():
        raise Refused(_("The day for replies has gone by. Choose a later one, then send it."))
    people = list(found.audience().select_related("user", "programme"))
    if not people:
        raise Refused(_("Nobody is among those it is for. Widen whom it goes to."))
    found.goes_at = timezone.now() + HOLD
    found.version += 1
    found.save(update_fields=["goes_at", "version"])
    receipts = Receipt.objects.bulk_create(
        [Receipt(announcement=found, participant=one) for one in people], batch_size=200
    )
    urgent = found.asks_reply
    wanted = [one for one in receipts if nudges.wants(one.participant, urgent)]
    queue_letters(letters.announcement(one) for one in wanted)
    _offer_lines(found, receipts, {one.pk for one in wanted})
    _note(
        "send_announcement",
        found,
        by,
        f"Sent an announcement to {counted(len(people), 'person', 'people')}",
    )
    return len(people)


def _offer_lines(found: Announcement, receipts: list[Receipt], written_to: set[int]) -> None:
    """A line for whoever gets no letter, and the one reminder of a reply."""
    url = reverse("provider:announcement", args=[found.code])
    others = [one.participant for one in receipts if one.pk not in written_to]
    key = f"announcement:{found.pk}"
    nudges.offer_to_all(
        others,
        kind="announcement",
        key=key,
        line=_("An announcement: %s") % found.title,
        url=url,
        due_at=found.goes_at,
    )
    if found.reply_by:
        nudges.offer_to_all(
            [one.participant for one in receipts if one.pk in written_to],
            kind="announcement",
            key=key,
            line=_("A reply is asked for: %s") % found.title,
            url=url,
            due_at=_morning(found.reply_by, found.programme),
        )


def _morning(day: date, programme: Programme) -> datetime:
    return datetime.combine(day, time(9), tzinfo=ZoneInfo(programme.time_zone))


@transaction.atomic
def take_back(announcement: Announcement, *, by: User) -> Announcement:
    """Within the ten minutes: nobody gets it, and it is a draft again."""
    found = Announcement.objects.select_for_update().get(pk=announcement.pk)
    if found.is_draft:
        return found
    if not found.is_held:
        raise Refused(_("It has gone. Change its words on its page, or announce what is right."))
    withdraw_letters(found.subject_key)
    nudges.take_back_under(f"announcement:{found.pk}:")
    found.receipts.all().delete()
    found.goes_at = None
    found.version += 1
    found.save(update_fields=["goes_at", "version"])
    _note("take_back_announcement", found, by, "Took back an announcement")
    return found


@transaction.atomic
def archive(announcement: Announcement, *, by: User, on: bool = True) -> None:
    """Done with: it stands under "Earlier", and nobody is reminded of it. Or bring it back."""
    found = Announcement.objects.select_for_update().get(pk=announcement.pk)
    if found.is_draft or found.is_held:
        raise Refused(_("It has not gone out yet."))
    if bool(found.archived_at) == on:
        return
    found.archived_at = timezone.now() if on else None
    found.save(update_fields=["archived_at"])
    if on:
        nudges.take_back_under(f"announcement:{found.pk}:")
    _note("archive_announcement", found, by, "Put an announcement away" if on else "Brought back")


# --- What a reader does ---------------------------------------------------------------------------


@transaction.atomic
def mark_read(receipt: Receipt) -> Receipt:
    """They have read it."""
    found = Receipt.objects.select_for_update().get(pk=receipt.pk)
    if found.read_at is None:
        found.read_at = timezone.now()
        found.save(update_fields=["read_at"])
    if not receipt.announcement.asks_reply:
        nudges.take_back(receipt.nudge_key)
    return found


@transaction.atomic
def reply(
    receipt: Receipt, *, choice: str = "", words: str = "", form_key: UUID | None = None
) -> Receipt:
    """Choose an answer, or write one. Words become a query, so that a person answers them.

    A choice may be changed; words are added. The same form sent twice counts once.
    """
    announcement, participant = receipt.announcement, receipt.participant
    found = Receipt.objects.select_for_update().get(pk=receipt.pk)
    if not announcement.asks_reply:
        raise Refused(_("This asks for no reply. To write to us, use “Any questions?” below."))
    if announcement.reply == Announcement.Reply.CHOICE and choice not in announcement.choices:
        raise Refused(_("Choose one of the answers."))
    if announcement.reply == Announcement.Reply.WORDS and not words.strip():
        raise Refused(_("Write your reply first."))
    if words.strip():
        message = queries.ask(
            announcement.programme,
            email=participant.user.email,
            name=participant.name,
            subject=_("Reply: %s") % announcement.title,
            text=words,
            user=participant.user,
            form_key=form_key,
        )
        found.message = message
    found.choice = choice if announcement.reply == Announcement.Reply.CHOICE else ""
    found.replied_at = timezone.now()
    found.read_at = found.read_at or found.replied_at
    found.save(update_fields=["message", "choice", "replied_at", "read_at"])
    nudges.take_back(receipt.nudge_key)
    return found


def _checked(said: dict[str, Any]) -> dict[str, Any]:
    """What was written, in shape; Refused where something is missing."""
    given = {name: said[name] for name in FIELDS if name in said}
    given["title"] = one_line(given.get("title", ""))[:120]
    given["text"] = str(given.get("text", "")).replace("\r\n", "\n").strip()
    given["in_name_of"] = one_line(given.get("in_name_of", ""))[:120]
    if not (given["title"] and given["text"]):
        raise Refused(_("Give it a title and its words."))
    choices = [one_line(one)[:120] for one in given.get("choices") or () if str(one).strip()]
    given["choices"] = list(dict.fromkeys(choices))
    if given.get("reply") == Announcement.Reply.CHOICE:
        if not 2 <= len(given["choices"]) <= MOST_CHOICES:
            raise Refused(_("Write two to six answers to choose from, each on its own line."))
    else:
        given["choices"] = []
    if given.get("reply", Announcement.Reply.NONE) == Announcement.Reply.NONE:
        given["reply_by"] = None
    return given


def _locked(announcement: Announcement, version: int) -> Announcement:
    rows = Announcement.objects.select_for_update(of=("self",)).select_related("programme")
    found = rows.get(pk=announcement.pk)
    if found.version != version:
        raise Stale(_("Somebody changed this announcement a moment ago. Read it, then go on."))
    return found


def _note(action: str, announcement: Announcement, by: User, summary: str) -> None:
    record(action, announcement, by=by, summary=summary, programme_id=announcement.programme_id)
