"""Mentors together: targets compared, cases judged apart, a next date, and who is near."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edumentoring.common.refused import Refused
from edumentoring.network import operations
from edumentoring.network.models import Judgement, Question
from edumentoring.network.tests import make
from edumentoring.pairs.nudge_models import Nudge
from edumentoring.people.tests.make import sign_in
from edumentoring.programmes.models import Participant
from edumentoring.schools.models import Organisation

pytestmark = pytest.mark.django_db


def read(participant: Participant, name: str, *args: object, query: str = "") -> str:
    page = reverse(f"network:{name}", args=[participant.programme.slug, *args])
    return sign_in(Client(), participant.user).get(f"{page}{query}").content.decode()


def test_targets_are_compared_among_mentors_and_without_a_name_unless_one_likes():
    programme = make.programme()
    me, other = make.mentor(programme), make.mentor(programme, "Al One")
    mentee = make.mentee(programme)
    page = reverse("network:ask", args=[programme.slug])
    form = read(me, "ask", query="?kind=target")
    assert 'name="is_anonymous"' in form
    assert form.partition('name="is_anonymous"')[2].partition(">")[0].count("checked") == 1
    sign_in(Client(), me.user).post(
        f"{page}?kind=target", {"text": "Ask three, then explain", "is_anonymous": "on"}
    )

    seen = read(other, "questions", query="?kind=target")
    assert "Ask three, then explain" in seen
    assert "Jo Barker" not in seen
    assert "Ask three" not in read(other, "questions")
    assert "Ask three" not in read(mentee, "questions", query="?kind=target")
    with pytest.raises(Refused, match="Only mentors"):
        make.question(mentee, kind="target")


def test_a_case_is_judged_apart_and_only_then_does_one_see_the_others():
    programme = make.programme()
    me, one, two = (make.mentor(programme, name) for name in ("Jo Barker", "Al One", "Bo Two"))
    case = make.question(me, "A page of Year 5 work", kind="case")
    operations.judge(case, by=one, standing="secure", text="The last line shows it")
    make.answer(case, me, "Let us talk about the last line")

    before = read(two, "question", case.code)
    assert "The last line" not in before
    assert "Let us talk" not in before
    page = reverse("network:question", args=[programme.slug, case.code])
    client = sign_in(Client(), two.user)
    assert client.post(page, {"text": "I only talk"}).status_code == 404
    late = client.post(page, {"do": "judge", "standing": "grow", "text": " "})
    assert late.status_code == 422
    assert "The last line" not in late.content.decode()
    client.post(page, {"do": "judge", "standing": "grow", "text": "It begins well"})
    after = client.get(page).content.decode()
    assert "The last line shows it" in after
    assert "Let us talk" in after
    assert "2 mentors judged it, 1 answer" in read(two, "questions", query="?kind=case")

    again = operations.judge(case, by=two, standing="strong", text="Now I know better")
    assert again.text == "It begins well"
    with pytest.raises(IntegrityError), transaction.atomic():
        Judgement.objects.create(question=case, by=two, standing="grow", text="Twice")
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=case.pk).update(group=make.group(me))


def test_a_group_sets_its_next_day_and_each_of_it_reads_of_the_latest_only():
    programme = make.programme()
    me, other, outside = (make.mentor(programme, name) for name in ("Jo B", "Al One", "Bo Two"))
    group = make.group(me)
    operations.join(group, other)
    soon = timezone.now() + timedelta(days=3)
    operations.set_meeting(group, by=me, at=soon, where="Room 4")
    operations.set_meeting(group, by=me, at=soon + timedelta(days=1), where="Room 5")

    [line] = Nudge.objects.waiting()
    assert line.participant == other
    assert "Room 5" in read(other, "group", group.code)
    assert "Room 5" not in read(outside, "group", group.code)
    with pytest.raises(Refused, match="gone by"):
        operations.set_meeting(group, by=me, at=timezone.now() - timedelta(hours=1))
    with pytest.raises(Refused, match="Join the group"):
        operations.set_meeting(group, by=outside, at=soon)
    operations.set_meeting(group, by=other, at=None)
    assert not Nudge.objects.waiting().exists()
    assert "You meet next" not in read(me, "group", group.code)


def test_who_is_near_is_found_by_the_tree_of_schools_of_those_who_show_theirs():
    trust = Organisation.objects.create(name="North Trust", kind="trust")
    federation = Organisation.objects.create(name="Two Schools", kind="federation", parent=trust)
    mine, near, far = (
        Organisation.objects.create(name=name, parent=parent)
        for name, parent in (("Mine", federation), ("Near", trust), ("Far", None))
    )
    programme = make.programme()
    me = make.found(make.mentee(programme, school=mine))
    make.found(make.mentor(programme, "Al Near", school=near), school=True)
    make.found(make.mentor(programme, "Bo Far", school=far), school=True)
    make.found(make.mentor(programme, "Cy Silent", school=near), school=False)
    make.found(make.mentor(programme, "Di Default", school=near))

    found = read(me, "directory", query=f"?near={trust.pk}")
    assert "Al Near" in found
    for name in ("Bo Far", "Cy Silent", "Di Default"):
        assert name not in found
    assert "Al Near" not in read(me, "directory", query=f"?near={federation.pk}")
    stranger = read(me, "directory", query=f"?near={far.pk}")
    assert "Al Near" in stranger  # what is not mine to ask for narrows nothing
