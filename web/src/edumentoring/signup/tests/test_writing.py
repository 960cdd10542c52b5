"""Writing a sign-up in a browser: what is kept, what is said, and one record in the end."""

import re
import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from edumentoring.people.tests.make import browser
from edumentoring.signup import operations
from edumentoring.signup.journey import Journey
from edumentoring.signup.keys import key_of, new_key, page_link
from edumentoring.signup.models import Draft
from edumentoring.signup.tests import make

pytestmark = pytest.mark.django_db
MOST_PAGES = 12


@pytest.fixture
def phone() -> Client:
    return browser()


def begin(phone: Client, programme=None, **more) -> str:
    """Send the first page; gives the address of the second."""
    programme = programme or make.open_programme()
    answer = phone.post(f"/join/{programme.slug}/sign-up/", {"way": "mentee", **more})
    assert answer.status_code == 302, answer.content
    return answer["Location"]


# --- The first page -----------------------------------------------------------------------------


def test_reading_pages_writes_nothing(phone, django_assert_num_queries):
    programme = make.open_programme()
    draft = make.whole_draft(programme)
    before = Draft.objects.values().get()

    for path in (
        f"/join/{programme.slug}/sign-up/",
        f"/join/{programme.slug}/sign-up/all/",
        page_link(draft),
        page_link(draft, "page", "work"),
        page_link(draft, "check"),
        page_link(draft, "later"),
    ):
        assert phone.get(path).status_code in {200, 302}

    assert Draft.objects.values().get() == before


def test_the_first_page_sent_twice_makes_one_draft(phone):
    programme, key = make.open_programme(), new_key()

    begin(phone, programme, key=key)
    begin(phone, programme, key=key, way="both")

    draft = Draft.objects.get()
    assert draft.way == "both"


def test_a_key_that_is_not_ours_opens_nothing(phone):
    draft = make.draft()
    slug = draft.programme.slug

    for key in (draft.code.hex, f"{draft.code.hex}.made-up", f"{uuid4().hex}.x", "x"):
        assert phone.get(f"/join/{slug}/sign-up/{key}/work/").status_code == 404


def test_a_draft_opens_in_its_own_programme_only(phone):
    draft, other = make.draft(), make.open_programme("Another")

    assert phone.get(f"/join/{other.slug}/sign-up/{key_of(draft)}/work/").status_code == 404


def test_the_link_they_came_by_is_kept(phone):
    programme = make.open_programme()
    page = phone.get(f"/join/{programme.slug}/sign-up/?as=mentor&via=abc2345").content.decode()
    assert re.search(r'value="mentor"[^>]*checked', page)
    assert 'name="via" value="abc2345"' in page

    begin(phone, programme, via="abc2345", way="mentor")

    assert Draft.objects.get().via == "abc2345"


def test_the_start_offers_to_go_on(phone):
    programme = make.open_programme()
    second = begin(phone, programme)

    page = phone.get(f"/join/{programme.slug}/sign-up/")
    assert "Go on with your sign-up" in page.content.decode()
    there = phone.get(page.context["key_begun"] and page_link(Draft.objects.get()))
    assert there["Location"] == second
    assert "Go on" not in browser().get(f"/join/{programme.slug}/sign-up/").content.decode()


# --- Page by page -------------------------------------------------------------------------------


def test_answers_are_kept_page_by_page_without_any_cookie():
    second = begin(browser())

    stranger_to_cookies = browser()
    stranger_to_cookies.post(second, {"stage": "ect1", "role_title": "Teacher of maths"})

    draft = Draft.objects.get()
    assert draft.answers == {"stage": "ect1", "role_title": "Teacher of maths"}


def test_what_does_not_fit_is_said_and_kept_as_it_was_typed(phone):
    second = begin(phone)

    page = phone.post(second, {"stage": "ect1", "years": "eleven"}).content.decode()
    assert "Type a whole number from 0 to 60." in page

    again = phone.get(second).content.decode()
    assert 'value="eleven"' in again
    assert re.search(r'value="ect1"[^>]*checked', again)


def test_leaving_a_page_half_way_by_back_keeps_it_without_complaint(phone):
    second = begin(phone)

    gone = phone.post(second, {"go": "back", "role_title": "Head of science"})

    assert gone["Location"].endswith("/way/")
    again = phone.get(second).content.decode()
    assert 'value="Head of science"' in again
    assert "There is a problem" not in again


def test_saving_for_later_keeps_a_page_that_is_not_finished(phone):
    second = begin(phone)

    there = phone.post(second, {"go": "later", "role_title": "Head of science"})

    assert there["Location"].endswith("/later/")
    assert 'value="Head of science"' in phone.get(second).content.decode()


