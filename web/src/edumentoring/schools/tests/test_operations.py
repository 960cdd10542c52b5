"""Organisations entered, renamed and closed by hand."""

from datetime import date

import pytest

from edumentoring.common.refused import Refused
from edumentoring.people.tests import make as people
from edumentoring.schools.models import Organisation, OrganisationChange
from edumentoring.schools.operations import (
    add_organisation,
    change_organisation,
    close_organisation,
    reopen_organisation,
)
from edumentoring.schools.search import find
from edumentoring.schools.tests import make

pytestmark = pytest.mark.django_db
AUGUST = date(2026, 8, 31)


def test_adds_a_school_of_another_nation_and_says_who_did():
    by = people.person()

    made = add_organisation(by=by, name="Glen Ord Academy", town="Inverness", region="scotland")

    assert made.by_hand
    assert find("glen ord inverness") == [made]
    assert OrganisationChange.objects.get().by_code == by.code


def test_refuses_the_same_one_twice():
    add_organisation(by=None, name="Glen Ord Academy", town="Inverness")

    with pytest.raises(Refused, match="is here already"):
        add_organisation(by=None, name="Glen Ord Acad", town="Inverness")
    add_organisation(by=None, name="Glen Ord Academy", town="Elgin")


def test_a_new_name_keeps_the_old_one():
    made = make.organisation("Old Quarry School", by_hand=True)

    change_organisation(made, by=None, name="Harrow Beck Academy")

    assert [str(former) for former in made.former_names.all()] == ["Old Quarry School"]
    assert find("old quarry") == find("harrow beck") == [made]


def test_saving_what_is_there_leaves_no_history():
    made = make.organisation(by_hand=True)

    assert change_organisation(made, by=None, name=made.name, town="") == {}
    assert not OrganisationChange.objects.exists()


def test_refuses_a_ring_of_parents():
    top = make.organisation("Beck Trust", kind="trust")
    below = make.organisation("Two Rivers Federation", kind="federation", parent=top)

    with pytest.raises(Refused, match="belongs to"):
        change_organisation(top, by=None, parent=below)


def test_a_closed_one_points_to_its_successor_and_lends_it_its_name():
    old, new = make.organisation("Old Quarry School"), make.organisation()

    close_organisation(old, by=None, on=AUGUST, successor=new)

    old.refresh_from_db()
    assert (old.closed_on, old.current()) == (AUGUST, new)
    assert find("old quarry") == [new]


def test_refuses_to_close_twice_or_to_succeed_itself():
    old = make.organisation("Old Quarry School")
    new = make.organisation(successor=old)

    with pytest.raises(Refused, match="own place"):
        close_organisation(old, by=None, on=AUGUST, successor=old)
    with pytest.raises(Refused, match="own place"):
        close_organisation(old, by=None, on=AUGUST, successor=new)
    close_organisation(old, by=None, on=AUGUST)
    with pytest.raises(Refused, match="closed already"):
        close_organisation(old, by=None, on=AUGUST)


def test_a_closing_can_be_taken_back():
    old = make.organisation("Old Quarry School")
    close_organisation(old, by=None, on=AUGUST)

    reopen_organisation(old, by=None)

    assert find("old quarry") == [old]
    assert OrganisationChange.objects.count() == 2


def test_the_top_of_the_tree_is_the_trust():
    trust = make.organisation("Beck Trust", kind="trust")
    federation = make.organisation("Two Rivers", kind="federation", parent=trust)

    assert make.organisation(parent=federation).trust() == trust
    assert trust.trust() is None


def test_the_database_refuses_an_organisation_above_itself():
    from django.db import IntegrityError, transaction

    made = make.organisation()

    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=made.pk).update(parent=made.pk)
