"""The network: before and after somebody said that others may find them, and the desk's side."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from edumentoring.demonstration.operations import SLUG
from edumentoring.demonstration.people import MENTEE_EMAIL, MENTOR_EMAIL
from edumentoring.network import operations
from edumentoring.network.letters import answer_link
from edumentoring.network.tests import make
from edumentoring.programmes.models import Participant, Programme
from tests.journeys.visits import Visit

LONG = "https://example.org/an-address-that-is-longer-than-any-narrow-page-is-wide"


def network_pages(_site: str) -> Iterator[Visit]:
    """The demonstration's mentee finds, asks and writes; the mentor answers and says no."""
    programme = Programme.objects.get(slug=SLUG)
    mentor, mentee = (
        Participant.objects.with_person().get(programme=programme, user__email=email)
        for email in (MENTOR_EMAIL, MENTEE_EMAIL)
    )
    operations.block(mentee, make.mentor(programme, "Not Wanted"))
    for name in ("directory", "listing", "messages"):
        yield _here(name, "mentee")
    for one in (mentor, mentee):
        make.found(one)
    yield Visit("network:mine", "coordinator", reverse("network:mine"))
    for name in ("directory", "listing", "groups", "suggest", "questions", "ask"):
        yield _here(name, "mentee")
    yield Visit("network:directory", "mentee", f"{_path('directory')}?region=wales&q=nobody")
    yield _here("write_first", "mentee", mentor.code)
    yield from _groups_and_questions(mentor, mentee)
    yield from _messages(mentor, mentee)


def _groups_and_questions(mentor: Participant, mentee: Participant) -> Iterator[Visit]:
    group = make.group(mentor, "Returning after leave", about="For all who come back after a break")
    yield _here("group", "mentee", group.code)
    operations.join(group, mentee)
    make.question(mentor, f"Who has seen this? {LONG}", group=group)
    asked = make.question(mentee, "May I say no to a duty?", is_anonymous=True)
    answer = make.answer(asked, mentor, "You may. Say what you can do instead.")
    operations.mark_helpful(answer, mentee, on=True)
    operations.report(answer, mentee)
    yield _here("group", "mentee", group.code)
    yield _here("groups", "mentee")
    for actor in ("mentee", "mentor"):
        yield _here("questions", actor)
        yield _here("question", actor, asked.code)
    yield Visit("network:ask", "mentee", f"{_path('ask')}?group={group.code}")
    yield _here("meets", "mentee", group.code)
    operations.set_meeting(group, by=mentee, at=timezone.now() + timedelta(days=5), where=LONG)
    yield _here("group", "mentee", group.code)
    case = make.question(mentor, "One page of work. What does it show?", kind="case")
    make.question(mentor, "Ask three pupils before I explain", kind="target", is_anonymous=True)
    for kind in ("target", "case"):
        yield Visit("network:questions", "mentor", f"{_path('questions')}?kind={kind}")
        yield Visit("network:ask", "mentor", f"{_path('ask')}?kind={kind}")
    yield _here("question", "mentor", case.code)
    operations.judge(case, by=mentor, standing="grow", text="The last line.")
    yield _here("question", "mentor", case.code)
    yield _here("desk_question", "coordinator", case.code)
    yield _here("desk", "coordinator")
    yield _here("desk_question", "coordinator", asked.code)


def _messages(mentor: Participant, mentee: Participant) -> Iterator[Visit]:
    thread = make.thread(mentee, mentor, f"How do you start lessons? I read {LONG}")
    link = answer_link(thread, mentor)
    path = link[link.index("/network/") :]
    for one in (path, reverse("network:reply_by_key", args=["long-gone"])):
        yield Visit("network:reply_by_key", "anonymous", one)
    make.message(thread, mentor, "Come and see. I am there from eight.")
    operations.share_email(thread, by=mentor, on=True)
    address = reverse("network:thread", args=[thread.code])
    for actor in ("mentee", "mentor"):
        yield _here("messages", actor)
        yield Visit("network:thread", actor, address)
    operations.close(thread, by=mentor)
    yield Visit("network:reply_by_key", "anonymous", path)
    yield Visit("network:thread", "mentor", address)


def _path(name: str, *args: object) -> str:
    return reverse(f"network:{name}", args=[SLUG, *args])


def _here(name: str, actor: str, *args: object) -> Visit:
    return Visit(f"network:{name}", actor, _path(name, *args))
