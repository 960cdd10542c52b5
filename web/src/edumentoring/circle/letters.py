"""The letters of this room: who asks, what for, and one page to answer on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from edumentoring.circle.keys import answer_link
from edumentoring.circle.models import Asked, DropIn, Member, Supervision
from edumentoring.circle.wording import role_here
from edumentoring.common import letter_names
from edumentoring.common.mail import Rendered, from_line, queue_letter, render_letter
from edumentoring.common.models import Letter
from edumentoring.pairs import nudges
from edumentoring.pairs.letters import sender_of
from edumentoring.people.models import User
from edumentoring.people.operations import is_suppressed
from edumentoring.programmes.models import Participant, Programme

WAITS = "something_waits"

letter_names.add(
    {
        "asked_to_join": later("Would you help a pair?"),
        "asked_to_supervise": later("Would you listen to a mentor?"),
        WAITS: later("Something waits"),
        "someone_proposed": later("Somebody who could help"),
        "drop_in_asked": later("May somebody drop in?"),
        "drop_in_answered": later("An answer about dropping in"),
    }
)

# --- Asked in -------------------------------------------------------------------------------------


def asked_to_join(member: Member) -> Letter | None:
    """To whoever is asked to help with a pair."""
    pair = member.pair
    return _ask(member, pair.programme, member.asked_by or pair.mentee.user, join_lines(member))


def join_lines(member: Member) -> list[str]:
    """Who asks, as what, and until when."""
    pair = member.pair
    asker = member.asked_by or pair.mentee.user
    other = pair.mentor.user if asker == pair.mentee.user else pair.mentee.user
    names = {"asker": asker, "mentee": pair.mentee.user, "role": role_here(member)}
    opening = (
        _("%(asker)s asks whether you would help %(mentee)s, as %(role)s.") % names
        if asker != pair.mentee.user
        else _("%(asker)s asks whether you would help, as %(role)s.") % names
    )
    lines = [
        opening,
        _("%(asker)s and %(other)s meet as mentee and mentor.")
        % {"asker": asker.first_name, "other": other.first_name},
    ]
    if member.until:
        until = date_format(member.until, "j F Y")
        lines.append(_("It is until %s, and ends by itself. You can stop sooner.") % until)
    else:
        lines.append(_("You can stop at any time."))
    return lines


def asked_to_supervise(supervision: Supervision) -> Letter | None:
    """To a mentor or coordinator, from another."""
    asker = supervision.asked_by
    if asker is None:
        return None
    lines = [
        _("%(asker)s asks whether you two could talk now and then about how you mentor.")
        % {"asker": asker}
        if supervision.kind == Supervision.Kind.MENTORS
        else _("%(asker)s asks whether you two could talk now and then about running a programme.")
        % {"asker": asker},
        _("You would share one page. It has nothing to do with anybody’s mentee."),
    ]
    return _ask(supervision, supervision.programme, asker, lines)


def _ask(
    asked: Member | Supervision, programme: Programme, asker: User, lines: list[str]
) -> Letter | None:
    """By letter; in the next gentle one for whoever chose that. Whoever asked to be forgotten is
    not written to, and nobody learns of it."""
    to = asked.user.email if asked.user else asked.email
    if is_suppressed(to, programme.pk):
        return None
    known = _part_of(asked.user, programme)
    subject = _("%s asks for your help") % asker.first_name
    if known and not nudges.wants(known, False):
        url = answer_link(asked).removeprefix(settings.SITE_URL)
        nudges.offer(known, kind="circle", key=asked.subject_key, line=subject, url=url)
        return None
    if asked.user and asked.user.letters == User.Letters.OFF:
        return None  # the question waits on their own page
    return _write(
        "asked_to_join" if isinstance(asked, Member) else "asked_to_supervise",
        programme,
        to=to,
        reader=asked.user,
        key=asked.subject_key,
        stop_at=answer_link(asked),
        **question(asked, subject, lines),
    )


def question(asked: Member | Supervision, subject: str, lines: list[str]) -> dict[str, Any]:
    """The words of a letter that asks somebody in."""
    return {
        "first_name": asked.user.first_name if asked.user else asked.name,
        "subject": subject,
        "lines": [*lines, *([_("They wrote: “%s”") % asked.words] if asked.words else [])],
        "link": answer_link(asked),
        "button": _("Answer yes or no"),
        "why": _("A yes or a no takes one press. You need no reason, and you may leave it."),
    }


# --- Something waits ------------------------------------------------------------------------------


def something_waits(
    member: Member, reader: User, *, line: str, url: str, not_before: datetime
) -> Letter:
    """To a helper who takes part in no programme: it is for them what a gentle letter is."""
    mentee = member.pair.mentee.user.first_name
    return _write(
        WAITS,
        member.pair.programme,
        to=reader.email,
        reader=reader,
        key=member.subject_key,
        not_before=not_before,
        first_name=reader.first_name,
        subject=_("Something for you, from the people around %s") % mentee,
        lines=[line],
        link=settings.SITE_URL + url,
        button=_("See what it is"),
        why=_("You get this because you said yes to helping %s. We remind you once a week at most.")
        % mentee,
    )


# --- News for people of the programme -------------------------------------------------------------


@dataclass(frozen=True)
class News:
    """What the other has just done: a subject, a few lines, and the page to see it on."""

    kind: str
    subject: str
    lines: Sequence[str]
    path: str
    button: str
    key: str


def mentor_proposed(member: Member) -> None:
    """The mentee is asked before anybody else is."""
    pair = member.pair
    mentor = pair.mentor.user.first_name
    asked = {"mentor": mentor, "name": member.who, "role": role_here(member)}
    news = News(
        "someone_proposed",
        subject=_("%s has somebody in mind who could help") % mentor,
        lines=[
            _("%(mentor)s would like to ask %(name)s, as %(role)s.") % asked,
            _("Nobody is asked before you say yes. A no needs no reason."),
        ],
        path=reverse("circle:people", args=[pair.code]),
        button=_("Say yes or no"),
        key=f"{member.subject_key}:proposed",
    )
    _tell(pair.mentee, news)


def answered(member: Member) -> None:
    """Good news can wait for the next gentle letter."""
    pair = member.pair
    asker = pair.mentor if pair.mentor.user_id == member.asked_by_id else pair.mentee
    said = _("%s said yes") if member.state == Asked.State.YES else _("%s said not this time")
    nudges.offer(
        asker,
        kind="circle",
        key=f"{member.subject_key}:answered",
        line=said % member.who,
        url=reverse("circle:people", args=[pair.code]),
    )


def knocked(visit: DropIn) -> None:
    """To the teacher whose door is open."""
    asked = {"visitor": visit.visitor, **_when(visit)}
    news = News(
        "drop_in_asked",
        subject=_("%s would like to drop in") % visit.visitor.first_name,
        lines=[
            _("%(visitor)s would like to drop in on %(day)s: %(when)s.") % asked,
            _("You choose. A no needs no reason."),
        ],
        path=reverse("circle:visit", args=[visit.code]),
        button=_("Say yes or no"),
        key=visit.subject_key,
    )
    _tell(visit.door.teacher, news)


def welcomed(visit: DropIn) -> None:
    """To the visitor: the teacher's answer."""
    teacher = visit.door.teacher
    welcome = visit.state == DropIn.State.YES
    subject = _("%s says: do come in") if welcome else _("Not this time: %s has another plan")
    news = News(
        "drop_in_answered",
        subject=subject % teacher.user.first_name,
        lines=[_("You asked to drop in on %(day)s: %(when)s.") % _when(visit)],
        path=reverse("circle:visit", args=[visit.code]),
        button=_("See the visit"),
        key=visit.subject_key,
    )
    visitor = _part_of(visit.visitor, teacher.programme)
    if visitor:
        _tell(visitor, news)
    elif visit.visitor.letters != User.Letters.OFF:
        _write_news(visit.visitor, teacher.programme, news)


