"""The letters to whoever told a story. None holds the story's words: they stand behind the link,
so that nothing of a story that was taken back is left in a mailbox by us."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import ngettext

from edumentoring.common import letter_names, open_letters
from edumentoring.common.mail import Rendered, from_line, queue_letter, render_letter
from edumentoring.common.models import Letter
from edumentoring.design.times import clock
from edumentoring.people.models import User
from edumentoring.programmes.models import Programme
from edumentoring.stories import ics
from edumentoring.stories.keys import story_link, talk_link
from edumentoring.stories.models import Slot, Story, Talk, Telling
from edumentoring.stories.uses import Sent

KINDS = ("confirm", "received", "wording", "published", "declined", "withdrawn")
TALKS = ("talk_booked", "talk_moved", "talk_cancelled")
# Their links act in the teller's name, so the desk reads no more than their subject.
letter_names.add(
    {
        "story_confirm": later("Is this story yours?"),
        "story_received": later("A story has arrived"),
        "story_wording": later("Other words for a story"),
        "story_published": later("A story is published"),
        "story_declined": later("A story is declined"),
        "story_withdrawn": later("A story is taken back"),
        "story_talk_booked": later("A talk is booked"),
        "story_talk_moved": later("A talk is moved"),
        "story_talk_cancelled": later("A talk is called off"),
    }
)
open_letters.subjects(*(f"story_{kind}" for kind in (*KINDS, *TALKS)))
EXAMPLE_LINK = "https://example.org/…"


@dataclass(frozen=True)
class Said:
    """What a letter says, before it is set: its one button leads to `link`."""

    subject: str
    paragraphs: Sequence[str]
    button: str = ""
    link: str = ""
    facts: Sequence[str] = ()


# --- About a story --------------------------------------------------------------------------------


def confirm(story: Story) -> Letter:
    """To whoever has no place here: press the button, and we read it."""
    return _to_teller("confirm", story, _confirm(story, story_link(story, "confirm")))


def received(story: Story) -> Letter:
    """Thank you, and what happens next."""
    return _to_teller("received", story, _received(story, story_link(story)))


def wording(story: Story, telling: Telling) -> Letter:
    """Another wording waits for a yes, with both side by side behind the link."""
    said = _wording(story_link(story, "wording"), telling.why)
    return _to_teller("wording", story, said)


def published(story: Story) -> Letter:
    """It can be read, and where."""
    return _to_teller("published", story, _published(story, story_link(story)))


def declined(story: Story, words: str) -> Letter:
    """Thanks, and a kind no."""
    return _to_teller("declined", story, _declined(story_link(story), words))


def withdrawn(story: Story, sent: Sequence[Sent]) -> Letter:
    """It is gone, and what cannot be called back."""
    return _to_teller("withdrawn", story, _withdrawn(story_link(story), sent))


def preview(kind: str, story: Story, words: str = "") -> Rendered:
    """How a letter to this teller would read. Its links are left out: they are the teller's."""
    said = {
        "published": lambda: _published(story, EXAMPLE_LINK),
        "declined": lambda: _declined(EXAMPLE_LINK, words),
        "wording": lambda: _wording(EXAMPLE_LINK, words),
    }[kind]()
    return _set(story.programme, story.first_name, said, own=EXAMPLE_LINK)


def _confirm(story: Story, link: str) -> Said:
    return Said(
        subject=_("Is this story yours?"),
        paragraphs=[
            _("Somebody sent %(programme)s a story with this e-mail. If it was you, press once.")
            % {"programme": story.programme.name},
            _("Until then nobody reads it. If it was not you, do nothing: it goes in 14 days."),
        ],
        button=_("Yes, it is mine"),
        link=link,
    )


def _received(story: Story, link: str) -> Said:
    return Said(
        subject=_("Thank you for telling us"),
        paragraphs=[
            _("Your words are with us. A person reads them. Nothing is shown before that."),
            _("If we would change a word, we ask you first. Without your yes, nothing changes."),
        ],
        button=_("See what you allow"),
        link=link,
        facts=allowed_in_words(story),
    )


def _wording(link: str, why: str) -> Said:
    paragraphs = [
        _("We would like to change some words of what you told us. You decide."),
        _("You see both wordings side by side. Say yes, say no, or write it your own way."),
    ]
    return Said(
        subject=_("May we use other words for your story?"),
        paragraphs=[*paragraphs, *([why] if why else [])],
        button=_("Look at both"),
        link=link,
    )


def _published(story: Story, link: str) -> Said:
    return Said(
        subject=_("Your story is published"),
        paragraphs=[
            _("Thank you. It stands where you allow it, with the name that you chose:"),
        ],
        button=_("See it, or change what you allow"),
        link=link,
        facts=allowed_in_words(story),
    )


def _declined(link: str, words: str) -> Said:
    paragraphs = [
        _("Thank you for what you told us. We will not publish it now."),
        *([words] if words else []),
        _("That says nothing about you or your work. You can take your words back, or leave them."),
    ]
    return Said(
        subject=_("About the story you sent us"),
        paragraphs=paragraphs,
        button=_("Your story"),
        link=link,
    )


def _withdrawn(link: str, sent: Sequence[Sent]) -> Said:
    return Said(
        subject=_("Your story is withdrawn"),
        paragraphs=[
            _("It is shown nowhere now: not on the web, not in feeds, not in old newsletters."),
            *mail_that_is_out(sent),
            _("You still have your words. You can offer them again, or remove them for good."),
        ],
        button=_("Your words"),
        link=link,
    )


