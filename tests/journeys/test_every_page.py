"""Every kind of page, as the person it is for: at three widths, in light and dark, by keyboard.

The rooms' own access tables say which addresses answer a GET; one that is neither visited
here nor named in NOT_PAGES fails the test.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect

import edumentoring
from edumentoring.common.models import Letter
from edumentoring.demonstration.flaws import draw_flaws
from edumentoring.demonstration.operations import SLUG, load_demonstration
from edumentoring.demonstration.people import MENTEE_EMAIL, MENTOR_EMAIL, draw_people
from edumentoring.demonstration.sheets import google_forms_csv
from edumentoring.intake import operations as intake
from edumentoring.intake.models import Upload
from edumentoring.intake.saving import save_upload
from edumentoring.matching import operations as matching
from edumentoring.matching.access import round_for, state_for
from edumentoring.matching.models import Round
from edumentoring.matching.tests import make as rounds
from edumentoring.pairs.models import Pair
from edumentoring.pairs.reply import reply_link
from edumentoring.pairs.tests import make as pairs
from edumentoring.people.models import User
from edumentoring.people.operations import record
from edumentoring.people.tests import make as people
from edumentoring.programmes.models import Coordinator, Participant, Programme
from edumentoring.programmes.tests import make as programmes
from edumentoring.schools.models import Organisation
from tests.journeys.conftest import Complaints

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

NOT_PAGES = {
    "design:kit": "parts, not a page; the design room tries it in each of its frames",
    "health": "one line of JSON for a machine",
    "demonstration:csv": "a file",
    "demonstration:xlsx": "a file",
    "intake:bad_rows": "a file",
    "people:outbox_html": "the letter inside people:outbox_letter",
    "account_request_login_code": "the same address as account_login",
    "mfa_login_webauthn": "answers the passkey's script",
    "mfa_reauthenticate_webauthn": "asks for a real passkey; the people room's tests give it one",
    "pairs:preview": "the letter inside pairs:letter",
}

NARROW, MIDDLE, WIDE = ({"width": width, "height": 900} for width in (320, 768, 1440))


@dataclass(frozen=True)
class Visit:
    """One page: the route it is a kind of, who opens it, and where or how it is reached."""

    route: str
    actor: str
    path: str = ""
    go: Callable[[Page], None] | None = None

    def __str__(self) -> str:
        return f"{self.route} as {self.actor} at {self.path}"


# --- The pages --------------------------------------------------------------------------------


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
    ):
        yield Visit(name, here, reverse(name, args=[SLUG]))
    yield Visit("programmes:people", here, reverse("programmes:people", args=[SLUG]) + "?q=zzz")
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


def import_and_match_pages(site: str) -> Iterator[Visit]:
    """A sheet at each of its steps, and a round at each of its own."""
    here = "coordinator"
    helen = User.objects.get(email="helen@demonstration.example")
    spring = programmes.programme("Spring", by=helen)
    drawn = draw_people(200, seed=3)
    assert any(each.kinds for each in draw_flaws(drawn, 3).values()), "a sheet with slips in it"
    sheet = google_forms_csv(drawn, seed=3)
    begun, checked, saved = (begin_import(spring, helen, sheet) for _turn in range(3))
    yield Visit("intake:uploads", here, reverse("intake:uploads", args=[spring.slug]))
    yield Visit("intake:columns", here, reverse("intake:columns", args=[spring.slug, begun.code]))
    for upload in (checked, saved):
        intake.choose_columns(upload, upload.chosen())
    save_upload(saved, fingerprint=intake.preview(saved).plan.fingerprint(), by=helen)
    yield Visit("intake:check", here, reverse("intake:check", args=[spring.slug, checked.code]))
    yield Visit("intake:done", here, reverse("intake:done", args=[spring.slug, saved.code]))

    yield from board_pages(here)
    yield Visit("matching:rounds", here, reverse("matching:rounds", args=[spring.slug]))
    draft = matching.open_round(spring, by=helen)
    start = reverse("matching:start", args=[spring.slug, draft.number])
    yield Visit("matching:start", here, start)
    working = matching.open_round(rounds.programme(mentors=2, mentees=2), by=helen)
    Coordinator.objects.create(programme=working.programme, user=helen, role="owner")
    Round.objects.filter(pk=working.pk).update(state=Round.State.PROPOSING)
    progress = reverse("matching:progress", args=[working.programme.slug, working.number])
    yield Visit("matching:progress", here, progress)


def board_pages(here: str) -> Iterator[Visit]:
    """The demonstration's own round."""
    seat = Coordinator.objects.select_related("programme").get(programme__slug=SLUG, role="owner")
    board = state_for(round_for(seat, 1))
    mentor_key, mentee_key, _points, _fit = board.pairs[0]
    other_key = board.pairs[-1][0]
    mentor, mentee = (Participant.objects.get(pk=key) for key in (mentor_key, mentee_key))
    yield Visit("matching:rounds", here, reverse("matching:rounds", args=[SLUG]))
    for name, query in (
        ("board", ""),
        ("board", f"?pair={mentor_key}-{mentee_key}"),
        ("board", "?q=nobody-of-this-name"),
        ("publish", ""),
        ("by_hand", "?q=a"),
        ("cost", f"?pair={other_key}-{mentee_key}"),
        ("what_if", ""),
        ("compare", ""),
        ("changes", ""),
    ):
        yield Visit(f"matching:{name}", here, reverse(f"matching:{name}", args=[SLUG, 1]) + query)
    pair = reverse("matching:pair", args=[SLUG, 1, mentee.code, mentor.code])
    yield Visit("matching:pair", here, pair)
    yield Visit("matching:person", here, reverse("matching:person", args=[SLUG, 1, mentee.code]))