def _when(visit: DropIn) -> dict[str, str]:
    return {"day": date_format(visit.on, "l j F"), "when": visit.door.when}


def thanked(visit: DropIn) -> None:
    """Two kind lines wait to be read; they stand in no letter."""
    nudges.offer(
        visit.door.teacher,
        kind="circle",
        key=f"{visit.subject_key}:note",
        line=_("%s left you two lines after dropping in") % visit.visitor.first_name,
        url=reverse("circle:visit", args=[visit.code]),
    )


# --- Writing one ----------------------------------------------------------------------------------


def _part_of(user: User | None, programme: Programme) -> Participant | None:
    """The person's own part in the programme, if they take part in it."""
    if user is None:
        return None
    found = Participant.objects.select_related("user", "programme")
    here = found.exclude(state=Participant.State.LEFT)
    return here.filter(user=user, programme=programme).first()


def _tell(reader: Participant, news: News) -> None:
    """At once, or in the next gentle letter, as they chose."""
    if nudges.wants(reader, False):
        _write_news(reader.user, reader.programme, news)
    else:
        nudges.offer(reader, kind="circle", key=news.key, line=news.subject, url=news.path)


def _write_news(reader: User, programme: Programme, news: News) -> Letter:
    return _write(
        news.kind,
        programme,
        to=reader.email,
        reader=reader,
        key=news.key,
        first_name=reader.first_name,
        subject=news.subject,
        lines=news.lines,
        link=settings.SITE_URL + news.path,
        button=news.button,
        why=_("You get this because you know each other through %s.") % programme.name,
    )


def _write(
    kind: str,
    programme: Programme,
    *,
    to: str,
    reader: User | None,
    key: str,
    stop_at: str = "",
    not_before: datetime | None = None,
    **words: Any,
) -> Letter:
    """`stop_at` is where somebody without an account says that they want no more of this."""
    sender = sender_of(programme)
    link = nudges.letters_link(reader) if reader else ""
    written = compose(programme, letters_link=link, **words)
    headers = {"List-Unsubscribe": f"<{stop_at}>"} if stop_at else {}
    return queue_letter(
        kind,
        to=to,
        subject=written.subject,
        text=written.text,
        html=written.html,
        from_line=from_line(sender),
        reply_to=programme.reply_to,
        subject_key=key,
        person_code=reader.code if reader else None,
        programme_id=programme.pk,
        not_before=not_before,
        headers=nudges.stop_headers(reader) if reader else headers,
    )


def compose(programme: Programme, *, letters_link: str, **words: Any) -> Rendered:
    """Write a letter of this room without queueing it."""
    context = {
        "programme": programme,
        "sender": sender_of(programme),
        "letters_link": letters_link,
        **words,
    }
    return render_letter("circle/letters/word", context)
