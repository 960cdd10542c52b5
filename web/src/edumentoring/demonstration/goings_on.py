"""What happens in a programme besides matching: newcomers, consents, questions, links, notes.

All of it goes through the rooms' own operations, dated from the day it is loaded.
"""

from collections.abc import Iterable, Sequence
from datetime import time, timedelta
from decimal import Decimal
from random import Random
from uuid import uuid4

from django.utils.translation import gettext as _

from edumentoring.concerns import operations as concerns
from edumentoring.consents import operations as consents
from edumentoring.consents.models import Consent, Purpose
from edumentoring.demonstration.days import moment
from edumentoring.demonstration.flaws import draw_flaws
from edumentoring.demonstration.issues import write_newsletter
from edumentoring.demonstration.people import Person
from edumentoring.demonstration.set_out import set_out
from edumentoring.network import operations as network
from edumentoring.people.demonstration import CHARACTERS
from edumentoring.people.models import User
from edumentoring.programmes import operations as programmes
from edumentoring.programmes.models import Programme
from edumentoring.programmes.operations.leaving import leave_programme
from edumentoring.queries import operations as queries
from edumentoring.reach import operations as reach
from edumentoring.schools.models import Organisation
from edumentoring.signup import operations as sign_ups
from edumentoring.signup.models import Draft
from edumentoring.training import operations as training
from edumentoring.verification import operations as verification

NEXT_ROUND, CLOSES, REST = timedelta(days=14), timedelta(days=10), timedelta(days=30)
A_FEW = 4
# Of our own making: how many agree to what nobody has to agree to.
AGREE = {Purpose.PARTNERS: 0.35, Purpose.RESEARCH: 0.6, Purpose.DIRECTORY: 0.25}


def newcomers_of(drawn: Sequence[Person], seed: int) -> list[Person]:
    """The last few who ask for a mentor: they come by the form, not by the sheet."""
    flaws = draw_flaws(list(drawn), seed)
    fixed = {character.email for character in CHARACTERS}
    late = [
        person
        for person in drawn
        if person.is_mentee and not flaws[person.email].kinds and person.email not in fixed
    ]
    return late[len(late) - _few(len(drawn)) :]


