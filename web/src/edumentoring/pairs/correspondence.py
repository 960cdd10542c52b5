"""Changes a coordinator makes to letters: their words, and what becomes of troubled ones."""

from collections.abc import Mapping
from zlib import crc32

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from edumentoring.common import mail
from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused, Stale
from edumentoring.pairs import letters, wording
from edumentoring.pairs.models import Pair
from edumentoring.pairs.openers import choose_openers
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.programmes.models import Participant, Programme

# --- Words ------------------------------------------------------------------------------


def words_version(programme: Programme, kind: str) -> int:
    """A number that changes when the words do, to notice two people editing at once."""
    words = wording.words_of(programme, kind)
    return crc32("\n".join(words[piece] for piece in wording.PIECES).encode())


@transaction.atomic
def change_words(
    programme: Programme, kind: str, words: Mapping[str, str], *, by: User, version: int
) -> None:
    """Keep the programme's own words for one letter. Refused with the cure; Stale if somebody
    else changed them since `version`."""
    checked = wording.check_words(kind, words)
    current = Programme.objects.select_for_update().get(pk=programme.pk)
    if words_version(current, kind) != version:
        raise Stale(_("Somebody else changed this letter a moment ago. Your words are kept below."))
    ours = wording.KINDS[kind].words_in(current)
    changed = {piece: text for piece, text in checked.items() if text != ours[piece]}
    _keep(current, kind, changed, by=by, summary="Changed the words of a letter")
    programme.letters = current.letters


@transaction.atomic
def reset_words(programme: Programme, kind: str, *, by: User) -> dict[str, str]:
    """Go back to our words; gives the programme's own, for undoing."""
    current = Programme.objects.select_for_update().get(pk=programme.pk)
    before = dict(current.letters.get(kind, {}))
    _keep(current, kind, {}, by=by, summary="Went back to the standard words of a letter")
    programme.letters = current.letters
    return before


def _keep(
    programme: Programme, kind: str, changed: dict[str, str], *, by: User, summary: str
) -> None:
    before = programme.letters.get(kind, {})
    programme.letters = {name: words for name, words in programme.letters.items() if name != kind}
    if changed:
        programme.letters[kind] = changed
    programme.save(update_fields=["letters"])
    record(
        "change_letter",
        programme,
        by=by,
        programme_id=programme.pk,
        summary=f"{summary}: {kind}",
        before=before,
        after=changed,
    )


# --- Trying them out --------------------------------------------------------------------


def write_example(
    kind: str, reader: Participant, words: Mapping[str, str] | None = None
) -> mail.Rendered:
    """The letter as `reader` would get it, with their own pair or one that could be.

    Its link opens a page that explains itself and answers nothing.
    """
    pair = _real_pair(reader) or _possible_pair(reader)
    link = f"{settings.SITE_URL}/introduction/{EXAMPLE}/"
    if pair is None and wording.KINDS[kind].about_a_pair:
        raise Refused(_("There is nobody to pair this person with yet. Bring in more people."))
    about = pair if wording.KINDS[kind].about_a_pair else None
    return letters.compose(kind, reader, pair=about, link=link, words=words)


EXAMPLE = "example"


def _real_pair(reader: Participant) -> Pair | None:
    theirs = Pair.objects.with_people().live()
    return (
        theirs.filter(mentor=reader).order_by("-pk").first()
        or theirs.filter(mentee=reader).order_by("-pk").first()
    )


def _possible_pair(reader: Participant) -> Pair | None:
    """Never saved: somebody of the other role, so that the words have someone to be about."""
    others = Participant.objects.with_person().taking_part().filter(programme=reader.programme)
    others = others.exclude(pk=reader.pk)
    as_mentee = others.mentors().order_by("pk").first() if reader.is_mentee else None
    as_mentor = others.mentees().order_by("pk").first() if reader.is_mentor else None
    if as_mentee:
        mentor, mentee = as_mentee, reader
    elif as_mentor:
        mentor, mentee = reader, as_mentor
    else:
        return None
    shared = set(mentor.answers.get("availability") or []) & set(
        mentee.answers.get("availability") or []
    )
    reason = _("The reasons of the match will stand here.")
    return Pair(
        programme=reader.programme,
        mentor=mentor,
        mentee=mentee,
        reasons={"mentor": [reason], "mentee": [reason]},
        openers=choose_openers(mentor, mentee),
        times=sorted(shared),
    )


@transaction.atomic
def send_test(
    programme: Programme,
    kind: str,
    reader: Participant,
    *,
    to: User,
    words: Mapping[str, str] | None = None,
) -> Letter:
    """Send the letter, as `reader` would get it, to the coordinator who asks."""
    written = write_example(kind, reader, words)
    return mail.queue_letter(
        "test",
        to=to.email,
        subject=_("Test: %s") % written.subject,
        text=written.text,
        html=written.html,
        from_line=mail.from_line(letters.sender_of(programme)),
        reply_to=programme.reply_to,
        person_code=to.code,
        programme_id=programme.pk,
    )


# --- Letters in trouble -----------------------------------------------------------------


@transaction.atomic
def send_again(letter: Letter, *, by: User, to: str = "") -> None:
    """A coordinator decided to send a letter that came back, or may not have gone."""
    before = letter.to
    mail.send_again(letter, to=to)
    summary = (
        "Sent a letter again" if letter.to == before else "Corrected an address and sent again"
    )
    record("send_again", letter, by=by, programme_id=letter.programme_id, summary=summary)


@transaction.atomic
def call_it_sent(letter: Letter, *, by: User) -> None:
    """A coordinator knows that a letter arrived, or told the person another way."""
    mail.call_it_sent(letter)
    record(
        "call_it_sent",
        letter,
        by=by,
        programme_id=letter.programme_id,
        summary="Marked a letter as arrived",
    )
