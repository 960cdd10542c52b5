"""The desk's side of pairs: what needs a person, many pairs at once, handing over, facts."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused
from edumentoring.pairs import board, desk_facts, nudges, operations, writing
from edumentoring.pairs.models import Pair, PlannedEnd, Wish
from edumentoring.pairs.operations import many
from edumentoring.pairs.sides import side_of
from edumentoring.pairs.tests import make
from edumentoring.people.tests.make import browser, sign_in_as_staff
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.tonight import lines_for

pytestmark = pytest.mark.django_db

WORDS = {"subject": "{first_name}, hello", "opening": "We think of you both.", "closing": ""}


def staff(programme: Programme, role: str = "coordinator") -> Client:
    seat = make.seat(role, programme_=programme)
    return sign_in_as_staff(browser(), seat.user)


def press(client: Client, programme: Programme, name: str, *pairs: Pair, **given: str):
    address = reverse(f"pairs:{name}", args=[programme.slug])
    return client.post(address, {"pick": [str(pair.code) for pair in pairs], **given})


def ten_minutes_pass() -> None:
    PlannedEnd.objects.update(due_at=timezone.now())
    operations.do_planned_ends()


def fresh(pair: Pair) -> Pair:
    return Pair.objects.with_people().get(pk=pair.pk)


# --- A gentle letter ------------------------------------------------------------------------------


def test_the_preview_shows_the_letter_as_it_reads_and_who_is_left_out_and_why():
    programme = make.programme()
    pair, off = make.agreed(programme), make.agreed(programme, round_number=2)
    nudges.choose(off.mentee.user, "off")
    nudges.note_reminded(off.mentor.user)
    client = staff(programme)

    page = press(client, programme, "choose", pair, off, do="write").content.decode()
    assert "Bethan, how is it going with Imran?" in page
    assert "2 people get it" in page
    assert "They chose to get no reminders." in page
    assert "They had a letter this week" in page
    assert not Letter.objects.filter(kind=writing.KIND).exists(), "a preview writes nothing"
    assert "/place/me/letters/" in page, "the reader's own key is never shown to the desk"

    again = press(client, programme, "choose", pair, do="write", shown="yes", **WORDS)
    assert "Bethan, hello" in again.content.decode()


def test_each_gets_one_letter_a_week_and_it_can_be_taken_back():
    programme = make.programme()
    pair = make.agreed(programme)
    by = make.coordinator(programme_=programme)

    batch, plan = many.write_to_pairs(programme, [pair], WORDS, by=by)

    sent = Letter.objects.filter(kind=writing.KIND)
    assert {each.to for each in sent} == {pair.mentor.user.email, pair.mentee.user.email}
    assert len(plan.readers) == 2
    assert all(each.not_before > timezone.now() + timedelta(minutes=9) for each in sent)
    with pytest.raises(Refused, match="Nobody of these"):
        many.write_to_pairs(programme, [pair], WORDS, by=by)

    assert many.take_back_letters(programme, batch, by=by) == 2
    assert {each.state for each in Letter.objects.filter(kind=writing.KIND)} == {"withdrawn"}
    many.write_to_pairs(programme, [pair], WORDS, by=by)


def test_letters_of_another_programme_are_not_taken_back():
    programme, other = make.programme(), make.programme("Another")
    by = make.coordinator(programme_=programme)
    batch, _plan = many.write_to_pairs(programme, [make.agreed(programme)], WORDS, by=by)

    assert many.take_back_letters(other, batch, by=by) == 0
    assert Letter.objects.filter(kind=writing.KIND, state=Letter.State.WAITING).count() == 2


def test_a_wrong_word_is_refused_and_nothing_typed_is_lost():
    programme = make.programme()
    pair = make.agreed(programme)
    wrong = WORDS | {"opening": "Dear {surname}, a long text"}

    answer = press(staff(programme), programme, "do", pair, do="write", **wrong)

    assert answer.status_code == 422
    assert "does not know {surname}" in answer.content.decode()
    assert "Dear {surname}, a long text" in answer.content.decode()
    assert not Letter.objects.filter(kind=writing.KIND).exists()


# --- Rest, go on, end, and somebody else ----------------------------------------------------------


def test_pairs_rest_and_the_press_is_undone_before_anybody_hears_of_it():
    programme = make.programme()
    pair = make.agreed(programme)
    client = staff(programme)

    press(client, programme, "do", pair, do="pause")
    assert fresh(pair).state == Pair.State.PAUSED
    page = client.get(reverse("pairs:introductions", args=[programme.slug])).content.decode()
    assert "1 pair rests now." in page
    batch = client.session["paused_together"]["batch"]
    client.post(reverse("pairs:undo", args=[programme.slug, batch]))

    assert fresh(pair).state == Pair.State.AGREED
    told = Letter.objects.filter(kind="paused_by_desk")
    assert {each.state for each in told} == {"withdrawn"}


def test_both_are_put_back_into_the_next_round_and_the_mentee_comes_sooner():
    programme = make.programme()
    pair, held = make.agreed(programme), make.held(programme, round_number=2)
    before = pair.mentee.priority
    client = staff(programme)

    preview = press(client, programme, "choose", pair, held, do="next").content.decode()
    assert "1 pair it is about" in preview
    press(client, programme, "do", pair, held, do="next")
    ten_minutes_pass()

    now = fresh(pair)
    assert (now.state, now.mentee.priority) == (Pair.State.ENDED, before + 1)
    assert (now.mentee.mentors_now, now.mentor.mentees_now) == (0, 0)
    assert fresh(held).state == Pair.State.HELD, "its letters may still be taken back"
    page = client.get(pair.get_absolute_url()).content.decode()
    assert "waits for the next round" in page


def test_pairs_of_another_programme_are_passed_over():
    mine, theirs = make.agreed(make.programme()), make.agreed(make.programme("Another"))

    press(staff(mine.programme), mine.programme, "do", mine, theirs, do="end")
    ten_minutes_pass()

    assert (fresh(mine).state, fresh(theirs).state) == (Pair.State.ENDED, Pair.State.AGREED)


# --- What needs a person --------------------------------------------------------------------------


def test_who_asks_stands_on_top_until_it_is_seen_to_and_never_says_why():
    programme = make.programme()
    pair = make.agreed(programme)
    operations.ask_for_a_word(side_of(pair, pair.mentee))
    client = staff(programme)
    here = reverse("pairs:introductions", args=[programme.slug])

    page = client.get(here).content.decode()
    assert "Bethan asked for a word with a coordinator." in page
    seat = make.seat("owner", programme_=programme)
    assert any("asked for a word" in str(line.text) for line in lines_for(seat))

    press(client, programme, "do", pair, do="settle")
    assert "asked for a word" not in client.get(here).content.decode()
    assert not Wish.objects.open().exists()


def test_what_is_silent_or_rests_too_long_has_one_thing_to_do():
    programme = make.programme()
    make.introduced(programme, days=15)
    resting = make.agreed(programme, round_number=2)
    yesterday = programme.today() - timedelta(days=2)
    Pair.objects.filter(pk=resting.pk).update(state="paused", back_on=yesterday)
    client = staff(programme)

    answer = client.get(reverse("pairs:introductions", args=[programme.slug]))

    assert [need.do for need in answer.context["needs"]] == ["resume", "next"]


# --- One pair -------------------------------------------------------------------------------------


def test_a_pairs_page_shows_days_and_counts_that_rooms_hand_in(monkeypatch: pytest.MonkeyPatch):
    pair = make.agreed()
    monkeypatch.setattr(
        desk_facts, "_sources", [lambda pairs: {pairs[0].pk: ["Met 3 times, last on 4 May"]}]
    )

    page = staff(pair.programme, "viewer").get(pair.get_absolute_url()).content.decode()

    assert "Met 3 times, last on 4 May" in page
    assert "Both said yes" in page
    assert "Separate them at once" not in page, "not a viewer's to press"


def test_a_mentee_is_handed_over_to_a_mentor_with_room():
    pair = make.agreed()
    new = make.mentor(pair.programme, name="Ruth Adeyemi")
    client = staff(pair.programme)
    here = reverse("pairs:hand_over", args=[pair.programme.slug, pair.code])

    assert "Ruth Adeyemi" in client.get(here).content.decode()
    assert client.post(here).status_code == 422
    client.post(here, {"mentor": str(new.code)})
    ten_minutes_pass()

    after = Pair.objects.get(came_from=pair)
    assert (after.mentor, after.mentee) == (new, pair.mentee)
    assert fresh(pair).state == Pair.State.FINISHED


def test_the_board_goes_by_the_last_sign_of_life():
    programme = make.programme()
    first, second = make.agreed(programme), make.agreed(programme, round_number=2)
    operations.note_sign(first, at=timezone.now() + timedelta(hours=1))

    for order, expected in (("still", [second, first]), ("lively", [first, second])):
        found = board.in_order(board.pairs_of(programme), order)
        assert list(found) == expected
    assert Participant.objects.filter(programme=programme).count() == 4