def _few(people: int) -> int:
    return min(A_FEW, people // 20)


def agree(programme: Programme, *, seed: int) -> None:
    """Everybody agreed to what has to be agreed to, and some to more, on the day they came."""
    drawn = Random(seed)  # noqa: S311 - the same people each time is the point
    said = []
    for participant in programme.participants.order_by("pk"):
        purposes = [Purpose.PART, Purpose.CONDUCT]
        purposes += [purpose for purpose, share in AGREE.items() if drawn.random() < share]
        said.append((participant, purposes, participant.signed_up_at))
    consents.give_each(programme, said, way=Consent.Way.FORM, by=None)


def sign_up(
    programme: Programme, newcomers: Iterable[Person], known: dict[str, Organisation]
) -> None:
    """Some sign up by the form and have yet to open their letter; one is still writing."""
    for person in newcomers:
        answers = {**person.columns(), **person.answers}
        if person.school:
            answers["school"] = known[person.school.name].pk
        draft = sign_ups.keep_answers(_begin(programme), "work", answers)
        draft = sign_ups.keep_person(draft, "you", name=person.name, email=person.email)
        draft = sign_ups.keep_consents(draft, "check", _what_must_be(programme))
        sign_ups.send_draft(draft)
    sign_ups.take_in_sign_ups()
    sign_ups.keep_answers(_begin(programme), "work", {"stage": "ect1"})


def _begin(programme: Programme) -> Draft:
    return sign_ups.begin_draft(
        programme, code=uuid4(), ways={"is_mentee": True, "is_mentor": False}
    )


def _what_must_be(programme: Programme) -> dict[str, int]:
    words = consents.current_wordings(programme)
    return {each.purpose: each.version for each in words if each.required}


def rest_and_leave(programme: Programme) -> None:
    """A few have a busy time, and one has left: none of them is in the round."""
    characters = [character.email for character in CHARACTERS]
    mentees = programme.participants.taking_part().mentees().exclude(user__email__in=characters)
    few = list(mentees.order_by("-signed_up_at", "pk")[: _few(programme.participants.count())])
    until = programme.today() + REST
    for participant in few[1:]:
        programmes.pause_participant(participant, until=until, by=participant.user)
    for participant in few[:1]:
        leave_programme(participant, by=participant.user, reason=_("I am moving abroad."))


def set_dates(programme: Programme, *, by: User) -> Programme:
    """Sign-up closes soon, and the next round follows."""
    today = programme.today()
    changes = {"closes_on": today + CLOSES, "next_round_on": today + NEXT_ROUND}
    return programmes.change_settings(programme, changes=changes, by=by)


def go_on(programme: Programme, *, by: User, seed: int) -> None:
    """What coordinators and participants did since: once the round is proposed."""
    _come_by_links(programme, by=by)
    _file(programme, by=by)
    _ask(programme, by=by)
    _plan(programme, by=by)
    _talk(programme)
    set_out(programme, by=by, seed=seed)
    write_newsletter(programme, by=by)


def _come_by_links(programme: Programme, *, by: User) -> None:
    people = list(programme.participants.order_by("pk"))
    for label, every, first in (
        (_("Autumn newsletter"), 4, 0),
        (_("Poster in staff rooms"), 11, 1),
    ):
        link = reach.make_link(programme, label=label, by=by)
        reach.note_arrivals((participant, link) for participant in people[first::every])


def _file(programme: Programme, *, by: User) -> None:
    """Tags, notes, people known to be who they say, and a view to find them again."""
    mentors = list(programme.participants.taking_part().mentors().order_by("pk")[:6])
    programmes.add_tags(mentors[:4], _("speaks at events"), by=by)
    programmes.add_tags(mentors[4:], _("helped last year"), by=by)
    for participant, words in zip(
        mentors,
        (
            _("Rang on Monday. Would take a second mentee after Easter."),
            _("Prefers to meet online, and answers letters within a day."),
        ),
        strict=False,
    ):
        programmes.add_note(participant, words, by=by)
    for participant in mentors[:4]:
        verification.verify_by_hand(participant, by, _("We met at the conference in June."))
    programmes.save_view(
        programme,
        name=_("Mentors in London"),
        address="as=mentor&region=london",
        by=by,
        shared=True,
    )


def _talk(programme: Programme) -> None:
    """The network has begun: two groups, a few in each, and questions, two of them answered."""
    found = list(consents.agreed(programme, Purpose.DIRECTORY).taking_part().order_by("pk")[:12])
    mentors = [one for one in found if one.is_mentor]
    if len(mentors) < 2 or len(found) < 4:
        return  # too few are here to talk
    first, second = mentors[:2]
    asker = next((one for one in found if one not in (first, second)), first)
    groups = (
        (first, _("Early years phonics"), _("For everybody who teaches children to read.")),
        (second, _("Returning after leave"), _("For all who come back after a year, or many.")),
    )
    for by, name, about in groups:
        group = network.suggest_group(by, name=name, about=about)
        for one in found[:: 2 if by == first else 3]:
            network.join(group, one)
    marking = network.ask(
        asker, text=_("How do you keep up with marking in a week of reports?"), is_anonymous=True
    )
    network.answer(
        marking,
        by=first,
        text=_("I mark in the lesson and write one note for the whole class."),
    )
    network.answer(marking, by=second, text=_("I tell them that it is a week without marks."))
    moved = network.ask(
        second, text=_("Has anybody moved from primary to secondary? What surprised you?")
    )
    network.answer(moved, by=first, text=_("How little they say at first. Wait, and they do."))
    network.ask(first, text=_("Who teaches three year groups in one room?"))


def _plan(programme: Programme, *, by: User) -> None:
    """A session for mentors that is full, a talk for anybody, and a draft of a series."""
    first, second, third = (
        moment(programme, programme.today() + timedelta(days=days), time(16, 30))
        for days in (12, 20, 30)
    )
    session = {
        "title": _("First steps as a mentor"),
        "about": _("We try out three conversations in pairs, and talk about what they were like."),
        "starts_at": first,
        "ends_at": first + timedelta(minutes=90),
        "where": _("Northgate Primary, the hall"),
        "for_whom": "mentors",
        "places": 3,
        "hours": Decimal("1.5"),
        "counts_as_training": True,
        "lasts_months": 24,
        "areas": ["trust"],
    }
    talk = {
        "title": _("What mentoring does: an hour with research"),
        "about": _("A talk with time for questions. Open to everybody who teaches."),
        "starts_at": second,
        "ends_at": second + timedelta(hours=1),
        "link": "https://video.example/what-mentoring-does",
        "is_public": True,
        "hours": Decimal(1),
        "areas": ["growing"],
    }
    full, open_talk = (training.plan(programme, each, by=by) for each in (session, talk))
    for event in (full, open_talk):
        training.publish(event, by=by)
    here = programme.participants.taking_part().with_person()
    for participant in here.mentors()[:5]:
        training.book(full, participant)
    for participant in here.filter(user__email__in=[each.email for each in CHARACTERS]):
        training.book(open_talk, participant)
    drop_in = {"title": _("Mentors’ drop-in"), "where": _("Online"), "hours": Decimal("0.5")}
    hours = {"starts_at": third, "ends_at": third + timedelta(hours=1)}
    training.plan(programme, {**drop_in, **hours}, by=by, repeat="fortnight", times=4)


def _ask(programme: Programme, *, by: User) -> None:
    """One question that has its answer, one that waits for us, and one worry about safety."""
    answered = queries.ask(
        programme,
        email="alison.birch@example.org",
        name="Alison Birch",
        subject="",
        text=_("Can I take part if I work two days a week?"),
    )
    queries.reply_to_query(
        answered.query,
        _("Yes. You and your mentor choose your own times, and once a month is plenty."),
        by=by,
    )
    queries.ask(
        programme,
        email="kwame.boateng@example.org",
        name="Kwame Boateng",
        subject="",
        text=_("I signed up under my old school. How do I change that?"),
    )
    concerns.raise_concern(
        programme,
        words=_("Someone wrote to me from elsewhere and used your name. Is that all right?"),
        about=_("I do not know them"),
        name="Jo Barker",
        email="jo.barker@example.org",
    )
