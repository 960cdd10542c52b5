"""What those who run this year's programme set out so far: a handbook, announcements, and what a
partner plans.

It is dated from the days since sign-ups opened, and its letters have long gone: nobody is written
to when it is loaded.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from edumentoring.demonstration.days import moment, school_day
from edumentoring.demonstration.year.provider import BOOK
from edumentoring.people.demonstration import CHARACTERS
from edumentoring.people.models import User
from edumentoring.people.operations import confirm_address
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.operations import find_or_make_user
from edumentoring.provider.models import (
    Acknowledgement,
    Announcement,
    Document,
    Edition,
    Partner,
    Receipt,
)
from edumentoring.schools.models import Organisation
from edumentoring.training import operations as training

WHEN = (
    "When what happens",
    "The dates of this year, from sign-up to the end.",
    "everyone",
    (
        "# Autumn\n- Sign-up closes. We put pairs together and look at each of them\n"
        "- You get one letter: who it would be, and why. Nothing is shared before both say yes\n\n"
        "# Winter\nThe first talks. Half an hour is enough to begin with.\n\n"
        "# Spring\nWe ask once how it is. You can change mentor without giving a reason.\n\n"
        "# Summer\nPairs end on a day you choose. Many stay in touch."
    ),
)
# Last year's pages under new titles: whoever was there then has both to read.
TITLES = ("For mentors this year", "For mentees this year", "Whom to ask this year")
# Days ago, words, to whom, which reply, and the answers to choose from.
NEWS = (
    (
        9,
        "You have signed up: what happens now",
        (
            "Thank you for signing up. **You need do nothing now.**\n\n"
            "- Sign-up stays open for some days more. Do tell a colleague\n"
            "- Then we put pairs together, and look at each of them ourselves\n"
            "- You hear from us once, with a name and the reasons"
        ),
        "everyone",
        "none",
        (),
    ),
    (
        5,
        "When would a first session suit you?",
        (
            "Before the first talks we try out three conversations together, online. It takes an "
            "hour and a half. It is the same on both days. Which one would suit you?"
        ),
        "mentors",
        "choice",
        ("Tuesday after school", "Thursday after school", "Neither, please send the notes"),
    ),
    (
        1,
        "Two pages to read before you meet",
        (
            "The handbook has a page for mentors and one for mentees. Each takes three minutes. "
            "If something in them is unclear, ask us, and we will change it."
        ),
        "everyone",
        "none",
        (),
    ),
)
DRAFT = (
    "You have been introduced",
    (
        "Today the letters go out. If yours does not come, look into your spam folder first, then "
        "write to us.\n\nWrite to each other this week, even if it is only a line. The first "
        "sentence is the hardest, so here is one: **What was good about your day?**"
    ),
)
SENT = time(15, 40)
VISITORS = frozenset(character.email for character in CHARACTERS)
TRUST_PERSON = ("Fiona Grant", "fiona@demonstration.example")


def set_out(programme: Programme, *, by: User, seed: int) -> None:
    """All of it, as if it had been written since sign-ups opened and read by most."""
    drawn = Random(seed)  # noqa: S311 - the same readers each time is the point
    people = list(programme.participants.taking_part().unjoined().with_person().order_by("pk"))
    if not people:
        return
    pages = [(title, *page[1:]) for title, page in zip(TITLES, BOOK, strict=True)]
    for document in (WHEN, *pages):
        _document(programme, document, people, drawn, by)
    for words in NEWS:
        _announcement(programme, words, people, drawn, by)
    title, text = DRAFT
    Announcement.objects.create(programme=programme, title=title, text=text, by=by)
    _partner(programme, by=by)


def _document(
    programme: Programme,
    words: tuple[str, str, str, str],
    people: Sequence[Participant],
    drawn: Random,
    by: User,
) -> None:
    title, about, asked_of, text = words
    at = _days_ago(programme, 12)
    document = Document.objects.create(
        programme=programme, title=title, about=about, asked_of=asked_of, made_at=at
    )
    edition = Edition.objects.create(document=document, number=1, text=text, at=at, by=by)
    Acknowledgement.objects.bulk_create(
        Acknowledgement(edition=edition, participant=one, at=_later(at, drawn))
        for one in _asked(people, asked_of)
        if drawn.random() < 0.7 or (asked_of == "everyone" and one.user.email in VISITORS)
    )


def _announcement(
    programme: Programme,
    words: tuple[int, str, str, str, str, tuple[str, ...]],
    people: Sequence[Participant],
    drawn: Random,
    by: User,
) -> None:
    """Visitors find the last one not read yet."""
    days, title, text, whom, reply, choices = words
    sent = _days_ago(programme, days)
    found = Announcement.objects.create(
        programme=programme,
        title=title,
        text=text,
        whom=whom,
        reply=reply,
        choices=list(choices),
        reply_by=school_day(programme.today() + timedelta(days=6)) if choices else None,
        by=by,
        made_at=sent,
        goes_at=sent,
    )
    unread = VISITORS if found.title == NEWS[-1][1] else frozenset()
    receipts = []
    for one in _asked(people, whom):
        has_read = drawn.random() < 0.75 and one.user.email not in unread
        at = _later(sent, drawn)
        chose = has_read and bool(choices) and drawn.random() < 0.8
        receipts.append(
            Receipt(
                announcement=found,
                participant=one,
                read_at=at if has_read else None,
                replied_at=at if chose else None,
                choice=drawn.choice(choices) if chose else "",
            )
        )
    Receipt.objects.bulk_create(receipts)


def _asked(people: Sequence[Participant], whom: str) -> list[Participant]:
    return [
        one
        for one in people
        if whom == "everyone"
        or (one.is_mentor and whom == "mentors")
        or (one.is_mentee and whom == "mentees")
    ]


def _days_ago(programme: Programme, days: int) -> datetime:
    """An afternoon on a school day, and never one that has not come yet."""
    at = moment(programme, programme.today() - timedelta(days=days), SENT)
    while at > timezone.now():
        at -= timedelta(days=1 if at.weekday() else 3)
    return at


def _later(at: datetime, drawn: Random) -> datetime:
    return min(at + timedelta(hours=drawn.randint(1, 60)), timezone.now())


def _partner(programme: Programme, *, by: User) -> None:
    """Somebody of a trust reads the figures, holds one event, and would like to hold another."""
    trust = Organisation.objects.filter(kind=Organisation.Kind.TRUST, by_hand=True).first()
    if trust is None:
        return
    name, email = TRUST_PERSON
    user = find_or_make_user(email=email, name=name)
    confirm_address(user)
    Partner.objects.create(programme=programme, organisation=trust, user=user, by=by)
    visit, talk = (
        moment(programme, programme.today() + timedelta(days=days), time(16)) for days in (26, 33)
    )
    seen = training.offer(
        programme,
        {
            "title": "A look into our reading rooms",
            "about": (
                "Three teachers show how they hear every child read in a week. Then there is tea."
            ),
            "starts_at": visit,
            "ends_at": visit + timedelta(minutes=90),
            "where": "Harrow Beck Primary, the library",
            "places": 20,
            "hours": Decimal("1.5"),
        },
        held_by=trust,
        by=user,
        at_once=True,
    )
    for participant in programme.participants.taking_part().with_person().order_by("pk")[7:14]:
        training.book(seen, participant)
    training.offer(
        programme,
        {
            "title": "Talking with parents: an hour with a head of year",
            "about": "What to say first, what to leave, and how to end. Bring one case.",
            "starts_at": talk,
            "ends_at": talk + timedelta(hours=1),
            "link": "https://video.example/talking-with-parents",
            "for_whom": "mentees",
        },
        held_by=trust,
        by=user,
    )