def test_asking_where_to_begin_keeps_what_is_ticked(phone):
    draft = make.whole_draft()
    path = page_link(draft, "page", "topics")

    there = phone.post(path, {"go": "begin:evenings", "topics_wanted": ["career"]})
    page = phone.get(there["Location"].partition("#")[0]).content.decode()

    assert "Good places to begin" in page
    assert re.search(r'value="career"[^>]*checked', page)


def test_a_trainee_is_asked_about_the_course_on_the_next_page(phone):
    second = begin(phone)

    there = phone.post(second, {"stage": "trainee"})

    assert there["Location"].endswith("/training/")
    assert "Question 3 of 12" in phone.get(there["Location"]).content.decode()


def test_whoever_only_hopes_to_teach_need_not_say_which_ages_they_teach(phone):
    programme = make.open_programme()
    draft = make.draft(programme)
    keys = [page.key for page in Journey(draft).pages]
    draft.answers = {"stage": "student", "intended_phases": ["ks2"], "topics_wanted": ["career"]}
    draft.done, draft.name, draft.email = keys, "Bethan Lloyd", "bethan@northgate.example"
    draft.save()

    page = phone.get(page_link(draft, "page", "teaching")).content.decode()

    assert "What do you teach?" in page
    assert "Which ages do you teach?" not in page
    assert Journey(draft).missing() == []
    draft.answers |= {"stage": "ect1"}
    assert [each["label"] for each in Journey(draft).missing()] == [
        "Answer “Which ages do you teach?”"
    ]
    programme.questions.filter(key="intended_phases").update(retired_at=timezone.now())
    draft.answers |= {"stage": "student"}
    assert Journey(draft).missing() == []
    sent = make.whole_post(programme, stage="student")
    del sent["phases"]
    assert phone.post(f"/join/{programme.slug}/sign-up/all/", sent).status_code == 302


@pytest.mark.parametrize("way", ["mentee", "mentor", "both"])
def test_the_number_of_questions_never_grows_once_the_way_is_chosen(phone, way):
    programme = make.open_programme()
    unasked = f"/join/{programme.slug}/sign-up/"

    def steps(path: str) -> int:
        return phone.get(path).context["steps"]

    there = phone.post(unasked, {"way": way})["Location"]
    assert steps(f"{unasked}?as={way}") == steps(there) <= steps(unasked) <= MOST_PAGES


def test_a_page_that_is_no_longer_there_leads_to_one_that_is(phone):
    draft = make.draft()

    there = phone.get(page_link(draft, "page", "more-7"))

    assert there["Location"].endswith("/work/")


def test_two_tabs_on_two_pages_lose_neither_answer():
    draft = make.draft()
    one, two = Draft.objects.get(pk=draft.pk), Draft.objects.get(pk=draft.pk)
    one.programme = two.programme = draft.programme

    operations.keep_answers(one, "work", {"stage": "ect1"})
    operations.keep_answers(two, "teaching", {"phases": ["ks3"]})

    draft.refresh_from_db()
    assert draft.answers == {"stage": "ect1", "phases": ["ks3"]}


def opened(phone: Client, path: str) -> str:
    """Open a page in one more tab; gives what it carries."""
    return re.search(r'name="seen" value="([^"]*)"', phone.get(path).content.decode())[1]


def test_an_older_tab_takes_no_answer_away_and_may_add_some(phone):
    draft = make.draft()
    path = page_link(draft, "page", "work")
    older, newer = opened(phone, path), opened(phone, path)
    phone.post(path, {"seen": newer, "stage": "ect1", "role_title": "Teacher of maths"})

    nothing = phone.post(path, {"seen": older, "stage": "", "go": "back"})
    more = phone.post(path, {"seen": older, "stage": "ect1", "years": "1"})

    assert (nothing.status_code, more.status_code) == (302, 302)
    draft.refresh_from_db()
    assert draft.typed == {}
    assert draft.answers == {"stage": "ect1", "role_title": "Teacher of maths", "years": 1}


