import pytest

from edumentoring.queries import operations
from edumentoring.queries.suggestions import suggestion, suggestions_for
from edumentoring.queries.tests import make

pytestmark = pytest.mark.django_db


def sources(query) -> list[str]:
    return [each.source for each in suggestions_for(query)]


def test_what_was_answered_before_stands_beside_a_question_like_it():
    programme = make.programme()
    make.answered(programme, text="May supply teachers take part?", reply="Supply teachers may.")
    make.answered(programme, text="Where is the nearest car park?", reply="Behind the hall.")

    found = suggestions_for(make.query(programme, text="I am a supply teacher, can I join?"))

    assert found[0].text == "Supply teachers may."
    assert "Behind the hall." not in [each.text for each in found]


def test_a_slip_of_the_finger_still_finds_it():
    programme = make.programme()
    make.answered(programme, text="Is there a certificate?", reply="Yes, in July.")

    found = suggestions_for(make.query(programme, text="Do we get a certifcate"))

    assert found[0].text == "Yes, in July."


def test_a_saved_answer_and_the_usual_ones_are_offered():
    programme = make.programme()
    operations.save_answer(programme, title="Expenses", text="We pay no expenses.", by=make.user())

    assert "Saved answer" in sources(make.query(programme, text="Do you pay expenses?"))
    assert "Usual answer" in sources(make.query(programme, text="How do I change my answers?"))


def test_the_address_in_an_answer_does_not_hide_what_it_is_about(settings):
    settings.SITE_URL = "https://staffroom.oaks.elms.ashes.limes.willows.birches.maples.example"
    programme = make.programme()

    words = "I signed up under my old school, which merged. How do I change it?"
    query = make.query(programme, text=words)

    assert "How do I change my answers?" in [each.title for each in suggestions_for(query)]


def test_the_programmes_own_fair_questions_are_offered():
    words = {"questions": [{"question": "Is there a crèche?", "answer": "Yes, on Fridays."}]}
    programme = make.programme(words=words)

    found = suggestions_for(make.query(programme, text="Do you have a crèche"))

    assert found[0].text == "Yes, on Fridays."


def test_nothing_of_another_programme_or_taken_back_is_offered():
    programme = make.programme()
    make.answered(make.programme("Another"), text="About the zebra", reply="Their zebra")
    taken = make.query(programme, text="About the zebra")
    by = make.user()
    operations.take_back_reply(operations.reply_to_query(taken, "Wrong zebra", by=by), by=by)

    query = make.query(programme, text="About the zebra")

    assert not [each for each in suggestions_for(query) if "zebra" in each.text]


def test_a_question_of_no_words_gets_no_suggestion():
    assert suggestions_for(make.query(text="???")) == []


def test_only_what_may_be_used_here_is_found_by_its_key():
    programme = make.programme()
    saved = operations.save_answer(programme, title="A", text="B", by=make.user())

    assert suggestion(make.query(programme), f"saved:{saved.code}").text == "B"
    assert suggestion(make.query(make.programme("Another")), f"saved:{saved.code}") is None