GROUPS = (public_pages, desk_pages, import_and_match_pages)


# --- What is on them --------------------------------------------------------------------------


def pair_of_the_two() -> Pair:
    """The demonstration's mentee and mentor, introduced to each other."""
    programme = Programme.objects.get(slug=SLUG)
    mentor, mentee = (
        Participant.objects.get(programme=programme, user__email=email)
        for email in (MENTOR_EMAIL, MENTEE_EMAIL)
    )
    return pairs.introduced(programme, mentor=mentor, mentee=mentee, round_number=7)


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


def begin_import(programme: Programme, by: User, sheet: bytes) -> Upload:
    return intake.start_upload(programme, by=by, data=sheet, file_name="Sign-up (Responses).csv")


def ask_for_a_letter(site: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto(f"{site}/account/login/")
        page.get_by_label("Your e-mail address").fill(MENTEE_EMAIL)
        page.get_by_role("button", name="Send me the letter").click()
        expect(page.get_by_role("heading", name="Look at your e-mail")).to_be_visible()

    return go


def people_link(site: str) -> str:
    """The address in a sign-in letter."""
    from django.test import Client

    people.ask(Client(), MENTOR_EMAIL)
    return people.link_in(people.last_letter(MENTOR_EMAIL))


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


# --- The browsers -----------------------------------------------------------------------------


class Actors:
    """One browser context for each kind of person, made when first asked for."""

    def __init__(self, browser: Browser, site: str, complaints: Complaints) -> None:
        self.browser, self.site, self.complaints = browser, site, complaints
        self.pages: dict[str, Page] = {}

    def page(self, actor: str, *, script: bool = True) -> Page:
        key = f"{actor}, {script}"
        if key not in self.pages:
            context = self.browser.new_context(
                java_script_enabled=script, reduced_motion="reduce", viewport=WIDE
            )
            self.complaints.listen(context)
            self.sign_in(context, actor)
            self.pages[key] = context.new_page()
        return self.pages[key]

    def sign_in(self, context: BrowserContext, actor: str) -> None:
        emails = {
            "coordinator": "helen@demonstration.example",
            "mentor": MENTOR_EMAIL,
            "mentee": MENTEE_EMAIL,
        }
        if actor == "superuser":
            user = people.staff_person("host@school.example", is_superuser=True)
        elif actor in emails:
            user = User.objects.get(email=emails[actor])
        else:
            return
        staff = actor in {"coordinator", "superuser"}
        people.sign_in_browser(context, self.site, user, staff=staff)
        if staff:
            people.prove_again(context)


@pytest.fixture
def actors(browser: Browser, site: str, complaints: Complaints) -> Actors:
    load_demonstration(people=60)
    return Actors(browser, site, complaints)


# --- The tests --------------------------------------------------------------------------------


@pytest.mark.parametrize("group", GROUPS)
def test_every_page_suits_everyone(group: Callable, actors: Actors, site: str):
    faults = [
        f"{visit}: {fault}"
        for visit in group(site)
        for fault in look_at(actors.page(visit.actor), visit, site)
    ]

    assert faults == [], "\n".join(faults)


def look_at(page: Page, visit: Visit, site: str) -> Iterator[str]:
    """What is wrong with one page, in words."""
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="dark")
    if visit.go:
        visit.go(page)
    else:
        answer = page.goto(site + visit.path)
        if not answer or answer.status not in {200, 404}:
            yield f"answered {answer and answer.status}"
        if visit.path.partition("?")[0] not in page.url:
            yield f"led to {page.url}"
    if page.locator("h1").count() != 1:
        yield f"{page.locator('h1').count()} first headings"
    yield from by_axe(page, "1440 dark")
    yield from by_keyboard(page)
    for size in (WIDE, MIDDLE, NARROW):
        for colours in ("dark", "light"):
            page.emulate_media(color_scheme=colours)
            page.set_viewport_size(size)
            wide = page.evaluate(WIDTHS)
            if wide[0] > wide[1]:
                yield f"{wide[0]} px wide at {size['width']} {colours}"
    yield from by_axe(page, "320 light")


