"""Asking, giving and withdrawing. What people said is added to and never changed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from edumentoring.common.prepared import Prepared
from edumentoring.common.refused import Refused, Stale
from edumentoring.consents.models import REQUIRED, Consent, Notice, Purpose, Wording
from edumentoring.consents.usual import ORDER, WORDINGS
from edumentoring.people.models import Event, User
from edumentoring.people.operations import counted, line, record, record_all
from edumentoring.programmes.models import Participant, ParticipantQuerySet, Programme

# --- What is asked ------------------------------------------------------------------------------

_wordings = Prepared(lambda pk: Wording.objects.filter(programme_id=pk).order_by(), -1)


def current_wordings(programme: Programme) -> list[Wording]:
    """What people are asked now, in the order of the form. Saves nothing.

    A programme that has no words of its own yet shows ours; they are saved when somebody
    first agrees to them or a coordinator changes one.
    """
    kept = _wordings(programme.pk)
    if kept:
        return _ordered(wording for wording in kept if wording.retired_at is None)
    return _first_wordings(programme)


def _first_wordings(programme: Programme) -> list[Wording]:
    return [_as_first(programme, usual) for usual in WORDINGS]


def _as_first(programme: Programme, words: Any) -> Wording:
    return Wording(
        programme=programme,
        purpose=words.purpose,
        version=1,
        title=str(words.title),
        text=str(words.text),
        required=words.required,
    )


def _ordered(wordings: Iterable[Wording]) -> list[Wording]:
    return sorted(wordings, key=lambda wording: ORDER[Purpose(wording.purpose)])


@transaction.atomic
def ask_usual_consents(programme: Programme, by: User | None) -> list[Wording]:
    """Keep the words a programme begins with, where it has none yet."""
    if not programme.wordings.exists():
        Wording.objects.bulk_create(_first_wordings(programme), ignore_conflicts=True)
        record(
            "ask_consents",
            programme,
            by=by,
            programme_id=programme.pk,
            summary="Kept the first words of what people agree to",
        )
    return current_wordings(programme)


def copy_words(programme: Programme, made: Programme, by: User) -> None:
    """The next cohort is asked in the words of this one, as the first version of its own."""
    if programme.wordings.exists():
        words = current_wordings(programme)
        Wording.objects.bulk_create([_as_first(made, wording) for wording in words])
    notice = programme.notices.first()
    if notice is not None:
        Notice.objects.create(programme=made, sections=notice.sections, worded_by=by)


@transaction.atomic
def reword(
    programme: Programme,
    purpose: str,
    *,
    title: str,
    text: str,
    by: User,
    version: int | None = None,
    asks_again: bool = False,
) -> Wording:
    """Put a purpose in new words, as its next version. Consents given so far stand.

    With `asks_again`, those who agreed to older words see the new ones at My place.
    Raises Stale when somebody else worded it since `version`.
    """
    last = _last_wording(programme, purpose, by)
    title, text = " ".join(title.split()), " ".join(text.split())
    if version is not None and version != last.version:
        raise Stale(
            _("Somebody else changed these words while you were writing. Yours are kept below.")
        )
    if (title, text) == (last.title, last.text) and last.retired_at is None:
        return last
    made = _next_version(last, by=by, title=title, text=text, asks_again=asks_again)
    _record_wording("reword_consent", made, by, f"Put “{made.title}” in new words")
    return made


@transaction.atomic
def stop_asking(programme: Programme, purpose: str, *, by: User) -> None:
    """Ask newcomers no longer. Consents that were given stand until they are withdrawn."""
    last = _last_wording(programme, purpose, by)
    if Purpose(purpose) in REQUIRED:
        raise Refused(_("Nobody can take part without this one. Change its words instead."))
    if last.retired_at is None:
        _retire(last)
        _record_wording("stop_asking", last, by, f"Asks no longer: {last.title}")


@transaction.atomic
def ask_for(programme: Programme, purpose: str, *, by: User) -> Wording:
    """Ask newcomers again, in the last words it had."""
    last = _last_wording(programme, purpose, by)
    if last.retired_at is None:
        return last
    made = _next_version(last, by=by, title=last.title, text=last.text)
    _record_wording("ask_for", made, by, f"Asks again: {made.title}")
    return made


@transaction.atomic
def ask_again(programme: Programme, purpose: str, *, by: User) -> Wording:
    """Show the words of now to everybody who agreed to older ones, at My place."""
    last = _last_wording(programme, purpose, by)
    if last.retired_at is not None:
        raise Refused(_("This is not asked at present. Switch it on first."))
    if not last.asks_again:
        Wording.objects.filter(pk=last.pk).update(asks_again=True)
        _record_wording("ask_again", last, by, f"Asked people to read again: {last.title}")
    last.refresh_from_db()
    return last


def _last_wording(programme: Programme, purpose: str, by: User | None) -> Wording:
    """The latest version, locked with its programme so that two cannot make the same next one."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    ask_usual_consents(programme, by)
    last = programme.wordings.filter(purpose=Purpose(purpose)).order_by("-version").first()
    if last is not None:
        return last
    usual = next(usual for usual in WORDINGS if usual.purpose == purpose)
    made = _as_first(programme, usual)
    made.retired_at = timezone.now()  # a copy of a programme that never asked for it
    made.save()
    return made


