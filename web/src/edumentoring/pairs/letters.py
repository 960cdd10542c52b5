"""The letters of a pair, one function each. They wait in the outbox until the commit."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from edumentoring.common import letter_names, open_letters
from edumentoring.common.mail import Rendered, from_line, new_letter, render_letter
from edumentoring.common.models import Letter
from edumentoring.pairs import nudges, wording
from edumentoring.pairs.affirming import affirmation
from edumentoring.pairs.keys import link_to
from edumentoring.pairs.models import CheckIn, Farewell, Introduction, Pair
from edumentoring.pairs.portrait import own_words, portrait
from edumentoring.pairs.reply import reply_link
from edumentoring.pairs.times import next_times
from edumentoring.programmes.models import Participant, Programme

ASK_AGAIN_AFTER = timedelta(days=7)
# Whoever wants nobody for now is matched again only once they say so.
ASKED_FIRST = (Farewell.Next.NOBODY, Farewell.Next.MENTOR)
# Letters that may be the first a person gets; they say where we have their details from.
FIRST_CONTACT = ("introduction", "unmatched")

letter_names.add({kind.id: kind.name for kind in wording.KINDS.values()})
letter_names.add({"gentle": _("The gentle letter"), "test": _("A test of a letter")})
open_letters.whole(
    "introduction",
    "ask_again",
    "both_said_yes",
    "not_this_time",
    "unmatched",
    "check_in",
    "back_again",
    "handed_over",
    "ended",
    "gentle_word",
    "paused_by_desk",
    "would_go_on",
)
# One holds a kind note, two thanks, one lines of what people do together.
open_letters.subjects("paused", "finished", "thanked", "gentle")

_ROLES = {"mentor": _("mentor"), "mentee": _("mentee")}


def round_key(programme: Programme, round_number: int) -> str:
    """What letters about a round, and no pair, are filed under."""
    return f"round:{programme.pk}:{round_number}"


def introduction(introduction: Introduction) -> Letter:
    """Who the other is, why you two, how to begin, and a yes or a not now. Not yet queued."""
    return _letter(
        "introduction",
        introduction.participant,
        pair=introduction.pair,
        link=reply_link(introduction),
    )


def ask_again(introduction: Introduction) -> Letter:
    """The one reminder."""
    return _keep(
        "ask_again",
        introduction.participant,
        pair=introduction.pair,
        link=reply_link(introduction),
        reminds=True,
    )


def both_said_yes(pair: Pair, participant: Participant) -> Letter:
    """The other's address, which nobody had until now."""
    return _keep("both_said_yes", participant, pair=pair)


def not_this_time(pair: Pair, participant: Participant) -> Letter:
    """Kind, and without a reason: the other owes none."""
    return _keep("not_this_time", participant, pair=pair)


def unmatched(participant: Participant, *, key: str, not_before: datetime) -> Letter:
    """Honest: nobody yet, and what happens next."""
    return _keep("unmatched", participant, key=key, not_before=not_before)


def ended(pair: Pair, participant: Participant) -> Letter:
    """The pair ended, and what comes next for the reader unless they say otherwise."""
    return _keep("ended", participant, pair=pair)


def thanked(pair: Pair, participant: Participant) -> Letter:
    """The other said thanks after the end, or that they would like to stay in touch."""
    return _keep("thanked", participant, pair=pair, reminds=True)


def would_go_on(pair: Pair, participant: Participant) -> Letter:
    """The other would like to go on after all."""
    return _keep("would_go_on", participant, pair=pair, reminds=True)


def paused_by_desk(pair: Pair, participant: Participant, *, not_before: datetime) -> Letter:
    """A coordinator let the pair rest."""
    return _keep("paused_by_desk", participant, pair=pair, not_before=not_before)


def check_in(check_in: CheckIn) -> Letter:
    """The one question to a quiet pair; its links answer with one tap."""
    return _keep(
        "check_in",
        check_in.participant,
        pair=check_in.pair,
        link=spoken_link(check_in),
        reminds=True,
    )


def spoken_link(check_in: CheckIn) -> str:
    """The whole address of the page on which this one person answers."""
    key = link_to("check_in", check_in.code, check_in.participant)
    return settings.SITE_URL + reverse("pairs:spoken", args=[key])


def paused(pair: Pair, participant: Participant, *, not_before: datetime | None = None) -> Letter:
    """To the other of the two, with the day and the kind note."""
    return _keep("paused", participant, pair=pair, not_before=not_before)


def back_again(pair: Pair, participant: Participant, *, reminds: bool = False) -> Letter:
    """The break is over. From the clock it only reminds, and can be stopped as such."""
    return _keep("back_again", participant, pair=pair, reminds=reminds)


def finished(pair: Pair, participant: Participant) -> Letter:
    """To the other of the two, with the thanks of the one who finished."""
    return _keep("finished", participant, pair=pair)


def handed_over(pair: Pair, participant: Participant) -> Letter:
    """To the mentee and the mentor until now. The new mentor gets an introduction."""
    return _keep("handed_over", participant, pair=pair)


def has_heard_of(pair: Pair, participant: Participant) -> bool:
    """Whether their introduction may have reached them; if not, there is nothing to take back."""
    return Letter.objects.filter(
        subject_key=pair.subject_key,
        person_code=participant.user.code,
        kind="introduction",
        state__in=[Letter.State.SENDING, Letter.State.SENT, Letter.State.UNCERTAIN],
    ).exists()


def _keep(kind: str, reader: Participant, **about: Any) -> Letter:
    letter = _letter(kind, reader, **about)
    letter.save()
    return letter


