"""Two people who were separated do not meet here either."""

import pytest
from django.urls import reverse

from edumentoring.circle import operations
from edumentoring.circle.models import Asked, Door, DropIn, Member, Supervision
from edumentoring.circle.strengths import may_be_asked
from edumentoring.circle.tests import make
from edumentoring.common.refused import Refused
from edumentoring.concerns.operations import separate_at_once
from edumentoring.pairs.tests import make as pairs
from edumentoring.people.tests.make import browser, sign_in
from edumentoring.programmes.tests import make as programmes

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    """Two of one school; the mentor agreed to be found."""
    programme = make.programme()
    school = programmes.school()
    mentor = make.findable(programme, school=school)
    return make.pair(
        programme, mentor=mentor, mentee=pairs.mentee(programme, school=school, demand=2)
    )


def test_what_they_had_arranged_is_over_and_its_pages_are_shut(pair):
    one, other = pair.mentor, pair.mentee
    around = make.pair(pair.programme, mentee=other, mentor=pairs.mentor(pair.programme))
    helper = make.member(around, user=one.user)
    door = make.door(other, audience=Door.Audience.SCHOOL)
    visit = make.visit(door, one.user)
    talks = make.supervision(pair.programme, one.user, other.user)

    separate_at_once(pair, by=pairs.coordinator("owner", pair.programme))

    assert Member.objects.get(pk=helper.pk).state == Asked.State.ENDED
    assert DropIn.objects.get(pk=visit.pk).state == DropIn.State.TAKEN_BACK
    assert Supervision.objects.get(pk=talks.pk).state == Asked.State.ENDED
    for client in (sign_in(browser(), each.user) for each in (one, other)):
        assert client.get(reverse("circle:visit", args=[visit.code])).status_code == 404
        assert client.get(reverse("circle:supervision", args=[talks.code])).status_code == 404
        assert "Imran" not in client.get(reverse("circle:supervisions")).content.decode()


def test_neither_finds_the_others_door_nor_asks_them_for_help(pair):
    one, other = pair.mentor, pair.mentee
    door = make.door(other, audience=Door.Audience.SCHOOL)
    around = make.pair(pair.programme, mentee=other, mentor=pairs.mentor(pair.programme))
    today = pair.programme.today()
    assert list(Door.objects.open_to(one.user, today)) == [door]
    assert one in may_be_asked(pair.programme, by=other.user)

    separate_at_once(pair, by=pairs.coordinator("owner", pair.programme))
    # Spoken with, and taking part again: they are still kept apart.
    pair.separations.update(mentor_rests=False, mentee_rests=False)
    type(one).objects.filter(pk__in=[one.pk, other.pk]).update(state="in")

    assert not Door.objects.open_to(one.user, today).exists()
    assert one not in may_be_asked(pair.programme, by=other.user)
    for by in ("mentee", "mentor"):
        with pytest.raises(Refused, match="We cannot ask this person"):
            make.invited(around, by=by, email=one.user.email)
    with pytest.raises(Refused, match="We cannot ask this person"):
        operations.ask_for_supervision(
            pair.programme, by=one.user, kind="mentors", email=other.user.email
        )