def _next_version(
    last: Wording, *, by: User, title: str, text: str, asks_again: bool = False
) -> Wording:
    _retire(last)
    return Wording.objects.create(
        programme=last.programme,
        purpose=last.purpose,
        version=last.version + 1,
        title=title,
        text=text,
        required=last.required,
        asks_again=asks_again,
        worded_by=by,
    )


def _retire(wording: Wording) -> None:
    Wording.objects.filter(pk=wording.pk, retired_at=None).update(retired_at=timezone.now())


def _record_wording(action: str, wording: Wording, by: User | None, summary: str) -> None:
    record(
        action,
        wording,
        by=by,
        programme_id=wording.programme_id,
        summary=summary,
        purpose=wording.purpose,
        version=wording.version,
    )


@transaction.atomic
def word_notice(
    programme: Programme, sections: Mapping[str, str], *, by: User, version: int | None = None
) -> Notice:
    """Keep the privacy notice's next version. Raises Stale when somebody saved in between."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    last = programme.notices.aggregate(last=Max("version"))["last"] or 0
    if version is not None and version != last:
        raise Stale(
            _("Somebody else changed the notice while you were writing. Yours is kept below.")
        )
    made = Notice.objects.create(
        programme=programme, version=last + 1, sections=dict(sections), worded_by=by
    )
    record(
        "word_notice",
        made,
        by=by,
        programme_id=programme.pk,
        summary="Put the privacy notice in new words",
        version=made.version,
    )
    return made


# --- What people say ----------------------------------------------------------------------------


@transaction.atomic
def give(
    participant: Participant,
    purposes: Iterable[str] | Mapping[str, int],
    *,
    way: str,
    by: User | None = None,
    at: datetime | None = None,
    note: str = "",
) -> list[Consent]:
    """Keep that somebody agreed. Returns what is new; agreeing twice is one consent.

    `purposes` with the version of the words each was shown, or alone for the words of now.
    Newer words take the place of older ones, never the other way round. A purpose or a
    version that was never asked here is left out: a form that was tampered with.
    """
    Participant.objects.select_for_update().filter(pk=participant.pk).first()
    standing = {each.purpose: each for each in participant.consents.standing()}
    versions = dict(participant.consents.standing().values_list("purpose", "wording__version"))
    now = at or timezone.now()
    made = []
    for wording in _named(_kept_wordings(participant.programme), purposes):
        if versions.get(wording.purpose, 0) >= wording.version:
            continue
        if wording.purpose in standing:
            _end(standing[wording.purpose], Consent.End.RENEWED, way=way, by=by)
        made.append(
            Consent(
                participant=participant,
                wording=wording,
                purpose=wording.purpose,
                way=Consent.Way(way),
                note=" ".join(note.split())[:300],
                given_at=now,
                given_by=by,
            )
        )
    Consent.objects.bulk_create(made)
    if made:
        _record_consents("give_consent", participant, by, "agreed to", made)
    return made


@transaction.atomic
def give_each(
    programme: Programme,
    said: Iterable[tuple[Participant, Iterable[str], datetime]],
    *,
    way: str,
    by: User | None,
) -> int:
    """Keep what many newcomers agreed to, and when, with one line in the history.

    They are people of whom no consent is kept yet: the database refuses a second one.
    """
    words = {each.purpose: each for each in ask_usual_consents(programme, by)}
    made = Consent.objects.bulk_create(
        Consent(
            participant=participant,
            wording=words[purpose],
            purpose=purpose,
            way=Consent.Way(way),
            given_at=at,
            given_by=by,
        )
        for participant, purposes, at in said
        for purpose in purposes
        if purpose in words
    )
    record(
        "give_consents",
        programme,
        by=by,
        programme_id=programme.pk,
        summary=f"Kept {counted(len(made), 'consent')} of people who came together",
    )
    return len(made)


@transaction.atomic
def give_at_once(
    programme: Programme,
    said: Iterable[tuple[Participant, Mapping[str, int], datetime]],
    *,
    way: str,
) -> int:
    """Keep what newcomers agreed to themselves, in the versions they were shown, and when.

    Each gets a line of history, as with `give`; all of it takes few statements. They are
    people of whom no consent is kept yet: the database refuses a second one.
    """
    kept = _kept_wordings(programme)
    made, lines = [], []
    for participant, versions, at in said:
        theirs = [
            Consent(
                participant=participant,
                wording=wording,
                purpose=wording.purpose,
                way=Consent.Way(way),
                given_at=at,
            )
            for wording in _named(kept, versions)
        ]
        made += theirs
        if theirs:
            lines.append(_line("give_consent", participant, None, "agreed to", theirs))
    Consent.objects.bulk_create(made)
    record_all(lines)
    return len(made)


def _kept_wordings(programme: Programme) -> list[Wording]:
    kept = list(programme.wordings.all())
    if not kept:
        ask_usual_consents(programme, None)
        kept = list(programme.wordings.all())
    return kept


def _named(kept: Iterable[Wording], purposes: Iterable[str] | Mapping[str, int]) -> list[Wording]:
    if isinstance(purposes, Mapping):
        by_version = {(each.purpose, each.version): each for each in kept}
        named = (by_version.get((key, version)) for key, version in purposes.items())
        return _ordered(wording for wording in named if wording)
    wanted = {str(purpose) for purpose in purposes}
    return _ordered(w for w in kept if w.retired_at is None and w.purpose in wanted)


@transaction.atomic
def withdraw(
    participant: Participant,
    purpose: str,
    *,
    way: str,
    by: User | None = None,
) -> Consent | None:
    """Take a consent back, at once. The row stays and says when; None when none stood."""
    Participant.objects.select_for_update().filter(pk=participant.pk).first()
    standing = participant.consents.standing().filter(purpose=Purpose(purpose)).first()
    if standing is None:
        return None
    _end(standing, Consent.End.WITHDRAWN, way=way, by=by)
    _record_consents("withdraw_consent", participant, by, "withdrew", [standing])
    standing.refresh_from_db()
    return standing


def _end(consent: Consent, ended_as: str, *, way: str, by: User | None) -> None:
    """Note the end on the row, which is the one thing that is ever written to it."""
    Consent.objects.standing().filter(pk=consent.pk).update(
        withdrawn_at=max(timezone.now(), consent.given_at),
        withdrawn_by=by,
        withdrawn_way=Consent.Way(way),
        ended_as=Consent.End(ended_as),
    )


def _record_consents(
    action: str, participant: Participant, by: User | None, verb: str, consents: list[Consent]
) -> None:
    _line(action, participant, by, verb, consents).save()


def _line(
    action: str, participant: Participant, by: User | None, verb: str, consents: list[Consent]
) -> Event:
    named = ", ".join(Purpose(each.purpose).name.lower() for each in consents)
    return line(
        action,
        participant,
        by=by,
        programme_id=participant.programme_id,
        summary=f"{participant} {verb} {named}",
        wordings={each.purpose: each.wording.version for each in consents},
        way=consents[0].way,
    )


def holds(participant: Participant, purpose: str) -> bool:
    """Whether this person's yes stands now. Nothing counts for those who have left."""
    if participant.state == Participant.State.LEFT:
        return False
    return participant.consents.standing().filter(purpose=Purpose(purpose)).exists()


def agreed(programme: Programme, purpose: str) -> ParticipantQuerySet:
    """Everybody here whose yes to this stands now, for rooms that may use data only with it.

    Left out: those who have left, and those whose e-mail is not proved to be theirs yet.
    """
    silent = (Participant.State.LEFT, Participant.State.SIGNED_UP)
    return Participant.objects.filter(
        programme=programme, consents__purpose=Purpose(purpose), consents__withdrawn_at=None
    ).exclude(state__in=silent)
