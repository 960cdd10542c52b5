"""What the tools and libraries hold: enough of it, whole, and easy to read."""

import re
from collections import Counter

import pytest

from edumentoring.common.tests.reading import grade_of, sentences_of_text, worst_of
from edumentoring.goals.skill_help import WAYS
from edumentoring.goals.skill_list import SKILLS, STATEMENTS
from edumentoring.programmes.vocabulary import TOPICS as SIGN_UP_TOPICS
from edumentoring.programmes.vocabulary import by_id
from edumentoring.tools import paper
from edumentoring.tools.bank import (
    AREAS,
    FOCUSES,
    MOMENTS,
    PRACTICE_AREAS,
    QUESTIONS,
    TOPICS,
    find,
)
from edumentoring.tools.kinds import TOOLS
from edumentoring.tools.kinds.wellbeing import HELP_LINES

pytestmark = pytest.mark.once


def test_the_libraries_are_large_and_no_area_is_empty():
    assert len(FOCUSES) >= 60
    assert len(QUESTIONS) >= 80
    assert len(TOPICS) >= 12
    assert {focus.area for focus in FOCUSES} == set(AREAS)
    assert {question.area for question in QUESTIONS} == set(MOMENTS)
    assert {topic.area for topic in TOPICS} == set(PRACTICE_AREAS)


def test_what_is_most_asked_for_at_sign_up_can_be_practised():
    practised = {key for topic in TOPICS for key in topic.topics}

    assert practised <= by_id(SIGN_UP_TOPICS).keys()
    assert {"adaptive_send", "planning", "subject_curriculum", "workload"} <= practised
    assert all(len(topic.good) == len(topic.rounds) == 3 for topic in TOPICS)
    found = {topic.key for topic in find(TOPICS, "managing workload")}
    assert {"kind-no", "ten-minutes"} <= found
    assert "wait" not in found


def test_help_with_a_skill_leads_to_what_is_there():
    assert WAYS.keys() == SKILLS.keys() | STATEMENTS.keys()
    for key, way in WAYS.items():
        assert {way.practise} <= {"", *PRACTICE_AREAS}, key
        assert {way.step} <= {"", *AREAS}, key
        assert {way.ask} <= {"", *MOMENTS}, key
        assert way.read in TOOLS, key
        assert way.topic in by_id(SIGN_UP_TOPICS), key


def test_no_key_is_given_twice():
    for keys in (
        [focus.key for focus in FOCUSES],
        [question.key for question in QUESTIONS],
        [topic.key for topic in TOPICS],
        *([box.key for box in tool.boxes] for tool in TOOLS.values()),
    ):
        assert [key for key, times in Counter(keys).items() if times > 1] == []


def test_every_tool_names_its_source_and_can_be_filled_in_or_read():
    for tool in TOOLS.values():
        assert tool.sources, tool.key
        assert tool.steps or tool.parts, tool.key
        assert all(source.author and source.year and source.title for source in tool.sources)
        assert sum(box.action for box in tool.boxes) <= 1, tool.key


def test_feedback_has_its_five_steps_and_ends_in_one_action_and_a_day():
    feedback = TOOLS["lesson-feedback"]

    assert [step.key for step in feedback.steps[:5]] == ["well", "gap", "step", "rehearse", "again"]
    assert feedback.action_box.key == "step"
    assert feedback.box("look_again_on")
    assert feedback.only_mine == {"myself"}


def test_there_are_messages_to_copy_for_awkward_moments():
    messages = [message for part in TOOLS["awkward-moments"].parts for message in part.messages]

    assert len(messages) >= 12


def test_the_help_lines_are_those_that_are_meant():
    numbers = {str(line.name): line.number for line in HELP_LINES}

    assert numbers["Education Support"] == "08000 562 561"
    assert numbers["Samaritans"] == "116 123"
    [part] = [part for part in TOOLS["wellbeing"].parts if part.lines]
    assert part.checked_on


def test_search_finds_words_anywhere_in_any_case_and_without_accents():
    assert {focus.key for focus in find(FOCUSES, "WÁIT three")} >= {"wait-time"}
    assert find(FOCUSES, "online typed") != find(FOCUSES, "online")
    assert all(focus.area == "online" for focus in find(FOCUSES, "teaching online"))
    assert find(QUESTIONS, "no such words") == []
    assert find(QUESTIONS, "") == list(QUESTIONS)


def test_everything_reads_easily():
    hard = []
    for name, words in (
        ("steps", [part for focus in FOCUSES for part in focus.searched]),
        ("questions", [question.words for question in QUESTIONS]),
        ("practice", [part for topic in TOPICS for part in topic.searched]),
        *((tool.key, list(_words_of(tool))) for tool in TOOLS.values()),
    ):
        sentences = sentences_of_text("\n\n".join(map(str, words)))
        if grade_of(sentences) > 6:
            hard.append(f"{name}: {worst_of(sentences)}")

    assert hard == [], "\n".join(hard)


def _words_of(tool):
    yield from (tool.summary, *tool.words)
    for step in tool.steps:
        yield from (step.hint, *step.prompts, *(example.words for example in step.examples))
    for part in tool.parts:
        yield from (*part.words, *part.points, *(message.words for message in part.messages))


def test_each_tool_is_a_tagged_pdf_of_one_or_two_pages_and_is_drawn_once(monkeypatch):
    """The standard for people who hear a PDF is checked while it is set: a fault raises."""
    drawn = {tool: paper.guide_of(tool) for tool in TOOLS.values()}

    for tool, pdf in drawn.items():
        assert b"/StructTreeRoot" in pdf, tool.key
        assert b"pdfuaid" in pdf, tool.key
        assert len(re.findall(rb"/Type ?/Page\b", pdf)) in {1, 2}, tool.key
    monkeypatch.setattr("edumentoring.reach.printing._set", lambda *_args: pytest.fail("again"))
    assert all(paper.guide_of(tool) == pdf for tool, pdf in drawn.items())