def mail_that_is_out(sent: Sequence[Sent]) -> list[str]:
    """Honest about letters that cannot be called back; nothing where there are none."""
    return [
        ngettext(
            "%(count)d letter with it was sent on %(day)s. It cannot be called back.",
            "%(count)d letters with it were sent on %(day)s. Those cannot be called back.",
            each.letters,
        )
        % {"count": each.letters, "day": date_format(each.on, "j F Y")}
        for each in sent
        if each.letters
    ]


def allowed_in_words(story: Story) -> list[str]:
    """One line for each place that its teller allows now."""
    lines = []
    for one in story.permissions.standing():
        line = f"{one.get_place_display()}: {story.named(one.name_as)}"
        if one.until:
            line += _(", until %s") % date_format(one.until, "j F Y")
        lines.append(line)
    return lines


def _to_teller(kind: str, story: Story, said: Said) -> Letter:
    own = "" if kind == "confirm" else story_link(story, "withdraw")
    written = _set(story.programme, story.first_name, said, own=own)
    return _queue(
        kind,
        story.programme,
        to=story.user.email if story.user else story.email,
        user=story.user,
        subject_key=story.subject_key,
        written=written,
    )


# --- About a talk ---------------------------------------------------------------------------------


def talk_booked(talk: Talk) -> None:
    """To both, with the entry for their calendars."""
    _to_both("talk_booked", talk, _("Your talk is booked"), ics.invitation(talk))


def talk_moved(talk: Talk) -> None:
    _to_both("talk_moved", talk, _("Your talk has another time"), ics.invitation(talk))


def talk_cancelled(talk: Talk) -> None:
    _to_both("talk_cancelled", talk, _("Your talk is called off"), ics.cancellation(talk))


def talk_left(talk: Talk, before: Slot) -> None:
    """To the one of the team who kept the time before: it is free again."""
    if before.host is None:
        return
    said = Said(
        subject=_("A talk was moved"),
        paragraphs=[
            _("%(name)s moved their talk to another time, with somebody else.")
            % {"name": talk.name or _("Somebody")}
        ],
        facts=[when(before)],
    )
    _to_host("talk_cancelled", talk, before.host, said, ics.cancellation(talk, before))


def when(slot: Slot) -> str:
    """The day and the hours, by the programme's clock."""
    zone = ZoneInfo(slot.programme.time_zone)
    start, end = slot.starts_at.astimezone(zone), slot.ends_at.astimezone(zone)
    return _("%(day)s, %(start)s to %(end)s") % {
        "day": date_format(start, "l j F Y"),
        "start": clock(start),
        "end": clock(end),
    }


def _to_both(kind: str, talk: Talk, subject: str, calendar: str) -> None:
    slot, host = talk.slot, talk.slot.host
    goes_on = kind != "talk_cancelled"
    facts = [when(slot), slot.where] if goes_on else [when(slot)]
    if talk.email:
        said = Said(
            subject=subject,
            paragraphs=[
                _("You talk with %s of the team. There is nothing to get ready.") % host
                if goes_on
                else _("It is out of both calendars. You can book another time."),
            ],
            button=_("Move it or call it off") if goes_on else "",
            link=talk_link(talk) if goes_on else "",
            facts=facts,
        )
        _queue(
            kind,
            slot.programme,
            to=talk.user.email if talk.user else talk.email,
            user=talk.user,
            subject_key=talk.subject_key,
            written=_set(slot.programme, talk.name.split(" ")[0], said),
            calendar=calendar,
        )
    if host:
        name = talk.name or _("Somebody")
        said = Said(
            subject=f"{subject}: {name}",
            paragraphs=[_("%s would like to talk about their story.") % name],
            button=_("Times to talk"),
            link=settings.SITE_URL + reverse("stories:slots", args=[slot.programme.slug]),
            facts=facts,
        )
        _to_host(kind, talk, host, said, calendar)


def _to_host(kind: str, talk: Talk, host: User, said: Said, calendar: str) -> Letter:
    programme = talk.slot.programme
    return _queue(
        kind,
        programme,
        to=host.email,
        user=host,
        subject_key=talk.subject_key,
        written=_set(programme, host.first_name, said),
        calendar=calendar,
    )


# --- Writing one ----------------------------------------------------------------------------------


def _set(programme: Programme, first_name: str, said: Said, *, own: str = "") -> Rendered:
    return render_letter(
        "stories/letters/letter",
        {
            "programme": programme,
            "sender": sender_of(programme),
            "first_name": first_name,
            "said": said,
            "own": own,
        },
    )


def sender_of(programme: Programme) -> str:
    return programme.sender_name or programme.name


def _queue(
    kind: str,
    programme: Programme,
    *,
    to: str,
    user: User | None,
    subject_key: str,
    written: Rendered,
    **more: Any,
) -> Letter:
    return queue_letter(
        f"story_{kind}",
        to=to,
        subject=written.subject,
        text=written.text,
        html=written.html,
        from_line=from_line(sender_of(programme)),
        reply_to=programme.reply_to,
        subject_key=subject_key,
        person_code=user.code if user else None,
        programme_id=programme.pk,
        **more,
    )
