"""Others around a pair: asking somebody in, the team, two observers, open doors, supervision."""

from collections.abc import Iterator

from django.urls import reverse

from edumentoring.circle import operations
from edumentoring.circle.keys import answer_link
from edumentoring.circle.teams import seats_of
from edumentoring.circle.tests import make
from edumentoring.demonstration.operations import SLUG
from edumentoring.demonstration.people import MENTEE_EMAIL, MENTOR_EMAIL
from edumentoring.pairs.models import Pair
from edumentoring.programmes.models import Participant, Programme
from edumentoring.tools.forms import Filled
from edumentoring.tools.kinds import TOOLS
from tests.journeys.visits import Visit


def circle_pages(_site: str) -> Iterator[Visit]:
    """The pages around a pair of the demonstration's mentee and mentor."""
    programme = Programme.objects.get(slug=SLUG)
    mentor, mentee = (
        Participant.objects.get(programme=programme, user__email=email)
        for email in (MENTOR_EMAIL, MENTEE_EMAIL)
    )
    pair = Pair.objects.filter(mentor=mentor, mentee=mentee).first()
    if pair is None or not pair.is_together:
        programme = make.programme("Beside the others")
        mentor, mentee = (_again(each, programme) for each in (mentor, mentee))
        pair = make.pair(programme, mentor=mentor, mentee=mentee)
    for name in ("people", "find", "invite", "observe"):
        yield _at(f"circle:{name}", "mentee", pair)
    yield from _with_people(pair)
    yield from _doors(pair)
    yield from _supervision(pair)


def _at(name: str, actor: str, pair: Pair) -> Visit:
    return Visit(name, actor, reverse(name, args=[pair.code]))


def _again(person: Participant, programme: Programme) -> Participant:
    """The same person's part in another programme."""
    return Participant.objects.create(
        programme=programme,
        user=person.user,
        is_mentor=person.is_mentor,
        is_mentee=person.is_mentee,
        capacity=4 if person.is_mentor else 0,
        demand=1 if person.is_mentee else 0,
    )


def _with_people(pair: Pair) -> Iterator[Visit]:
    """With a colleague, a tutor, somebody proposed and somebody who has not answered."""
    goal = make.goal(pair, "Calm starts, so that no minute is lost", why="We lose ten minutes.")
    goal.actions.create(
        pair=pair, who=pair.mentee, text="Greet each pupil at the door", seen="pair"
    )
    jo = make.member(pair, goal=goal, words="You are so good at calm starts.")
    make.tutor(pair)
    make.invited(pair, by="mentor", email="proposed@elsewhere.example", name="Sam Proposed")
    waiting = make.invited(pair, email="new@elsewhere.example", name="Kit New")
    for actor in ("mentee", "mentor"):
        yield _at("circle:people", actor, pair)
    for actor in ("mentee", "mentor"):
        page = reverse("circle:reading", args=[pair.code, jo.code])
        yield Visit("circle:reading", actor, page)
    yield Visit("circle:with", jo.user.email, reverse("circle:with", args=[jo.code]))
    for path in (answer_link(waiting), answer_link(jo), "/asked/long-gone/"):
        yield Visit("circle:reply", "anonymous", path[path.index("/asked/") :])
    review = make.review(pair)
    mentor = seats_of(review.pair)[1]
    operations.keep_part(
        review, mentor, going_well="Calm starts.", work_on="Questions.", help_with="", version=1
    )
    yield Visit("circle:review", "mentee", reverse("circle:review", args=[review.code]))
    writing, asked, compared = (
        make.observation(pair, jo, title=title)
        for title in ("Year 8 maths", "Year 9 English", "Year 10 history")
    )
    type(asked).objects.filter(pk=asked.pk).update(agreed_at=None)
    for user in (pair.mentor.user, jo.user):
        make.record(compared, user, saw="A calm start, and then a long silence.")
    for actor, found in (("mentor", writing), ("mentee", asked), ("mentor", compared)):
        yield Visit("circle:observation", actor, reverse("circle:observation", args=[found.code]))
    yield Visit("circle:observation", "mentee", reverse("circle:observation", args=[compared.code]))


def _doors(pair: Pair) -> Iterator[Visit]:
    slug = pair.programme.slug
    yield Visit("circle:doors", "mentee", reverse("circle:doors"))
    yield Visit("circle:offer", "mentee", reverse("circle:offer", args=[slug]))
    door = make.door(pair.mentee)
    visit = make.visit(door, pair.mentor.user)
    yield Visit("circle:knock", "mentor", reverse("circle:knock", args=[door.code]))
    yield Visit("circle:visit", "mentor", reverse("circle:visit", args=[visit.code]))
    operations.thank(visit, worked="You waited, so more hands went up.", take_away="To wait.")
    yield Visit("circle:visit", "mentee", reverse("circle:visit", args=[visit.code]))
    yield Visit("circle:doors", "mentor", reverse("circle:doors"))


def _supervision(pair: Pair) -> Iterator[Visit]:
    slug = pair.programme.slug
    make.findable(pair.programme)
    other = make.findable(pair.programme, name="Ada Other")
    yield Visit("circle:supervisions", "mentee", reverse("circle:supervisions"))
    yield Visit("circle:supervise", "mentor", reverse("circle:supervise", args=[slug, "mentors"]))
    two = make.supervision(pair.programme, pair.mentor.user, other.user)
    operations.add_talk(two, by=other.user, on=make.in_days(-3), words="When to ask, when to tell.")
    operations.add_own_line(two, by=pair.mentor.user, words="I talk too much.")
    sheet = operations.begin_sheet(two, TOOLS["grow"], by=other.user)
    said = {"goal": "To ask more than I tell.", "tried": "Counting to five."}
    operations.save_sheet(sheet, Filled(version=1, title="How I listen", answers=said))
    for name in ("sheet", "read_sheet"):
        page = reverse(f"circle:{name}", args=[two.code, sheet.code])
        yield Visit(f"circle:{name}", "mentor", page)
    yield Visit("circle:supervision", "mentor", reverse("circle:supervision", args=[two.code]))
    yield Visit("circle:supervisions", "mentor", reverse("circle:supervisions"))
