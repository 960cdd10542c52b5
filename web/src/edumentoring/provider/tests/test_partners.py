"""Other organisations look in: figures of the schools that give nobody away, and who reads them."""

from collections.abc import Mapping
from random import Random

import pytest
from django.test import Client
from django.urls import reverse

from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused
from edumentoring.people.models import User
from edumentoring.people.tests.make import sign_in, sign_in_as_staff
from edumentoring.programmes.models import Participant, Programme
from edumentoring.provider import operations
from edumentoring.provider.figures import figures_of
from edumentoring.provider.kept_back import Given, give, give_part
from edumentoring.provider.models import Partner
from edumentoring.provider.tests import make
from edumentoring.schools.models import Organisation


def bounds(given: Given[int], most: Mapping[int, int]) -> dict[int, tuple[int, int]]:
    """What can be reckoned of each number that is kept back, by who knows the most it can be."""
    if given.others is None:
        return {}
    hidden = [key for key in most if key not in given.each]
    room = sum(most[key] for key in hidden)
    return {
        key: (max(0, given.others - (room - most[key])), min(most[key], given.others))
        for key in hidden
    }


def test_no_small_number_can_be_worked_out_from_all_that_is_given():
    drawn = Random(5)
    for _time in range(800):
        schools = range(drawn.randint(1, 7))
        counts = {key: drawn.choice((0, 1, 4, 8, 9, 9, 10, 11, 15, 40)) for key in schools}
        part = {key: drawn.choice((0, 1, n // 2, n - 1, n)) for key, n in counts.items() if n}
        whole = give(counts)
        some = give_part(counts, part, whole)

        sums = {whole.others, whole.whole, some.others, some.whole, *whole.each.values()}
        assert sums.isdisjoint(range(1, 10)), counts
        assert some.each.keys() <= whole.each.keys()
        reckoned = bounds(whole, dict.fromkeys(counts, 9))
        if sum(high for _low, high in reckoned.values()) >= (whole.others or 0):
            assert all(low < high or high == 0 for low, high in reckoned.values()), counts
        for key, n in some.each.items():
            assert {n, counts[key] - n}.isdisjoint(range(1, 10))
        most = {key: whole.each.get(key, whole.others or 0) for key in counts}
        for key, (low, high) in bounds(some, most).items():
            assert low < high or not 0 < low < 10, counts
            assert low < high or key not in whole.each or not 0 < most[key] - low < 10, counts


def school(name: str, **fields: object) -> Organisation:
    return Organisation.objects.create(name=name, **fields)


def mentors(programme: Programme, at: Organisation, count: int, **fields: object) -> None:
    users = User.objects.bulk_create(
        User(email=f"{number}@{at.pk}.example", name=f"Mentor{number} Of{at.pk}")
        for number in range(count)
    )
    Participant.objects.bulk_create(
        Participant(programme=programme, user=user, is_mentor=True, capacity=1, school=at, **fields)
        for user in users
    )


@pytest.mark.django_db
def test_a_partner_reads_the_same_table_as_all_others_with_their_own_schools_marked():
    programme, by = make.programme(), make.writer(make.programme())
    trust = school("North Trust", kind="trust")
    for name, count in (("Long Lane", 9), ("Short Lane", 4)):
        mentors(programme, school(name, parent=trust), count, is_trained=True)
    mentors(programme, school("Ashby"), 11, is_trained=True)
    mentors(programme, school("Tiny"), 3)
    partner = operations.add_partner(
        programme, email="jo@north.example", name="Jo North", organisation=trust, by=by
    )
    address = reverse("provider:partner", args=[partner.code])

    page = sign_in(Client(), partner.user).get(address)

    table = figures_of(programme)
    assert [row.name for row in table.rows] == ["North Trust"]
    assert dict(zip(map(str, table.heads), table.rows[0].cells, strict=True))["Mentors"] == 13
    assert table.others.cells[0] == 14  # 11 and 3: the small one alone would be known
    assert table.whole.cells[:2] == [27, None]  # 24 trained would tell of the 3 who are not
    assert page.context["table"].rows[0].is_ours
    assert page.context["table"].rows[0].cells == table.rows[0].cells
    words = page.content.decode()
    assert "Tiny" not in words
    assert "Long Lane" not in words
    assert not any(one.user.name in words for one in Participant.objects.select_related("user"))


@pytest.mark.django_db
def test_where_all_are_of_one_trust_each_school_has_its_own_line():
    programme, trust = make.programme(), school("North Trust", kind="trust")
    for name in ("Ashby", "Long Lane"):
        mentors(programme, school(name, parent=trust), 10)

    found = figures_of(programme, Organisation.objects.get(name="Ashby")).rows

    assert [(row.name, row.cells[0], row.is_ours) for row in found] == [
        ("Ashby", 10, True),
        ("Long Lane", 10, False),
    ]


@pytest.mark.django_db
def test_an_owner_lets_somebody_look_in_once_and_shows_them_out_again():
    owner = make.seat("owner")
    programme = owner.programme
    hub = school("South Hub", kind="hub")
    desk = sign_in_as_staff(Client(), owner.user)
    page = reverse("provider:desk_partners", args=[programme.slug])
    wanted = {"name": "Jo South", "email": "jo@south.example", "organisation": hub.name}

    assert desk.post(page, {**wanted, "organisation": "Nowhere"}).status_code == 422
    assert desk.post(page, wanted).status_code == 302
    again = desk.post(page, wanted)

    assert again.status_code == 422
    assert "already sees these figures, for South Hub" in again.content.decode()
    letter = Letter.objects.get(kind="partner_added")
    partner = Partner.objects.get()
    address = reverse("provider:partner", args=[partner.code])
    assert address in letter.text
    theirs = sign_in(Client(), partner.user)
    assert theirs.get(reverse("provider:mine")).headers["Location"] == address
    place = theirs.get(reverse("pairs:place")).content.decode()
    assert place.count("Figures of the schools") == 1
    assert "Your introductions will be here" not in place
    desk.post(reverse("provider:end_partner", args=[programme.slug, partner.code]))
    assert theirs.get(address).status_code == 404
    operations.add_partner(programme, email="jo@south.example", organisation=hub, by=owner.user)
    with pytest.raises(Refused, match="added again"):
        operations.restore_partner(partner, by=owner.user)
