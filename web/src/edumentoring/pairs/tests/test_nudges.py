"""Reminders: one line each, one letter for all of them, at most once a week, and theirs to stop."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from edumentoring.common.models import Letter
from edumentoring.common.tests.reading import grade_of, sentences_of, sentences_of_text
from edumentoring.pairs import gentle, keys, nudges
from edumentoring.pairs.correspondence import write_example
from edumentoring.pairs.models import Pair
from edumentoring.pairs.nudge_models import Nudge, Reminded
from edumentoring.pairs.operations import ask_once_more
from edumentoring.pairs.tests import make
from edumentoring.people.models import Event, User
from edumentoring.people.operations import forget
from edumentoring.people.personal import Scope
from edumentoring.people.tests.make import browser, sign_in
from edumentoring.programmes.models import Participant, Programme
from edumentoring.programmes.operations import pause_participant
from edumentoring.programmes.tests import make as programmes

pytestmark = pytest.mark.django_db

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def next_tuesday(zone: str) -> datetime:
    """The next Tuesday at half past four there, less than a week from now."""
    now = datetime.now(ZoneInfo(zone))
    half_past_four = now.replace(hour=16, minute=30, second=0, microsecond=0)
    days = (half_past_four + timedelta(days=day) for day in range(8))
    return next(day for day in days if day.weekday() == 1 and day > now)


TUESDAY = next_tuesday("Europe/London")


def offer(to: Participant, key: str = "action:1", **fields: Any) -> None:
    given = {"kind": "action", "line": "You wanted to try a seating plan.", "url": "/place/"}
    nudges.offer(to, key=key, **{**given, **fields})


def written(to: Participant) -> list[Letter]:
    return list(Letter.objects.filter(kind=gentle.KIND, person_code=to.user.code))


def path_of(who: Participant) -> str:
    return "/" + nudges.letters_link(who).split("/", 3)[3]


# --- One letter -----------------------------------------------------------------------------------


def test_all_that_waits_comes_in_one_letter_and_the_next_no_sooner_than_in_a_week():
    bethan = make.mentee()
    offer(bethan)
    offer(bethan, "goal:2", line="Your goal has its day next week.", url="/place/goal/")

    assert gentle.write_gentle_letters(TUESDAY) == 1
    offer(bethan, "action:3", line="One more thing.")
    for hours in (1, 24, 6 * 24, 7 * 24 - 1):
        assert gentle.write_gentle_letters(TUESDAY + timedelta(hours=hours)) == 0
    assert gentle.write_gentle_letters(TUESDAY + timedelta(days=7)) == 1

    first, second = sorted(written(bethan), key=lambda letter: letter.pk)
    assert "seating plan" in first.text
    assert "/place/goal/" in first.text
    assert "One more thing." in second.text
    assert "seating plan" not in second.text


def test_a_person_of_two_programmes_gets_one_letter_for_both():
    bethan = make.mentee()
    again = make.mentor(programmes.programme("Heads together"))
    Participant.objects.filter(pk=again.pk).update(user=bethan.user)
    offer(bethan)
    offer(again, "goal:2", line="Somebody shared a goal with you.")

    gentle.write_gentle_letters(TUESDAY)
    gentle.write_gentle_letters(TUESDAY + timedelta(hours=1))

    [letter] = Letter.objects.filter(kind=gentle.KIND)
    assert "HEADS TOGETHER" in letter.text
    assert "seating plan" in letter.text


def test_it_goes_out_late_in_the_afternoon_where_the_programme_is():
    london, auckland = ZoneInfo("Europe/London"), ZoneInfo("Pacific/Auckland")
    for moment, zone, is_time in (
        (datetime(2026, 11, 24, 15, 59, tzinfo=UTC), london, False),
        (datetime(2026, 11, 24, 16, 0, tzinfo=UTC), london, True),
        (datetime(2026, 7, 7, 15, 0, tzinfo=UTC), london, True),  # summer time
        (datetime(2026, 11, 23, 16, 30, tzinfo=UTC), london, False),  # a Monday
        (datetime(2026, 11, 24, 3, 30, tzinfo=UTC), auckland, True),
    ):
        assert gentle.is_time(moment.astimezone(zone)) == is_time
    far = make.mentee()
    Programme.objects.filter(pk=far.programme_id).update(time_zone="Pacific/Auckland")
    offer(far)
    offer(make.mentee())

    gentle.write_gentle_letters(next_tuesday("Pacific/Auckland"))

    assert [letter.to for letter in Letter.objects.filter(kind=gentle.KIND)] == [far.user.email]


def test_the_same_key_is_told_once_and_what_is_settled_is_not_told():
    bethan = make.mentee()
    offer(bethan)
    offer(bethan, line="You wanted to try two seating plans.")
    offer(bethan, "action:2", line="Never told.")
    nudges.take_back("action:2")

    gentle.write_gentle_letters(TUESDAY)
    offer(bethan)
    gentle.write_gentle_letters(TUESDAY + timedelta(days=7))

    [letter] = written(bethan)
    assert "two seating plans" in letter.text
    assert "Never told." not in letter.text
    assert Nudge.objects.exclude(line="").count() == 0  # the words went with the letter


def test_what_a_full_letter_has_no_room_for_comes_in_the_next_one():
    bethan = make.mentee()
    for number in range(gentle.MOST_LINES + 2):
        offer(bethan, f"action:{number}", line=f"Line {number} of eight.")
    Nudge.objects.update(offered_at=TUESDAY - timedelta(days=15))

    gentle.write_gentle_letters(TUESDAY)
    gentle.write_gentle_letters(TUESDAY + timedelta(days=7))

    first, second = sorted(written(bethan), key=lambda letter: letter.pk)
    assert "Line 5 of eight." in first.text
    assert "Line 6 of eight." not in first.text
    assert "It comes in your next letter." in first.text
    assert all(f"Line {number} of eight." in second.text for number in (6, 7))
    assert gentle.write_gentle_letters(TUESDAY + timedelta(days=14)) == 0


def test_a_thing_with_a_day_is_told_in_the_week_before_it():
    bethan = make.mentee()
    offer(bethan, due_at=TUESDAY + timedelta(days=8))
    offer(bethan, "action:old", line="Long gone.", due_at=TUESDAY - timedelta(days=22))

    assert gentle.write_gentle_letters(TUESDAY) == 0
    assert gentle.write_gentle_letters(TUESDAY + timedelta(days=1)) == 1
    assert "Long gone." not in written(bethan)[0].text


# --- Rest -----------------------------------------------------------------------------------------


def test_nobody_is_reminded_while_they_the_pair_or_the_programme_rests():
    pair = make.agreed()
    paused, other = pair.mentee, make.mentor()
    page = f"/place/pairs/{pair.code}/"
    offer(pair.mentor, "of the pair", url=page)
    offer(paused, "their own")
    offer(other, "of a paused programme")
    pause_participant(paused, until=None, by=paused.user)
    Pair.objects.filter(pk=pair.pk).update(state=Pair.State.PAUSED)
    Programme.objects.filter(pk=other.programme_id).update(paused_at=TUESDAY)

    assert gentle.write_gentle_letters(TUESDAY) == 0

    Pair.objects.filter(pk=pair.pk).update(state=Pair.State.MEETING)
    assert gentle.write_gentle_letters(TUESDAY) == 1
    assert written(pair.mentor)


def test_a_lot_on_rests_reminders_up_to_the_day_named():
    bethan = make.mentee()
    offer(bethan)
    nudges.rest(bethan.user, until=TUESDAY.date() + timedelta(days=1))

    assert gentle.write_gentle_letters(TUESDAY + timedelta(days=1)) == 0
    assert gentle.write_gentle_letters(TUESDAY + timedelta(days=2)) == 1


def test_an_ended_pair_leaves_nothing_to_be_reminded_of():
    pair = make.agreed()
    offer(pair.mentee, url=f"/place/pairs/{pair.code}/goals/")

    nudges.follow(pair, Pair.State.MEETING, Pair.State.ENDED)

    assert not Nudge.objects.exists()


# --- Their choice ---------------------------------------------------------------------------------


def test_off_means_no_reminders_and_only_what_is_urgent():
    bethan = make.mentee()
    offer(bethan)
    nudges.choose(bethan.user, nudges.OFF)

    assert gentle.write_gentle_letters(TUESDAY) == 0
    assert nudges.wants(bethan, urgent=True)
    assert not nudges.wants(bethan, urgent=False)

    nudges.choose(bethan.user, nudges.WEEKLY)
    assert not nudges.wants(bethan, urgent=False)
    assert gentle.write_gentle_letters(TUESDAY) == 1


def test_one_press_in_a_mail_program_stops_reminders_and_a_scanner_stops_nothing():
    bethan = make.mentee()
    offer(bethan)
    gentle.write_gentle_letters(TUESDAY)
    headers = written(bethan)[0].headers
    path = "/" + headers["List-Unsubscribe"].strip("<>").split("/", 3)[3]
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    stranger = Client(enforce_csrf_checks=True)
    for _time in range(3):
        assert stranger.get(path).status_code == 200
        assert stranger.head(path).status_code == 200
    assert User.objects.get(pk=bethan.user_id).letters == "now"

    assert stranger.post(path, ONE_CLICK).status_code == 200
    assert stranger.post(path, ONE_CLICK).status_code == 200  # twice is once
    assert User.objects.get(pk=bethan.user_id).letters == "off"
    assert Event.objects.filter(action="choose_letters").count() == 1


def test_the_link_in_a_letter_names_nobody_and_opens_one_door_for_60_days(
    monkeypatch: pytest.MonkeyPatch,
):
    bethan = make.mentee()
    path = path_of(bethan)
    page = browser().get(path).content.decode()
    assert bethan.user.email not in page
    assert "Bethan" not in page

    other = keys.link_to("check-in", bethan.user.code, bethan)
    assert browser().get(f"/letters/{other}/").status_code == 404
    assert browser().get(path[:-2] + "x/").status_code == 404
    monkeypatch.setattr(keys, "LASTS", timedelta(seconds=-1))
    assert browser().get(path).status_code == 404


def test_somebody_chooses_on_their_own_page():
    bethan = make.mentee()
    me = sign_in(browser(), bethan.user)

    assert "Choose how often" in me.post("/place/me/letters/", {}).content.decode()
    answer = me.post("/place/me/letters/", {"letters": "weekly"}, follow=True)

    assert "Saved." in answer.content.decode()
    assert User.objects.get(pk=bethan.user_id).letters == "weekly"
    own = me.get(f"/place/{bethan.programme.slug}/").content.decode()
    assert "/place/me/letters/" in own


def test_every_letter_of_a_pair_says_where_to_choose_and_a_preview_gives_the_key_to_nobody():
    pair = make.agreed()
    for letter in make.letters(pair):
        reader = pair.mentor if letter.to == pair.mentor.user.email else pair.mentee
        assert path_of(reader).split(".")[0] in letter.text
        assert path_of(reader).split(".")[0] in letter.html

    preview = write_example("both_said_yes", pair.mentee)
    assert "/letters/" not in preview.text.replace("/place/me/letters/", "")


def test_asking_once_more_counts_as_the_reminder_of_that_week():
    pair = make.introduced(days=8)
    offer(pair.mentee)

    assert ask_once_more() == 2
    assert gentle.write_gentle_letters(TUESDAY) == 0
    assert gentle.write_gentle_letters(TUESDAY + timedelta(days=7)) == 1


# --- What the desk sees, how it reads, and what is forgotten -------------------------------------


def test_the_desk_sees_kinds_and_counts_and_no_words():
    programme = programmes.programme()
    bethan, imran = make.mentee(programme), make.mentor(programme)
    offer(bethan, line="A canary sings.")
    offer(bethan, "action:2")
    offer(imran, "review:1", kind="review")
    offer(make.mentee(), "elsewhere")

    coming = nudges.coming_in(programme, now=TUESDAY)

    assert [(one.kind, one.lines, one.people) for one in coming] == [
        ("action", 2, 1),
        ("review", 1, 1),
    ]
    assert nudges.letters_coming(programme, now=TUESDAY) == 2
    assert "canary" not in str(coming)


def test_it_reads_easily():
    bethan = make.mentee()
    offer(bethan)
    gentle.write_gentle_letters(TUESDAY)

    assert grade_of(sentences_of_text(written(bethan)[0].text)) <= 8
    for page in (
        browser().get(path_of(bethan)),
        sign_in(browser(), bethan.user).get("/place/me/letters/"),
    ):
        assert grade_of(sentences_of(page.content.decode())) <= 8


def test_whoever_is_forgotten_is_in_no_line_and_no_letter_of_their_partner():
    pair = make.agreed()
    page = f"/place/pairs/{pair.code}/"
    offer(pair.mentor, line="Have you spoken with Bethan?", url=page)
    offer(pair.mentee, "their own", line="You said you would call.")
    gentle.write_gentle_letters(TUESDAY)
    offer(pair.mentor, "another", line="Bethan shared a note.", url=page)

    forget(Scope(user=pair.mentee.user), by=pair.mentee.user)

    assert not Nudge.objects.filter(line__contains="Bethan").exists()
    assert not Nudge.objects.filter(participant=pair.mentee).exists()
    assert not Reminded.objects.filter(user=pair.mentee.user).exists()
    [letter] = written(pair.mentor)
    assert "Bethan" not in letter.text + letter.html
