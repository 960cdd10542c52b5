"""How a story comes in, and what the desk does with it."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused, Stale
from edumentoring.common.tests.reading import grade_of, sentences_of_text
from edumentoring.people.models import Event
from edumentoring.programmes.tonight import lines_for
from edumentoring.stories import operations
from edumentoring.stories.letters import KINDS, TALKS
from edumentoring.stories.models import Permission, Story
from edumentoring.stories.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> SimpleNamespace:
    programme = make.programme()
    owner = programme.coordinators.get()
    return SimpleNamespace(
        programme=programme, owner=owner, part=make.mentee(programme, name="Bethan Cole")
    )


def test_the_same_page_sent_twice_is_one_story_and_one_letter(here):
    code = uuid4()
    operations.save_draft(here.part, code, {"text": "We met"})
    assert not Story.objects.of_desk(here.owner).exists(), "a draft is nobody else's to read"

    for _press in range(2):
        operations.tell(here.part, code, make.words())

    story = Story.objects.get()
    assert (story.state, story.typed, story.told_at is not None) == ("received", {}, True)
    assert len(make.letters("received")) == 1


def test_another_tab_that_saved_since_is_told_and_nothing_is_lost(here):
    code = uuid4()
    operations.save_draft(here.part, code, {"text": "One", "version": "0", "tab": "a"})

    with pytest.raises(Stale):
        operations.save_draft(here.part, code, {"text": "Two", "version": "0", "tab": "b"})

    assert Story.objects.get().typed == {"text": ["One"]}


def test_from_outside_nobody_reads_it_before_the_letters_button(here):
    """Then it is tied to whoever takes part under that address."""
    story = make.from_outside(here.programme, here.part.user.email.upper())
    assert story.user is None
    assert not Story.objects.of_desk(here.owner).exists()
    [letter] = make.letters("confirm")
    assert "/confirm/" in letter.text

    operations.confirm(story)
    operations.confirm(story)

    found = Story.objects.of_desk(here.owner).get()
    assert (found.state, found.user) == ("received", here.part.user)
    assert len(make.letters("received")) == 1


def test_from_outside_little_is_kept_without_a_persons_yes(here):
    told = operations.tell_from_outside(
        here.programme, email="a@b.example", words=make.words(), code=uuid4(), is_junk=True
    )
    assert told is None
    for _story in range(5):
        make.from_outside(here.programme)

    with pytest.raises(Refused, match="come back tomorrow"):
        make.from_outside(here.programme)
    Story.objects.update(begun_at=timezone.now() - timedelta(days=15))
    operations.drop_unconfirmed()
    assert not Story.objects.exists(), "left alone for 14 days"


# --- At the desk ----------------------------------------------------------------------------------


def test_two_coordinators_at_once_lose_no_edit(here):
    story = make.told(here.part)
    by, seen = here.owner.user, story.version
    operations.look_after(
        story, owner=by, editor=None, themes=["workload"], prompts="", by=by, version=seen
    )

    with pytest.raises(Stale):
        operations.look_after(
            story, owner=None, editor=None, themes=[], prompts="", by=by, version=seen
        )
    with pytest.raises(Stale):
        operations.decline(story, by=by, version=seen)

    story.refresh_from_db()
    assert (story.owner, [one.word for one in story.themes.all()]) == (by, ["workload"])


def test_published_once_with_one_letter_and_taken_down_without_one(here):
    story = make.published(here.part)
    operations.publish(story, by=here.owner.user)
    assert len(make.letters("published")) == 1

    operations.take_down(story, by=here.owner.user)

    story.refresh_from_db()
    assert (story.state, story.published_at) == ("ready", None)
    assert make.shown("wall") == []


def test_not_published_while_the_teller_is_asked_or_allows_it_nowhere(here):
    story = make.told(here.part)
    make.proposed(story)

    with pytest.raises(Refused, match="waits for the teller"):
        operations.publish(story, by=here.owner.user)
    story.permissions.update(ended_at=timezone.now())
    with pytest.raises(Refused, match="allows it nowhere"):
        operations.publish(story, by=here.owner.user)


def test_declined_with_thanks_and_a_sentence(here):
    story = make.told(here.part)

    operations.decline(story, words="Do tell us in spring.", by=here.owner.user)

    [letter] = make.letters("declined")
    assert "Do tell us in spring." in letter.text
    assert "Thank you" in letter.text


def test_the_database_refuses_what_the_operations_never_do(here):
    story = make.told(here.part)
    twice = {"story": story, "place": "wall", "telling": story.telling, "name_as": "full"}

    with pytest.raises(IntegrityError), transaction.atomic():
        Story.objects.update(state="published")
    with pytest.raises(IntegrityError), transaction.atomic():
        Permission.objects.create(**twice)
    make.proposed(story)
    with pytest.raises(IntegrityError), transaction.atomic():
        story.tellings.create(number=9, text="And another", answer="asked", is_tellers=False)


def test_an_editor_reads_only_what_was_sent_to_them(here):
    editor = make.seat("editor", programme_=here.programme)
    mine, other = make.told(here.part), make.told(here.part, "Another")
    operations.look_after(
        mine, owner=None, editor=editor.user, themes=[], prompts="", by=here.owner.user
    )

    assert list(Story.objects.of_desk(editor)) == [mine]
    assert other in Story.objects.of_desk(here.owner)
    assert not Story.objects.of_desk(make.seat("viewer", programme_=here.programme)).exists()
    operations.withdraw(mine)
    assert not Story.objects.of_desk(editor).exists()


def test_the_first_page_says_what_waits(here):
    make.told(here.part)
    operations.make_ready(make.told(here.part, "Another"), by=here.owner.user)

    said = [str(line.text) for line in lines_for(here.owner)]

    assert "1 story waits to be read" in said
    assert "1 story is ready to publish" in said


def test_no_line_of_history_and_no_letter_has_words_or_names_of_it(here):
    story = make.published(here.part, "Xylographs helped me.", title="Xylographs")
    make.proposed(story, "The xylographs helped.")
    operations.withdraw(story)

    told = " ".join(
        Event.objects.filter(subject_type="stories.story").values_list("summary", flat=True)
    )
    written = " ".join(one.text + one.subject + one.html for one in make.letters("published"))
    written += " ".join(one.text for kind in ("wording", "withdrawn") for one in make.letters(kind))
    assert "xylograph" not in (told + written).lower()
    assert "Bethan" not in told


def test_every_letter_reads_easily(here):
    story = make.told(here.part)
    make.proposed(story, why="It reads more quickly.")
    operations.accept(story.proposed)
    operations.publish(story, by=here.owner.user)
    operations.withdraw(story)
    operations.decline(make.told(here.part, "Another"), by=here.owner.user)
    make.from_outside(here.programme)
    talk = make.talk(make.slot(here.programme), here.part)
    operations.move_talk(talk, make.slot(here.programme, days=9))
    operations.cancel_talk(talk)

    letters = Letter.objects.filter(kind__startswith="story_")

    assert letters.values("kind").distinct().count() == len(KINDS) + len(TALKS)
    hard = {one.kind: grade_of(sentences_of_text(one.text)) for one in letters}
    assert {kind: grade for kind, grade in hard.items() if grade > 8} == {}
