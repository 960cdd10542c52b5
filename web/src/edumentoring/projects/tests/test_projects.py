"""A joint project: who may begin it, what both may do with it, and how it ends."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from edumentoring.common.refused import Refused, Stale
from edumentoring.concerns.operations import separate_at_once
from edumentoring.pairs.models import Nudge, Pair
from edumentoring.people.tests import make as people
from edumentoring.projects import operations
from edumentoring.projects.access import stay_in_touch
from edumentoring.projects.models import Project
from edumentoring.projects.tests import make

pytestmark = pytest.mark.django_db


def browser_of(side):
    return people.sign_in(people.browser(), side.me.user)


def page_of(project):
    return reverse("projects:project", args=[project.code])


# --- Beginning ------------------------------------------------------------------------------------


def test_two_of_a_pair_share_one_page_however_often_it_is_begun():
    mentee, mentor = make.sides()
    asked = {"title": "A reading list", "what": "For new teachers"}

    first = browser_of(mentee).post(reverse("projects:begin", args=[mentee.pair.code]), asked)
    again = browser_of(mentor).post(reverse("projects:begin", args=[mentee.pair.code]), asked)

    found = Project.objects.get()
    assert first.url == again.url == page_of(found)
    assert "A reading list" in browser_of(mentor).get(page_of(found)).content.decode()
    told = Nudge.objects.get(participant=mentor.me)
    assert told.kind == "project"
    assert "reading list" not in told.line, "a mailbox may lie open"
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.create(pair=mentee.pair)


@pytest.mark.parametrize(
    ("keep", "may"), [((True, True), True), ((True, False), False), ((False, True), False)]
)
def test_two_who_finished_make_something_only_if_both_stay_in_touch(keep, may):
    side = make.finished(make.sides()[0], keep=keep)
    browser = browser_of(side)
    begin = reverse("projects:begin", args=[side.pair.code])

    answer = browser.post(begin, {"title": "A talk"})

    assert stay_in_touch(side.pair) is may
    assert answer.status_code == (302 if may else 404)
    pages = (reverse("pairs:own_pair", args=[side.pair.code]), reverse("projects:mine"))
    shown = browser.get(pages[0]).content.decode()
    assert ("Something we make together" in shown) is may


def test_a_page_goes_on_after_the_pair_only_by_both_their_wish():
    mentee, _mentor = make.sides()
    page = make.project(mentee)
    browser = browser_of(mentee)
    save = {"title": "Later", "what": "", "version": page.version}

    make.finished(mentee, keep=(True, False))
    assert browser.post(page_of(page), save).status_code == 404
    assert "Ten calm starts" in browser.get(page_of(page)).content.decode(), "still to be read"
    make.finished(mentee, keep=(True, True))

    assert browser.post(page_of(page), save).status_code == 302
    page.refresh_from_db()
    assert page.title == "Later"


def test_the_page_of_a_pair_shows_it_and_asks_nothing_more(django_assert_num_queries):
    mentee, _mentor = make.sides()
    browser, address = browser_of(mentee), reverse("pairs:own_pair", args=[mentee.pair.code])
    browser.get(address)
    with CaptureQueriesContext(connection) as before:
        shown = browser.get(address).content.decode()
    assert "Begin a joint project" in shown
    page = make.project(mentee)

    with django_assert_num_queries(len(before)):
        shown = browser.get(address).content.decode()

    assert "Ten calm starts" in shown
    assert page_of(page) in shown
    own = [each for each in before.captured_queries if each["sql"].startswith('SELECT "projects_')]
    assert own == [], "It is found with the pair itself."


# --- Writing --------------------------------------------------------------------------------------


def test_neither_writes_over_what_the_other_saved_meanwhile():
    mentee, mentor = make.sides()
    page = make.project(mentee)
    mine = {"title": "Mine", "what": "My long words", "version": page.version}
    operations.keep_words(page, mentor, title="Theirs", what="Now", version=page.version)

    answer = browser_of(mentee).post(page_of(page), mine)

    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "My long words" in shown
    assert "Theirs" in shown
    with pytest.raises(Stale):
        operations.keep_words(page, mentee, title="Mine", what="", version=1)
    again = browser_of(mentee).post(page_of(page), mine | {"version": "2"})
    assert again.status_code == 302


def test_a_name_of_a_pupil_is_pointed_out_once_it_is_kept():
    mentee, _mentor = make.sides()
    page = make.project(mentee)
    words = {"title": "Starts", "what": "Year 8 Jamie settled.", "version": page.version}

    shown = browser_of(mentee).post(page_of(page), words, follow=True).content.decode()

    assert "This may name a pupil" in shown


def test_a_piece_names_who_does_it_and_is_ticked_by_either():
    mentee, mentor = make.sides()
    page = make.project(mentee)
    day = make.in_days(3)
    sent = {
        "piece-words": "Ask the head",
        "piece-who": "mentor",
        "piece-due_on_day": day.day,
        "piece-due_on_month": day.month,
        "piece-due_on_year": day.year,
    }
    add = reverse("projects:add_piece", args=[page.code])

    for _press in range(2):
        assert browser_of(mentee).post(add, sent).status_code == 302

    piece = page.pieces.get()
    assert (piece.who, piece.due_on) == ("mentor", day)
    reminded = Nudge.objects.get(key=piece.nudge_key)
    assert reminded.participant == mentor.me
    assert "head" not in reminded.line
    browser_of(mentee).post(
        reverse("projects:mark_piece", args=[page.code, piece.pk]), {"done": "yes"}
    )
    assert not Nudge.objects.filter(key=piece.nudge_key).exists()


def test_where_two_differ_on_what_may_be_shown_the_narrower_holds():
    mentee, mentor = make.sides()
    page = make.project(mentee)

    operations.keep_shown(page, mentor, shows="anywhere", where="")
    page.refresh_from_db()
    assert page.may_be_shown == "us", "the other has not said so"
    operations.keep_shown(page, mentee, shows="schools", where="Our staff meeting")

    page.refresh_from_db()
    assert (page.may_be_shown, page.mentor_shows) == ("schools", "anywhere")
    assert "the smaller place holds" in browser_of(mentee).get(page_of(page)).content.decode()


def test_a_link_that_is_no_web_page_is_refused_with_what_was_typed():
    mentee, _mentor = make.sides()
    page = make.project(mentee)
    add = reverse("projects:add_link", args=[page.code])

    answer = browser_of(mentee).post(add, {"link-url": "javascript:alert(1)", "link-title": "Plan"})

    assert answer.status_code == 422
    assert "Copy it from your browser" in answer.content.decode()
    assert 'value="Plan"' in answer.content.decode()
    assert not page.links.exists()


# --- Ending ---------------------------------------------------------------------------------------


def test_either_ends_it_and_only_they_may_take_that_back():
    mentee, mentor = make.sides()
    page = make.project(mentee)
    piece = make.piece(page, mentee)
    end, back = (reverse(f"projects:{name}", args=[page.code]) for name in ("end", "go_on"))

    assert browser_of(mentor).post(end).status_code == 302

    page.refresh_from_db()
    assert page.ended_by == mentor.me
    waiting = Nudge.objects.filter(kind="project").values_list("participant", "key")
    assert list(waiting) == [(mentee.me.pk, f"project:ended:{page.pk}")]
    for refused in (
        lambda: make.piece(page, mentee, "More"),
        lambda: operations.remove_piece(piece),
    ):
        with pytest.raises(Refused, match="still be read"):
            refused()
    assert browser_of(mentee).post(back).status_code == 404
    assert browser_of(mentor).post(back).status_code == 302
    page.refresh_from_db()
    assert page.ended_at is None


def test_the_end_of_the_pair_silences_its_reminders():
    mentee, _mentor = make.sides()
    piece = make.piece(make.project(mentee), mentee)
    assert Nudge.objects.filter(key=piece.nudge_key).count() == 2

    operations.follow_pair(mentee.pair, Pair.State.AGREED, Pair.State.FINISHED)

    assert not Nudge.objects.waiting().filter(kind="project").exists()


def test_two_who_were_separated_find_nothing_of_it_anywhere():
    mentee, mentor = make.sides()
    page = make.project(mentee)
    make.piece(page, mentee, due_on=timezone.localdate() + timedelta(days=1))
    owner = people.staff_person()

    separate_at_once(mentee.pair, by=owner)

    page.refresh_from_db()
    assert page.ended_at is not None
    for side in (mentee, mentor):
        browser = browser_of(side)
        for name in ("project", "paper", "file"):
            address = reverse(f"projects:{name}", args=[page.code])
            assert browser.get(address).status_code == 404
        assert "Ten calm starts" not in browser.get(reverse("projects:mine")).content.decode()
        assert not Nudge.objects.waiting().filter(participant=side.me, kind="project").exists()


def test_the_file_and_the_paper_hold_all_of_it():
    mentee, mentor = make.sides()
    page = make.project(mentee)
    make.piece(page, mentor, who="mentor")
    make.link(page, mentee)

    words = browser_of(mentee).get(reverse("projects:file", args=[page.code])).content.decode()
    paper = browser_of(mentee).get(reverse("projects:paper", args=[page.code])).content.decode()

    for held in ("Ten calm starts", "A page for each week.", "Film three starts", "/plan"):
        assert held in words
        assert held in paper
    assert f"[ ] Film three starts ({mentor.me.user.first_name}, " in words