WIDTHS = "[document.scrollingElement.scrollWidth, document.scrollingElement.clientWidth]"


def by_axe(page: Page, where: str) -> Iterator[str]:
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    for fault in found:
        if fault["impact"] in {"serious", "critical"}:
            yield f"{fault['id']} at {where}: {fault['nodes'][0]['html'][:200]}"


# What Tab should reach: nothing that is folded away, and of radios only one, so that they are
# left out. A box that is drawn by its label shows its ring there.
WATCH = """() => {
  const ring = (one) => {
    const style = getComputedStyle(one);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0)
      || style.boxShadow !== "none";
  };
  const around = (one) => [one, one.nextElementSibling, one.parentElement, one.closest("label")];
  const inside = (one, pseudo) => {
    const style = getComputedStyle(one, pseudo);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  };
  const groups = new Set();
  const wanted = [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
  )].filter((one) => {
    if (one.disabled || one.closest("fieldset:disabled, [inert]") || one.tabIndex < 0) return false;
    if (one.type === "radio") groups.add(one.name);
    const shows = { visibilityProperty: true, contentVisibilityAuto: true };
    return one.type !== "radio" && one.checkVisibility(shows);
  });
  window.__watch = { wanted, seen: new Set(), plain: new Set() };
  document.addEventListener("focusin", ({ target }) => {
    window.__watch.seen.add(target);
    const shown = around(target).some((one) => one && ring(one))
      || ["::before", "::after"].some((pseudo) =>
        around(target).some((one) => one && inside(one, pseudo)));
    if (!shown) window.__watch.plain.add(target);
  });
  document.activeElement?.blur();
  return wanted.length + groups.size;
}"""
MISSED = """() => {
  const words = (one) => one.outerHTML.slice(0, 160);
  const { wanted, seen, plain } = window.__watch;
  return [wanted.filter((one) => one.isConnected && !seen.has(one)).map(words),
          [...plain].map(words)];
}"""


def by_keyboard(page: Page) -> Iterator[str]:
    """Tab reaches every interactive thing, and one sees where one is."""
    presses = page.evaluate(WATCH) + 6
    for more in (presses, 60):  # a part that arrived late has things of its own
        for _press in range(more):
            page.keyboard.press("Tab")
        missed, plain = page.evaluate(MISSED)
        if not missed:
            break
    yield from (f"Tab does not reach {one}" for one in missed[:3])
    yield from (f"no ring around {one}" for one in plain[:3])


# --- Without JavaScript -----------------------------------------------------------------------


def test_participants_need_no_script(actors: Actors, site: str):
    """Every page of theirs shows, and every form of theirs does its work."""
    for visit in public_pages(site):
        if visit.go:
            continue
        page = actors.page(visit.actor, script=False)
        page.set_viewport_size(NARROW)
        page.goto(site + visit.path)
        expect(page.locator("h1")).to_be_visible()
        assert not page.locator(".with-script:visible").count(), visit

    stranger, mentee = (actors.page(one, script=False) for one in ("anonymous", "mentee"))
    ask_for_a_letter(site)(stranger)
    stranger.goto(f"{site}/help/")
    stranger.get_by_role("button", name="Dark", exact=True).click()
    expect(stranger.locator("html")).to_have_attribute("data-theme", "dark")
    mentee.goto(f"{site}/me/")
    mentee.get_by_label("Your name").fill("Aisha of the Demonstration")
    mentee.get_by_role("button", name="Save").first.click()
    assert User.objects.get(email=MENTEE_EMAIL).name == "Aisha of the Demonstration"
    mentee.goto(f"{site}/place/")
    mentee.get_by_role("button", name="Not now").first.click()
    assert Pair.objects.get(round_number=7).state == Pair.State.DECLINED


# --- None is forgotten ------------------------------------------------------------------------


def test_no_page_is_forgotten(site: str):
    load_demonstration(people=20)
    rooms = Path(edumentoring.__file__).parent
    tables = [
        import_module(f"edumentoring.{table.parts[-3]}.tests.access_table")
        for table in rooms.glob("*/tests/access_table.py")
    ]
    readable = {route.name for table in tables for route in table.ROUTES if route.get}
    visited = {visit.route for group in GROUPS for visit in group(site)}

    assert readable - visited - set(NOT_PAGES) == set(), "Visit these in GROUPS, or say why not."
    assert set(NOT_PAGES) <= readable, "These are no addresses any more."
    assert not set(NOT_PAGES) & visited