def test_two_tabs_that_differ_are_shown_side_by_side_and_one_is_chosen(phone):
    draft = make.draft()
    path = page_link(draft, "page", "work")
    older, newer = opened(phone, path), opened(phone, path)
    phone.post(path, {"seen": newer, "stage": "ect1", "role_title": "Teacher of maths"})

    asked = phone.post(path, {"seen": older, "stage": "ect2", "role_title": "Head of maths"})
    half = phone.post(path, {"seen": older, "stage": "", "role_title": "Head of art"})
    draft.refresh_from_db()

    assert (asked.status_code, half.status_code) == (409, 409)
    page = asked.content.decode()
    assert "Teacher of maths" in page
    assert 'value="Head of maths"' in page
    assert draft.answers == {"stage": "ect1", "role_title": "Teacher of maths"}
    assert draft.typed == {}
    again = asked.context["seen"]
    phone.post(path, {"seen": again, "stage": "ect2", "role_title": "Head of maths"})
    draft.refresh_from_db()
    assert draft.answers == {"stage": "ect2", "role_title": "Head of maths"}


def test_the_school_of_an_older_tab_does_not_stand_beside_another(phone):
    draft = make.draft()
    path = page_link(draft, "page", "place")
    older, newer = opened(phone, path), opened(phone, path)
    phone.post(path, {"seen": newer, "school": "Northgate Forest School"})

    asked = phone.post(path, {"seen": older, "school": "Southgate Forest School"})

    assert asked.status_code == 409
    assert "Northgate Forest School" in asked.content.decode()


def test_going_back_and_pressing_twice_are_no_second_tab(phone):
    draft = make.draft()
    path = page_link(draft, "page", "work")
    seen = opened(phone, path)

    for role in ("Teacher of maths", "Teacher of maths", "Head of maths", ""):
        sent = phone.post(path, {"seen": seen, "stage": "ect1", "role_title": role})
        assert sent.status_code == 302

    draft.refresh_from_db()
    assert draft.answers == {"stage": "ect1"}


def test_a_flood_of_typing_is_kept_only_to_its_beginning(phone):
    second = begin(phone)

    phone.post(second, {"years": "x", "role_title": "a" * 200_000})

    assert len(str(Draft.objects.get().typed)) < 1000


# --- Sending ------------------------------------------------------------------------------------


def test_the_last_page_shows_every_answer_and_leads_back_to_each(phone):
    draft = make.whole_draft()

    page = phone.get(page_link(draft, "check")).content.decode()

    for words in ("Early career teacher, year 1", "Key stage 3", "Behaviour", "Bethan Lloyd"):
        assert words in page
    assert f"{page_link(draft, 'page', 'work')}?change" in page


def test_a_change_comes_back_to_the_last_page(phone):
    programme = make.open_programme()
    draft = make.whole_draft(programme)
    operations.keep_answers(draft, "wishes", {})
    operations.keep_answers(draft, "private", {})

    there = phone.post(page_link(draft, "page", "work"), {"change": "yes", "stage": "head"})

    assert there["Location"] == page_link(draft, "check")


def test_what_is_missing_is_named_and_nothing_is_sent(phone):
    draft = make.whole_draft(answers={}, email="", name="")

    page = phone.post(page_link(draft, "check"), {"agree_part": "on"}).content.decode()

    for words in (
        "Answer “Where are you in your career?”",
        "Give your name and e-mail",
        "Nobody can take part without it",
    ):
        assert words in page
    draft.refresh_from_db()
    assert draft.sent_at is None
    assert re.search(
        r'name="agree_part"[^>]*checked', phone.get(page_link(draft, "check")).content.decode()
    )


def send(phone: Client, draft: Draft):
    agreed = {f"agree_{purpose}": "on" for purpose in make.agreed_to(draft.programme)}
    return phone.post(page_link(draft, "check"), agreed)


def test_a_double_click_and_back_after_sending_make_one_sign_up(phone):
    draft = make.whole_draft()

    first, second = send(phone, draft), send(phone, draft)
    back = phone.post(page_link(draft, "page", "work"), {"stage": "head"})

    assert first["Location"] == second["Location"] == back["Location"] == page_link(draft, "sent")
    draft.refresh_from_db()
    assert draft.held("stage") == "ect1"
    operations.take_in_sign_ups()
    assert draft.programme.participants.count() == 1


def test_the_page_afterwards_is_honest_about_what_happens_next(phone):
    programme = make.open_programme(
        next_round_on=timezone.localdate() + timedelta(days=9), limit_mentees=0
    )
    make.mentor(programme)
    draft = make.sent(programme)

    page = phone.get(page_link(draft, "sent")).content.decode()

    assert f"We have written to {draft.email}" in page
    assert "you join the waiting list" in page
    assert "The next round of matching is on" in page
    assert "Mentors who have room: a few" in page
    assert "the programme is too new" in page