def _letter(
    kind: str,
    reader: Participant,
    *,
    pair: Pair | None = None,
    link: str = "",
    key: str = "",
    not_before: datetime | None = None,
    reminds: bool = False,
) -> Letter:
    """Not yet kept. One that only `reminds`, or could wait, can be stopped with one press in a mail
    program."""
    programme = pair.programme if pair else reader.programme
    written = compose(
        kind, reader, pair=pair, link=link, at=not_before, letters_link=nudges.letters_link(reader)
    )
    return new_letter(
        kind,
        to=reader.user.email,
        subject=written.subject,
        text=written.text,
        html=written.html,
        from_line=from_line(sender_of(programme)),
        reply_to=programme.reply_to,
        not_before=not_before,
        subject_key=pair.subject_key if pair else key,
        person_code=reader.user.code,
        programme_id=programme.pk,
        headers=nudges.stop_headers(reader) if reminds else None,
    )


def sender_of(programme: Programme) -> str:
    """The name letters come from."""
    return programme.sender_name or programme.name


# --- Writing one ------------------------------------------------------------------------


def compose(
    kind: str,
    reader: Participant,
    *,
    pair: Pair | None = None,
    link: str = "",
    at: datetime | None = None,
    words: Mapping[str, str] | None = None,
    letters_link: str = "",
    about: Mapping[str, Any] | None = None,
) -> Rendered:
    """Write a letter without queueing it. `words` stand in for the programme's own, and `about`
    for what is not so yet.

    `letters_link` lets whoever holds the letter choose how often we write: nobody but the
    reader may have it, so an example leads to the page behind signing in.
    """
    programme = pair.programme if pair else reader.programme
    names = _names(reader, programme, pair)
    given = words or wording.words_of(programme, kind)
    filled = {piece: wording.fill(text, names) for piece, text in given.items()}
    context = {
        "kind": kind,
        "programme": programme,
        "sender": sender_of(programme),
        "subject": filled["subject"],
        "opening": _paragraphs(filled["opening"]),
        "closing": _paragraphs(filled["closing"]),
        "link": link,
        "place": settings.SITE_URL + reverse("pairs:place"),
        "reply_to": programme.reply_to,
        "letters_link": letters_link,
        **_about_reader(kind, reader, programme),
        **(_about_pair(kind, reader, pair, at or timezone.now()) if pair else {}),
        **(about or {}),
    }
    return render_letter(f"pairs/letters/{kind}", context)


def _names(reader: Participant, programme: Programme, pair: Pair | None) -> dict[str, str]:
    names = {
        "first_name": reader.user.first_name,
        "programme": programme.name,
        "sender": sender_of(programme),
    }
    if pair:
        other = pair.other(reader)
        names |= {
            "other_first_name": other.user.first_name,
            "other_name": other.name,
            "other_role": str(_ROLES[pair.role_of(other)]),
        }
    return names


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]


def _about_reader(kind: str, reader: Participant, programme: Programme) -> dict[str, Any]:
    tell_source = kind in FIRST_CONTACT and reader.source and reader.told_source_at is None
    zone = ZoneInfo(programme.time_zone)
    return {
        "reader": reader.user.first_name,
        "signed_up_on": date_format(reader.signed_up_at.astimezone(zone), "j F Y"),
        "source": reader.source.rstrip(".") if tell_source else "",
    }


def _about_pair(kind: str, reader: Participant, pair: Pair, at: datetime) -> dict[str, Any]:
    other, role = pair.other(reader), pair.role_of(reader)
    zone = ZoneInfo(pair.programme.time_zone)
    again = (at + ASK_AGAIN_AFTER).astimezone(zone)
    return {
        "other": other.user.first_name,
        "other_name": other.name,
        "other_email": other.user.email if kind == "both_said_yes" else "",
        "portrait": portrait(other),
        "own_words": own_words(other),
        "reasons": pair.reasons.get(role) or [],
        "openers": pair.openers.get(role) or [],
        "affirmation": affirmation(pair, reader) if kind == "introduction" else [],
        "times": next_times(pair.times, zone=zone, after=at),
        "again_on": date_format(again, "l j F"),
        "back_on": date_format(pair.back_on, "l j F") if pair.back_on else "",
        "note": _break_note(pair, other) if kind == "paused" else "",
        "thanks": _thanks(pair, other) if kind in ("finished", "thanked") else "",
        "keeps_contact": kind == "thanked" and _says(pair, other, "keeps_contact"),
        "what_next_page": settings.SITE_URL + reverse("pairs:what_next", args=[pair.code]),
        "was_agreed": pair.agreed_at is not None,
        "waits": not (kind == "ended" and _says(pair, reader, "next_step") in ASKED_FIRST),
        "pair_page": settings.SITE_URL + reverse("pairs:own_pair", args=[pair.code]),
        "is_mentee": role == "mentee",
    }


def _break_note(pair: Pair, writer: Participant) -> str:
    if pair._state.adding:  # noqa: SLF001  an example that was never saved
        return ""
    said = pair.breaks.filter(by=writer).exclude(note="").order_by("-at", "-pk")
    return said.values_list("note", flat=True).first() or ""


def _thanks(pair: Pair, writer: Participant) -> str:
    return str(_says(pair, writer, "thanks") or "")


def _says(pair: Pair, writer: Participant, what: str) -> Any:
    """One thing of what somebody said at the end; nothing where they said nothing."""
    if pair._state.adding:  # noqa: SLF001  an example that was never saved
        return None
    said = Farewell.objects.filter(pair=pair, participant=writer)
    return said.values_list(what, flat=True).first()
