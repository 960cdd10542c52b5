"""What participants and strangers read is easy: a reading age of about eleven.

Held are every page of theirs and every letter to them, each by itself, at the
Flesch-Kincaid grade 8: what people of eleven to fourteen read without effort.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.common.tests.reading import (
    grade_of,
    sentences_of,
    sentences_of_text,
    syllables_in,
    words_of,
    worst_of,
)
from edumentoring.demonstration.operations import load_demonstration
from edumentoring.people import letters as account
from edumentoring.people.models import AddressChange, SignIn, User
from edumentoring.people.tests import make as people
from edumentoring.programmes import letters as programme_room
from edumentoring.queries.letters import not_kept
from edumentoring.queries.tests import make as queries
from edumentoring.signup.letters import come_back, confirm, confirm_again, still_here, was_this_you
from edumentoring.signup.tests import make as sign_ups
from edumentoring.verification.operations import ask_colleague, ask_work_address
from edumentoring.verification.tests import make as verification
from tests.journeys.conftest import EMAILS
from tests.journeys.visits.circle import circle_pages
from tests.journeys.visits.everyone import public_pages
from tests.journeys.visits.network import network_pages
from tests.journeys.visits.pairs import PAIR_GROUPS
from tests.journeys.visits.provider import provider_pages
from tests.journeys.visits.sign_up import place_pages, sign_up_pages
from tests.journeys.visits.stories import story_pages
from tests.journeys.visits.training import training_pages

pytestmark = pytest.mark.django_db

HARDEST = 8
GROUPS = (
    public_pages,
    sign_up_pages,
    place_pages,
    circle_pages,
    network_pages,
    story_pages,
    training_pages,
    provider_pages,
)


@pytest.fixture(scope="module")
def drawn(for_all_tests: None) -> Iterator[None]:
    """The demonstration, drawn once for all tests here: each takes back what it did there."""
    with override_settings(DEMONSTRATION=True):
        load_demonstration(people=20)
        yield


@pytest.fixture
def site(drawn: None, db: None, settings) -> str:
    settings.DEMONSTRATION = True
    return settings.SITE_URL


@pytest.mark.slow
@pytest.mark.parametrize("group", [*GROUPS, *PAIR_GROUPS])
def test_every_page_of_theirs_reads_easily(group: Callable, site: str):
    browser_of = cache(browser)
    hard = []
    for visit in group(site):
        if visit.go is None and visit.actor != "coordinator":
            page = browser_of(visit.actor).get(visit.path).content.decode()
            hard += too_hard(str(visit), sentences_of(page))

    assert hard == [], "\n\n".join(hard)


def browser(actor: str) -> Client:
    """Where a mentee, a mentor, or whoever has this address is signed in."""
    if actor == "anonymous":
        return people.browser()
    return people.sign_in(people.browser(), User.objects.get(email=EMAILS.get(actor, actor)))


def too_hard(what: str, sentences: list[str]) -> list[str]:
    grade = grade_of(sentences)
    return [f"{what}: {grade:.1f}\n{worst_of(sentences)}"] if grade > HARDEST else []


# --- Letters ----------------------------------------------------------------------------------


def test_every_letter_reads_easily():
    letters = [*account_letters(), *sign_up_letters(), *programme_letters(), *query_letters()]
    hard = [
        said for letter in letters for said in too_hard(letter.kind, sentences_of_text(letter.text))
    ]

    assert hard == [], "\n\n".join(hard)


def sign_up_letters() -> Iterator[Letter]:
    draft = sign_ups.whole_draft(later_to="bethan@northgate.example")
    for write in (confirm, confirm_again, was_this_you, come_back, still_here):
        yield write(draft)


def programme_letters() -> Iterator[Letter]:
    """To those who take part, and about them; the pairs' own are held in their room."""
    participant = verification.at_school()
    yield programme_room.a_place_is_yours(participant)
    yield programme_room.welcome_back(participant)
    school = verification.domain(participant.school)
    for asked in (
        ask_colleague(participant, "jo@elsewhere.example"),
        ask_work_address(participant, f"bethan@{school}"),
    ):
        yield Letter.objects.get(to=asked.email)


def query_letters() -> Iterator[Letter]:
    query = queries.answered(reply="Next week.")
    not_kept(query, "It had a file with it.")
    yield from Letter.objects.filter(subject_key__startswith=query.subject_key)


def account_letters() -> Iterator[Letter]:
    known, unknown = people.person("known@school.example"), "nobody@school.example"
    for email in (known.email, unknown):
        people.ask(people.browser(), email)
        yield people.last_letter(email)
    until = timezone.now() + timedelta(minutes=30)
    wish = SignIn(user=known, email=known.email, until=until)
    change = AddressChange(user=known, was=known.email, email=unknown, until=until)
    link = "https://mentoring.example/a-link/"
    yield account.send_security_notice(known, "An authenticator app was added.")
    yield account.send_confirm_forgetting(wish, link=link)
    yield account.send_address_changed(known)
    for yes in (True, False):
        yield account.send_forgotten(known, everywhere=yes)
        yield account.send_address_change(change, is_free=yes, link=link)


# --- The measure itself -----------------------------------------------------------------------

# Two sentences that are often used to show how the formula counts, with their known counts.
KNOWN = [
    ("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.", 13, 24),
    ("The cat sat on the mat.", 6, 6),
]


@pytest.mark.parametrize(("sentence", "words", "syllables"), KNOWN)
def test_the_measure_counts_as_is_known(sentence: str, words: int, syllables: int):
    assert len(words_of(sentence)) == words
    assert sum(map(syllables_in, words_of(sentence))) == syllables
    assert grade_of([sentence]) == pytest.approx(0.39 * words + 11.8 * syllables / words - 15.59)


def test_the_measure_tells_hard_from_easy():
    easy = "<main><p>The cat sat on the mat. It was warm there. Then it went to sleep.</p></main>"
    hard = (
        "<main><p>Participation necessitates unequivocal acknowledgement of the aforementioned "
        "confidentiality obligations, notwithstanding supplementary institutional "
        "arrangements.</p></main>"
    )

    assert grade_of(sentences_of(easy)) < 2
    assert grade_of(sentences_of(hard)) > 20
    assert too_hard("easy", sentences_of(easy)) == []
    assert "notwithstanding" in too_hard("hard", sentences_of(hard))[0]


def test_only_running_words_count():
    page = (
        "<nav><p>We do not read what stands here.</p></nav><main><h1>Not a heading of words</h1>"
        "<label>Nor is a label like this</label><p>But this one is read.</p><p>Not three.</p>"
    )

    assert sentences_of(page) == ["But this one is read."]
    letter = "Dear Bethan,\n\nWe have found\nsomebody. Write to them now!\n\nHelen"
    assert sentences_of_text(letter) == ["We have found somebody.", "Write to them now!"]
