"""Resources are found, kept, rated without names, suggested, and their links are asked."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.urls import reverse

from edumentoring.goals.tests import make as goals
from edumentoring.library import links
from edumentoring.library import own_operations as operations
from edumentoring.library.due import check, check_links
from edumentoring.library.models import Resource
from edumentoring.library.resources import Wish, found, opinion_of, suggested
from edumentoring.library.tests import make
from edumentoring.library.touching import beside_goal, topics_in
from edumentoring.pairs.sides import side_of
from edumentoring.pairs.tests import make as pairs
from edumentoring.people.tests import make as people


@pytest.mark.django_db
def test_every_word_and_every_choice_narrows_what_is_found():
    right = make.resource(
        "Better talk in the nursery", phases=("early-years",), topics=("questioning", "early-years")
    )
    make.resource("Better talk in class", phases=("secondary",), topics=("questioning",))
    anywhere = make.resource("Talk", phases=("any",), topics=("questioning",), subjects=("any",))
    make.resource("Hidden talk", hidden=True, topics=("questioning",))

    assert set(found(Wish(words="TALK  better", phase="early-years"))) == {right}
    assert set(found(Wish(words="talk", phase="early-years"))) == {right, anywhere}
    assert set(found(Wish(topic="early-years"))) == {right}
    assert found(Wish(words="moira", kind="guide")).count() == 3
    assert not found(Wish(words="100%"))
    assert Wish.of({"kind": "no-such", "topic": "x", "q": " a "}) == Wish(words="a")


@pytest.mark.django_db
def test_a_word_finds_what_is_of_a_topic_of_that_name_too():
    """None of them has the word in its title, author or note."""
    right = make.resource("Ten minutes", topics=("observation",))
    make.resource("Five steps", topics=("feedback",))

    assert set(found(Wish(words="Observing"))) == {right}
    assert set(found(Wish(words="observ ten"))) == {right}
    assert not found(Wish(words="observing steps"))
    assert not found(Wish(words="bser")), "A topic's words are met from their beginning."


@pytest.mark.django_db
def test_a_topic_that_is_part_of_anothers_name_is_not_mistaken_for_it():
    make.resource("One", topics=("subject-knowledge",))

    assert not Resource.objects.about("topics", "subject")
    assert not Resource.objects.about("topics", "knowledge")
    assert Resource.objects.about("topics", "subject-knowledge")


@pytest.mark.django_db
def test_how_many_found_it_useful_is_shown_from_ten_on(client):
    one = make.resource()
    for number in range(10):
        if number == 9:
            assert not opinion_of(one).shown
            assert "who answered" not in client.get(one.get_absolute_url()).content.decode()
        reader = people.person(f"reader{number}@school.example")
        operations.rate_resource(one, by=reader, useful=number < 7)
        operations.rate_resource(one, by=reader, useful=number < 7)

    assert "7 of 10 who answered" in client.get(one.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_those_that_share_most_topics_are_suggested_first_and_hidden_ones_never():
    make.resource("A little", topics=("feedback",))
    most = make.resource("Most", topics=("feedback", "observation"), phases=("primary",))
    make.resource("Hidden", topics=("feedback", "observation"), hidden=True)

    assert suggested({"feedback", "observation"})[0] == most
    assert suggested({"feedback", "observation"}, "secondary")[0].title == "A little"
    assert suggested(set()) == []
    assert suggested({"behaviour"}) == []


@pytest.mark.django_db
def test_a_goal_leads_to_what_there_is_about_its_topic():
    pair = pairs.agreed()
    side = side_of(pair, pair.mentee)
    one = make.resource("Calm starts", topics=("behaviour",))

    box = beside_goal(side.me, goals.goal(side, "Calmer routines"), may_write=True)

    assert box is not None
    assert box.context["resources"] == [one]
    assert beside_goal(side.me, goals.goal(side, "To sing"), may_write=True) is None


@pytest.mark.parametrize(
    ("words", "topics"),
    [
        ("Marking takes all Sunday", {"workload", "assessment"}),
        ("To rehearse my first question", {"deliberate-practice", "questioning"}),
        ("Lunch", set()),
    ],
)
@pytest.mark.once
def test_plain_words_tell_a_topic(words, topics):
    assert topics_in(words) == topics


@pytest.mark.django_db
def test_keeping_a_resource_is_for_oneself(client):
    one, reader = make.resource(), people.person("imran@school.example")
    browser = people.sign_in(people.browser(), reader)

    browser.post(reverse("library:mark", args=[one.key]), {"do": "keep"})

    assert one.title in browser.get(reverse("library:mine")).content.decode()
    browser.post(reverse("library:mark", args=[one.key]), {"do": "let_go"})
    assert one.title not in browser.get(reverse("library:mine")).content.decode()


# --- Links ----------------------------------------------------------------------------------------


class Pages(BaseHTTPRequestHandler):
    def do_HEAD(self):
        self._answer()

    def do_GET(self):
        self._answer(shy=False)

    def _answer(self, shy: bool = True):
        name = self.path.strip("/")
        status = {"gone": 404, "moved": 302, "inside": 302, "shy": 405 if shy else 200}.get(
            name, 200
        )
        self.send_response(status)
        if name == "moved":
            self.send_header("Location", "/there")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args):
        pass


@pytest.fixture(scope="module")
def site():
    server = HTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.once
def test_links_are_asked_gently_and_their_answers_understood(site):
    for name, works in (("there", True), ("moved", True), ("shy", True), ("gone", False)):
        assert links.ask(f"{site}/{name}", private=True).works is works, name
    assert links.ask(f"{site}/gone", private=True).is_sure


@pytest.mark.once
@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/",
        "http://[::1]/",
        "http://10.1.2.3/",
        "http://localhost/",
        "file:///etc/passwd",
        "gopher://example.org/",
    ],
)
def test_no_address_of_the_network_inside_is_ever_called(address, monkeypatch):
    monkeypatch.setattr(links, "_Line", lambda *_a, **_k: pytest.fail("It was called."))

    answer = links.ask(address)

    assert not answer.works
    assert answer.is_sure


@pytest.mark.once
def test_a_page_outside_that_leads_inside_is_not_followed(monkeypatch):
    called = []

    def call(method, address, private):
        called.append(address)
        if "example.org" in address:
            return 302, "http://127.0.0.1/secret"
        return real(method, address, private)

    real = links._call
    monkeypatch.setattr(links, "_call", call)
    monkeypatch.setattr(links, "_Line", lambda *_a, **_k: pytest.fail("It was called."))

    assert links.ask("https://example.org/").words == "Not a public address"
    assert called[-1] == "http://127.0.0.1/secret"


@pytest.mark.django_db
def test_a_link_is_broken_when_it_is_gone_or_silent_twice(site, monkeypatch):
    gone = make.resource("Gone", url=f"{site}/gone")
    silent = make.resource("Silent", url="http://127.0.0.1:9/")

    for one in (gone, silent):
        check(one, private=True)
        one.refresh_from_db()
    assert (gone.link, silent.link) == ("broken", "doubtful")
    check(silent, private=True)
    silent.refresh_from_db()
    assert silent.link == "broken"


@pytest.mark.django_db
def test_nothing_is_asked_unless_the_host_allows_it(settings, monkeypatch):
    make.resource(url="https://example.org/")
    asked = []
    monkeypatch.setattr("edumentoring.library.due.check", lambda one: asked.append(one) or 1)

    assert check_links() == 0
    settings.ENVIRONMENT = {**settings.ENVIRONMENT, "CHECK_LINKS": True}
    assert check_links() == 1
    assert len(asked) == 1
