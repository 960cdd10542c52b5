"""Ways to begin, and what may be quoted."""

import pytest

from edumentoring.common.tests.reading import grade_of
from edumentoring.pairs import opener_words
from edumentoring.pairs.openers import choose_openers, quotable
from edumentoring.pairs.tests import make
from edumentoring.programmes import vocabulary


@pytest.mark.django_db
def test_the_same_two_people_always_get_the_same_three():
    mentor, mentee = make.mentor(programme := make.programme()), make.mentee(programme)

    first, again = choose_openers(mentor, mentee), choose_openers(mentor, mentee)

    assert first == again
    assert len(set(first["mentee"])) == 3
    assert len(set(first["mentor"])) == 3


@pytest.mark.django_db
def test_topics_both_named_come_first():
    programme = make.programme()
    openers = choose_openers(make.mentor(programme), make.mentee(programme))

    assert openers["mentee"][0] in [str(each) for each in opener_words.BY_TOPIC["behaviour"]]
    assert openers["mentee"][1] in [str(each) for each in opener_words.BY_TOPIC["workload"]]


@pytest.mark.django_db
def test_people_who_said_nothing_still_get_three():
    programme = make.programme()
    mentor = make.mentor(programme, answers={"topics_offered": [], "subjects": []}, stage="")
    mentee = make.mentee(programme, answers={"topics_wanted": [], "subjects": []}, stage="")

    openers = choose_openers(mentor, mentee)

    assert len(set(openers["mentor"])) == 3


@pytest.mark.django_db
def test_a_persons_own_words_are_quoted_to_the_other_by_name():
    programme = make.programme()
    mentee = make.mentee(programme, answers={"wanted_text": "I dread the last hour on a Friday."})

    openers = choose_openers(make.mentor(programme), mentee)

    assert openers["mentor"][0].startswith("Bethan wrote: “I dread the last hour on a Friday.”")
    assert openers["mentee"][0].startswith("You wrote: “I dread")


@pytest.mark.parametrize(
    "words",
    [
        "You can write to me at bethan@school.example any time",
        "Ring me on 07700 900123 after school",
        "Ring me on 0 7 7 0 0 9 0 0 1 2 3 after school",
        "My page is www.bethan.example and it is good",
        "See https://example.org for what I do",
        "Find me as @misscole in the usual places",
        "My head Karen Smith does not help me at all",
        "Karen does not help me at all",
        "I am Bethan and I teach small children",
        "n/a",
        "not sure",
        "Help",
        "My school is example.sch.uk in the north",
        "I would like <b>help</b> with it all",
    ],
)
def test_words_that_give_somebody_away_are_not_quoted(words: str):
    assert quotable(words, known=["Bethan Cole"]) == ""


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("I dread Year 9 on a Friday", "I dread Year 9 on a Friday."),
        ("i dread year nine on a friday", "i dread year nine on a friday."),
        ("Karen is my head. My first year was hard.", "My first year was hard."),
        ("Behaviour and very late nights!", "Behaviour and very late nights!"),
        ("I want to do an NPQ and teach GCSE well", "I want to do an NPQ and teach GCSE well."),
    ],
)
def test_harmless_words_are_quoted(words: str, quoted: str):
    assert quotable(words) == quoted


def test_two_sentences_are_quoted_only_as_they_follow_each_other():
    words = "My first year nearly finished me. Someone listened, and I stayed. Ring 07700900123."

    assert quotable(words, longest=170, sentences=2) == (
        "My first year nearly finished me. Someone listened, and I stayed."
    )


def test_every_topic_and_help_of_the_vocabulary_has_its_questions():
    assert set(opener_words.BY_TOPIC) == {topic.id for topic in vocabulary.TOPICS}
    assert set(opener_words.BY_HELP) == {each.id for each in vocabulary.HELPS}
    assert set(opener_words.BY_NEW) == {each.id for each in vocabulary.NEW_FOR_ME}


def test_every_question_is_one_short_sentence_that_reads_easily():
    tables = (opener_words.BY_TOPIC, opener_words.BY_NEW, opener_words.BY_STAGE)
    questions = [
        q for table in (*tables, opener_words.BY_HELP) for group in table.values() for q in group
    ]
    questions += [*opener_words.BY_SUBJECTS, *opener_words.FOR_ALL]

    for question in map(str, questions):
        assert question.endswith("?")
        assert len(question.split()) <= 16, question
    assert len(set(map(str, questions))) == len(questions)
    assert grade_of([str(question) for question in questions]) <= 6
