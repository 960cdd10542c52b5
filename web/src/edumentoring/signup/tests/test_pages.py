"""Which pages a sign-up has."""

import pytest

from edumentoring.programmes.models import Question
from edumentoring.signup.pages import all_steps, every_page, pages_for, questions_of
from edumentoring.signup.tests import make

pytestmark = pytest.mark.django_db
MENTEE = {"is_mentee": True, "is_mentor": False}
MENTOR = {"is_mentee": False, "is_mentor": True}
BOTH = {"is_mentee": True, "is_mentor": True}


def ask(programme, key: str, **fields) -> Question:
    """A question of the programme's own."""
    return Question.objects.create(
        programme=programme,
        key=key,
        **{"kind": "text", "label": f"What about {key}?", "place": 500, **fields},
    )


def keys_of(programme, **who) -> list[str]:
    return [page.key for page in pages_for(questions_of(programme), **{**MENTEE, **who})]


@pytest.mark.parametrize(
    "who", [MENTEE, MENTOR, {**MENTEE, "stage": "trainee"}, {**BOTH, "stage": "trainee"}]
)
def test_a_sign_up_has_at_most_twelve_pages(who):
    programme = make.open_programme()

    steps = all_steps(pages_for(questions_of(programme), **who))

    assert len(steps) <= 12
    assert (steps[0], steps[-2:]) == ("way", ["you", "check"])


def test_every_question_stands_on_one_page():
    programme = make.open_programme()
    ask(programme, "shoe_size")

    pages = every_page(questions_of(programme))

    asked = [question.key for page in pages for question in page.questions]
    assert sorted(asked) == sorted(question.key for question in questions_of(programme))


def test_only_those_in_training_are_asked_about_their_course_at_once_after_their_stage():
    programme = make.open_programme()

    assert "training" not in keys_of(programme, stage="head")
    assert keys_of(programme, stage="trainee")[:2] == ["work", "training"]


def test_private_questions_come_last_whatever_their_place():
    programme = make.open_programme()
    ask(programme, "faith", sensitive=True, place=0)

    assert keys_of(programme)[-1] == "private"


def test_questions_of_a_programmes_own_fill_pages_that_stay_short():
    programme = make.open_programme()
    for number in range(5):
        ask(programme, f"line_{number}")
    for number in range(3):
        ask(programme, f"essay_{number}", kind="long_text", place=501)

    pages = pages_for(questions_of(programme), **MENTEE)

    further = [len(page.questions) for page in pages if page.key.startswith("more")]
    assert further == [5, 2, 1]


def test_pages_follow_the_order_that_a_coordinator_gave():
    programme = make.open_programme()
    ask(programme, "first_of_all", place=0)
    Question.objects.filter(programme=programme, key="availability").update(place=1)

    keys = keys_of(programme)
    assert keys.index("more") < keys.index("meeting") < keys.index("place")


def test_a_question_that_stands_alone_is_its_pages_heading():
    programme = make.open_programme()
    programme.questions.filter(key="wanted_text").delete()

    pages = {page.key: page for page in pages_for(questions_of(programme), **MENTEE)}

    assert pages["topics"].heading == "What would you like help with?"
    assert pages["work"].heading == "Your work"
