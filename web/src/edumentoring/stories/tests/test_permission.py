"""What may be shown where, under which name, in which words, until when; and taking it back."""

import logging
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from edumentoring.common.refused import Refused
from edumentoring.people.models import Event
from edumentoring.stories import operations, uses
from edumentoring.stories.models import NameAs, Permission, Place, Story
from edumentoring.stories.operations import Allowed
from edumentoring.stories.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> SimpleNamespace:
    programme = make.programme()
    return SimpleNamespace(programme=programme, part=make.mentee(programme, name="Bethan Cole"))


@pytest.fixture
def used(monkeypatch) -> SimpleNamespace:
    """An upper room that keeps copies, and has sent mail."""
    room = SimpleNamespace(emptied=[], fails=False, sent=[])

    def empty(story):
        if room.fails:
            raise RuntimeError("the room is on fire")
        room.emptied.append(story.pk)

    def sent(_story):
        if room.fails:
            raise RuntimeError("and nobody knows what it sent")
        return room.sent

    monkeypatch.setattr(uses, "_uses", [])
    uses.add(uses.Use(empty=empty, sent=sent))
    return room


# --- What may be shown ----------------------------------------------------------------------------


def test_nothing_is_shown_before_it_is_published_nor_once_its_programme_is_archived(here):
    story = make.told(here.part)
    assert make.shown("wall") == []
    operations.publish(story, by=make.owner(here.programme))
    assert make.shown("wall") == [story]

    type(here.programme).objects.update(archived_at=timezone.now())

    assert make.shown("wall") == []


def test_a_story_stands_only_where_its_teller_allows(here):
    story = make.published(here.part, places=("wall", "newsletter"))

    where = [place for place in Place.values if make.shown(place)]

    assert where == ["wall", "newsletter"]
    assert make.shown("wall", here.programme) == [story]
    assert make.shown("wall", make.programme("Another")) == []


def test_the_name_is_as_the_teller_chose_for_each_place(here):
    story = make.published(here.part, name_as=NameAs.FIRST)
    assert make.shown("wall")[0].told_as == "Bethan, Early career teacher"
    assert Story.objects.get().told_as == "Told without a name", "asked for no place"

    chosen = {"wall": "full", "zone": "role", "newsletter": "nobody"}
    operations.allow(story, {place: Allowed(name_as) for place, name_as in chosen.items()})

    assert {place: make.shown(place)[0].told_as for place in chosen} == {
        "wall": "Bethan Cole, Early career teacher",
        "zone": "Early career teacher",
        "newsletter": "Told without a name",
    }


def test_it_ends_after_its_last_day(here, used):
    story = make.published(here.part, until=timezone.localdate())
    assert make.shown("wall") == [story], "the last day counts"

    Permission.objects.update(until=timezone.localdate() - timedelta(days=1))

    assert make.shown("wall") == []
    assert operations.by_the_clock() == len(Place.values)
    assert used.emptied == [story.pk]
    assert operations.by_the_clock() == 0


def test_permission_is_for_these_words_and_no_others(here):
    """Even if words were changed without asking, they would show nowhere."""
    story = make.published(here.part)
    other = story.tellings.create(number=9, text="Changed behind the teller's back")

    Story.objects.update(telling=other)

    assert make.shown("wall") == []


# --- Changed and taken back -----------------------------------------------------------------------


def test_withdrawn_it_is_gone_from_every_place_at_once(here, used):
    story = make.published(here.part)

    for _press in range(2):
        operations.withdraw(story)

    assert [place for place in Place.values if make.shown(place)] == []
    assert used.emptied == [story.pk]
    assert Event.objects.filter(action="withdraw_story").count() == 1
    [letter] = make.letters("withdrawn")
    assert "shown nowhere now" in letter.text
    assert "called back" not in letter.text, "nothing was sent"
    assert make.letters("published")[0].state == "withdrawn", "it has not gone yet"


def test_mail_that_is_out_is_told_honestly(here, used):
    story = make.published(here.part)
    used.sent = [uses.Sent(on=timezone.localdate().replace(month=3, day=3), letters=3)]

    operations.withdraw(story)

    assert "3 letters with it were sent on 3 March" in make.letters("withdrawn")[0].text


def test_a_room_that_fails_keeps_no_story_up_and_is_asked_again(here, used, caplog):
    story = make.published(here.part)
    used.fails = True
    with caplog.at_level(logging.ERROR):
        operations.withdraw(story)
    assert make.shown("wall") == []
    assert "could not be emptied" in caplog.text

    used.fails = False
    operations.by_the_clock()

    assert used.emptied == [story.pk]
    operations.by_the_clock()
    assert used.emptied == [story.pk], "once is enough"


def test_no_place_at_all_takes_it_back_and_another_choice_offers_it_again(here):
    story = make.published(here.part)

    assert operations.allow(story, {}).state == "withdrawn"

    for place, name_as in (("billboard", "full"), ("wall", "shouted")):
        with pytest.raises(Refused):
            operations.allow(story, {place: Allowed(name_as)})
    again = operations.allow(story, {"wall": Allowed("first")})
    assert again.state == "received", "the desk looks at it anew"
    assert make.shown("wall") == []


def test_removed_for_good_only_once_it_was_taken_back(here):
    story = make.published(here.part)
    with pytest.raises(Refused, match="Take the story back first"):
        operations.remove(story)

    operations.withdraw(story)
    operations.remove(story)

    assert not Story.objects.exists()


# --- Words ----------------------------------------------------------------------------------------


def test_a_proposed_wording_shows_nowhere_before_the_yes(here, used):
    story = make.published(here.part, "My own words.")
    asked = make.proposed(story, "Better words.")

    assert make.shown("wall")[0].text == "My own words."
    used.emptied.clear()
    operations.accept(asked)

    assert make.shown("wall")[0].text == "Better words."
    assert used.emptied == [story.pk], "copies with the words from before"


def test_a_no_keeps_the_tellers_words_and_their_own_way_needs_nobody(here):
    story = make.told(here.part, "My own words.")
    assert make.proposed(story, "Better words.").story.state == "with_teller"
    operations.refuse(story.proposed)
    story.refresh_from_db()
    assert (story.state, story.text) == ("reading", "My own words.")

    make.proposed(story, "Still better words.")
    operations.suggest(story.proposed, title="", text="In my way.")

    story.refresh_from_db()
    assert (story.state, story.text) == ("ready", "In my way.")
    operations.publish(story, by=make.owner(here.programme))
    assert make.shown("wall")[0].text == "In my way."


def test_an_answer_counts_once_and_not_after_taking_it_back(here):
    story = make.told(here.part)
    asked = make.proposed(story)
    operations.withdraw(story)

    for answer in (operations.accept, operations.refuse):
        with pytest.raises(Refused, match="does not wait"):
            answer(asked)
    with pytest.raises(Refused, match="took this story back"):
        make.proposed(story)
