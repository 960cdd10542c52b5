"""People who are here twice: found, joined, told apart."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from edumentoring.common.refused import Refused
from edumentoring.people.models import User
from edumentoring.people.tests import make as people
from edumentoring.programmes import duplicates, operations
from edumentoring.programmes.duplicates import likely_doubles
from edumentoring.programmes.listing import PeopleList
from edumentoring.programmes.models import Participant
from edumentoring.programmes.tests import make

pytestmark = pytest.mark.django_db


def found(programme) -> list[tuple[str, str]]:
    return [(each.one.user.email, each.other.user.email) for each in likely_doubles(programme)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Zoë Ángel", "zoe@a.example"), ("Angel Zoe", "work@b.example")),
        (("Jo Barker", "jo.barker@a.example"), ("J. B.", "jobarker+mentor@b.example")),
        (("Jon Smith", "jon@a.example"), ("John Smith", "work@b.example")),
        (("A. B.", "katherine@a.example"), ("C. D.", "kathrine@a.example")),
    ],
    ids=["the same name", "the same local part", "like names, one school", "like e-mails"],
)
def test_finds_one_person_twice(one, other):
    programme, school = make.programme(), make.school()
    for name, email in (one, other):
        make.mentor(programme, name=name, email=email, school=school)

    assert found(programme) == [(one[1], other[1])]


def test_two_colleagues_are_no_doubles():
    programme, school = make.programme(), make.school()
    for name, email in (
        ("Ruth Adeyemi", "head@a.example"),
        ("Grace Afolabi", "head@b.example"),
        ("Person Twelve", "person12@c.example"),
        ("Somebody Else", "person13@c.example"),
    ):
        make.mentor(programme, name=name, email=email, school=school)

    assert found(programme) == []


def test_told_apart_they_are_not_asked_about_again_until_that_is_undone():
    programme = make.programme()
    one, other = (make.mentor(programme, name="Jo Barker") for _ in range(2))

    said = operations.tell_apart(other, one, by=make.coordinator(programme_=programme))
    assert found(programme) == []

    operations.forget_telling_apart(said, by=None)
    assert len(found(programme)) == 1


def test_only_those_who_share_something_are_compared(monkeypatch):
    """Everybody with everybody would be 360,000 looks for six hundred people."""
    programme, looks = make.programme(), []
    make.crowd(programme, 600)  # two in each school
    accounts = User.objects.filter(participations__programme=programme)
    for number, account in enumerate(accounts):
        account.email = f"somebody{number}@post{number}.example"
    User.objects.bulk_update(accounts, ["email"])
    compare = duplicates.process.cdist

    def counted(words, others, **settings):
        looks.append(len(words) * len(others))
        return compare(words, others, **settings)

    monkeypatch.setattr(duplicates.process, "cdist", counted)

    likely_doubles(programme)

    assert looks == [2 * 2] * 300


# --- Joining ------------------------------------------------------------------------------------


@pytest.fixture
def two():
    """The same person: first as mentee with topics, a month later as mentor with a role."""
    programme = make.programme()
    old = make.mentee(
        programme,
        name="Jo Barker",
        email="jo@home.example",
        stage="ect1",
        role_title="",
        answers={"topics_wanted": ["workload"], "about_me": "I sing."},
    )
    new = make.mentor(
        programme,
        name="Jo Barker",
        email="jo@work.example",
        stage="middle_leader",
        role_title="Head of art",
        answers={"about_me": "I paint."},
    )
    early = timezone.now() - timedelta(days=30)
    Participant.objects.filter(pk=old.pk).update(signed_up_at=early)
    for each in (old, new):
        each.refresh_from_db()
    return old, new


def test_the_newer_answers_stand_and_gaps_are_filled(two):
    old, new = two

    operations.join(old, new, by=make.coordinator(programme_=old.programme))

    old.refresh_from_db()
    assert (old.stage, old.role_title) == ("middle_leader", "Head of art")
    assert (old.is_mentor, old.is_mentee, old.capacity, old.demand) == (True, True, 1, 1)
    assert old.answers["about_me"] == "I paint."
    assert old.answers["topics_wanted"] == ["workload"]


def test_the_other_sign_up_is_gone_from_the_list_and_stays_in_the_history(two):
    old, new = two
    by = make.coordinator(programme_=old.programme)
    operations.add_note(new, "Rang.", by=by)

    operations.join(old, new, by=by)

    shown = PeopleList(old.programme, QueryDict())
    assert [person.user.email for person in shown.people] == ["jo@home.example"]
    assert shown.tallies["everyone"] == 1
    new.refresh_from_db()
    assert (new.state, new.joined_into) == ("left", old)


def test_joining_is_undone_whole(two):
    old, new = two
    by = make.coordinator(programme_=old.programme)
    before = Participant.objects.filter(programme=old.programme).order_by("pk")
    held = ("stage", "role_title", "state", "capacity", "demand", "answers", "joined_into")
    kept = list(before.values(*held))

    together = operations.join(new, old, by=by)
    operations.undo_change(together, programme=old.programme, by=by)

    assert list(before.values(*held)) == kept


def test_a_third_sign_up_follows_to_whoever_goes_on_and_undo_leads_it_back(two):
    second, third = two
    by, last = make.coordinator(programme_=second.programme), make.mentor(second.programme)
    operations.join(second, third, by=by)

    together = operations.join(last, second, by=by)
    assert set(last.joined.all()) == {second, third}

    operations.undo_change(together, programme=second.programme, by=by)
    third.refresh_from_db()
    assert third.joined_into == second


def test_undo_is_refused_once_something_else_changed(two):
    old, new = two
    by = make.coordinator(programme_=old.programme)
    together = operations.join(new, old, by=by)
    operations.change_participant(new, changes={"stage": "head"}, by=by)

    # What the join did not change may change; what it did may not.
    operations.change_participant(new, changes={"is_mentee": False}, by=by)
    with pytest.raises(Refused, match="changed again since"):
        operations.undo_change(together, programme=old.programme, by=by)


def test_a_live_pair_decides_which_sign_up_stays_and_two_refuse(two):
    old, new = two
    by = make.coordinator(programme_=old.programme)
    operations.take_place(new, make.mentee(old.programme))
    with pytest.raises(Refused, match="Keep that one instead"):
        operations.join(old, new, by=by)

    operations.take_place(make.mentor(old.programme), old)
    with pytest.raises(Refused, match="Both sign-ups have a pair"):
        operations.join(new, old, by=by)


def test_a_joined_sign_up_cannot_be_brought_back_by_itself(two):
    old, new = two
    operations.join(old, new, by=make.coordinator(programme_=old.programme))

    with pytest.raises(Refused, match="Undo that first"):
        operations.change_participant(new, changes={"state": "in"}, by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Participant.objects.filter(pk=new.pk).update(state="in")


def test_an_old_sheet_brings_the_one_that_stays_up_to_date(two):
    old, new = two
    operations.join(old, new, by=make.coordinator(programme_=old.programme))

    person, created = operations.enrol(
        old.programme,
        email="jo@work.example",
        name="Jo Barker",
        is_mentor=True,
        columns={"years": 9},
        signed_up_at=timezone.now(),
        by=None,
    )

    assert (person, created) == (old, False)
    assert Participant.objects.get(pk=new.pk).state == "left"


def test_the_pages_compare_join_and_tell_apart(client, two):
    old, new = two
    seat = make.seat("coordinator", programme_=old.programme)
    people.sign_in_as_staff(client, seat.user)
    address = reverse("programmes:double", args=[old.programme.slug, old.code, new.code])
    assert "Head of art" in client.get(address).content.decode()

    client.post(address, {"do": "join", "keep": "other"})

    old.refresh_from_db()
    assert old.joined_into == new
    assert "jo@home.example" in client.get(new.get_absolute_url()).content.decode()
