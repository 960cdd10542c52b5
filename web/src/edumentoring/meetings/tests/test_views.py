"""The pages: what is sent, what is shown to whom, and at what price."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edumentoring.common.tests.reading import grade_of, sentences_of_text
from edumentoring.goals.operations import add_action
from edumentoring.meetings import operations
from edumentoring.meetings.facts import facts
from edumentoring.meetings.home_lines import lines
from edumentoring.meetings.models import Meeting
from edumentoring.meetings.section import section
from edumentoring.meetings.tests import make
from edumentoring.pairs.home import Kind
from edumentoring.pairs.models import Agreement, Pair
from edumentoring.pairs.sides import Side
from edumentoring.people.operations import forget
from edumentoring.people.personal import Scope
from edumentoring.people.tests import make as people
from edumentoring.tools.tests import make as tools

pytestmark = pytest.mark.django_db
State = Meeting.State
CANARY = "Quillfeather"


def browser(side: Side) -> Client:
    return people.sign_in(people.browser(), side.me.user)


def page(name: str, side: Side, *codes: Any) -> str:
    return reverse(f"meetings:{name}", args=[side.pair.code, *codes])


DETAILS = {"minutes": "45", "channel": "phone", "where": "", "word": ""}


# --- Suggesting and answering -----------------------------------------------------------------


def test_a_time_is_suggested_by_ticking_or_typing_on_ones_own_clock():
    mentee, _mentor = make.sides()
    operations.keep_calendar(mentee.me.user, time_zone="Europe/Madrid", wants_reminder=False)
    day = make.soon(9).date()
    typed = {"day_1": day.isoformat(), "time_1": "16:30"}

    answer = browser(mentee).post(page("propose", mentee), {**DETAILS, **typed})

    meeting = Meeting.objects.get()
    assert answer.url == meeting.get_absolute_url()
    [offer] = meeting.offers.all()
    assert offer.starts_at.astimezone(UTC).strftime("%H:%M") in {"14:30", "15:30"}


def test_what_is_wrong_is_said_and_nothing_typed_is_lost():
    mentee, _mentor = make.sides()
    browser_ = browser(mentee)
    sent = {**DETAILS, "where": "Room 4", "word": CANARY, "day_1": make.soon().date().isoformat()}

    answer = browser_.post(page("propose", mentee), sent)

    words = answer.content.decode()
    assert answer.status_code == 422
    assert "Add the time." in words
    assert "Room 4" in words
    assert CANARY in words
    assert not Meeting.objects.exists()
    many = [make.soon(days).isoformat() for days in range(4, 8)]
    answer = browser_.post(page("propose", mentee), {**DETAILS, "chosen": many})
    assert "so take 1 away" in answer.content.decode()
    assert answer.content.decode().count(" checked") >= 4


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_year_far_off_is_refused(day):
    mentee, _mentor = make.sides()
    typed = {"day_1": day, "time_1": "23:30", "chosen": [f"{day}T23:30:00-12:00"]}
    series = {"day": day, "hour": "23:30", "weeks": "2", "until": day}

    once = browser(mentee).post(page("propose", mentee), {**DETAILS, **typed})
    often = browser(mentee).post(page("every", mentee), {**DETAILS, **series})

    assert (once.status_code, often.status_code) == (422, 422)
    assert once.content.decode().count("Check the year") == 2  # above the form, and at its box
    assert often.content.decode().count("Check the year") == 4
    assert not Meeting.objects.exists()


def test_a_time_the_clocks_skip_is_refused():
    mentee, _mentor = make.sides()
    year = timezone.now().year + (timezone.now().month > 3)
    sunday = max(
        day
        for day in (datetime(year, 3, number, tzinfo=UTC) for number in range(25, 32))
        if day.weekday() == 6
    )
    typed = {"day_1": sunday.date().isoformat(), "time_1": "01:30"}

    answer = browser(mentee).post(page("propose", mentee), {**DETAILS, **typed})

    assert "The clocks go forward that night" in answer.content.decode()


def test_one_tap_from_the_letter_takes_a_time_and_looking_takes_none():
    mentee, mentor = make.sides()
    meeting = make.suggested(mentee, make.soon(5), make.soon(6))
    link = make.link_in(make.letters()[0])
    nobody = people.browser()

    for _time in range(3):
        words = nobody.get(link).content.decode()
        nobody.head(link)
    assert Meeting.objects.get().state == State.PROPOSED
    assert make.LINK not in words
    assert "@" not in words.partition("<main")[2].partition("</main")[0]

    answer = nobody.post(link, {"answer": make.soon(6).isoformat()})
    meeting.refresh_from_db()
    assert (answer.status_code, meeting.state, meeting.starts_at) == (
        302,
        State.AGREED,
        make.soon(6),
    )
    assert "You meet Bethan" in nobody.get(link).content.decode()
    assert nobody.post(link, {"answer": "off", "word": "I am ill."}).status_code == 302
    assert Meeting.objects.get().state == State.CANCELLED
    assert mentor.other_name == "Bethan"


def test_a_first_suggestion_begins_as_the_two_agreed_to_work():
    mentee, _mentor = make.sides()
    Agreement.objects.create(pair=mentee.pair, how_often="half_termly", channel="writing")
    browser_ = browser(mentee)

    words = browser_.get(page("propose", mentee)).content.decode()
    every = browser_.get(page("every", mentee)).content.decode()

    assert re.search(r'value="message"[^>]* checked', words)
    assert '<option value="6" selected>' in every
    assert "Every six weeks" in every


def test_a_pause_of_the_programme_asks_both_and_calls_nothing_off():
    mentee, mentor = make.sides()
    meeting = make.agreed(mentee.pair, make.soon(5))
    programme = mentee.pair.programme
    programme.paused_at, programme.resumes_on = timezone.now(), make.soon(20).date()
    programme.save()

    for side in (mentee, mentor):
        for path in (meeting.get_absolute_url(), page("meetings", side)):
            words = browser(side).get(path).content.decode()
            assert "The programme takes a break then." in words
    assert Meeting.objects.get().state == State.AGREED
    assert make.letters() == []


def test_getting_ready_gathers_what_both_share_and_a_bounded_price(django_assert_max_num_queries):
    mentee, mentor = make.sides()
    last = make.gone_by(mentee.pair, days=7)
    told = operations.Told(happened=True, next_step="Stand at the door")
    operations.tell_how_it_went(mentor, last, told, version=last.version)
    add_action(mentee, text="Ring the school")
    add_action(mentee, text=CANARY, seen="me")
    tools.taken(mentee)
    tools.sheet(mentee)
    meeting = make.agreed(mentee.pair)
    hers, his = browser(mentee), browser(mentor)
    hers.get(meeting.get_absolute_url())

    with django_assert_max_num_queries(18):
        words = hers.get(meeting.get_absolute_url()).content.decode()
    other = his.get(meeting.get_absolute_url()).content.decode()

    for said in ("Stand at the door", "Ring the school", "Feedback and tools"):
        assert said in words
        assert said in other
    for own in ("What I want to ask", "What I have begun"):
        assert own in words
        assert own not in other
    assert CANARY not in words + other


def test_the_page_of_meetings_looks_back_and_counts_nothing_down():
    mentee, _mentor = make.sides()
    for days in (3, 16, 30):
        gone = make.gone_by(mentee.pair, days=days)
        Meeting.objects.filter(pk=gone.pk).update(state=State.HELD)
    last = make.soon(-3).astimezone(mentee.zone)

    words = browser(mentee).get(page("meetings", mentee)).content.decode()

    assert f"Last on {last:%A} {last.day} {last:%B}. About every two weeks so far." in words


def test_a_letters_key_opens_nothing_else_and_nothing_after_the_end():
    mentee, _mentor = make.sides()
    make.suggested(mentee, make.soon(5))
    link = make.link_in(make.letters()[0])
    nobody = people.browser()

    assert nobody.get(link[:-2] + "/").status_code == 404
    Pair.objects.update(state="ended")
    assert nobody.get(link).status_code == 404
    assert nobody.post(link, {"answer": "none"}).status_code == 404
    assert Meeting.objects.get().state == State.PROPOSED


def test_other_times_can_be_named_from_the_letter():
    mentee, mentor = make.sides()
    meeting = make.suggested(mentee, make.soon(5))
    link = make.link_in(make.letters()[0]) + "times/"

    answer = people.browser().post(link, {"chosen": [make.soon(9).isoformat()], "word": "Or then?"})

    assert answer.status_code == 302
    meeting.refresh_from_db()
    assert meeting.offered_by == mentor.me
    assert "Or then?" in make.letters("suggested")[-1].text


def test_a_series_shows_its_days_first_and_leaves_out_what_was_unticked():
    mentee, _mentor = make.sides()
    first = make.soon(9).date()
    sent = {
        **DETAILS,
        "day": first.isoformat(),
        "hour": "16:00",
        "weeks": "2",
        "until": (first + timedelta(days=60)).isoformat(),
    }
    browser_ = browser(mentee)

    words = browser_.post(page("every", mentee), sent).content.decode()
    assert words.count('name="keep"') == 5
    assert not Meeting.objects.exists()

    days = re.findall(r'name="keep" id="day-\d" value="([^"]+)"', words)
    browser_.post(page("every", mentee), {**sent, "shown": "yes", "keep": days[:3], "send": "yes"})

    made = Meeting.objects.order_by("starts_at")
    assert [each.starts_at.astimezone(mentee.zone).hour for each in made] == [16, 16, 16]
    assert len({each.series for each in made}) == 1


def test_a_log_that_the_other_wrote_meanwhile_is_shown_beside_ones_own_words():
    mentee, mentor = make.sides()
    meeting = make.gone_by(mentee.pair)
    before = meeting.version
    first = {"happened": "yes", "talked": "Greeting", "next_step": "", "version": str(before)}
    Pair.objects.update(state="meeting")
    browser(mentee).post(page("log", mentee, meeting.code), first)

    answer = browser(mentor).post(page("log", mentor, meeting.code), {**first, "talked": "Marking"})

    words = answer.content.decode()
    assert answer.status_code == 409
    assert "Greeting" in words
    assert "Marking" in words
    assert Meeting.objects.get().talked == "Greeting"


# --- The feed -----------------------------------------------------------------------------------


def test_the_feed_holds_all_pairs_first_names_only_and_says_when_nothing_changed():
    mentee, mentor = make.sides()
    make.agreed(mentee.pair)
    gone = make.gone_by(mentee.pair)
    operations.tell_how_it_went(
        mentee, gone, operations.Told(happened=False, talked=CANARY), version=gone.version
    )
    words = browser(mentee).get(reverse("meetings:calendar")).content.decode()
    path = "/calendar/" + words.partition("/calendar/")[2].partition('"')[0]
    nobody = people.browser()

    answer = nobody.get(path)

    file = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")
    assert answer["Cache-Control"] == "private, max-age=900"
    assert file.count("BEGIN:VEVENT") == 1
    assert "SUMMARY:Mentoring: Imran\r\n" in file
    unfolded = file.replace("\r\n ", "")
    for secret in (mentor.me.name.split()[-1], mentor.me.user.email, CANARY):
        assert secret not in unfolded
    again = nobody.get(path, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")

    browser(mentee).post(reverse("meetings:new_address"))
    assert nobody.get(path).status_code == 404


# --- Elsewhere ----------------------------------------------------------------------------------


def test_the_first_page_says_what_is_next_and_what_waits():
    mentee, mentor = make.sides()
    [find] = lines([mentee])
    assert (find.kind, find.rank) == (Kind.SUGGESTION, 40)
    assert "pm is among the times you both named" in str(find.detail).replace(
        "\N{NO-BREAK SPACE}", " "
    )

    make.suggested(mentor, make.soon(9))
    [asked] = lines([mentee])
    assert (asked.kind, str(asked.text)) == (Kind.ASKED, "Imran suggests times to meet")
    assert list(lines([mentor])) == []

    make.agreed(mentee.pair, make.soon(4))
    make.gone_by(mentee.pair)
    assert [line.kind for line in lines([mentee])] == [
        Kind.MEETING,
        Kind.ASKED,
        Kind.SUGGESTION,
    ]


@pytest.mark.parametrize(
    ("channel", "where", "opens"),
    [
        ("video", "Our room: https://example.org/j/8?pwd=a.", "https://example.org/j/8?pwd=a"),
        ("phone", "+44 20 7946 0123", "tel:+442079460123"),
        ("place", "020 7946 0123", ""),
        ("place", "The library", ""),
    ],
)
def test_the_first_page_opens_a_meetings_link_or_number_at_once(channel, where, opens):
    mentee, _mentor = make.sides()
    meeting = make.agreed(mentee.pair, make.soon(4))
    Meeting.objects.filter(pk=meeting.pk).update(channel=channel, where=where)

    [line, *_others] = lines([mentee])

    assert (line.reach, line.reach_url) == (where, opens)


def test_first_page_and_section_ask_twice_however_many_there_are(django_assert_max_num_queries):
    mentee, _mentor = make.sides()
    for days in (4, 8, 12):
        make.agreed(mentee.pair, make.soon(days))
        make.gone_by(mentee.pair, days=days)
    make.suggested(mentee, make.soon(30))

    with django_assert_max_num_queries(2):
        found = list(lines([mentee, mentee, mentee]))
    with django_assert_max_num_queries(2):
        shown = section(mentee)

    assert len(found) == 6
    assert shown
    assert shown.context["next"].meeting.starts_at == make.soon(4)


def test_coordinators_learn_how_often_and_never_a_word():
    mentee, _mentor = make.sides()
    meeting = make.gone_by(mentee.pair)
    Pair.objects.update(state="meeting")
    told = operations.Told(happened=True, talked=CANARY, next_step=CANARY)
    operations.tell_how_it_went(
        make.sides(Pair.objects.with_people().get())[0], meeting, told, version=meeting.version
    )

    [said] = facts([mentee.pair])[mentee.pair.pk]

    day = meeting.starts_at.astimezone(mentee.zone)
    assert said == f"Met once, on {day.day} {day:%B}"


def test_whoever_is_forgotten_leaves_no_word_and_the_other_calendar_is_told():
    mentee, mentor = make.sides()
    operations.add_item(mentee, CANARY)
    coming = make.agreed(mentee.pair)
    gone = make.gone_by(mentee.pair)
    Meeting.objects.filter(pk=gone.pk).update(
        state="held",
        talked=CANARY,
        logged_by=mentee.me,
        where=CANARY,
        word=CANARY,
        word_by=mentee.me,
    )
    operations.keep_calendar(mentee.me.user, time_zone="Europe/Madrid", wants_reminder=True)

    forget(Scope(user=mentee.me.user), by=mentee.me.user)

    kept = "".join(str(row) for row in Meeting.objects.values())
    assert CANARY not in kept
    assert not mentee.pair.agenda.exists()
    coming.refresh_from_db()
    assert coming.state == State.CANCELLED
    [letter] = [one for one in make.letters("called_off") if "METHOD:CANCEL" in one.calendar]
    assert (letter.to, letter.state) == (mentor.me.user.email, "waiting")


# --- Words ----------------------------------------------------------------------------------------


def test_every_letter_reads_easily_and_shows_no_words_of_theirs_to_coordinators():
    mentee, mentor = make.sides()
    meeting = make.suggested(mentee, make.soon(5), word="Any of these.")
    operations.accept(mentor, meeting, make.soon(5))
    operations.suggest_other_times(mentee, meeting, [make.soon(6)])
    operations.accept(mentor, meeting, make.soon(6))
    operations.change_details(mentee, meeting, make.details(where="Room 4"))
    operations.call_off(mentee, meeting)
    operations.say_not_these(mentor, make.suggested(mentee, make.soon(7)))
    operations.call_off(mentee, make.suggested(mentee, make.soon(7)))
    made = operations.propose_series(mentee, [make.soon(10), make.soon(24)], make.details())
    operations.accept_series(mentor, made[0].series)
    written = make.letters()

    assert {one.kind.removeprefix("meeting_") for one in written} == {
        *("suggested", "invitation", "called_off", "not_these", "taken_back", "series")
    }
    hard = {one.kind: grade_of(sentences_of_text(one.text)) for one in written}
    assert max(hard.values()) <= 8, hard
    assert all(one.person_code is None for one in written)
    assert all("{" not in one.text + one.subject for one in written)
