"""How a pair goes along: it begins, is asked after once, rests, and comes to an end."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused, Stale
from edumentoring.pairs import changes, handing_over, operations
from edumentoring.pairs.beginnings import first_words
from edumentoring.pairs.letters import spoken_link
from edumentoring.pairs.models import CheckIn, Farewell, Pair, Wish, Working
from edumentoring.pairs.sides import Side, side_of
from edumentoring.pairs.tests import make
from edumentoring.people.models import Event
from edumentoring.people.personal import Scope, declarations
from edumentoring.people.tests import make as people
from edumentoring.programmes.models import Participant, Programme

pytestmark = pytest.mark.django_db
State = Pair.State


def sides(pair: Pair) -> tuple[Side, Side]:
    """The mentee's side and the mentor's."""
    fresh = Pair.objects.with_people().get(pk=pair.pk)
    return side_of(fresh, fresh.mentee), side_of(fresh, fresh.mentor)


def quiet_for(pair: Pair, days: int) -> None:
    Pair.objects.filter(pk=pair.pk).update(last_sign_at=timezone.now() - timedelta(days=days))


def in_days(days: int):
    return timezone.now().date() + timedelta(days=days)


def page(side: Side, name: str, **data):
    """A page of this pair as its reader gets it; with data, what posting it gives."""
    browser = people.sign_in(people.browser(), side.me.user)
    url = reverse(f"pairs:{name}", args=[side.pair.code])
    return browser.post(url, data) if data else browser.get(url)


# --- Beginning ------------------------------------------------------------------------------------


def test_having_met_marks_the_start_once_and_tells_the_followers(monkeypatch):
    seen = []
    monkeypatch.setattr(changes, "_followers", [lambda _pair, *states: seen.append(states)])
    pair = make.agreed()
    seen.clear()

    first = operations.note_first_meeting(pair, at=timezone.now(), by=pair.mentee)
    again = operations.note_first_meeting(pair, at=timezone.now(), by=pair.mentor)

    assert first.state == State.MEETING
    assert again.started_at == first.started_at
    assert seen == [(State.AGREED, State.MEETING)]


def test_what_cannot_be_is_refused_with_the_cure():
    pair = make.introduced()
    with pytest.raises(Refused, match="not both said yes"):
        operations.note_first_meeting(pair, at=timezone.now(), by=pair.mentee)
    with pytest.raises(Refused, match="still to come"):
        operations.note_first_meeting(make.agreed(), at=timezone.now() + timedelta(1), by=None)


def test_an_agreement_is_fine_by_the_other_and_a_change_is_a_new_version():
    mentee, mentor = sides(make.agreed())
    words = first_words(mentee)
    assert "behaviour" in words["purpose"]

    one = operations.suggest_agreement(mentee, words=words, version=0)
    assert operations.suggest_agreement(mentee, words=words, version=0) == one
    with pytest.raises(Refused, match="for Imran to say"):
        operations.call_it_fine(mentee, version=1)
    assert operations.call_it_fine(mentor, version=1).fine_at

    with pytest.raises(Stale):
        operations.suggest_agreement(mentor, words=words | {"purpose": "Mine"}, version=0)
    two = operations.suggest_agreement(mentor, words=words | {"purpose": "Mine"}, version=1)
    assert (two.version, two.fine_at) == (2, None)


def test_the_pages_of_the_beginning_work_from_first_look_to_met():
    mentee, mentor = sides(make.agreed())

    assert "You have not met yet" in page(mentee, "own_pair").content.decode()
    assert "Three ways to begin" in page(mentee, "first_meeting").content.decode()
    form = page(mentee, "agreement").context["form"]
    stale = page(mentee, "agreement", **{**form.initial, "version": 7, "purpose": "My words"})
    assert stale.status_code == 409
    assert "My words" in stale.content.decode()
    page(mentee, "agreement", **form.initial)
    assert "wrote down how you two could work" in page(mentor, "own_pair").content.decode()
    page(mentor, "fine", version=1)
    assert "You have both said yes to this" in page(mentee, "agreement").content.decode()
    page(mentor, "met", go="1")
    assert Pair.objects.get().state == State.MEETING


# --- Quiet ----------------------------------------------------------------------------------------


def test_a_quiet_pair_is_asked_once_and_then_only_a_coordinator_sees_it():
    pair = make.agreed()
    quiet_for(pair, 22)

    assert operations.ask_after_quiet_pairs() == 1
    assert operations.ask_after_quiet_pairs() == 0
    assert len(make.letters(pair, "check_in")) == 2
    assert not Pair.objects.quiet().exists()

    CheckIn.objects.update(asked_at=timezone.now() - timedelta(days=8))
    assert operations.ask_after_quiet_pairs() == 0
    assert list(Pair.objects.quiet()) == [pair]
    operations.note_sign(pair)
    assert not Pair.objects.quiet().exists()


def test_nobody_is_asked_too_soon_or_at_rest():
    pair = make.agreed()
    quiet_for(pair, 20)
    assert operations.ask_after_quiet_pairs() == 0
    quiet_for(pair, 30)

    Participant.objects.filter(pk=pair.mentor_id).update(state="paused")
    assert operations.ask_after_quiet_pairs() == 0
    Participant.objects.filter(pk=pair.mentor_id).update(state="in")
    Programme.objects.update(paused_at=timezone.now())
    assert operations.ask_after_quiet_pairs() == 0
    Programme.objects.update(paused_at=None, resumed_at=timezone.now() - timedelta(days=3))
    assert operations.ask_after_quiet_pairs() == 0
    Programme.objects.update(resumed_at=None)
    Pair.objects.update(state=State.PAUSED)
    assert operations.ask_after_quiet_pairs() == 0


def test_the_link_in_the_letter_answers_only_when_pressed_and_not_yet_raises_nothing():
    pair = make.agreed()
    quiet_for(pair, 22)
    operations.ask_after_quiet_pairs()
    mine = CheckIn.objects.get(participant=pair.mentee)
    link, browser = spoken_link(mine), people.browser()

    shown = browser.get(link + "?answer=another").content.decode()
    mine.refresh_from_db()
    assert mine.answer == ""
    assert pair.mentor.user.email not in shown
    browser.post(link, {"answer": "not_yet"})

    mine.refresh_from_db()
    assert mine.answer == "not_yet"
    CheckIn.objects.update(asked_at=timezone.now() - timedelta(days=8))
    assert not Pair.objects.quiet().exists()
    assert not Wish.objects.exists()
    assert browser.get(link[:-3] + "x/").status_code == 404


def test_help_asks_a_coordinator_and_another_ends_the_pair_kindly():
    pair = make.agreed()
    quiet_for(pair, 22)
    operations.ask_after_quiet_pairs()

    operations.answer_check_in(CheckIn.objects.get(participant=pair.mentor), "help")
    assert [wish.kind for wish in Wish.objects.open()] == ["word"]
    before = pair.mentee.priority
    operations.answer_check_in(CheckIn.objects.get(participant=pair.mentee), "another")
    assert operations.part_who_asked(timezone.now() + timedelta(minutes=9)) == 0
    assert operations.part_who_asked(timezone.now() + timedelta(minutes=11)) == 1

    pair.refresh_from_db()
    mentee = Participant.objects.get(pk=pair.mentee_id)
    assert pair.state == State.ENDED
    assert (mentee.priority, mentee.mentors_now, mentee.status) == (before + 1, 0, "waiting")
    assert len(make.letters(pair, "ended")) == 2
    new = make.new_pair(pair.programme, mentor=pair.mentor, mentee=mentee)
    with pytest.raises(Refused, match="introduced before"):
        operations.introduce(pair.programme, [new], by=make.coordinator(), round_number=9)


# --- A break --------------------------------------------------------------------------------------


def test_a_break_is_told_kindly_and_ends_on_its_day_where_they_were():
    pair = make.agreed()
    operations.note_first_meeting(pair, at=timezone.now(), by=None)
    mentee, mentor = sides(pair)

    operations.pause_pair(mentee, back_on=in_days(10), note="A full month.")
    operations.pause_pair(mentee, back_on=in_days(10), note="A full month.")

    [letter] = make.letters(pair, "paused")
    assert letter.to == mentor.me.user.email
    assert "A full month." in letter.text
    assert "A full month." not in str(list(Event.objects.values_list("summary", "detail")))
    assert operations.resume_who_is_due() == 0
    assert operations.resume_who_is_due(timezone.now() + timedelta(days=10)) == 1
    pair.refresh_from_db()
    assert (pair.state, pair.back_on, pair.breaks.count()) == (State.MEETING, None, 0)
    assert len(make.letters(pair, "back_again")) == 2


def test_whoever_took_the_break_comes_back_earlier_from_their_page():
    mentee, mentor = sides(make.agreed())
    day = in_days(9)
    told = {
        "back_on_day": day.day,
        "back_on_month": day.month,
        "back_on_year": day.year,
        "note": "Rest.",
    }
    assert (
        page(mentee, "pause", back_on_day="1", back_on_month="1", back_on_year="2020").status_code
        == 422
    )

    page(mentee, "pause", **told)
    theirs = page(mentor, "own_pair").content.decode()
    assert "Rest." in theirs
    assert "End my break now" not in theirs
    page(mentor, "resume", go="1")
    assert Pair.objects.get().state == State.PAUSED
    assert "End my break now" in page(mentee, "own_pair").content.decode()
    page(mentee, "resume", go="1")

    assert Pair.objects.get().state == State.AGREED


# --- Is this working for you? ---------------------------------------------------------------------


def test_whether_it_works_is_read_by_its_writer_alone():
    mentee, mentor = sides(make.agreed())

    page(mentee, "working", answer="unsure", words="Quillfeather", word="on")

    assert "Quillfeather" in page(mentee, "working").content.decode()
    for name in ("working", "own_pair"):
        assert "Quillfeather" not in page(mentor, name).content.decode()
    assert [wish.participant for wish in Wish.objects.open()] == [mentee.me]
    assert "Quillfeather" not in str(list(Event.objects.values_list("summary", "detail")))
    assert not Letter.objects.filter(text__contains="Quillfeather").exists()
    assert not Working.objects.visible_to(mentor.me).exists()


def test_asking_for_another_is_shown_first_and_then_done():
    mentee, _mentor = sides(make.agreed())

    answer = page(mentee, "working", answer="not", another="on")
    assert answer["Location"] == reverse("pairs:another", args=[mentee.pair.code])
    assert Pair.objects.get().state == State.AGREED
    page(mentee, "another", go="1")

    assert Pair.objects.get().state == State.ENDED
    assert page(mentee, "own_pair").status_code == 200
    assert page(mentee, "pause").status_code == 404


# --- Ends and what comes after --------------------------------------------------------------------


def test_finishing_gives_thanks_and_keeps_addresses_only_where_both_say_so():
    mentee, mentor = sides(make.agreed())

    page(mentee, "finish", thanks="You listened.", keep_contact="on")

    pair = Pair.objects.get()
    assert pair.state == State.FINISHED
    [letter] = make.letters(pair, "finished")
    assert "You listened." in letter.text
    shown = page(mentor, "own_pair").content.decode()
    assert "You listened." in shown
    assert mentee.me.user.email not in shown
    page(mentor, "finish", thanks="So did you.", keep_contact="on")
    assert mentee.me.user.email in page(mentor, "own_pair").content.decode()
    assert Participant.objects.get(pk=mentor.me.pk).mentees_now == 0


def test_they_go_on_once_both_would_like_to():
    mentee, mentor = sides(make.agreed())
    operations.finish_pair(mentee, thanks="")

    assert operations.wish_to_go_on(mentee) is False
    assert operations.wish_to_go_on(mentor) is True

    pair = Pair.objects.get()
    assert (pair.state, pair.ended_at) == (State.AGREED, None)
    assert Participant.objects.get(pk=mentor.me.pk).mentees_now == 1


def test_a_mentee_becomes_a_mentor_in_one_step():
    mentee, _mentor = sides(make.agreed())
    operations.finish_pair(mentee)

    answer = page(mentee, "become_mentor", go="1")

    me = Participant.objects.get(pk=mentee.me.pk)
    assert (me.is_mentor, me.is_mentee, me.capacity) == (True, True, 1)
    assert answer["Location"] == f"/place/{me.programme.slug}/"


def test_a_hand_over_finishes_one_pair_and_introduces_the_next(monkeypatch):
    taken = []
    carrier = handing_over.Carrier(
        things=lambda _side: [handing_over.Thing("goal:1", "Calm starts")],
        bring=lambda _before, _after, chosen: taken.extend(chosen) or len(taken),
    )
    monkeypatch.setattr(handing_over, "_carriers", [carrier])
    pair = make.agreed()
    mentee, mentor = sides(pair)
    with pytest.raises(Refused, match="Only a mentor"):
        operations.ask_to_hand_over(mentee)
    page(mentor, "hand_on", go="1")
    other = make.mentor(pair.programme, name="Priya Nair")

    after = operations.hand_over(pair, other, by=make.coordinator())

    pair.refresh_from_db()
    assert (pair.state, after.came_from, after.mentee) == (State.FINISHED, pair, pair.mentee)
    assert not Wish.objects.open().exists()
    assert len(make.letters(pair, "handed_over")) == 2
    assert len(make.letters(after, "introduction")) == 2
    Pair.objects.filter(pk=after.pk).update(state=State.AGREED, agreed_at=timezone.now())
    new_mentee, new_mentor = sides(after)
    assert page(new_mentor, "bring").status_code == 404
    assert "Calm starts" in page(new_mentee, "bring").content.decode()
    page(new_mentee, "bring", things=["goal:1"])
    page(new_mentee, "bring", things=["goal:1"])
    assert taken == ["goal:1"]


def test_a_full_mentor_takes_over_nobody_and_nothing_is_changed():
    pair = make.agreed()
    full = make.mentor(pair.programme, name="Priya Nair", capacity=0)

    with pytest.raises(Refused, match="as many mentees as agreed"):
        operations.hand_over(pair, full, by=make.coordinator())

    pair.refresh_from_db()
    assert pair.state == State.AGREED


# --- Pages ----------------------------------------------------------------------------------------


def test_home_asks_no_more_of_the_database_for_four_pairs_than_for_one(
    django_assert_max_num_queries,
):
    programme = make.programme()
    mentor = make.mentor(programme, capacity=4)
    for number in range(4):
        mentee = make.mentee(programme, name=f"Jo {number}")
        make.agreed(programme, mentor=mentor, mentee=mentee, round_number=number + 1)
    browser = people.sign_in(people.browser(), mentor.user)
    browser.get(reverse("pairs:place"))
    page = reverse("pairs:own_pair", args=[Pair.objects.first().code])

    with django_assert_max_num_queries(15):
        html = browser.get(reverse("pairs:place")).content.decode()
    with django_assert_max_num_queries(15):
        browser.get(page)
    operations.pause_pair(side_of(Pair.objects.first(), mentor))
    with django_assert_max_num_queries(15):
        assert "break" in browser.get(page).content.decode()

    assert html.count("You have not met yet") == 4
    assert html.count("button next") <= 1


def test_strangers_meet_404_on_every_page_of_a_pair():
    pair = make.agreed()
    stranger = people.sign_in(people.browser(), make.mentee(pair.programme, name="Al").user)

    for name in ("agreement", "first_meeting", "pause", "working", "finish", "another", "hand_on"):
        assert stranger.get(reverse(f"pairs:{name}", args=[pair.code])).status_code == 404
    for name in ("met", "fine", "resume", "go_on", "become_mentor", "have_spoken", "bring"):
        assert stranger.post(reverse(f"pairs:{name}", args=[pair.code])).status_code == 404


# --- What is kept ---------------------------------------------------------------------------------


def test_what_somebody_said_is_gone_once_they_are_forgotten():
    mentee, _mentor = sides(make.agreed())
    words = first_words(mentee) | {"purpose": "Quillfeather"}
    operations.suggest_agreement(mentee, words=words, version=0)
    operations.keep_feeling(mentee, answer="well", words="Quillfeather")
    operations.ask_for_a_word(mentee)
    operations.pause_pair(mentee, back_on=in_days(5), note="Quillfeather")
    operations.resume_pair(mentee)
    operations.finish_pair(mentee, thanks="Quillfeather")
    scope = Scope(user=mentee.me.user, words=(mentee.me.name,), calls=("Bethan",), quiet=True)
    kept = (Pair, Working, Wish, Farewell, CheckIn, type(mentee.pair.agreements.get()))
    given = str([list(declarations()[model].export(scope)) for model in kept])
    assert given.count("Quillfeather") == 3

    for model in kept:
        declarations()[model].erase(scope)

    left = [list(model.objects.values()) for model in kept]
    assert "Quillfeather" not in str(left)
