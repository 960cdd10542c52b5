"""What is a person's own: career plan, interview practice, skills over time."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from edumentoring.common.refused import Refused, Stale
from edumentoring.goals import operations
from edumentoring.goals.models import PlanItem, Practice, Rating, Skill
from edumentoring.goals.picture import picture_of
from edumentoring.goals.questions import QUESTIONS, Phase, Role, questions_for
from edumentoring.goals.showing import shared_plan, shared_practice
from edumentoring.goals.skill_help import help_with
from edumentoring.goals.tests import make
from edumentoring.pairs.models import Pair

pytestmark = pytest.mark.django_db


def test_a_plan_is_ones_own_until_one_line_of_it_is_shared_and_only_while_the_pair_goes_on():
    mentee, mentor = make.sides()
    _stranger, other_mentor = make.sides()
    user = mentee.me.user
    make.plan_item(user, "Think about leaving")
    shared = make.plan_item(user, "Lead a meeting", shared_in=mentee.pair)

    assert shared_plan(mentor) == [shared]
    assert shared_plan(other_mentor) == []
    Pair.objects.filter(pk=mentee.pair.pk).update(state=Pair.State.FINISHED)
    assert shared_plan(mentor) == []
    assert PlanItem.objects.of(user).count() == 2


def test_nobody_shares_their_plan_with_a_pair_they_are_not_in():
    mentee, _mentor = make.sides()
    elsewhere, _other = make.sides()

    with pytest.raises(Refused, match="keep it to yourself"):
        make.plan_item(mentee.me.user, shared_in=elsewhere.pair)


def test_an_application_has_its_own_stages_and_keeps_the_day_it_came_to_an_end():
    mentee, _mentor = make.sides()
    user = mentee.me.user
    item = make.plan_item(user, "Head of year, Ashby Lane", kind="application")
    assert item.stage == PlanItem.Stage.LOOKING

    item = operations.change_plan_item(user, item, version=1, stage="not_now")
    assert item.closed_at is not None
    item = operations.change_plan_item(user, item, version=2, stage="sent")
    assert item.closed_at is None
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanItem.objects.update(stage="done")


def test_practice_keeps_one_set_of_notes_for_a_question_and_the_newest_is_not_lost():
    mentee, mentor = make.sides()
    user = mentee.me.user

    kept = operations.change_practice(user, "why-here", version=0, text="The garden")
    with pytest.raises(Stale):
        operations.change_practice(user, "why-here", version=0, text="Written elsewhere")
    assert shared_practice(mentor) == []
    operations.change_practice(
        user, "why-here", version=kept.version, text="The garden", shared_in=mentee.pair
    )

    assert Practice.objects.get().text == "The garden"
    [shared] = shared_practice(mentor)
    assert shared.question.key == "why-here"


def test_questions_are_found_by_role_and_phase_and_everybody_is_asked_about_safety():
    everyone = {question.key for question in questions_for()}
    early = {question.key for question in questions_for(Role.TEACHER, Phase.EARLY)}
    head = {question.key for question in questions_for(Role.HEAD, Phase.SECONDARY)}

    assert everyone == set(QUESTIONS)
    assert "play" in early - head
    assert "vision" in head - early
    assert "worried-about-a-child" in early & head
    for role in Role:
        for phase in Phase:
            assert len(questions_for(role, phase)) >= 10, f"{role} in {phase}"


# --- Skills ---------------------------------------------------------------------------------------


def test_a_second_word_on_one_day_is_the_one_that_counts_and_another_day_stays_beside_it():
    mentee, _mentor = make.sides()
    user = mentee.me.user
    skill = make.skill(user)

    operations.rate(user, skill, level=1)
    Rating.objects.update(given_at=timezone.now() - timedelta(days=40))
    operations.rate(user, skill, level=2)
    operations.rate(user, skill, level=3, words="Better today")

    assert list(skill.ratings.values_list("level", flat=True)) == [1, 3]


def test_a_partner_says_how_they_see_a_skill_only_when_asked_and_only_once():
    mentee, mentor = make.sides()
    user = mentee.me.user
    skill = make.skill(user)

    asked = operations.ask_partner(user, skill, mentee.pair)
    assert operations.ask_partner(user, skill, mentee.pair) == asked
    assert list(Rating.objects.waiting_for(mentor)) == [asked]
    assert not Rating.objects.waiting_for(mentee).exists()
    operations.give_rating(mentor, asked, level=3, words="You waited for the answer.")

    assert not Rating.objects.waiting_for(mentor).exists()
    with pytest.raises(Refused, match="answered this already"):
        operations.give_rating(mentor, asked, level=1)


def test_nobody_can_be_asked_about_the_mentor_standards_or_by_a_stranger():
    mentee, mentor = make.sides()
    stranger, _other = make.sides()
    user = mentor.me.user
    operations.rate_standards(user, {"std-1-time": 2})
    standard = Skill.objects.standards().get()

    with pytest.raises(Refused, match="for you alone"):
        operations.ask_partner(user, standard, mentor.pair)
    with pytest.raises(Refused, match="a pair with now"):
        operations.ask_partner(user, make.skill(user), stranger.pair)
    assert not Rating.objects.waiting_for(mentee).exists()


def test_the_picture_tells_ones_own_word_from_a_partners_and_is_none_before_the_first():
    mentee, mentor = make.sides()
    user = mentee.me.user
    skill = make.skill(user)
    assert picture_of([]) is None

    operations.rate(user, skill, level=1)
    Rating.objects.update(given_at=timezone.now() - timedelta(days=60))
    operations.rate(user, skill, level=3)
    asked = operations.ask_partner(user, skill, mentee.pair)
    operations.give_rating(mentor, asked, level=4)
    picture = picture_of(list(skill.ratings.all()))

    assert picture is not None
    assert [dot.is_partners for dot in picture.dots] == [False, False, True]
    assert [dot.y for dot in picture.dots] == ["106", "46", "16"]
    assert picture.path.count("L") == 1


def test_a_low_word_leads_to_help_and_a_good_one_to_none():
    _mentee, mentor = make.sides()
    client = make.browser(mentor)
    skill = Skill.objects.create(owner=mentor.me.user, area="teaching", key="starts", name="Starts")
    page = skill.get_absolute_url()

    seen = []
    for level in ("1", "4", "2"):
        client.post(page, {"level": level})
        seen.append("If you would like help" in client.get(page).content.decode())
    client.post(reverse("goals:standards"), {"std-1-time": "1", "std-1-honest": "3"})
    standards = client.get(reverse("goals:standards")).content.decode()

    assert seen == [True, False, True]
    assert standards.count("If you would like help") == 1
    helped = client.get(page).content.decode()
    for url in ("steps/?area=routines", "practice/?area=lessons", "about/practice/"):
        assert url in helped
    assert "people/find/?topic=behaviour" in helped
    assert "Starts" not in "".join(each.url for each in help_with(skill, [mentor]))
