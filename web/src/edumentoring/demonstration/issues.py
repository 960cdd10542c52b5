"""A newsletter in its third issue: two that were sent, and one that somebody is writing."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from edumentoring.demonstration.days import moment
from edumentoring.library.operations import open_zone
from edumentoring.newsletter import operations
from edumentoring.newsletter.composing import compose
from edumentoring.newsletter.models import (
    Delivery,
    Issue,
    Newsletter,
    Rating,
    Sending,
    Subscription,
)
from edumentoring.people.models import User
from edumentoring.programmes.models import Programme

READ, RATED, SENT = 0.6, 0.2, time(16)
LIKED = (Rating.Answer.YES, Rating.Answer.YES, Rating.Answer.YES, Rating.Answer.PART)


@dataclass(frozen=True)
class Told:
    """One issue: how long ago it went, its words, and what is in it. 0 days: not yet."""

    days: int
    title: str
    lede: str
    parts: tuple[tuple[str, dict[str, Any]], ...]


def _words(title: str, words: str, over: str = "") -> tuple[str, dict[str, Any]]:
    paragraphs = "".join(f"<p>{one}</p>" for one in words.split("\n\n"))
    return "words", {"over": over, "title": title, "words": paragraphs}


def _things(title: str, *things: tuple[str, str]) -> tuple[str, dict[str, Any]]:
    items = [{"title": what, "words": words, "url": ""} for what, words in things]
    return "list", {"title": title, "items": items}


def _dates(*days: tuple[str, str]) -> tuple[str, dict[str, Any]]:
    said = [{"when": when, "what": what} for when, what in days]
    return "dates", {"title": "Dates", "days": said, "with_events": True}


ISSUES = (
    Told(
        150,
        "A first conversation",
        "The first talk is the hardest to begin. Here is how some of you began it.",
        (
            _words(
                "Begin with the week",
                "Nobody knows what to say first, so most of us talk about the programme. Try the "
                "week instead. What was good in it? What would you like back?\n\n"
                "Ten minutes of that tell you more than any form.",
                "From the coordinators",
            ),
            _things(
                "Three ways to open",
                ("Ask for one lesson", "Which would you show to a friend?"),
                ("Say one thing that went wrong", "Yours, before you ask for theirs."),
                ("Agree how to stop", "It is easier to begin when both know how it may end."),
            ),
            _dates(("First Tuesday", "Open hour for new mentors, 7 pm, online")),
            ("thanks", {"title": "Thank you", "words": "<p>To everybody who said yes.</p>"}),
        ),
    ),
    Told(
        40,
        "Small is not the same as easy",
        "The long half of term is behind us. One idea, and three things to try.",
        (
            _words(
                "The fortieth small thing",
                "Many of you wrote the same: it is not the big jobs. So this issue takes "
                "something away.\n\nChoose one task that no pupil would miss. Cancel it together, "
                "and see who notices.",
                "From the coordinators",
            ),
            (
                "quote",
                {
                    "words": "I planned a better first minute, and not a better lesson.",
                    "by": "A mentee, in her first year",
                },
            ),
            _things(
                "Three things to try",
                ("Cancel one thing", "Look at next week, and take one out."),
                ("Swap ten minutes", "Each bring one piece of work. Say what you see first."),
                ("Write down what worked", "In a month you will not remember."),
            ),
            _dates(("The last Friday", "Cake, and what comes next")),
        ),
    ),
    Told(
        0,
        "What spring is for",
        "Half the year is done. This one is about looking back without adding it all up.",
        (_words("A look back", "Which conversation would you have again?"),),
    ),
)


@dataclass(frozen=True)
class Past:
    """What every issue has in common."""

    newsletter: Newsletter
    readers: list[Subscription]
    drawn: Random
    by: User


def write_newsletter(programme: Programme, *, by: User, seed: int = 1) -> Newsletter:
    """All of it is over, so that nobody is written to."""
    newsletter = operations.start_newsletter(programme, name=f"Notes from {programme}", by=by)
    newsletter.is_open = True
    newsletter.about = "One idea, one story and a few dates. Once a term, in five minutes."
    newsletter.save(update_fields=["is_open", "about"])
    drawn = Random(seed)  # noqa: S311 - the same people each time is the point
    past = Past(newsletter, _readers(newsletter, drawn), drawn, by)
    zone = open_zone(programme, by=by)
    for told in ISSUES:
        _issue(past, zone, told)
    return newsletter


def _readers(newsletter: Newsletter, drawn: Random) -> list[Subscription]:
    """More than half of those who take part, and a few from outside."""
    people = newsletter.programme.participants.taking_part().select_related("user")
    chosen = [part for part in people.order_by("pk") if drawn.random() < READ]
    now = timezone.now()
    return Subscription.objects.bulk_create(
        Subscription(
            newsletter=newsletter,
            email=part.user.email.lower(),
            user=part.user,
            way=Subscription.Way.PLACE,
            state=Subscription.State.ON,
            asked_at=part.signed_up_at,
            confirmed_at=min(part.signed_up_at, now),
        )
        for part in chosen
    )


def _issue(past: Past, zone: Any, told: Told) -> None:
    issue = Issue(title=told.title, newsletter=past.newsletter, lede=told.lede, live=False)
    issue.body = list(told.parts)
    zone.add_child(instance=issue)
    revision = issue.save_revision(user=past.by)
    if not told.days:
        return
    programme = past.newsletter.programme
    at = moment(programme, programme.today() - timedelta(days=told.days), SENT)
    revision.publish()
    Issue.objects.filter(pk=issue.pk).update(first_published_at=at, last_published_at=at)
    issue.refresh_from_db()
    _sent(past, issue, at)


def _sent(past: Past, issue: Issue, at: datetime) -> None:
    composed = compose(issue)
    sending = Sending.objects.create(
        newsletter=issue.newsletter,
        issue=issue,
        revision=issue.live_revision_id,
        subject=composed.subject,
        text=composed.text,
        html=composed.html,
        state=Sending.State.DONE,
        expected=len(past.readers),
        asked_by=past.by,
        asked_at=at,
        approved_by=past.by,
        approved_at=at,
        not_before=at,
        began_at=at,
        queued_at=at,
        ended_at=at + timedelta(minutes=2),
    )
    Delivery.objects.bulk_create(
        Delivery(
            sending=sending,
            subscription=reader,
            email=reader.email,
            state=Delivery.State.SENT,
            sent_at=at + timedelta(minutes=1),
            not_before=at,
            tries=1,
        )
        for reader in past.readers
    )
    Rating.objects.bulk_create(
        Rating(sending=sending, mark=f"{number}", answer=past.drawn.choice(LIKED), on=at.date())
        for number in range(int(len(past.readers) * RATED))
    )
