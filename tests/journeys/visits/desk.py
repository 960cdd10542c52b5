"""A programme, its people, its introductions and letters, and the account of who runs it."""

from collections.abc import Callable, Iterator

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.urls import reverse
from playwright.sync_api import Page, expect

from edumentoring.common.models import Letter
from edumentoring.demonstration.operations import SLUG
from edumentoring.demonstration.people import MENTOR_EMAIL
from edumentoring.pairs.models import Pair
from edumentoring.pairs.tests import make as pairs
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.people.tests import make as people
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.tests import make as programmes
from edumentoring.schools.models import Organisation
from tests.journeys.visits import Visit


def desk_pages(site: str) -> Iterator[Visit]:
    """A programme, its people, its introductions and letters, and the account of who runs it."""
    programme = Programme.objects.get(slug=SLUG)
    here = "coordinator"
    agreed = troubled_introductions(programme)
    for name in ("programmes:mine", "programmes:new", "people:me", "people:outbox", "schools:new"):
        yield Visit(name, here, reverse(name))
    for name in (
        "programmes:programme",
        "programmes:settings",
        "programmes:history",
        "programmes:coordinators",
        "programmes:people",
        "programmes:export",
        "programmes:add",
        "pairs:introductions",
        "pairs:letters",
        "rhythm:looking_back",
    ):
        yield Visit(name, here, reverse(name, args=[SLUG]))
    yield Visit("programmes:people", here, reverse("programmes:people", args=[SLUG]) + "?q=zzz")
    for query in ("?group=silent", "?q=nobody"):
        there = reverse("pairs:introductions", args=[SLUG])
        yield Visit("pairs:introductions", here, there + query)
    helen = User.objects.get(email="helen@demonstration.example")
    empty = programmes.programme("Just begun", by=helen)
    for name in ("programmes:programme", "programmes:people", "pairs:introductions"):
        yield Visit(name, here, reverse(name, args=[empty.slug]))
    somebody = Participant.objects.get(programme=programme, user__email=MENTOR_EMAIL)
    for name in ("programmes:participant", "programmes:change"):
        yield Visit(name, here, reverse(name, args=[SLUG, somebody.code]))
    yield Visit(
        "programmes:cell", here, reverse("programmes:cell", args=[SLUG, somebody.code, "capacity"])
    )
    yield Visit("pairs:pair", here, reverse("pairs:pair", args=[SLUG, agreed.code]))
    for kind in ("introduction", "unmatched"):
        yield Visit("pairs:letter", here, reverse("pairs:letter", args=[SLUG, kind]))
    yield Visit("pairs:example", here, reverse("pairs:example", args=[SLUG, "gentle"]))
    letter = Letter.objects.exclude(html="").first()
    yield Visit("people:outbox_letter", here, reverse("people:outbox_letter", args=[letter.code]))
    school = Organisation.objects.filter(kind="school").first()
    for name in ("schools:organisation", "schools:change", "schools:close"):
        yield Visit(name, here, reverse(name, args=[school.pk]))
    yield Visit("schools:register", "superuser", reverse("schools:register"))
    RecoveryCodes.activate(helen)
    passkey = Authenticator.objects.create(
        user=helen, type="webauthn", data={"name": "Phone", "credential": {}}
    )
    for name in (
        "mfa_index",
        "mfa_list_webauthn",
        "mfa_view_recovery_codes",
        "mfa_deactivate_totp",
        "mfa_reauthenticate",
    ):
        yield Visit(name, here, reverse(name))
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        yield Visit(name, here, reverse(name, args=[passkey.pk]))
    yield Visit("mfa_authenticate", "half signed in", go=type_the_code(site))


def troubled_introductions(programme: Programme) -> Pair:
    """Introductions in every state, one letter returned and one of which nobody knows."""
    pairs.introduced(programme, round_number=2, days=20)
    pairs.held(programme, round_number=3)
    agreed = pairs.agreed(programme, round_number=4)
    sent = Letter.objects.filter(kind="introduction", state=Letter.State.SENT).order_by("pk")
    for letter, state in zip(sent[:2], (Letter.State.BOUNCED, Letter.State.UNCERTAIN), strict=True):
        Letter.objects.filter(pk=letter.pk).update(
            state=state, trouble="550 5.1.1 No such person here"
        )
    record("tried", programme, by=None, summary="Tried every page", programme_id=programme.pk)
    return agreed


def type_the_code(site: str) -> Callable[[Page], None]:
    """Up to the second lock."""

    def go(page: Page) -> None:
        email = "pete@demonstration.example"
        people.authenticator_app(User.objects.get(email=email))
        page.goto(f"{site}/account/login/")
        page.get_by_label("Your e-mail address").fill(email)
        page.get_by_role("button", name="Send me the letter").click()
        page.get_by_label("The 6 numbers").fill(people.code_in(people.last_letter(email)))
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", name="Your second lock")).to_be_visible()

    return go
