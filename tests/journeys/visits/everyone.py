"""What strangers and participants see outside of sign-up: the first pages and the account."""

import re
from collections.abc import Callable, Iterator

from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from edumentoring.demonstration.operations import SLUG
from edumentoring.demonstration.people import MENTEE_EMAIL, MENTOR_EMAIL
from edumentoring.pairs.models import Pair
from edumentoring.pairs.reply import reply_link
from edumentoring.pairs.tests import make as pairs
from edumentoring.people.models import User
from edumentoring.people.operations import ask_to_change_address
from edumentoring.people.tests import make as people
from edumentoring.programmes.models import Participant, Programme
from tests.journeys.visits import Visit


def public_pages(site: str) -> Iterator[Visit]:
    """What strangers and participants see."""
    anyone = "anonymous"
    pair = pair_of_the_two()
    closed = pairs.introduced(pair.programme, round_number=8)
    pairs.operations.answer(pairs.introduction(closed), "not_now")
    for name in ("home", "join", "help", "privacy", "accessibility", "account_login"):
        yield Visit(name, anyone, reverse(name))
    yield Visit("account_inactive", anyone, reverse("account_inactive"))
    yield Visit("people:demonstration", anyone, reverse("people:demonstration"))
    for words in ("oak", "no such school anywhere"):
        yield Visit("schools:search", anyone, reverse("schools:search") + f"?q={words}")
    yield Visit("account_confirm_login_code", "new mentee", go=ask_for_a_letter(site))
    yield Visit("people:sign_in_link", anyone, people_link(site))
    for each in (pair, closed):
        link = reply_link(pairs.introduction(each)).removeprefix(site)
        yield Visit("pairs:reply", anyone, link)
    yield Visit("pairs:reply", anyone, reverse("pairs:reply", args=["long-gone"]))
    for actor in ("mentee", "mentor"):
        yield Visit("pairs:place", actor, reverse("pairs:place"))
        yield Visit("people:me", actor, reverse("people:me"))
    moving = people.person()
    link = link_to_new_address(moving)
    yield Visit("people:change_address", moving.email, reverse("people:change_address"))
    for path in (link.removeprefix(site), reverse("people:new_address", args=["long-gone"])):
        yield Visit("people:new_address", anyone, path)
    for name in (
        "usersessions_list",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_generate_recovery_codes",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "account_logout",
    ):
        yield Visit(name, "mentee", reverse(name))


def pair_of_the_two() -> Pair:
    """The demonstration's mentee and mentor, introduced to each other."""
    programme = Programme.objects.get(slug=SLUG)
    mentor, mentee = (
        Participant.objects.get(programme=programme, user__email=email)
        for email in (MENTOR_EMAIL, MENTEE_EMAIL)
    )
    return pairs.introduced(programme, mentor=mentor, mentee=mentee, round_number=7)


def ask_for_a_letter(site: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto(f"{site}/account/login/")
        page.get_by_label("Your e-mail address").fill(MENTEE_EMAIL)
        page.get_by_role("button", name="Send me the letter").click()
        expect(page.get_by_role("heading", name="Look at your e-mail")).to_be_visible()

    return go


def people_link(site: str) -> str:
    """The address in a sign-in letter."""
    people.ask(Client(), MENTOR_EMAIL)
    return people.link_in(people.last_letter(MENTOR_EMAIL))


def link_to_new_address(person: User) -> str:
    """The address in the letter to the mailbox that somebody wants to sign in with."""
    wish = ask_to_change_address(person, "another@school.example")
    found = re.search(r"\S+/me/e-mail/\S+", people.last_letter(wish.email).text)
    assert found
    return found[0]
