"""Loading the demonstration: schools, a programme, its people, and a round to look at."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from edumentoring.demonstration import goings_on
from edumentoring.demonstration.flaws import draw_flaws
from edumentoring.demonstration.people import Person, draw_people
from edumentoring.demonstration.register import TRUSTS, School, schools
from edumentoring.demonstration.sheets import write_google_forms_csv, write_microsoft_forms_xlsx
from edumentoring.matching import operations as matching
from edumentoring.people.demonstration import CHARACTERS
from edumentoring.people.models import User
from edumentoring.people.operations import confirm_address
from edumentoring.programmes import operations as programmes
from edumentoring.programmes.models import Coordinator, Programme
from edumentoring.schools.models import Organisation
from edumentoring.schools.operations import add_organisation

NAME, SLUG = "The Wider Staffroom", "wider-staffroom"
SUMMARY = (
    "Say what you would like help with, and meet a teacher from another school who has been "
    "there. It is free, and you choose how much time you give."
)
SOURCE = "the sign-up form of The Wider Staffroom, September 2026"

OWNER = ("helen@demonstration.example", "Helen Marsh")
OTHERS = (
    ("pete@demonstration.example", "Pete Lowry", Coordinator.Role.COORDINATOR),
    ("ngozi@demonstration.example", "Ngozi Okafor", Coordinator.Role.MATCHER),
    ("rhian@demonstration.example", "Rhian Pugh", Coordinator.Role.VIEWER),
)


@dataclass(frozen=True)
class Summary:
    """What was loaded."""

    programme: Programme
    people: int
    mentees: int
    mentors: int
    both: int
    places: int
    pairs: int

    def __str__(self) -> str:
        return _(
            "%(programme)s: %(people)s fictional people, %(mentees)s mentees and %(mentors)s "
            "mentors with %(places)s places (%(both)s are both). "
            "One round proposes %(pairs)s pairs; it is not published. "
            "Address: /programmes/%(slug)s/"
        ) % {**vars(self), "slug": self.programme.slug}


def load_demonstration(*, people: int = 600, seed: int = 1) -> Summary:
    """Make a programme of fictional people with one round proposed, not published.

    The last few come by the sign-up form, and have not confirmed their address.

    The first is at /programmes/wider-staffroom/; more of them get a number. The same
    numbers draw the same people.
    """
    drawn = draw_people(people, seed)
    newcomers = goings_on.newcomers_of(drawn, seed)
    with transaction.atomic():
        known = _keep_schools()
        programme, owner = _make_programme()
        programme = goings_on.set_dates(programme, by=owner)
        _enrol(programme, drawn, known, seed=seed, by=owner, left_out=newcomers)
        goings_on.agree(programme, seed=seed)
        goings_on.rest_and_leave(programme)
    pairs = _propose_a_round(programme, owner)
    with transaction.atomic():
        goings_on.sign_up(programme, newcomers, known)
        goings_on.go_on(programme, by=owner, seed=seed)
    return Summary(
        programme=programme,
        people=len(drawn),
        mentees=sum(person.is_mentee for person in drawn),
        mentors=sum(person.is_mentor for person in drawn),
        both=sum(person.is_mentee and person.is_mentor for person in drawn),
        places=sum(person.capacity or 0 for person in drawn),
        pairs=pairs,
    )


def write_raw_files(folder: Path, *, people: int = 600, seed: int = 1) -> Iterator[Path]:
    """Write the same people as two forms would have exported them; yields each file written."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = draw_people(people, seed)
    yield write_google_forms_csv(folder / "google-forms-sign-ups.csv", drawn, seed=seed)
    yield write_microsoft_forms_xlsx(folder / "microsoft-forms-sign-ups.xlsx", drawn, seed=seed)


# --- Steps --------------------------------------------------------------------------------------


def _keep_schools() -> dict[str, Organisation]:
    """The invented trusts and schools, made once, by name."""
    wanted = [*TRUSTS, *(school.name for school in schools())]
    kept = {
        organisation.name: organisation
        for organisation in Organisation.objects.filter(by_hand=True, name__in=wanted)
    }
    for trust in TRUSTS:
        if trust not in kept:
            kept[trust] = add_organisation(
                by=None, name=trust, kind=Organisation.Kind.TRUST, country="England"
            )
    for school in schools():
        if school.name not in kept:
            kept[school.name] = _add_school(school, kept.get(school.trust))
    return kept


def _add_school(school: School, trust: Organisation | None) -> Organisation:
    nations = {"wales": "Wales", "scotland": "Scotland", "northern_ireland": "Northern Ireland"}
    is_college = school.setting == "college"
    return add_organisation(
        by=None,
        name=school.name,
        kind=Organisation.Kind.COLLEGE if is_college else Organisation.Kind.SCHOOL,
        parent=trust,
        phase=school.phase,
        type_group="Academy or free school" if trust else "Local authority maintained",
        religious_character=school.religious_character,
        town=school.town,
        region=school.region,
        country=nations.get(school.region, "England"),
        latitude=school.latitude,
        longitude=school.longitude,
        fsm_percent=school.fsm_percent,
    )


def _make_programme() -> tuple[Programme, User]:
    """The programme with its four seats; those of the demonstration need no confirming."""
    owner = _account(*OWNER)
    number = Programme.objects.filter(slug__startswith=SLUG).count() + 1
    programme = programmes.create_programme(
        name=NAME if number == 1 else f"{NAME} {number}",
        slug=SLUG if number == 1 else f"{SLUG}-{number}",
        kind=Programme.Kind.OPEN,
        summary=SUMMARY,
        by=owner,
    )
    for email, name, role in OTHERS:
        _account(email, name)
        programmes.add_coordinator(programme, email=email, role=role, by=owner, name=name)
    return programmes.publish_programme(programme, by=owner), owner


def _account(email: str, name: str) -> User:
    user = programmes.find_or_make_user(email=email, name=name)
    confirm_address(user)
    return user


def _enrol(
    programme: Programme,
    drawn: list[Person],
    known: dict[str, Organisation],
    *,
    seed: int,
    by: User,
    left_out: list[Person],
) -> None:
    for person in [*drawn, *_second_sign_ups(drawn, seed)]:
        if person in left_out:
            continue
        columns = person.columns()
        if person.school:
            columns["school"] = known[person.school.name]
        programmes.enrol(
            programme,
            email=person.email,
            name=person.name,
            is_mentor=person.is_mentor,
            is_mentee=person.is_mentee,
            columns=columns,
            answers=person.answers,
            signed_up_at=person.signed_up_at,
            source=SOURCE,
            by=by,
            with_history=False,
        )
    for character in CHARACTERS:
        user = User.objects.filter(email=character.email).first()
        if user is not None:
            confirm_address(user)


def _second_sign_ups(drawn: list[Person], seed: int) -> Iterator[Person]:
    """Those who signed up twice: their later answers win, and the earlier stay in the history."""
    for person, flaws in zip(drawn, draw_flaws(drawn, seed).values(), strict=True):
        if "twice" in flaws.kinds:
            yield from flaws.again(person)


def _propose_a_round(programme: Programme, owner: User) -> int:
    """Open a round and work its proposal out at once, without the worker; how many pairs."""
    round_ = matching.propose(matching.open_round(programme, by=owner), by=owner)
    matching.work_out(round_.pk, round_.run)
    state = round_.states.order_by("-number").first()
    return len(state.pairs) if state else 0
