"""Policies, the model of teaching, what is tagged with it, ideas, and the year."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from edumentoring.common.refused import Refused, Stale
from edumentoring.goals.tests import make as goals
from edumentoring.meetings.models import Taught
from edumentoring.meetings.taught import read_rows, taught_in
from edumentoring.meetings.taught_models import monday_of
from edumentoring.pairs.nudge_models import Nudge
from edumentoring.pairs.sides import side_of
from edumentoring.people.tests.make import sign_in, sign_in_as_staff
from edumentoring.provider import operations
from edumentoring.provider.models import Element, Policy, Suggestion, Tagged
from edumentoring.provider.policy_list import LINES, SOURCES
from edumentoring.provider.tests import make

pytestmark = pytest.mark.django_db


def test_every_line_of_the_list_has_its_sources_and_opening_it_writes_nothing():
    programme = make.programme()
    client = sign_in_as_staff(Client(), make.writer(programme))
    page = client.get(reverse("provider:desk_policies", args=[programme.slug])).content.decode()

    for line in LINES:
        assert str(line.title) in page.replace("&#x27;", "'")
        assert line.sources
        assert set(line.sources) <= set(SOURCES)
    assert not Policy.objects.exists()


def test_a_line_is_kept_once_and_a_second_person_is_told_what_the_first_wrote():
    programme = make.programme()
    client = sign_in_as_staff(Client(), make.writer(programme))
    page = reverse("provider:policy", args=[programme.slug, "mentor-time"])
    first = {"status": "in_place", "who": "Ruth", "note": "An hour", "version": 0}
    client.post(page, first)
    late = client.post(page, {**first, "note": "My own words", "version": 0})

    assert late.status_code == 409
    shown = late.content.decode()
    assert "An hour" in shown
    assert "My own words" in shown
    assert Policy.objects.get().note == "An hour"
    own = operations.keep_policy(programme, by=make.writer(programme), title="Dogs in school")
    operations.remove_policy(own, by=make.writer(programme))
    listed = client.get(reverse("provider:desk_policies", args=[programme.slug]))
    assert "Dogs in school" not in listed.content.decode()
    with pytest.raises(Refused, match="belongs to the list"):
        operations.remove_policy(Policy.objects.get(key="mentor-time"), by=own.changed_by)


def test_a_goal_is_tagged_by_those_who_may_read_it_and_by_nobody_else():
    programme = make.programme()
    pair = make.pair(programme)
    clear, calm = make.element(programme), make.element(programme, "Calm starts")
    goal = goals.goal(side_of(pair, pair.mentee), "Explain less", seen="me")
    page = reverse("provider:tag_goal", args=[goal.code])
    mine, theirs = sign_in(Client(), pair.mentee.user), sign_in(Client(), pair.mentor.user)

    assert theirs.post(page, {"elements": str(clear.code)}).status_code == 404
    mine.post(page, {"elements": [str(clear.code), "0" * 36]})
    assert Tagged.objects.get().element == clear
    shown = mine.get(goal.get_absolute_url()).content.decode()
    assert "This belongs to:" in shown
    mine.post(page, {"elements": str(calm.code)})
    assert Tagged.objects.get().element == calm
    mine.post(page, {})
    assert not Tagged.objects.exists()
    with pytest.raises(IntegrityError):
        Tagged.objects.create(element=calm, by=pair.mentee)


def test_where_no_model_is_set_out_a_goal_says_nothing_of_it():
    programme = make.programme()
    pair = make.pair(programme)
    goal = goals.goal(side_of(pair, pair.mentee), "Explain less")
    client = sign_in(Client(), pair.mentee.user)
    assert "How we teach" not in client.get(goal.get_absolute_url()).content.decode()
    removed = make.element(programme)
    operations.remove_element(removed, by=make.writer(programme))
    assert "How we teach" not in client.get(goal.get_absolute_url()).content.decode()


def test_an_idea_is_answered_with_a_reason_and_whoever_had_it_is_told():
    programme = make.programme()
    me, by = make.mentor(programme), make.writer(programme)
    idea = make.suggestion(me, evidence="Three lessons I saw", element=make.element(programme))
    with pytest.raises(Refused, match="Say why"):
        operations.decide(idea, status="taken_up", reason=" ", version=1, by=by)
    operations.decide(idea, status="not_now", reason="After the summer.", version=1, by=by)
    with pytest.raises(Stale):
        operations.decide(idea, status="taken_up", reason="Yes", version=1, by=by)

    assert Nudge.objects.get(kind="teaching").participant == me
    page = reverse("provider:teaching", args=[programme.slug])
    shown = sign_in(Client(), me.user).get(page).content.decode()
    assert "Not now" in shown
    assert "After the summer." in shown
    other = sign_in(Client(), make.mentee(programme).user).get(page).content.decode()
    assert "After the summer." not in other
    with pytest.raises(IntegrityError):
        Suggestion.objects.filter(pk=idea.pk).update(reason="")


def test_elements_stand_in_the_order_somebody_gave_them():
    programme = make.programme()
    by = make.writer(programme)
    one, two = make.element(programme, "One", by=by), make.element(programme, "Two", by=by)
    operations.move_element(two, by=by, up=True)
    operations.move_element(two, by=by, up=True)  # is first already
    assert [each.name for each in Element.objects.kept()] == ["Two", "One"]
    assert make.element(programme, " one ", by=by) == one
    with pytest.raises(Refused, match="another name"):
        operations.change_element(one, version=1, by=by, name="Two", looks_like="", source="")


def test_a_sheet_brings_what_is_expected_beside_what_is_taught():
    programme = make.programme()
    words = (
        f"{programme.today()}\tQuestioning\tWho answers\t\t\tWatch who speaks, and count\tAsk three"
    )
    [row] = read_rows(programme, words).new
    assert row.meant["mentors_do"] == "Watch who speaks, and count"
    assert row.meant["mentees_do"] == "Ask three"
    [wrong] = read_rows(programme, f"{words}\tOne more").wrong
    assert "more than seven" in wrong.problems[0]


def test_the_year_begins_with_this_week_and_each_reads_their_own_part():
    programme = make.programme()
    pair = make.pair(programme)
    this = monday_of(programme.today())
    for weeks, title in ((-1, "Gone"), (0, "Now"), (1, "Soon")):
        Taught.objects.create(
            programme=programme,
            week=this + timedelta(weeks=weeks),
            title=title,
            batch=pair.code,
            mentors_do=f"Mentors see {title}",
            mentees_do=f"Mentees try {title}",
        )
    Taught.objects.create(
        programme=programme, week=this, title="Elsewhere", batch=pair.code, whom="Another place"
    )
    page = reverse("provider:year", args=[programme.slug])

    read = sign_in(Client(), pair.mentee.user).get(page).content.decode()

    places = [read.index(f"<strong>{title}") for title in ("Now", "Soon", "Gone")]
    assert places == sorted(places)
    assert "Elsewhere" not in read
    assert "Elsewhere" in sign_in(Client(), pair.mentor.user).get(page).content.decode()
    [mentors] = taught_in(side_of(pair, pair.mentor), this)
    [mentees] = taught_in(side_of(pair, pair.mentee), this)
    assert (mentors.expected, mentees.expected) == ("Mentors see Now", "Mentees try Now")