def test_the_page_afterwards_tells_of_the_places_of_ones_own_role(phone):
    programme = make.open_programme(limit_mentees=0, limit_mentors=40)

    def page(way: str) -> str:
        draft = make.sent(programme, is_mentee=way != "mentor", is_mentor=way != "mentee")
        return phone.get(page_link(draft, "sent")).content.decode()

    assert "All places are taken." in page("mentee")
    assert "All places for mentees are taken." in page("both")
    mentor = page("mentor")
    assert "waiting list" not in mentor
    assert "Places left for mentors: 40." in mentor


def test_a_session_that_ended_loses_nothing(phone):
    draft = make.whole_draft()
    phone.get(page_link(draft, "page", "work"))
    phone.cookies.clear()

    phone.post(page_link(draft, "page", "work"), {"stage": "head", "csrfmiddlewaretoken": "old"})

    draft.refresh_from_db()
    assert draft.held("stage") == "head"


def test_a_form_that_another_site_sends_is_refused():
    strict = Client(enforce_csrf_checks=True)
    draft = make.whole_draft()
    path = page_link(draft, "page", "work")

    theirs = strict.post(path, {"stage": "head"}, headers={"origin": "https://evil.example"})
    hidden = strict.post(path, {"stage": "head"}, headers={"origin": "null"})
    ours = strict.post(path, {"stage": "head"}, headers={"origin": "http://testserver"})

    assert (theirs.status_code, hidden.status_code, ours.status_code) == (403, 403, 302)


# --- Open and closed ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"closes_on": "2020-01-01"}, "Sign-up is closed"),
        ({"opens_on": "2999-01-01"}, "Sign-up opens on Tuesday 1 January 2999"),
        ({"paused_at": timezone.now(), "pause_note": "Back in May."}, "Back in May."),
    ],
)
def test_a_programme_that_is_not_open_says_so_kindly(fields, words, phone):
    programme = make.open_programme(**fields)

    for path in ("", "all/"):
        page = phone.get(f"/join/{programme.slug}/sign-up/{path}")
        assert page.status_code == 200
        assert words in page.content.decode()
    phone.post(f"/join/{programme.slug}/sign-up/", {"way": "mentee"})
    assert not Draft.objects.exists()


def test_a_programme_without_a_public_page_is_not_there(phone):
    programme = make.open_programme(published_at=None)

    assert phone.get(f"/join/{programme.slug}/sign-up/").status_code == 404


def test_a_sign_up_begun_before_the_end_may_be_finished_within_a_day(phone):
    programme = make.open_programme()
    draft, old = make.whole_draft(programme), make.whole_draft(programme)
    Draft.objects.filter(pk=old.pk).update(started_at=timezone.now() - timedelta(hours=25))
    programme.closes_on = "2020-01-01"
    programme.save()

    assert send(phone, draft)["Location"] == page_link(draft, "sent")
    assert "Sign-up is closed" in send(phone, old).content.decode()


def test_all_on_one_page_has_the_same_day_to_finish(phone, monkeypatch):
    programme, other = make.open_programme(), make.open_programme("Another")
    path = f"/join/{programme.slug}/sign-up/all/"
    handed_out = {
        slug: phone.get(f"/join/{slug}/sign-up/all/").context["opened"]
        for slug in (programme.slug, other.slug)
    }
    programme.closes_on = "2020-01-01"
    programme.save()

    for opened in ("", handed_out[other.slug], "made-up"):
        refused = phone.post(path, make.whole_post(programme, opened=opened))
        assert "Sign-up is closed" in refused.content.decode()
    tomorrow = time.time() + 25 * 3600
    with monkeypatch.context() as later:
        later.setattr("django.core.signing.time.time", lambda: tomorrow)
        late = phone.post(path, make.whole_post(programme, opened=handed_out[programme.slug]))
        assert "Sign-up is closed" in late.content.decode()
    sent = phone.post(path, make.whole_post(programme, opened=handed_out[programme.slug]))

    assert sent["Location"] == page_link(Draft.objects.get(), "sent")


# --- Later --------------------------------------------------------------------------------------


def test_the_link_to_come_back_opens_the_draft_on_another_device(phone):
    from edumentoring.common.models import Letter

    draft = make.draft()
    operations.keep_answers(draft, "work", {"stage": "ect1"})

    phone.post(page_link(draft, "later"), {"email": "bethan@northgate.example"})
    letter = Letter.objects.get(kind="signup_come_back")
    path = re.search(r"/join/\S+", letter.text)[0]
    there = browser().get(path)

    assert letter.to == "bethan@northgate.example"
    assert there["Location"] == page_link(draft, "page", "place")


# --- Everything on one page ---------------------------------------------------------------------


