"""A new page is made once: by whoever presses Save, or by the desk that saved it just before."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from edumentoring.common.tests.race import at_once
from edumentoring.library.models import Article
from edumentoring.library.tests import make
from edumentoring.people.tests import make as people
from edumentoring.programmes.tests import make as programmes

pytestmark = pytest.mark.django_db
BY_ITSELF = {"Accept": "application/json"}


class Desk:
    """Somebody who writes an article in a zone of their own."""

    def __init__(self) -> None:
        owner = programmes.seat("owner")
        zone = make.own_zone(owner.programme, owner.user)
        self.user = owner.user
        self.address = reverse("wagtailadmin_pages:add", args=["library", "article", zone.pk])
        self.client = self.tab()

    def tab(self) -> Client:
        return people.sign_in(people.browser(), self.user, second_factor=True)

    def form(self, **fields: Any) -> dict[str, Any]:
        """What the form sends when it is shown anew."""
        page = self.client.get(self.address).content.decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        empty = {name: streamfield([]) for name in ("picture", "body", "sources")}
        return nested_form_data(
            {
                "csrfmiddlewaretoken": token,
                "title": "Calm starts",
                "slug": "calm-starts",
                "summary": "How it becomes calm.",
                "byline": "",
                **empty,
                **fields,
            }
        )

    def save_by_itself(self, form: dict[str, Any], tab: Client | None = None) -> HttpResponse:
        return (tab or self.client).post(self.address, form, headers=BY_ITSELF)

    def press_save(self, form: dict[str, Any], tab: Client | None = None) -> HttpResponse:
        return (tab or self.client).post(self.address, form)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_save_goes_to_the_page_that_was_made_meanwhile_and_its_words_are_the_last(desk):
    form = desk.form()

    made = desk.save_by_itself(form).json()
    answer = desk.press_save({**form, "title": "Calmer starts", "slug": "calmer-starts"})

    page = Article.objects.get()
    assert made["pk"] == page.pk
    assert answer.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert (page.title, page.slug) == ("Calmer starts", "calmer-starts")


def test_publish_publishes_the_page_that_was_made_meanwhile(desk):
    form = desk.form(body=streamfield([("heading", "Before the lesson")]))

    desk.save_by_itself(form)
    desk.press_save({**form, "action-publish": "1"})

    assert Article.objects.get().live


def test_what_was_saved_by_itself_and_comes_late_changes_nothing(desk):
    form = desk.form()

    desk.press_save({**form, "summary": "The later words."})
    late = desk.save_by_itself({**form, "summary": "The earlier words."})

    assert late.status_code == 400
    assert late.json()["error_message"].startswith("This page was saved before.")
    assert Article.objects.get().get_latest_revision_as_object().summary == "The later words."


def test_the_form_shown_anew_makes_another_page_and_says_which_address_is_taken(desk):
    desk.press_save(desk.form())

    taken = desk.press_save(desk.form(title="Another"))
    desk.press_save(desk.form(title="Another", slug="another"))

    assert taken.status_code == 200
    assert "is already in use" in taken.content.decode()
    assert [page.title for page in Article.objects.order_by("path")] == ["Calm starts", "Another"]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "is_first_page", [True, False], ids=["first in its zone", "one of several"]
)
def test_both_at_the_same_moment_make_one_page(desk, is_first_page):
    if not is_first_page:
        desk.press_save(desk.form(title="Earlier", slug="earlier"))
    form, tab = desk.form(), desk.tab()

    by_itself, pressed = at_once(
        lambda: desk.save_by_itself(form), lambda: desk.press_save(form, tab)
    )

    assert pressed.status_code == 302
    assert by_itself.status_code in {200, 400}
    assert Article.objects.filter(slug="calm-starts").count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_who_want_one_address_at_the_same_moment_are_told_so(desk):
    first, second, tab = desk.form(), desk.form(), desk.tab()

    answers = at_once(lambda: desk.press_save(first), lambda: desk.press_save(second, tab))

    assert sorted(answer.status_code for answer in answers) == [200, 302]
    assert Article.objects.count() == 1
