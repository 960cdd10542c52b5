"""Two people who were separated stay apart, and each rests until somebody has spoken with them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edumentoring.common.refused import Refused
from edumentoring.concerns import operations
from edumentoring.concerns.models import Concern, Separation
from edumentoring.concerns.tests import make
from edumentoring.pairs.models import Pair
from edumentoring.pairs.operations import introduce
from edumentoring.pairs.tests import make as pairs
from edumentoring.people.models import User
from edumentoring.people.tests.make import browser, sign_in, sign_in_as_staff
from edumentoring.programmes import operations as programmes
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.operations.leaving import come_back, leave_programme
from edumentoring.programmes.operations.resting import bring_back_who_is_due
from edumentoring.programmes.tests import make as people
from edumentoring.programmes.tonight import lines_for

pytestmark = pytest.mark.django_db


def separated(**fields: object) -> Pair:
    pair = make.pair(**fields)
    operations.separate_at_once(pair, by=make.owner(pair.programme))
    return Pair.objects.with_people().get(pk=pair.pk)


def staff(user: User) -> Client:
    return sign_in_as_staff(browser(), user)


def joining(programme: Programme, user: User, **roles: bool) -> Participant:
    """Somebody with an account takes part here."""
    return programmes.enrol(programme, email=user.email, name=user.name, by=None, **roles)[0]


def state(participant: Participant) -> str:
    return Participant.objects.get(pk=participant.pk).state


def separation() -> Separation:
    return Separation.objects.standing().get()


# --- Each rests -----------------------------------------------------------------------------------


def test_nobody_brings_somebody_back_who_rests_by_any_way_there_is():
    pair = separated()
    me, seat = pair.mentee, make.seat("coordinator", programme_=pair.programme)
    in_programme = [pair.programme.slug]

    client = sign_in(browser(), me.user)
    page = client.get(reverse("signup:mine", args=in_programme)).content.decode()
    assert "Come back now" not in page
    assert "One of us would like to talk with you first" in page
    client.post(reverse("signup:back", args=in_programme))
    assert state(me) == "paused", "their own press"

    staff(seat.user).post(me.get_absolute_url(), {"do": "back"})
    with pytest.raises(Refused, match="brings them back, when it is time"):
        programmes.change_together([me], changes={"state": "in"}, by=seat.user)
    assert state(me) == "paused", "a coordinator who does not know"

    Participant.objects.filter(pk=me.pk).update(paused_until=timezone.now() - timedelta(days=1))
    assert bring_back_who_is_due() == 0
    assert state(me) == "paused", "the clock, on a day of their own"

    leave_programme(me, by=me.user)
    come_back(me, by=me.user)
    assert state(me) == "paused", "leaving and coming back"

    Participant.objects.filter(pk=me.pk).update(state="queued", paused_until=None)
    assert programmes.let_in(pair.programme) == []
    Participant.objects.filter(pk=me.pk).update(state="signed_up")
    assert programmes.settle_sign_up(me).state == "paused", "signing up anew"


def test_whoever_took_a_break_before_is_passed_over_by_the_clock_too():
    pair = make.pair()
    day = pair.programme.today() + timedelta(days=3)
    programmes.pause_participant(pair.mentor, until=day, by=pair.mentor.user)
    operations.separate_at_once(pair, by=make.owner(pair.programme))
    Participant.objects.filter(pk=pair.mentor_id).update(paused_until=day - timedelta(days=9))

    assert bring_back_who_is_due() == 0
    operations.end_rest(separation(), pair.mentor, by=make.owner(pair.programme))
    assert bring_back_who_is_due() == 1


def test_whoever_was_spoken_with_takes_part_again_while_the_two_stay_apart():
    pair = separated()
    owner = make.owner(pair.programme)
    concern = make.concern(pair.programme, pair=pair)
    page = reverse("concerns:concerns", args=[pair.programme.slug])
    end_rest = reverse("concerns:end_rest", args=[pair.programme.slug, pair.code])

    staff(owner).post(end_rest, {"who": "mentee"})

    assert (state(pair.mentee), state(pair.mentor)) == ("in", "paused")
    assert concern.steps.get(kind="spoken").note == pair.mentee.name
    shown = staff(owner).get(page).content.decode()
    assert f"{pair.mentor} may take part again" in shown
    assert any("waits for a talk" in str(line.text) for line in lines_for(owner.coordinating.get()))
    assert f"{pair.mentee} may take part again" not in shown
    with pytest.raises(Refused, match=f"{pair.mentor} rests for now"):
        introduce(
            pair.programme,
            [pairs.new_pair(mentor=pair.mentor, mentee=pairs.mentee(pair.programme))],
            by=owner,
            round_number=None,
        )
    mentor = pairs.mentor(pair.programme, name="Ann Lee")
    met = pairs.new_pair(mentor=mentor, mentee=pair.mentee)
    assert introduce(pair.programme, [met], by=owner, round_number=None)


def test_a_break_of_their_own_is_not_ended_by_undoing():
    pair = separated()
    owner, day = make.owner(pair.programme), pair.programme.today() + timedelta(days=9)
    operations.end_rest(separation(), pair.mentee, by=owner)
    Pair.objects.filter(pk=pair.pk).update(agreed_at=timezone.now())
    Separation.objects.update(state_before="finished")
    programmes.pause_participant(pair.mentee, until=None, by=pair.mentee.user)
    programmes.pause_participant(pair.mentor, until=day, by=pair.mentor.user)

    operations.undo_separation(pair, by=owner)

    assert (state(pair.mentee), state(pair.mentor)) == ("paused", "paused")


# --- The two stay apart ---------------------------------------------------------------------------


def test_two_who_were_separated_are_not_introduced_with_their_roles_the_other_way():
    programme = make.programme()
    both = {"is_mentor": True, "is_mentee": True, "capacity": 1, "demand": 1}
    pair = separated(
        mentor=people.participant(programme, **both), mentee=people.participant(programme, **both)
    )
    owner = make.owner(programme)
    for each in (pair.mentor, pair.mentee):
        operations.end_rest(separation(), each, by=owner)
        each.refresh_from_db()

    turned = pairs.new_pair(mentor=pair.mentee, mentee=pair.mentor)
    with pytest.raises(Refused, match="Choose somebody else for one of them"):
        introduce(programme, [turned], by=owner, round_number=None)


# --- Who may lift it ------------------------------------------------------------------------------


def test_an_owner_who_is_one_of_the_two_neither_separates_nor_brings_together():
    programme = make.programme()
    owner = make.owner(programme)
    pair = make.pair(programme, mentor=joining(programme, owner, is_mentor=True))
    client, at = staff(owner), [programme.slug, pair.code]

    assert client.post(reverse("concerns:separate", args=at)).status_code == 403
    assert not Separation.objects.exists()
    assert "Separate them at once" not in client.get(pair.get_absolute_url()).content.decode()
    operations.separate_at_once(pair, by=owner)

    for name in ("undo_separation", "end_rest"):
        pressed = client.post(reverse(f"concerns:{name}", args=at), {"who": "mentor"})
        assert pressed.status_code == 403
    page = client.get(reverse("concerns:concerns", args=[programme.slug])).content.decode()
    assert "may take part again" not in page
    assert separation().mentor_rests


def test_only_those_who_read_the_concern_lift_it_and_not_those_it_is_kept_from():
    pair = separated()
    programme = pair.programme
    trusted, accused = make.contact(programme), make.contact(programme)
    make.concern(programme, pair=pair, kept_from=[accused.user])
    undo = reverse("concerns:undo_separation", args=[programme.slug, pair.code])

    for user in (make.owner(programme), accused.user):
        assert staff(user).post(undo).status_code == 403
    staff(trusted.user).post(undo)

    assert not Separation.objects.standing().exists()


def test_whoever_it_is_kept_from_does_not_even_learn_that_there_is_one():
    programme = make.programme()
    make.contact(programme)
    accused = make.seat("coordinator", programme_=programme)
    make.concern(programme, kept_from=[accused.user])
    Concern.objects.update(raised_at=timezone.now() - timedelta(days=3))

    here = reverse("concerns:concerns", args=[programme.slug])
    page = staff(accused.user).get(here).content.decode()

    assert "days ago" not in page.replace("\xa0", " ")
    assert "No concern is open" in page
    assert not any("concern" in str(line.text) for line in lines_for(accused))


def test_a_second_pair_of_the_same_two_is_shut_wherever_it_is():
    pair = make.pair()
    mentor, mentee = pair.mentor.user, pair.mentee.user
    both = {"is_mentor": True, "is_mentee": True}
    elsewhere = make.programme(name="Another Staffroom")
    there = pairs.agreed(
        elsewhere,
        mentor=Participant.objects.create(programme=elsewhere, user=mentee, **both, capacity=2),
        mentee=Participant.objects.create(programme=elsewhere, user=mentor, **both, demand=1),
    )
    page = reverse("pairs:own_pair", args=[there.code])
    assert sign_in(browser(), mentor).get(page).status_code == 200

    operations.separate_at_once(pair, by=make.owner(pair.programme))

    assert sign_in(browser(), mentor).get(page).status_code == 404
    assert sign_in(browser(), mentee).get(page).status_code == 404
    assert Pair.objects.get(pk=there.pk).is_together, "the other programme decides for itself"
    operations.undo_separation(pair, by=make.owner(pair.programme))
    assert sign_in(browser(), mentor).get(page).status_code == 200


def test_a_second_pair_with_the_roles_turned_ends_with_the_first():
    pair = make.pair()
    Participant.objects.filter(pk=pair.mentor.pk).update(is_mentee=True, demand=1)
    Participant.objects.filter(pk=pair.mentee.pk).update(is_mentor=True, capacity=2)
    turned = pairs.agreed(
        pair.programme,
        round_number=None,
        mentor=Participant.objects.get(pk=pair.mentee.pk),
        mentee=Participant.objects.get(pk=pair.mentor.pk),
    )

    operations.separate_at_once(pair, by=make.owner(pair.programme))

    assert Pair.objects.get(pk=turned.pk).state == Pair.State.ENDED
    assert Separation.objects.standing().count() == 2