def test_one_post_is_a_whole_sign_up_under_the_same_rules(phone):
    programme = make.open_programme()
    path = f"/join/{programme.slug}/sign-up/all/"

    done = phone.post(path, make.whole_post(programme, via="abc2345"))

    draft = Draft.objects.get()
    assert done["Location"] == page_link(draft, "sent")
    assert draft.answers == {
        "stage": "ect1",
        "phases": ["ks3"],
        "topics_wanted": ["behaviour", "workload"],
    }
    assert draft.consents == make.agreed_to(programme)
    assert draft.via == "abc2345"


def test_the_page_with_all_questions_keeps_everything_when_one_is_missing(phone):
    programme = make.open_programme()
    sent = make.whole_post(programme, stage="", wanted_text="Calmer lessons", years="x")

    page = phone.post(f"/join/{programme.slug}/sign-up/all/", sent).content.decode()

    assert "Choose an answer to “Where are you in your career?”" in page
    assert "Type a whole number from 0 to 60." in page
    assert "Calmer lessons" in page
    assert 'value="bethan@northgate.example"' in page
    assert re.search(r'value="workload"[^>]*checked', page)
    assert not Draft.objects.exists()


def test_answers_to_questions_of_another_role_are_not_taken(phone):
    programme = make.open_programme()

    phone.post(
        f"/join/{programme.slug}/sign-up/all/",
        make.whole_post(programme, capacity="9", topics_offered=["career"], route="pgce"),
    )

    assert set(Draft.objects.get().answers) == {"stage", "phases", "topics_wanted"}


def test_a_topic_taken_off_the_whole_page_stays_off_after_a_refusal(phone):
    programme = make.open_programme()
    path = f"/join/{programme.slug}/sign-up/all/"
    sent = make.whole_post(programme, stage="", topics_wanted=["behaviour", "workload"])
    sent["topics_wanted_first"] = "behaviour"
    page = phone.post(path, sent).content.decode()
    assert 'name="topics_wanted_was" value="behaviour"' in page
    assert f'href="/join/{programme.slug}/conduct/" target="_blank"' in page

    again = make.whole_post(programme, topics_wanted=["workload"])
    again |= {"topics_wanted_first": "behaviour", "topics_wanted_was": "behaviour"}
    phone.post(path, again)

    assert Draft.objects.get().answers["topics_wanted"] == ["workload"]


def test_the_whole_page_sent_twice_makes_one_sign_up(phone):
    programme = make.open_programme()
    sent = make.whole_post(programme, key=new_key())

    first = phone.post(f"/join/{programme.slug}/sign-up/all/", sent)
    second = phone.post(f"/join/{programme.slug}/sign-up/all/", sent)

    assert first["Location"] == second["Location"]
    assert Draft.objects.count() == 1


def test_a_whole_sign_up_that_the_database_refuses_is_never_told_as_sent():
    programme = make.open_programme()

    with pytest.raises(IntegrityError):
        operations.send_whole(
            programme,
            code=uuid4(),
            ways={"is_mentee": False, "is_mentor": False},
            answers={},
            name="Grace Afolabi",
            email="grace@northgate.example",
            consents={},
        )

    assert not Draft.objects.exists()


# --- On another site ----------------------------------------------------------------------------


def test_only_the_sites_that_were_named_may_show_the_form(phone):
    programme = make.open_programme(
        words={"embed_sites": ["https://www.northgate.example", "https://x; script-src *"]}
    )

    page = phone.get(f"/join/{programme.slug}/embed/")
    second = phone.post(f"/join/{programme.slug}/embed/", {"way": "mentee"})["Location"]

    for answer in (page, phone.get(second)):
        policy = answer["Content-Security-Policy"]
        assert "frame-ancestors 'self' https://www.northgate.example;" in f"{policy};"
        assert "script-src *" not in policy
        assert "X-Frame-Options" not in answer
        assert "site-head" not in answer.content.decode()
    assert phone.get(f"/join/{programme.slug}/sign-up/")["X-Frame-Options"] == "DENY"


def test_the_frame_works_without_cookies():
    programme = make.open_programme(words={"embed_sites": ["https://www.northgate.example"]})
    answer = browser().post(f"/join/{programme.slug}/embed/", {"way": "mentee"})

    assert f"sign-up-{programme.pk}" not in answer.cookies
    assert browser().post(answer["Location"], {"stage": "ect1"}).status_code == 302
    assert Draft.objects.get().held("stage") == "ect1"


def test_a_programme_that_named_no_site_has_no_frame(phone):
    programme = make.open_programme()

    assert phone.get(f"/join/{programme.slug}/embed/").status_code == 404
