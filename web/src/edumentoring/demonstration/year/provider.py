"""What those who ran the year set out: a handbook, announcements, policies, a model of teaching."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from edumentoring.demonstration.days import moment
from edumentoring.demonstration.people import MENTOR_EMAIL
from edumentoring.demonstration.year.shape import Year
from edumentoring.programmes.models import Participant
from edumentoring.programmes.operations import find_or_make_user
from edumentoring.provider.models import (
    Acknowledgement,
    Announcement,
    Document,
    Edition,
    Element,
    Partner,
    Policy,
    Receipt,
    Suggestion,
)
from edumentoring.queries.models import Message, Query
from edumentoring.schools.models import Organisation

BOOK = (
    (
        "Being a mentor here",
        "What is asked of a mentor, and what is not.",
        "mentors",
        (
            "# What is asked\n- An hour about every two weeks\n- One thing at a time\n"
            "- What is said stays between the two of you, unless somebody may be hurt\n\n"
            "# What is not\nYou do not judge, grade or report. Whoever looks after induction does."
        ),
    ),
    (
        "Being a mentee here",
        "How to get something out of it.",
        "mentees",
        (
            "# Before you meet\nWrite one line about what you would like to talk about.\n\n"
            "# After\nTake away one small step. If the two of you do not fit, say so: nobody is "
            "to blame."
        ),
    ),
    (
        "Whom to ask",
        "Names and times.",
        "nobody",
        (
            "Questions go to the coordinators, who answer within three school days. Worries about "
            "safety go to the named contacts at once: the link is under every page."
        ),
    ),
)
NEWS = (
    (
        "Welcome",
        "The first talks begin this week. There is **no form to fill in** after them.",
        "none",
        (),
    ),
    (
        "A morning for mentors",
        (
            "We meet on a Saturday morning, online, to try out the five steps of lesson feedback. "
            "Bring one lesson you saw."
        ),
        "choice",
        ("I come", "I cannot, and would like the notes", "I cannot"),
    ),
    (
        "What should we talk about in spring?",
        "One evening is free. Tell us in a line what would help you.",
        "words",
        (),
    ),
)
REPLIES = (
    "How to say no to a head teacher. I am only half joking.",
    "What to do when a lesson I watch goes wrong from the first minute.",
    "Anything about mixed-age classes.",
)
# A second version of the first document asks its readers again.
CHANGED = "It says now what to do when a meeting falls through."
FALLS_THROUGH = (
    "\n\n# When a meeting falls through\nSay so, and suggest another day. Nobody keeps count."
)
SENT = time(15, 40)
ELEMENTS = (
    ("Calm starts", "Everybody has begun something useful within two minutes."),
    ("Clear explanations", "One new thing at a time, with an example and a thing that is none."),
    ("Everybody thinks", "Every pupil has an answer before one is heard."),
    (
        "Checking before moving on",
        "Two questions show who is lost, and something is done about it.",
    ),
    ("Kind and firm", "The same few rules, said the same way, and no voice is raised."),
)
IDEAS = (
    (
        "Say something about reading aloud. In my subject it is where most are lost.",
        "Four lessons in which half of the class stopped at the same word.",
        "taken_up",
        "Yes. “Clear explanations” will say something about new words from January on.",
    ),
    (
        "Calm starts read as if silence were the aim. In early years it is not.",
        "Our nursery room, which hums and works.",
        "looked",
        "We are asking two early-years colleagues how they would put it.",
    ),
    ("Five are many. Could two be joined?", "", "open", ""),
)
PARTNER = ("Fiona Grant", "fiona@demonstration.example")
POLICIES = (
    ("safeguarding-contact", "in_place", "The two named contacts"),
    ("mentor-time", "begun", "Heads of the schools"),
    ("confidentiality", "in_place", "The coordinators"),
    ("data", "in_place", "The coordinators"),
    ("mentor-apart", "not_ours", ""),
)


def fill(year: Year) -> None:
    """As if it had been written on the first days, and read by most."""
    people = _people(year)
    _handbook(year, people)
    _news(year, people)
    elements = Element.objects.bulk_create(
        Element(programme=year.programme, name=name, looks_like=looks_like, place=place)
        for place, (name, looks_like) in enumerate(ELEMENTS, start=1)
    )
    _ideas(year, people, elements)
    Policy.objects.bulk_create(
        Policy(
            programme=year.programme,
            key=key,
            status=status,
            who=who,
            changed_at=year.now - timedelta(days=year.drawn.randint(30, 200)),
            review_on=year.programme.today(year.now) + timedelta(days=120),
        )
        for key, status, who in POLICIES
    )
    _partner(year)


def _partner(year: Year) -> None:
    """Somebody of a trust reads the figures of the schools."""
    trust = Organisation.objects.filter(kind=Organisation.Kind.TRUST, by_hand=True).first()
    if trust:
        name, email = PARTNER
        Partner.objects.create(
            programme=year.programme,
            organisation=trust,
            user=find_or_make_user(email=email, name=name),
            added_at=year.now - timedelta(days=140),
        )


def _people(year: Year) -> list[Participant]:
    both = [one for pair in year.pairs for one in (pair.mentor, pair.mentee)]
    return list({one.pk: one for one in both if one.state == Participant.State.IN}.values())


def _handbook(year: Year, people: Sequence[Participant]) -> None:
    begun = year.now - timedelta(days=300)
    for title, about, asked_of, text in BOOK:
        document = Document.objects.create(
            programme=year.programme, title=title, about=about, asked_of=asked_of, made_at=begun
        )
        edition = Edition.objects.create(document=document, number=1, text=text, at=begun)
        asked = [
            one
            for one in people
            if (one.is_mentor and asked_of == "mentors")
            or (one.is_mentee and asked_of == "mentees")
        ]
        _read(year, edition, asked, 0.8)
        if asked_of == "mentors":
            edition = Edition.objects.create(
                document=document,
                number=2,
                text=text + FALLS_THROUGH,
                what_changed=CHANGED,
                at=year.now - timedelta(days=16),
            )
            _read(year, edition, [one for one in asked if one.user.email != MENTOR_EMAIL], 0.4)


def _read(year: Year, edition: Edition, asked: Sequence[Participant], share: float) -> None:
    """This share of those who are asked said that they have read it, sooner or later."""
    days = (year.now - edition.at).days
    Acknowledgement.objects.bulk_create(
        Acknowledgement(
            edition=edition,
            participant=one,
            at=edition.at + timedelta(days=year.drawn.randint(1, min(40, days))),
        )
        for one in asked
        if year.drawn.random() < share
    )


def _news(year: Year, people: Sequence[Participant]) -> None:
    for number, (title, text, reply, choices) in enumerate(NEWS):
        day = year.programme.today(year.now) - timedelta(days=250 - 110 * number)
        sent = moment(year.programme, day, SENT)
        found = Announcement.objects.create(
            programme=year.programme,
            title=title,
            text=text,
            reply=reply,
            choices=list(choices),
            whom="mentors" if reply == "choice" else "everyone",
            made_at=sent,
            goes_at=sent,
            archived_at=sent + timedelta(days=60) if number == 0 else None,
        )
        those = [one for one in people if one.is_mentor or found.whom == "everyone"]
        receipts = [_receipt(year, found, one, sent) for one in those]
        Receipt.objects.bulk_create(receipts)
        if reply == "words":
            read = [one for one in receipts if one.read_at]
            for receipt, words in zip(read, REPLIES, strict=False):
                _reply(receipt, words, sent + timedelta(days=4))


def _reply(receipt: Receipt, words: str, at: datetime) -> None:
    """What they wrote is a question to the desk, which has closed it since."""
    person = receipt.participant
    query = Query.objects.create(
        programme=receipt.announcement.programme,
        name=person.name,
        email=person.user.email,
        user=person.user,
        participant=person,
        subject=f"Reply: {receipt.announcement.title}",
        state=Query.State.CLOSED,
        asked_at=at,
        touched_at=at,
    )
    receipt.message = Message.objects.create(
        query=query, kind=Message.Kind.ASKED, way=Message.Way.PAGE, text=words, at=at, from_when=at
    )
    receipt.replied_at = at
    receipt.save(update_fields=["message", "replied_at"])


def _receipt(year: Year, found: Announcement, one: Participant, sent: datetime) -> Receipt:
    """Most read it within days; of those who are to choose, most do."""
    at = sent + timedelta(hours=year.drawn.randint(1, 90))
    read = year.drawn.random() < 0.85
    chose = read and found.reply == "choice" and year.drawn.random() < 0.9
    return Receipt(
        announcement=found,
        participant=one,
        read_at=at if read else None,
        replied_at=at if chose else None,
        choice=year.drawn.choice(found.choices) if chose else "",
    )


def _ideas(year: Year, people: Sequence[Participant], elements: Sequence[Element]) -> None:
    if not people:
        return
    Suggestion.objects.bulk_create(
        Suggestion(
            programme=year.programme,
            by=year.drawn.choice(people),
            element=element,
            text=text,
            evidence=evidence,
            status=status,
            reason=reason,
            at=year.now - timedelta(days=70 - 20 * number),
            decided_at=year.now - timedelta(days=60 - 20 * number) if reason else None,
        )
        for number, ((text, evidence, status, reason), element) in enumerate(
            zip(IDEAS, (elements[1], elements[0], None), strict=True)
        )
    )
