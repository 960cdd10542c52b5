"""What coordinators set up, share and answer, and the list of people with its parts."""

from collections.abc import Iterator

from django.urls import reverse

from edumentoring.consents.tests import make as consents
from edumentoring.demonstration.operations import SLUG
from edumentoring.people.models import User
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.operations import add_note, add_tags, save_view
from edumentoring.programmes.tests import make as programmes
from edumentoring.queries import operations as answers
from edumentoring.queries.tests import make as queries
from edumentoring.questionnaire.tests import make as questionnaire
from edumentoring.reach.tests import make as reach
from edumentoring.signup.tests import make as sign_ups
from edumentoring.verification import operations as verifying
from edumentoring.verification.tests import make as verification
from tests.journeys.visits import Visit

HERE = "coordinator"


def set_up_pages(_site: str) -> Iterator[Visit]:
    """Each step of setting up, and what stands beside it."""
    programme = Programme.objects.get(slug=SLUG)
    helen = User.objects.get(email="helen@demonstration.example")
    fresh = programmes.programme("Just begun", by=helen)
    consents.reworded(programme, by=helen)
    own = questionnaire.question(programme)
    for name in (
        *("programmes:set_up", "programmes:name", "programmes:who", "programmes:look"),
        *("programmes:pause", "programmes:copy", "programmes:archive"),
        *("questionnaire:questions", "questionnaire:add", "questionnaire:bring_in"),
        *(
            "consents:wordings",
            "consents:notice",
            "reach:share",
            "reach:coverage",
            "reach:questions",
        ),
    ):
        yield Visit(name, HERE, at(name, SLUG))
    for name in ("programmes:set_up", "questionnaire:questions", "reach:share"):
        yield Visit(name, HERE, at(name, fresh.slug))
    yield Visit("consents:wording", HERE, at("consents:wording", SLUG, "research"))
    for key in ("stage", "topics_wanted", "availability", own.key):
        yield Visit("questionnaire:question", HERE, at("questionnaire:question", SLUG, key))
    link = reach.link(programme, "Newsletter")
    reach.came_by(link)
    yield Visit("reach:link", HERE, at("reach:link", SLUG, link.code))


def people_pages(_site: str) -> Iterator[Visit]:
    """The list of people with tags, views and doubles, who just signed up, and who asks."""
    programme = Programme.objects.get(slug=SLUG)
    helen = User.objects.get(email="helen@demonstration.example")
    one, other = list(Participant.objects.filter(programme=programme).order_by("pk")[:2])
    add_tags([one, other], "keen, speaks at events", by=helen)
    add_note(one, "Rang on Monday. Would also help a trainee.", by=helen)
    save_view(programme, name="Keen", address="tag=keen", by=helen, shared=True)
    programmes.mentee(programme, state="queued")
    programmes.mentor(programme, name="Sian Probert", email="sian.probert@example.org")
    programmes.mentor(programme, name="Siân Probert", email="s.probert@example.com")
    sign_ups.taken_in(programme)
    sign_ups.draft(programme)
    vouched = verification.at_school(programme)
    verifying.ask_colleague(vouched, "jo@elsewhere.example")
    verifying.answer_as_colleague(verification.last_key(), True, "Jo Barker")
    for name in ("tags", "views", "doubles", "paste", "waiting_list"):
        yield Visit(f"programmes:{name}", HERE, at(f"programmes:{name}", SLUG))
    yield Visit("programmes:people", HERE, at("programmes:people", SLUG) + "?tag=keen")
    yield Visit("programmes:double", HERE, at("programmes:double", SLUG, one.code, other.code))
    for name in ("programmes:participant", "programmes:seen", "consents:person"):
        yield Visit(name, HERE, at(name, SLUG, one.code))
    for name in ("signup:sign_ups", "verification:unverified"):
        yield Visit(name, HERE, at(name, SLUG))
    for group in ("not", "verified"):
        there = at("verification:unverified", SLUG)
        yield Visit("verification:unverified", HERE, f"{there}?group={group}")
    yield from query_pages(programme, helen)


def query_pages(programme: Programme, helen: User) -> Iterator[Visit]:
    open_one = queries.query(programme, email="open@example.org")
    answers.add_note(open_one, "Ask Pete about the dates.", by=helen)
    answered = queries.answered(programme)
    usual = answers.save_answer(programme, title="When", text="In two weeks.", by=helen)
    for query in (open_one, answered):
        yield Visit("queries:query", HERE, at("queries:query", SLUG, query.code))
    for name in ("queries:inbox", "queries:answers"):
        yield Visit(name, HERE, at(name, SLUG))
    yield Visit("queries:inbox", HERE, at("queries:inbox", SLUG) + "?which=closed")
    yield Visit("queries:answer", HERE, at("queries:answer", SLUG, usual.code))


def at(name: str, *arguments: object) -> str:
    return reverse(name, args=arguments)
