"""Bringing a colleague in: who may be found, who says yes, what they read, and how it ends."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edumentoring.circle import operations
from edumentoring.circle.access import reads
from edumentoring.circle.models import Member, Opened
from edumentoring.circle.strengths import may_be_asked, narrowed
from edumentoring.circle.tests import make
from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused
from edumentoring.consents.operations import withdraw
from edumentoring.pairs.models import Pair
from edumentoring.pairs.nudge_models import Nudge
from edumentoring.pairs.openable import readers_of
from edumentoring.pairs.tests import make as pairs
from edumentoring.people.models import Event, User
from edumentoring.people.operations import suppress
from edumentoring.people.tests.make import sign_in

pytestmark = pytest.mark.django_db


def browser(user: User) -> Client:
    return sign_in(Client(), user)


# --- Found ----------------------------------------------------------------------------------------


def test_only_those_who_agreed_to_be_found_are_listed_and_never_their_address():
    pair = make.pair()
    jo = make.findable(pair.programme)
    silent = pairs.mentor(pair.programme, name="Silent Sam")
    gone = make.findable(pair.programme, name="Gone Gia")
    withdraw(gone, "directory", way="place", by=gone.user)

    page = browser(pair.mentee.user).get(reverse("circle:find", args=[pair.code]))

    read = page.content.decode()
    assert "Jo Barker" in read
    assert "Managing workload" in read
    assert "Silent Sam" not in read
    assert "Gone Gia" not in read
    assert jo.user.email not in read
    assert silent.user.email not in read


def test_a_strength_narrows_the_list_and_an_address_finds_nobody():
    pair = make.pair()
    jo = make.findable(pair.programme, email="needle@school.example")
    other = make.findable(pair.programme, name="Al Other", answers={"topics_offered": ["planning"]})
    found = may_be_asked(pair.programme, by=pair.mentee.user)

    assert list(narrowed(found, topic="planning", words="")) == [other]
    assert list(narrowed(found, topic="", words="jo")) == [jo]
    assert not narrowed(found, topic="", words="needle@")


def test_nobody_can_be_named_who_did_not_agree_to_be_found():
    pair = make.pair()
    silent = pairs.mentor(pair.programme, name="Silent Sam")
    client, page = browser(pair.mentee.user), reverse("circle:invite", args=[pair.code])

    assert client.get(f"{page}?whom={silent.code}").status_code == 404
    assert client.get(f"{page}?whom=no-code").status_code == 404


# --- Asked ----------------------------------------------------------------------------------------


def test_the_mentee_asks_and_the_letter_says_who_why_and_until_when():
    pair = make.pair()

    make.invited(pair, words="You are so calm.", until=make.in_days(10))

    letter = make.letter("asked_to_join")
    assert letter.to == "jo@elsewhere.example"
    assert "Bethan Cole asks whether you would help" in letter.text
    assert "You are so calm." in letter.text
    assert f"{make.in_days(10).year}" in letter.text
    assert pair.mentee.user.email not in letter.text


def test_a_mentor_asks_nobody_before_the_mentee_has_said_yes():
    pair = make.pair()
    member = make.invited(pair, by="mentor")
    assert not Letter.objects.filter(kind="asked_to_join").exists()
    assert "Imran has somebody in mind" in make.letter("someone_proposed").subject

    with pytest.raises(Refused, match="for your mentee to say"):
        operations.agree(make.side(pair, "mentor"), member, yes=True)
    operations.agree(make.side(pair), member, yes=True)

    assert make.letter("asked_to_join").to == "jo@elsewhere.example"


def test_a_mentee_who_says_no_ends_it_before_anybody_heard():
    pair = make.pair()
    member = make.invited(pair, by="mentor")

    operations.agree(make.side(pair), member, yes=False)

    member.refresh_from_db()
    assert (member.state, member.email) == ("no", "")
    assert not Letter.objects.filter(to="jo@elsewhere.example").exists()


def test_asking_the_same_person_twice_is_one_question():
    pair = make.pair()

    first, again = make.invited(pair), make.invited(pair)

    assert first == again
    assert Letter.objects.filter(kind="asked_to_join").count() == 1


def test_refuses_the_other_of_the_two_a_day_that_is_gone_and_a_colleague_without_a_day():
    pair = make.pair()

    with pytest.raises(Refused, match="in it already"):
        make.invited(pair, email=pair.mentor.user.email)
    with pytest.raises(Refused, match="That day is gone"):
        make.invited(pair, until=make.in_days(-1))
    with pytest.raises(Refused, match="Choose the last day"):
        make.invited(pair, until=None)
    with pytest.raises(Refused, match="within a year"):
        make.invited(pair, until=make.in_days(800))


def test_whoever_asked_to_be_forgotten_is_not_written_to_and_nobody_learns_of_it():
    pair = make.pair()
    suppress("jo@elsewhere.example")

    member = make.invited(pair)

    assert member.state == Member.State.ASKED
    assert not Letter.objects.filter(to="jo@elsewhere.example").exists()


def test_somebody_who_chose_one_letter_a_week_gets_a_line_and_no_letter():
    pair = make.pair()
    jo = make.findable(pair.programme)
    User.objects.filter(pk=jo.user_id).update(letters="weekly")

    jo.user.refresh_from_db()
    member = make.invited(pair, whom=jo)

    assert not Letter.objects.filter(kind="asked_to_join").exists()
    assert Nudge.objects.get(key=member.subject_key).participant == jo


# --- Answered -------------------------------------------------------------------------------------


def test_a_mail_scanner_answers_nothing_and_one_press_does():
    member = make.invited(make.pair())
    path, scanner = make.key_in(make.letter("asked_to_join")), Client()

    for _turn in range(3):
        scanner.head(path)
        assert "Would you help Bethan Cole?" in scanner.get(path).content.decode()
    member.refresh_from_db()
    assert member.state == "asked"

    page = Client().post(path, {"answer": "yes"}, follow=True).content.decode()
    member.refresh_from_db()
    assert (member.state, member.email) == ("yes", "")
    assert member.user.email == "jo@elsewhere.example"
    assert "Thank you. You said yes" in page


def test_the_link_shows_nothing_to_read_and_opens_no_page_by_itself():
    pair = make.pair()
    goal = make.goal(pair, "Quillfeather starts")
    member = make.invited(pair, goal=goal)
    path, holder = make.key_in(make.letter("asked_to_join")), Client()

    pages = [holder.get(path), holder.post(path, {"answer": "yes"}, follow=True)]

    assert all("Quillfeather" not in page.content.decode() for page in pages)
    assert holder.get(reverse("circle:with", args=[member.code])).status_code == 302


def test_a_forged_link_says_what_to_do():
    assert Client().get(reverse("circle:reply", args=["forged.key"])).status_code == 404


def test_a_colleague_reads_the_one_goal_and_its_shared_actions_and_no_other():
    pair = make.pair()
    goal = make.goal(pair, "Calm starts", why="Lost minutes")
    make.goal(pair, "Secret Quillfeather")
    goal.actions.create(pair=pair, who=pair.mentee, text="Greet at the door", seen="pair")
    goal.actions.create(pair=pair, who=pair.mentee, text="Private Quillfeather")
    member = make.member(pair, goal=goal)

    read = browser(member.user).get(reverse("circle:with", args=[member.code])).content.decode()

    assert "Calm starts" in read
    assert "Greet at the door" in read
    assert "Quillfeather" not in read


def test_a_colleagues_access_ends_on_the_day():
    pair = make.pair()
    member = make.member(pair, goal=make.goal(pair), until=make.in_days(5))
    client, page = browser(member.user), reverse("circle:with", args=[member.code])
    part = pairs.mentee(pair.programme, email="x@y.example")

    Member.objects.filter(pk=member.pk).update(until=make.in_days(0))
    assert client.get(page).status_code == 200, "the last day counts"
    Member.objects.filter(pk=member.pk).update(until=make.in_days(-1), user=part.user)

    assert browser(part.user).get(page).status_code == 404, "before any clock has run"
    assert not reads(part, pair)
    Member.objects.filter(pk=member.pk).update(until=make.in_days(-3))
    assert operations.end_what_is_over() == 1
    member.refresh_from_db()
    assert member.state == "ended"
    assert not Opened.objects.exists()
    assert operations.end_what_is_over() == 0


@pytest.mark.parametrize("how", ["mentor", "member", "pair", "left"])
def test_either_ends_it_and_so_do_the_end_of_the_pair_and_leaving(how: str):
    pair = make.pair()
    jo = make.findable(pair.programme)
    member = make.member(pair, whom=jo)
    client, page = browser(jo.user), reverse("circle:with", args=[member.code])
    assert client.get(page).status_code == 200
    assert reads(jo, pair)

    if how == "mentor":
        path = reverse("circle:take_back", args=[pair.code, member.code])
        browser(pair.mentor.user).post(path)
    elif how == "member":
        client.post(reverse("circle:end", args=[member.code]))
    elif how == "pair":
        pair.state = Pair.State.ENDED
        pair.save()
        operations.follow_pair(pair, "agreed", "ended")
    else:
        type(jo).objects.filter(pk=jo.pk).update(state="left")

    assert client.get(page).status_code == 404
    assert not reads(jo, pair)


def test_a_pause_of_the_whole_programme_stops_the_clock_of_every_question():
    """To help with a pair, and to supervise each other."""
    programme = make.programme()
    jo = pairs.mentor(programme, name="Jo Asker")
    member = make.invited(make.pair(programme), role=Member.Role.TUTOR, until=None)
    asked = operations.ask_for_supervision(
        programme, by=jo.user, kind="mentors", email="kit@elsewhere.example", name="Kit"
    )
    long_ago = timezone.now() - timedelta(days=61)
    for one in (member, asked):
        type(one).objects.filter(pk=one.pk).update(asked_at=long_ago)
    here = type(programme).objects.filter(pk=programme.pk)

    here.update(paused_at=timezone.now())
    assert operations.end_what_is_over() == 0
    here.update(paused_at=None, resumed_at=timezone.now() - timedelta(days=1))
    assert operations.end_what_is_over() == 0, "after it the time begins anew"
    here.update(resumed_at=long_ago - timedelta(days=1))
    assert operations.end_what_is_over() == 2

    asked.refresh_from_db()
    assert (asked.state, asked.email) == ("taken_back", "")
    assert not Letter.objects.filter(subject_key=asked.subject_key, state="waiting").exists()


def test_an_address_that_never_answered_is_let_go_after_sixty_days():
    member = make.invited(make.pair(), role=Member.Role.TUTOR, until=None)
    Member.objects.update(asked_at=timezone.now() - timedelta(days=61))

    operations.end_what_is_over()

    member.refresh_from_db()
    assert (member.state, member.email) == ("taken_back", "")


def test_each_opens_what_is_theirs_to_give_and_takes_it_back_in_one_press():
    pair = make.pair()
    goal = make.goal(pair, "Fewer marks")
    others = make.goal(make.pair(pair.programme), "Not theirs")
    tutor = make.tutor(pair)
    page = reverse("circle:reading", args=[pair.code, tutor.code])
    mentee, mentor = browser(pair.mentee.user), browser(pair.mentor.user)
    ticked = {"things": [f"goal:{goal.code}", f"goal:{others.code}", "goal:x", "nothing"]}

    mentor.post(page, ticked)
    assert not Opened.objects.exists(), "a mentor opens no goal of the mentee's"
    mentee.post(page, ticked)
    opened = Opened.objects.get()
    assert (opened.kind, opened.key, opened.member) == ("goal", str(goal.code), tutor)
    reads_it = browser(tutor.user)
    theirs = reverse("circle:with", args=[tutor.code])
    assert "Fewer marks" in reads_it.get(theirs).content.decode()

    shut = reverse("circle:take_back_opened", args=[pair.code, tutor.code, opened.pk])
    assert mentor.post(shut).status_code == 404
    mentee.post(shut)
    assert "Fewer marks" not in reads_it.get(theirs).content.decode()


def test_what_was_opened_until_a_day_shuts_by_itself_and_so_does_what_its_owner_removes():
    pair = make.pair()
    first, second = make.goal(pair, "First goal"), make.goal(pair, "Second goal")
    tutor = make.tutor(pair)
    things = [("goal", str(first.code)), ("goal", str(second.code))]
    with pytest.raises(Refused, match="That day is gone"):
        operations.open_things(make.side(pair), tutor, things, until=make.in_days(-1))
    operations.open_things(make.side(pair), tutor, things, until=make.in_days(0))
    client, page = browser(tutor.user), reverse("circle:with", args=[tutor.code])
    assert "First goal" in client.get(page).content.decode()
    assert [one.name for one in readers_of("goal", first.code)] == [tutor.who]

    type(second).objects.filter(pk=second.pk).update(removed_at=timezone.now())
    assert "Second goal" not in client.get(page).content.decode()
    Opened.objects.update(until=make.in_days(-1))
    assert "First goal" not in client.get(page).content.decode()
    assert readers_of("goal", first.code) == []


def test_history_and_news_never_name_who_was_asked_or_what_for():
    pair = make.pair()
    member = make.invited(pair, name="Jo Quillfeather", words="Quillfeather words")
    operations.answer(member, yes=True)
    operations.end(member)

    said = " ".join(Event.objects.values_list("summary", flat=True))
    assert "Asked for somebody to help a pair" in said
    assert "Quillfeather" not in said
