"""Who may open which page: the words that every room's `tests/access_table.py` is written in.

A table is a list of routes; each says what a GET and a POST give each kind of person:

    from edumentoring.config.tests.access import IN, OK, Route, at_programme, desk

    ROUTES = [
        Route("programmes:people", get=desk("see"), at=at_programme),
        Route(
            "programmes:participant",
            get=desk("see"),
            post=desk("people", IN),
            at=lambda world: {"slug": world.programme.slug, "code": world.participant.code},
        ),
    ]

`test_access.py` beside this file finds every table, fails for an address that is in none
of them, and performs every route as every kind of person. For `at` a room may build what
its pages need with its own `make`; everything is undone after each request. What it builds
should belong to `world.programme` and carry `world.canary` wherever words may stand, so
that a leak is found by reading.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.test import Client

from edumentoring.people.models import User
from edumentoring.people.tests import make
from edumentoring.programmes.models import Coordinator, Participant, Programme

# --- Those who come to a page -----------------------------------------------------------------

ANONYMOUS = "anonymous"
PARTICIPANT = "participant"  # takes part in the programme, runs nothing
VIEWER = "viewer"
MATCHER = "matcher"
COORDINATOR = "coordinator"
OWNER = "owner"
OWNER_BY_EMAIL = "owner_by_email_alone"  # signed in from the mailbox, no second factor
OTHER_OWNER = "other_programme_owner"
JUST_REVOKED = "just_revoked"  # was a coordinator when the session began
SUPERUSER = "superuser"  # hosts the service, runs no programme

ACTORS = (
    ANONYMOUS,
    PARTICIPANT,
    VIEWER,
    MATCHER,
    COORDINATOR,
    OWNER,
    OWNER_BY_EMAIL,
    OTHER_OWNER,
    JUST_REVOKED,
    SUPERUSER,
)
DESK = (VIEWER, MATCHER, COORDINATOR, OWNER)

# --- What they may meet -----------------------------------------------------------------------

OK = "ok"  # a page or a file: 200 or 204
MOVED = "moved"  # on to another page of ours that is not about signing in
REFUSED = "refused"  # let in, and answered with a reason: 400, 409, 422 or 429
IN = "in"  # let in: any of the three above
LET_IN = frozenset({OK, MOVED, REFUSED, IN})
LOGIN = "login"  # to the sign-in page
SECOND_FACTOR = "second factor"  # to the page that asks for it
FORBIDDEN = "403"
NOT_FOUND = "404"
WRONG_METHOD = "405"

Expected = Mapping[str, str]


def everyone(status: str = OK, **otherwise: str) -> Expected:
    """The same for all, signed in or not, but for those named: `owner="moved"`."""
    return {**dict.fromkeys(ACTORS, status), **otherwise}


def signed_in(status: str = OK, **otherwise: str) -> Expected:
    """The same for everybody with an account; strangers are asked to sign in."""
    return {**dict.fromkeys(ACTORS, status), ANONYMOUS: LOGIN, **otherwise}


def any_staff(status: str = OK, **otherwise: str) -> Expected:
    """For whoever runs any programme, or did, with a second factor; participants meet 404."""
    return signed_in(status, **{PARTICIPANT: NOT_FOUND, OWNER_BY_EMAIL: SECOND_FACTOR, **otherwise})


def desk(power: str, status: str = OK, **otherwise: str) -> Expected:
    """For those at the programme's desk whose role has `power`; 403 for the others there.

    Everyone else meets 404, whether the programme exists or not.
    """
    allowed = {role: status if power in Coordinator.POWERS[role] else FORBIDDEN for role in DESK}
    return {
        **dict.fromkeys(ACTORS, NOT_FOUND),
        **allowed,
        ANONYMOUS: LOGIN,
        OWNER_BY_EMAIL: SECOND_FACTOR,
        **otherwise,
    }


# --- The world they meet in -------------------------------------------------------------------


@dataclass
class World:
    """Two programmes, and one person of each kind, with a word to look for in leaks."""

    canary: str
    programme: Programme
    other_programme: Programme
    participant: Participant  # somebody in the programme; not the actor PARTICIPANT
    people: dict[str, User]
    cookies: dict[str, str] = field(default_factory=dict)

    def client(self, actor: str) -> Client:
        """A new browser in which this actor is signed in."""
        client = make.browser()
        if key := self.cookies.get(actor):
            client.cookies[settings.SESSION_COOKIE_NAME] = key
            cache.add(f"seen:{key}", True)  # each request would write down its browser else
        return client

    def sign_everyone_in(self) -> None:
        for actor, user in self.people.items():
            staff = actor not in {PARTICIPANT, OWNER_BY_EMAIL}
            client = make.sign_in(make.browser(), user, second_factor=staff)
            self.cookies[actor] = client.cookies[settings.SESSION_COOKIE_NAME].value
        Coordinator.objects.filter(user=self.people[JUST_REVOKED]).delete()


def build_world() -> World:
    """Everything a table may rely on, made straight from the models."""
    canary = "Quillfeather"
    programme = Programme.objects.create(
        slug="staffroom-north", name=f"{canary} Staffroom", summary=canary
    )
    other = Programme.objects.create(slug="staffroom-south", name="Another Staffroom")
    people = {actor: _person(actor) for actor in ACTORS if actor != ANONYMOUS}
    for role in DESK:
        Coordinator.objects.create(programme=programme, user=people[role], role=role)
    for actor in (OWNER_BY_EMAIL, JUST_REVOKED):
        Coordinator.objects.create(programme=programme, user=people[actor], role="owner")
    Coordinator.objects.create(programme=other, user=people[OTHER_OWNER], role="owner")
    Participant.objects.create(
        programme=programme, user=people[PARTICIPANT], is_mentee=True, demand=1
    )
    participant = Participant.objects.create(
        programme=programme,
        user=make.person(f"{canary.lower()}@school.example", f"Imran {canary}"),
        is_mentor=True,
        capacity=2,
        note=canary,
    )
    world = World(canary, programme, other, participant, people)
    world.sign_everyone_in()
    return world


def _person(actor: str) -> User:
    fields = {"email": f"{actor}@school.example", "name": actor.replace("_", " ").title()}
    if actor == PARTICIPANT:
        return make.person(**fields)
    return make.staff_person(**fields, is_superuser=actor == SUPERUSER)


def nothing(world: World) -> dict[str, Any]:
    return {}


def at_programme(world: World) -> dict[str, Any]:
    """The address of a page that needs only the programme."""
    return {"slug": world.programme.slug}


# --- One line of a table ----------------------------------------------------------------------


@dataclass(frozen=True)
class Route:
    """One address: what GET and POST give each actor. A method left out must be refused.

    `at` gives the address's arguments, `query` and `data` what is sent; `settings` are set
    for the time of the request. `is_key`: the address itself is the right to see it, as with
    a signed link in a letter, so that no leak is looked for and no stranger is expected.
    `in_every_programme`: what the address names beside the programme is the same in each, as
    with a kind of letter.
    """

    name: str
    get: Expected | None = None
    post: Expected | None = None
    at: Callable[[World], Mapping[str, Any]] = nothing
    query: str = ""
    data: Callable[[World], Mapping[str, Any]] = nothing
    settings: Mapping[str, Any] = field(default_factory=dict)
    is_key: bool = False
    csrf_exempt: bool = False
    in_every_programme: bool = False

    def expected(self, method: str) -> Expected | None:
        return {"GET": self.get, "POST": self.post}[method]

    def __str__(self) -> str:
        return self.name
