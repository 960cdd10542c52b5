"""The text of a section is read strictly, and becomes a page that its editors own."""

import re
from pathlib import Path

import pytest

from edumentoring.common.tests.reading import grade_of, sentences_of_text, worst_of
from edumentoring.library.coming_with import planting
from edumentoring.library.coming_with.reading import ContentFault, read_section
from edumentoring.library.models import Resource, Section
from edumentoring.library.page_models import text_of
from edumentoring.library.tests import make

TEXT = """# Giving feedback

summary: One thing to try.
topics: feedback, observation
minutes: 1

## Right now

1. **Halve your notes.** (2 minutes) Cross out all but one point.
2. **Ask before you tell.** (10 minutes) What did you *notice*?
3. **Rehearse it.** (1 minute) Aloud, twice.

## Focus

- Saying what you saw.

## Article

After a lesson there is a list.[^list]

### In the early years

Sit on the carpet.

> I asked her what she would keep.

### In further education

- One
- Two

## Practice stories

### Eleven things

A mentor wrote eleven notes.

#### Talk about it

- What would you keep?

## Further development

- **Watch together.** Then compare.

## Guide

### Before

- Ask what to look for.

## Confidence

- I can choose one step. | Read “Halve your notes”.

## Resources

- five-steps

## Sources

[^list]: Author, A. (2020). *Lists*. Publisher. https://example.org/lists
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "03-giving-feedback.md"
    path.write_text(TEXT)
    return path


def test_every_part_of_a_text_is_read(file):
    text = read_section(file)

    assert (text.name, text.title, text.topics) == (
        "giving-feedback",
        "Giving feedback",
        ("feedback", "observation"),
    )
    first = text.parts["Right now"][0][1]
    assert first == {
        "title": "Halve your notes",
        "minutes": 2,
        "words": "<p>Cross out all but one point.</p>",
    }
    kinds = [kind for kind, _value in text.parts["Article"]]
    assert kinds == ["paragraph", "heading", "paragraph", "quote", "heading", "paragraph"]
    assert text.parts["Practice stories"][0][1]["discussion"] == ["What would you keep?"]
    assert 'href="https://example.org/lists"' in text.parts["Sources"][0][1]["words"]


@pytest.mark.parametrize(
    ("good", "bad", "told"),
    [
        ("2. **Ask", "Ask", r"Right now, line 10: write"),
        ("3. **Rehearse it.** (1 minute) Aloud, twice.\n", "", "exactly three actions, and not 2"),
        ("## Focus", "## What we focus on", "line 13: expected “Focus” here"),
        ("[^list]\n", "[^lists]\n", r"Article, line 19: \[\^lists\] is not under Sources"),
        ("### In further education", "### Colleges", "“### In further education” is missing"),
        ("feedback, obs", "feedbak, obs", "no such topic: feedbak"),
    ],
)
def test_a_text_of_another_shape_is_refused_with_the_line(file, good, bad, told):
    assert good in TEXT
    file.write_text(TEXT.replace(good, bad))

    with pytest.raises(ContentFault, match=told):
        read_section(file)


# --- As pages -------------------------------------------------------------------------------------


@pytest.fixture
def zone(db):
    make.resource(key="five-steps")
    return make.zone()


def plant(zone, file) -> list[str]:
    return list(planting.plant_section(zone, read_section(file)))


def test_a_text_becomes_a_page_once(zone, file):
    assert plant(zone, file) == ["Made the section “Giving feedback”."]
    assert plant(zone, file) == []

    section = Section.objects.get()
    assert section.url == "/zone/giving-feedback/"
    assert section.live
    assert [block.value["minutes"] for block in section.actions] == [2, 10, 1]
    assert "Sit on the carpet" in text_of(section.reading)
    assert section.resources[0].value == Resource.objects.get()


def test_a_newer_text_replaces_what_nobody_changed_and_keeps_the_keys_of_its_actions(zone, file):
    plant(zone, file)
    before = [block.id for block in Section.objects.get().actions]

    file.write_text(TEXT.replace("Halve your notes.**", "Halve them.**"))

    assert plant(zone, file) == ["Brought the section “Giving feedback” up to date."]
    section = Section.objects.get()
    assert section.actions[0].value["title"] == "Halve them"
    assert [block.id for block in section.actions] == before


def test_what_an_editor_changed_stays_and_the_newer_text_is_told_of(zone, file):
    plant(zone, file)
    section = Section.objects.get()
    section.summary = "Our own words."
    section.save_revision().publish()

    file.write_text(TEXT.replace("One thing to try.", "Another summary."))

    assert "as an editor changed it" in plant(zone, file)[0]
    assert Section.objects.get().summary == "Our own words."


def test_a_draft_of_an_editor_is_not_written_over_either(zone, file):
    plant(zone, file)
    section = Section.objects.get()
    section.summary = "A draft."
    section.save_revision()

    file.write_text(TEXT.replace("One thing to try.", "Another summary."))

    assert "as an editor changed it" in plant(zone, file)[0]


@pytest.mark.once
def test_every_text_that_comes_with_the_service_is_of_the_shape():
    texts = [read_section(path) for path in sorted((planting.CONTENT / "sections").glob("*.md"))]

    assert len(texts) >= 10
    keys = {row["key"] for row in planting._tables(planting.CONTENT / "resources.toml", "resource")}
    for text in texts:
        assert set(text.resources) <= keys, text.title


# Worn words that say nothing to somebody who teaches.
WORN = (
    "at the end of the day",
    "best practice",
    "deep dive",
    "game-changer",
    "going forward",
    "hit the ground running",
    "in today’s",
    "journey",
    "key takeaway",
    "leverage",
    "low-hanging",
    "navigate",
    "outside the box",
    "robust",
    "think outside",
    "toolbox",
    "toolkit",
    "unlock",
    "unpack",
    "win-win",
)
HARDEST = 9.0


@pytest.mark.once
@pytest.mark.parametrize(
    "path", sorted((planting.CONTENT / "sections").glob("*.md")), ids=lambda path: path.stem
)
def test_a_text_that_comes_with_the_service_is_plain_and_names_its_sources(path: Path):
    body, _heading, sources = path.read_text().partition("\n## Sources\n")
    named = re.findall(r"^\[\^([\w-]+)\]: (.+)$", sources, re.MULTILINE)
    said = set(re.findall(r"\[\^([\w-]+)\]", body))
    prose = body[body.index("\n## Right now") : body.index("\n## Resources")]
    prose = re.sub(r"\[\^[\w-]+\]|[*_]|^#+ .*$", "", prose, flags=re.MULTILINE)
    sentences = sentences_of_text(re.sub(r"\n(?:\d+\.|[->]) ", "\n\n", prose))

    assert len(named) >= 5, "A claim rests on somebody's work."
    assert {key for key, _words in named} == said, "Each source is for something that is said."
    assert [words for _key, words in named if not re.search(r"\(\d{4}[a-z]?\)", words)] == []
    assert grade_of(sentences) <= HARDEST, worst_of(sentences)
    own_words = prose.replace("Teaching and Learning Toolkit", "").casefold()  # a work's name
    assert [words for words in WORN if re.search(rf"\b{words}", own_words)] == []


@pytest.mark.django_db
def test_the_shelf_that_comes_with_the_service_is_put_up_once_and_kept_as_editors_leave_it():
    file = planting.CONTENT / "resources.toml"
    told = list(planting.plant_resources(file))
    planting.plant_collections(planting.CONTENT / "collections.toml")
    Resource.objects.filter(key="mentor-standards").update(note="Our own note.", origin_digest="x")

    again = list(planting.plant_resources(file))

    assert told[0].startswith("Put ")
    assert len(again) == 1
    assert "as an editor changed it" in again[0]
    assert Resource.objects.get(key="mentor-standards").note == "Our own note."
