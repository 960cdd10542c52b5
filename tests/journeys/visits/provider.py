"""What those who run a programme set out: announcements, the handbook, the year, the model of
teaching; and the desk where they write it."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse

from edumentoring.demonstration.operations import SLUG
from edumentoring.demonstration.people import MENTEE_EMAIL, MENTOR_EMAIL
from edumentoring.goals.tests import make as goals
from edumentoring.pairs.models import Pair
from edumentoring.pairs.sides import side_of
from edumentoring.people.models import User
from edumentoring.programmes.models import Participant, Programme
from edumentoring.provider import operations
from edumentoring.provider.letters import link_of
from edumentoring.provider.models import Announcement, Partner
from edumentoring.provider.tests import make
from edumentoring.training import operations as training_operations
from edumentoring.training.tests import make as training
from tests.journeys.visits import Visit

LONG = "https://example.org/an-address-that-is-longer-than-any-narrow-page-is-wide"

PROVIDER_FILES = {
    "provider:file": "a file",
    "provider:desk_file": "a file",
    "provider:held_file": "a file",
    "provider:read_sheet": "a file",
}


def provider_pages(_site: str) -> Iterator[Visit]:
    """Those who take part: before anything is set out, and after."""
    programme, by, mentor, mentee = _people()
    yield Visit("provider:mine", "coordinator", reverse("provider:mine"))
    for name in ("announcements", "handbook", "year", "teaching"):
        yield _here(name, "mentee")
    asked, plain = _told(programme, by)
    book = make.document(programme, by=by, text=f"# When\n- Weekly\n\n{LONG}", file=make.PDF)
    make.element(programme, by=by, looks_like="One thing at a time.", source="Own words, 2026")
    idea = make.suggestion(mentee)
    operations.decide(idea, status="not_now", reason="After the summer.", version=1, by=by)
    for actor in ("mentee", "mentor"):
        for name in ("announcements", "handbook", "year", "teaching"):
            yield _here(name, actor)
        yield Visit("provider:document", actor, reverse("provider:document", args=[book.code]))
        for one in (asked, plain):
            yield Visit("provider:announcement", actor, _news(one))
    yield Visit("provider:handbook", "mentee", f"{_path('handbook')}?q=nothing+has+this")
    link = link_of(make.receipt(asked, mentee))
    path = link[link.index("/announcements/") :]
    for one in (path, reverse("provider:announcement_by_key", args=["long-gone"])):
        yield Visit("provider:announcement_by_key", "anonymous", one)
    operations.reply(make.receipt(asked, mentee), choice="I come", words="With a colleague?")
    yield Visit("provider:announcement", "mentee", _news(asked))
    looks_in = make.partner(programme, mentee.user, by=by)
    yield Visit("provider:partner", "mentee", reverse("provider:partner", args=[looks_in.code]))
    yield Visit("provider:mine", "mentee", reverse("provider:mine"))
    yield from _held(programme, looks_in, by)
    operations.acknowledge(book.editions.all()[0], mentor)
    yield Visit("provider:document", "mentor", reverse("provider:document", args=[book.code]))
    pair = Pair.objects.with_people().filter(mentee=mentee, state=Pair.State.MEETING).first()
    if pair:
        goal = goals.goal(side_of(pair, pair.mentee), "Explain in small steps")
        yield Visit("goals:goal", "mentee", goal.get_absolute_url())


def provider_desk_pages(_site: str) -> Iterator[Visit]:
    """The coordinator's side, empty and filled."""
    programme, by, mentor, mentee = _people()
    for name in ("announcements", "handbook", "policies", "teaching", "partners"):
        yield _here(f"desk_{name}", "coordinator")
    make.partner(programme, mentor.user, by=by)
    yield _here("desk_partners", "coordinator")
    offered = training.offered(programme, link=LONG)
    at_desk = reverse("training:desk_event", args=[SLUG, offered.code])
    yield Visit("training:desk_event", "coordinator", at_desk)
    training_operations.send_back(offered, "Could it begin at four?", by=by)
    yield Visit("training:desk_event", "coordinator", at_desk)
    asked, plain = _told(programme, by)
    draft = make.announcement(programme, "A visit", by=by, in_name_of="North Hub")
    operations.reply(make.receipt(asked, mentee), choice="I come", words="With a colleague?")
    for name in ("new_announcement", "new_document", "new_policy"):
        yield _here(name, "coordinator")
    for one in (asked, plain, draft):
        yield _here("desk_announcement", "coordinator", one.code)
        yield _here("change_announcement", "coordinator", one.code)
    book = make.document(programme, by=by, asked_of="everyone", file=make.PDF)
    operations.acknowledge(book.editions.all()[0], mentee)
    for name in ("desk_document", "change_document", "new_edition"):
        yield _here(name, "coordinator", book.code)
    own = operations.keep_policy(
        programme, by=by, title=f"Visits {LONG}", review_on=programme.today(), document=book
    )
    yield _here("policy", "coordinator", "mentor-time")
    yield _here("own_policy", "coordinator", own.code)
    element = make.element(programme, by=by, looks_like="One thing at a time.")
    yield _here("element", "coordinator", element.code)
    idea = make.suggestion(mentee, evidence="Three lessons", element=element)
    yield _here("suggestion", "coordinator", idea.code)
    for name in ("announcements", "handbook", "policies", "teaching"):
        yield _here(f"desk_{name}", "coordinator")


def _people() -> tuple[Programme, User, Participant, Participant]:
    programme = Programme.objects.get(slug=SLUG)
    mentor, mentee = (
        Participant.objects.with_person().get(programme=programme, user__email=email)
        for email in (MENTOR_EMAIL, MENTEE_EMAIL)
    )
    return programme, User.objects.get(email="helen@demonstration.example"), mentor, mentee


def _told(programme: Programme, by: User) -> tuple[Announcement, Announcement]:
    asked = make.announcement(
        programme,
        "A day together",
        by=by,
        text=f"Bring **one lesson**.\n\n- Coffee from 9\n- {LONG}",
        reply="choice",
        choices=["I come", "I cannot"],
        reply_by=programme.today() + timedelta(days=9),
    )
    plain = make.announcement(programme, "The new handbook", by=by)
    return make.sent(asked, by=by), make.sent(plain, by=by)


def _held(programme: Programme, looks_in: Partner, by: User) -> Iterator[Visit]:
    """An event of a partner: it waits, goes back, and is seen and booked."""
    new = reverse("provider:new_event", args=[looks_in.code])
    yield Visit("provider:new_event", "mentee", new)
    hub = looks_in.organisation
    waits, back, seen = (
        training.offered(programme, held_by=hub, title=title, link=LONG, places=places)
        for title, places in (("A visit", None), ("A talk", 3), ("A workshop on words", 12))
    )
    training_operations.send_back(back, "Could it begin at four?", by=by)
    training_operations.publish(seen, by=by)
    for event in (waits, back, seen):
        for name in ("held_event", "change_held", "call_off_held"):
            address = reverse(f"provider:{name}", args=[event.code])
            yield Visit(f"provider:{name}", "mentee", address)
    yield Visit("provider:partner", "mentee", reverse("provider:partner", args=[looks_in.code]))


def _news(found: Announcement) -> str:
    return reverse("provider:announcement", args=[found.code])


def _path(name: str, *args: object) -> str:
    return reverse(f"provider:{name}", args=[SLUG, *args])


def _here(name: str, actor: str, *args: object) -> Visit:
    return Visit(f"provider:{name}", actor, _path(name, *args))
