"""Who else reads a note: the other one of the pair, or one colleague for a while."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.refused import Refused
from edumentoring.notes.models import HERE, Note, Share, end_of
from edumentoring.pairs import nudges
from edumentoring.pairs.operations import note_sign
from edumentoring.programmes.models import Participant

LONGEST_LENDING = timedelta(days=366)
MOST_LENT = 10


@transaction.atomic
def share_note(note: Note) -> None:
    """Let the other one of the pair read it, and tell them so in their next letter."""
    kept = _locked(note)
    if kept.pair is None or kept.is_journal:
        raise Refused(_("This note belongs to no pair, so there is nobody to share it with."))
    if not kept.pair.is_together:
        raise Refused(_("Your pair has ended, so nothing new is shared in it."))
    if not kept.text.strip() and not kept.title:
        raise Refused(_("There are no words in this note yet. Write some, then share it."))
    if kept.is_shared:
        return
    kept.visibility, kept.shared_at = Note.Visibility.PAIR, timezone.now()
    kept.save(update_fields=["visibility", "shared_at"])
    note_sign(kept.pair)
    reader = _reader(kept)
    nudges.offer(
        reader,
        kind="note",
        key=_key(kept, reader),
        line=_("%s shared a note with you.") % kept.writer.first_name,
        url=kept.get_absolute_url(),
    )


@transaction.atomic
def stop_sharing(note: Note) -> None:
    """Keep the note to its writer again."""
    kept = _locked(note)
    kept.visibility, kept.shared_at = Note.Visibility.ME, None
    kept.save(update_fields=["visibility", "shared_at"])
    if kept.pair:
        nudges.take_back(_key(kept, _reader(kept)))


@transaction.atomic
def lend_note(note: Note, *, email: str, until: date, about: str = "") -> Share:
    """Let one colleague of the programme read this one note up to and including a day.

    Whether the address is anybody's is not told: nobody can ask who takes part. Lending it again
    to the same address sets the new day. The two of the pair are no colleagues: they share.
    """
    kept = _locked(note)
    if kept.pair is None:
        raise Refused(_("Only a note of a pair can be lent to a colleague of its programme."))
    programme = kept.pair.programme
    today = programme.today()
    if not today <= until <= today + LONGEST_LENDING:
        raise Refused(_("Choose a day from today to a year from now."))
    running = kept.shares.running().exclude(email=email)
    if running.count() >= MOST_LENT:
        raise Refused(_("Ten people can read this note already. End one of these first."))
    reader = Participant.objects.with_emails([email]).filter(programme=programme, state__in=HERE)
    kept.shares.filter(email=email, ended_at=None).update(ended_at=timezone.now())
    share = kept.shares.create(
        participant=reader.exclude(pk__in=[kept.pair.mentor_id, kept.pair.mentee_id]).first(),
        email=email,
        about=about,
        ends_at=end_of(until, ZoneInfo(programme.time_zone)),
    )
    if share.participant:
        nudges.offer(
            share.participant,
            kind="note",
            key=_key(kept, share.participant),
            line=_("%s lent you a note to read.") % kept.writer.first_name,
            url=kept.get_absolute_url(),
        )
    return share


@transaction.atomic
def end_lending(share: Share) -> None:
    """The colleague can no longer read the note. Ending it twice changes nothing."""
    Share.objects.filter(pk=share.pk, ended_at=None).update(ended_at=timezone.now())
    if share.participant:
        nudges.take_back(_key(share.note, share.participant))


def _locked(note: Note) -> Note:
    return Note.objects.select_for_update(of=("self",)).with_people().get(pk=note.pk)


def _reader(note: Note) -> Participant:
    assert note.pair  # noqa: S101  only a pair's note is shared
    pair = note.pair
    return pair.mentee if pair.mentor.user_id == note.writer_id else pair.mentor


def _key(note: Note, reader: Participant) -> str:
    return f"note:{note.pk}:{reader.pk}"
