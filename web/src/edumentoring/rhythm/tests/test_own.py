"""For oneself: two questions, a pulse, how meetings feel, a lot on, and a year to look back on."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.common.tests.reading import grade_of, sentences_of_text
from edumentoring.concerns.operations import separate_at_once
from edumentoring.goals.models import Goal
from edumentoring.meetings.models import Meeting
from edumentoring.pairs import gentle, nudges
from edumentoring.pairs.course_models import Agreement
from edumentoring.pairs.home import lines_for
from edumentoring.pairs.models import Pair
from edumentoring.pairs.nudge_models import Nudge
from edumentoring.people.operations import forget
from edumentoring.people.personal import Scope
from edumentoring.people.tests.make import browser, sign_in
from edumentoring.queries.command import receive
from edumentoring.queries.models import Query
from edumentoring.rhythm import home_lines, operations
from edumentoring.rhythm.drawing import line_of
from edumentoring.rhythm.looking_back import record_of, year_of, years_of
from edumentoring.rhythm.models import EarlyAnswer, Feeling, Load, LookBack, Pulse, Said
from edumentoring.rhythm.nudging import offer_what_is_due, questions_link
from edumentoring.rhythm.operations import Answer
from edumentoring.rhythm.section import section
from edumentoring.rhythm.tests import make
from edumentoring.tools.tests import make as tools

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


# --- What is offered ------------------------------------------------------------------------------


def test_each_thing_is_offered_once_to_both_and_not_to_who_has_done_it():
    pair = make.met(days=2)
    half_way = make.met(make.programme("Another"), days=125)
    operations.answer_questions(pair, pair.mentor, "first", worth=5, heard=5)

    assert offer_what_is_due() == 3
    assert offer_what_is_due() == 0

    told = {(one.participant_id, one.kind) for one in Nudge.objects.all()}
    assert told == {
        (pair.mentee_id, "pulse"),
        (half_way.mentor_id, "review"),
        (half_way.mentee_id, "review"),
    }
    assert Nudge.objects.get(participant=pair.mentee).pair_id == pair.pk  # rests with the pair


def test_nothing_is_offered_while_a_pair_is_paused_or_has_not_met():
    Pair.objects.filter(pk=make.met(days=125).pk).update(state=Pair.State.PAUSED)
    make.agreed(make.programme("Another"))

    assert offer_what_is_due() == 0


def test_a_letters_link_takes_the_answers_and_a_scanner_answers_nothing():
    pair = make.met(days=2)
    path = questions_link(pair, "first", pair.mentee)
    stranger = browser()
    for _time in range(3):
        assert "Two short questions" in stranger.get(path).content.decode()
        stranger.head(path)
    assert not EarlyAnswer.objects.exists()

    thanks = stranger.post(path, {"worth": "2", "heard": "5"}).content.decode()

    answer = EarlyAnswer.objects.get()
    assert (answer.participant_id, answer.worth, answer.heard) == (pair.mentee_id, 2, 5)
    assert "It may be hard to speak there" in thanks
    again = stranger.get(path).content.decode()
    assert "checked" not in again
    assert pair.mentor.user.email not in again
    wrong = path.replace("/first/", "/six-weeks/")
    assert stranger.get(wrong).status_code == 404


def test_the_first_page_suggests_what_fits_the_stage_and_asks_the_database_twice():
    pair = make.met(days=2)
    others = [make.met(make.programme(f"P{number}"), days=125) for number in range(2)]
    sides = [make.mentee_side(each) for each in (pair, *others)]

    with CaptureQueriesContext(connection) as asked:
        lines = list(home_lines.lines(sides))
    assert len(asked) == 2
    first = lines_for([sides[0]])[-1]
    assert first.url == reverse("rhythm:questions", args=[pair.code, "first"])

    operations.answer_questions(pair, pair.mentee, "first", worth=4, heard=4)
    assert "Write down how you and Imran work" in str(next(home_lines.lines(sides[:1])).text)
    Agreement.objects.create(pair=pair)
    assert "Set one goal" in str(next(home_lines.lines(sides[:1])).text)
    Pair.objects.filter(pk=pair.pk).update(started_at=None)
    fresh = make.mentee_side(Pair.objects.with_people().get(pk=pair.pk))
    own = list(home_lines.lines([fresh]))
    assert "first talk with Imran" in str(own[0].text)
    assert any("first months" in str(line.text) for line in lines)


def test_the_section_of_a_pair_costs_three_questions():
    side = make.mentee_side(make.met(days=125))

    with CaptureQueriesContext(connection) as asked:
        shown = section(side)

    assert len(asked) <= 3
    assert shown
    assert shown.context["offered"].stage == "mid"


def test_a_reply_to_the_gentle_letter_reaches_the_coordinators():
    pair = make.met(days=125)
    offer_what_is_due()
    gentle.write_to(pair.mentee.user_id, timezone.now())
    letter = Letter.objects.get(kind=gentle.KIND)
    mail = (
        f"From: {letter.to}\r\nTo: hello@example.org\r\nSubject: Re: {letter.subject}\r\n"
        f"Message-ID: <1@school.example>\r\nIn-Reply-To: {letter.message_id}\r\n\r\n"
        "Could we look back in June?\r\n"
    )

    assert receive(BytesIO(mail.encode())).kind == "new"

    query = Query.objects.get(programme=pair.programme)
    assert query.participant == pair.mentee


# --- Pulse and feelings ---------------------------------------------------------------------------


def test_a_pulse_is_kept_once_a_day_drawn_with_its_table_and_taken_out_again():
    me = make.met().mentee.user
    Pulse.objects.create(user=me, on=TODAY() - timedelta(days=9), autonomy=2)
    client = sign_in(browser(), me)

    client.post(reverse("rhythm:pulse"), {"autonomy": "4"})
    client.post(reverse("rhythm:pulse"), {"autonomy": "5", "belonging": "3"})

    now = Pulse.objects.get(user=me, on=TODAY())
    assert (now.autonomy, now.belonging, now.collaboration) == (5, 3, None)
    page = client.get(reverse("rhythm:pulse")).content.decode()
    assert page.count("<polyline") == 2
    assert "Not answered yet" in page
    assert "<table" in page
    client.post(reverse("rhythm:drop_pulse", args=[f"{TODAY()}"]))
    assert Pulse.objects.get(user=me).autonomy == 2
    assert client.post(reverse("rhythm:drop_pulse", args=["soon"])).status_code == 404


def test_a_low_word_leads_to_help_for_oneself_alone():
    pair = make.met()
    client = sign_in(browser(), pair.mentee.user)
    feelings = reverse("rhythm:feelings", args=[pair.code])

    found = []
    for sent in ({"mood_after": "4"}, {"confidence_before": "2"}, {"mood_before": "1"}):
        client.post(feelings, sent)
        page = client.get(feelings).content.decode()
        low = page.partition('id="low-title"')[2].partition("</section>")[0]
        found.append([word in low for word in ("tools/steps/", "people/find/", "about/wellbeing/")])
    client.post(reverse("rhythm:pulse"), {"belonging": "2"})

    assert found == [[False, False, False], [True, True, False], [True, True, True]]
    assert "about/wellbeing/" in client.get(reverse("rhythm:pulse")).content.decode()
    other = sign_in(browser(), pair.mentor.user)
    assert 'id="low-title"' not in other.get(feelings).content.decode()


def test_a_line_runs_from_the_first_day_to_the_last_and_higher_is_better():
    first = TODAY()
    line = line_of(
        "x", [(first, 1), (first + timedelta(days=1), 5), (first + timedelta(days=4), 3)]
    )

    assert [(point.x, point.y) for point in line.points] == [(12, 84), (86, 12), (308, 48)]
    assert line_of("x", [(first, 3)]).points[0].x == 160
    assert line_of("x", []).path == ""


def test_feelings_before_and_after_are_one_day_and_only_theirs():
    pair = make.met()
    address = reverse("rhythm:feelings", args=[pair.code])
    client = sign_in(browser(), pair.mentee.user)

    client.post(address, {"mood_before": "2", "confidence_before": "0"})
    client.post(address, {"mood_before": "0", "mood_after": "4"})

    kept = Feeling.objects.get()
    assert (kept.mood_before, kept.mood_after, kept.confidence_before) == (2, 4, None)
    theirs = sign_in(browser(), pair.mentor.user).get(address).content.decode()
    assert "Your days will be here" in theirs


# --- A lot on -------------------------------------------------------------------------------------


def test_a_lot_on_rests_reminders_and_tells_nobody_unless_they_wish():
    pair = make.met()
    bethan = make.mentee_side(pair)
    given = {"until": TODAY() + timedelta(days=10), "today": TODAY(), "word": "Exam season."}

    operations.note_load(pair.mentee.user, [bethan], told=False, **given)

    assert nudges.rests_until(pair.mentee.user) == given["until"]
    assert not Load.objects.visible_to(pair.mentor).exists()
    assert Load.objects.get().word == ""
    assert not Letter.objects.filter(kind="has_a_lot_on").exists()

    operations.note_load(pair.mentee.user, [bethan], told=True, **given)
    operations.note_load(pair.mentee.user, [bethan], told=True, **given)

    [letter] = Letter.objects.filter(kind="has_a_lot_on")
    assert letter.to == pair.mentor.user.email
    assert "Exam season." not in letter.text
    assert grade_of(sentences_of_text(letter.text)) <= 8
    page = sign_in(browser(), pair.mentor.user).get(reverse("pairs:own_pair", args=[pair.code]))
    assert "Exam season." in page.content.decode()

    operations.end_load(pair.mentee.user)
    assert nudges.rests_until(pair.mentee.user) is None
    page = sign_in(browser(), pair.mentor.user).get(reverse("pairs:own_pair", args=[pair.code]))
    assert "Exam season." not in page.content.decode()


def test_who_wants_one_letter_a_week_reads_of_it_there():
    pair = make.met()
    nudges.choose(pair.mentor.user, nudges.WEEKLY)
    pair = Pair.objects.with_people().get(pk=pair.pk)
    until = TODAY() + timedelta(days=10)

    operations.note_load(
        pair.mentee.user, [make.mentee_side(pair)], until=until, today=TODAY(), told=True
    )

    assert not Letter.objects.filter(kind="has_a_lot_on").exists()
    assert gentle.write_to(pair.mentor.user_id, timezone.now()) == 1
    assert "has a lot on" in Letter.objects.get(kind=gentle.KIND).text


def test_a_day_gone_by_is_asked_about_again_and_keeps_what_was_typed():
    pair = make.met()
    sent = {"until_day": "1", "until_month": "9", "until_year": "2020", "word": "Hello."}

    page = sign_in(browser(), pair.mentee.user).post(reverse("rhythm:load"), sent)

    assert page.status_code == 422
    assert "Choose today or a later day." in page.content.decode()
    assert "Hello." in page.content.decode()
    assert not Load.objects.exists()


# --- A year ---------------------------------------------------------------------------------------


def test_a_year_holds_ones_own_record_and_nobody_elses():
    pair = make.met_at(datetime(2025, 10, 1, tzinfo=UTC))
    agreed = datetime(2025, 9, 20, tzinfo=UTC)
    Pair.objects.filter(pk=pair.pk).update(agreed_at=agreed)
    for month in (10, 11):
        at = datetime(2025, month, 5, 16, tzinfo=UTC)
        Meeting.objects.create(pair=pair, state="held", starts_at=at)
    Goal.objects.create(pair=pair, owner=pair.mentee, what="Calm starts", made_at=agreed)
    Goal.objects.create(pair=pair, owner=pair.mentor, what="Canary", made_at=agreed)
    review = make.looked_back(make.mentor_side(pair), well=Answer(text="Theirs.", shared=True))
    review.saved_at = agreed
    review.save()

    year = record_of(pair.mentee.user, 2025)

    assert [(one.other, one.met) for one in year.together] == [(pair.mentor.name, 2)]
    assert [goal.what for goal in year.goals] == ["Calm starts"]
    assert list(year.words) == []
    assert record_of(pair.mentee.user, 2024).is_empty
    assert years_of(pair.mentee.user, date(2026, 11, 1)) == [2026, 2025]
    assert year_of(date(2026, 8, 31)) == 2025


def test_of_somebody_they_were_separated_from_a_year_names_neither_them_nor_what_they_shared():
    pair = make.met()
    me, year = pair.mentee.user, year_of(TODAY())
    tools.shared(make.mentor_side(pair))
    mine, page = tools.sheet(make.mentee_side(pair)), reverse("tools:mine")
    before = record_of(me, year)
    assert (len(before.together), len(before.got)) == (1, 1)

    separate_at_once(pair, by=pair.programme.coordinators.get(role="owner").user)

    after = record_of(me, year)
    assert (after.together, after.got) == ([], [])
    shown = sign_in(browser(), me).get(page)
    assert list(shown.context["sheets"]) == [mine]


def test_what_is_written_about_a_year_is_saved_as_typed_and_never_lost_to_another_tab():
    me = make.met().mentee.user
    client = sign_in(browser(), me)
    year = client.get(reverse("rhythm:this_year")).url
    save = f"{year}save/"

    assert client.post(save, {"proud": "I stayed.", "version": "0"}).json()["version"] == 1
    assert client.post(save, {"proud": "Old.", "version": "0", "tab": "x"}).status_code == 409
    late = client.post(year, {"proud": "Typed in the other tab.", "version": "0"})

    assert late.status_code == 409
    assert "Typed in the other tab.</textarea>" in late.content.decode()
    assert '<span class="said">I stayed.</span>' in late.content.decode()
    assert 'data-autosave-unsaved="conflict"' in late.content.decode()
    assert LookBack.objects.get(user=me).words == {"proud": "I stayed."}
    assert client.get("/place/me/look-back/1999/").status_code == 404


# --- Forgotten ------------------------------------------------------------------------------------


def test_whoever_is_forgotten_leaves_nothing_here_and_no_name_in_the_others_words():
    pair = make.met()
    bethan = make.mentee_side(pair)
    make.looked_back(bethan, well=Answer(text="Canary."))
    make.looked_back(make.mentor_side(pair), well=Answer(text="Bethan grew a lot."))
    operations.answer_questions(pair, pair.mentee, "first", worth=3, heard=3)
    operations.keep_pulse(pair.mentee.user, TODAY(), {"autonomy": 3})
    operations.keep_feeling(bethan, TODAY(), {"mood_before": 3})
    operations.note_load(
        pair.mentee.user, [], until=TODAY(), today=TODAY(), told=True, word="Canary."
    )
    operations.keep_look_back(pair.mentee.user, 2025, {"proud": "Canary."}, sent={"version": "0"})
    operations.keep_look_back(
        pair.mentor.user, 2025, {"people": "Bethan made my year."}, sent={"version": "0"}
    )

    forget(Scope(user=pair.mentee.user), by=pair.mentee.user)

    for model in (EarlyAnswer, Pulse, Feeling, Load):
        assert not model.objects.exists()
    assert [one.text for one in Said.objects.all()] == ["somebody grew a lot."]
    assert LookBack.objects.get().words == {"people": "somebody made my year."}
