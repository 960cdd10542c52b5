"""The fair questions of the public page, as an owner words them."""

import pytest
from django.test import Client

from edumentoring.common.refused import Refused
from edumentoring.people.tests import make as people
from edumentoring.programmes.models import Programme
from edumentoring.reach import operations
from edumentoring.reach.tests import make
from edumentoring.reach.words import USUAL, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme() -> Programme:
    return make.published(words={"promise": "Someone near by"})


@pytest.fixture
def helen(programme: Programme) -> Client:
    return people.sign_in_as_staff(people.browser(), programme.coordinators.get().user)


def at(programme: Programme) -> str:
    return f"/programmes/{programme.slug}/share/questions/"


def sent(programme: Programme, *rows: tuple[str, str, str], **more: str) -> dict[str, str]:
    """What the page sends for these rows of place, question and answer."""
    programme.refresh_from_db()
    fields = {"version": str(programme.version), **more}
    for at_, row in enumerate(rows):
        fields |= {
            f"{at_}-{name}": said
            for name, said in zip(("place", "question", "answer"), row, strict=True)
        }
    return fields


def shown(programme: Programme) -> list[str]:
    programme.refresh_from_db()
    return [str(one.question) for one in words_of(programme).questions]


def test_the_usual_ones_stand_there_to_be_changed(helen, programme):
    usual = USUAL["open"].questions

    page = helen.get(at(programme)).content.decode()

    assert all(str(one.question) in page for one in usual)
    assert page.count('name="9-question"') == 1  # seven, and three empty rows
    assert 'name="10-question"' not in page


def test_they_are_changed_added_moved_and_taken_away(helen, programme):
    rows = [("2", "Is it free?", "Yes."), ("1", "Who runs it?", "Two\n teachers."), ("3", "", "")]

    helen.post(at(programme), sent(programme, *rows))

    assert shown(programme) == ["Who runs it?", "Is it free?"]
    assert programme.words["questions"][0]["answer"] == "Two teachers."
    assert programme.words["promise"] == "Someone near by"
    public = people.browser().get(f"/join/{programme.slug}/").content.decode()
    assert public.index("Who runs it?") < public.index("Is it free?")
    assert programme.coordinators.get().user.events.filter(action="change_settings").exists()


def test_empty_or_unchanged_they_are_the_usual_ones(helen, programme):
    usual = USUAL["open"].questions
    unchanged = [("1", str(one.question), str(one.answer)) for one in usual]
    for rows in (unchanged, [("1", "", "")]):
        helen.post(at(programme), sent(programme, ("1", "Is it free?", "Yes.")))
        helen.post(at(programme), sent(programme, *rows))

        assert shown(programme) == [str(one.question) for one in usual]
        assert "questions" not in programme.words


def test_the_step_look_leads_to_them(helen, programme):
    page = helen.get(f"/programmes/{programme.slug}/set-up/look/").content.decode()

    assert at(programme) in page


def test_one_press_brings_the_usual_ones_back(helen, programme):
    helen.post(at(programme), sent(programme, ("1", "Is it free?", "Yes.")))

    helen.post(at(programme), {"usual": "yes"})

    assert len(shown(programme)) == len(USUAL["open"].questions)


@pytest.mark.parametrize("row", [("1", "Is it free?", ""), ("1", "", "Yes."), ("0", "Is?", "Yes.")])
def test_half_a_question_is_given_back_to_be_mended(helen, programme, row):
    answer = helen.post(at(programme), sent(programme, ("1", "Kept?", "Kept."), row))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("There is a problem") == 1
    assert "Kept?" in page
    assert "questions" not in programme.words


def test_what_somebody_else_saved_meanwhile_is_not_written_over(helen, programme):
    old = sent(programme, ("1", "Mine?", "Mine."))
    helen.post(at(programme), sent(programme, ("1", "Theirs?", "Theirs.")))

    answer = helen.post(at(programme), old)

    assert answer.status_code == 409
    assert "Mine?" in answer.content.decode()
    assert shown(programme) == ["Theirs?"]


def test_there_is_room_for_twelve(programme):
    many = [{"question": f"{n}?", "answer": "Yes."} for n in range(13)]
    by = programme.coordinators.get().user

    with pytest.raises(Refused, match="12"):
        operations.word_questions(programme, questions=many, by=by, version=programme.version)
