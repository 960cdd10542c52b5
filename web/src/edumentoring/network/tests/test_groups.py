"""Interest groups, and questions to them and to the mentors."""

import pytest
from django.test import Client
from django.urls import reverse

from edumentoring.common.refused import Refused
from edumentoring.network import operations
from edumentoring.network.models import Answer, Group, Helpful, Question, Report
from edumentoring.network.tests import make
from edumentoring.notes.tests import make as notes
from edumentoring.pairs.nudge_models import Nudge
from edumentoring.people.models import Event, User
from edumentoring.people.tests.make import sign_in, sign_in_as_staff
from edumentoring.programmes.models import Participant

pytestmark = pytest.mark.django_db


def read(participant: Participant, name: str, *args: object) -> str:
    page = reverse(f"network:{name}", args=[participant.programme.slug, *args])
    return sign_in(Client(), participant.user).get(page).content.decode()


def press(participant: Participant, name: str, *args: object, **data: str) -> int:
    page = reverse(f"network:{name}", args=[participant.programme.slug, *args])
    return sign_in(Client(), participant.user).post(page, data).status_code


def at_the_desk(user: User, name: str, slug: str, *args: object, method: str = "get") -> str:
    client = sign_in_as_staff(Client(), user)
    return getattr(client, method)(
        reverse(f"network:{name}", args=[slug, *args]), follow=True
    ).content.decode()


# --- Groups ---------------------------------------------------------------------------------------


def test_a_group_of_the_same_name_is_the_same_group_and_joining_twice_is_once():
    me, other = make.two()
    group = make.group(me, "Early years phonics")
    same = make.group(other, " early years  Phonics ")
    press(other, "join", group.code)

    assert same == group
    assert group.memberships.count() == 2
    press(other, "leave", group.code)
    assert group.memberships.get().participant == me


def test_the_groups_page_names_only_members_who_may_be_found_to_those_who_may_be():
    me, other = make.two()
    shy = make.mentee(me.programme, "Shy Person")
    group = make.group(me)
    for one in (other, shy):
        operations.join(group, one)

    page = read(me, "group", group.code)
    assert "Jo Barker" in page
    assert "Shy Person" not in page
    assert "3 people are in it" in page
    assert "Jo Barker" not in read(shy, "group", group.code)
    Participant.objects.filter(pk=shy.pk).update(state=Participant.State.LEFT)
    assert "2 people are in it" in read(me, "group", group.code)


def test_a_question_to_a_group_is_read_by_the_group_and_by_nobody_outside():
    me, other = make.two()
    group = make.group(me)
    asked = make.question(me, "Which scheme?", group=group)

    assert "Which scheme?" not in read(other, "question", asked.code)
    assert press(other, "question", asked.code, text="Ours") == 404
    with pytest.raises(Refused, match="Join the group first"):
        make.question(other, group=group)
    operations.join(group, other)
    assert "Which scheme?" in read(other, "question", asked.code)
    assert press(other, "question", asked.code, text="Ours") == 302


def test_a_coordinator_closes_a_group_and_opens_it_again_with_everybody_in_it():
    me, _other = make.two()
    group = make.group(me)
    asked = make.question(me, "Which scheme?", group=group)
    seat = make.seat("coordinator", programme_=me.programme)

    at_the_desk(seat.user, "close_group", me.programme.slug, group.code, method="post")
    assert "Early years phonics" not in read(me, "groups")
    with pytest.raises(Refused, match="closed"):
        operations.join(group, me)
    again = make.group(me)
    assert again != group
    with pytest.raises(Refused, match="open group of this name"):
        operations.open_group(group, by=seat.user)
    operations.close_group(again, by=seat.user)
    operations.open_group(group, by=seat.user)

    assert "Which scheme?" in read(me, "question", asked.code)
    assert Group.objects.open().get() == group


# --- Questions ------------------------------------------------------------------------------------


def test_a_question_to_the_mentors_is_read_by_mentors_and_whoever_asked():
    me, mentor = make.two()
    other = make.mentee(me.programme, "Another Mentee")
    asked = make.question(me, "How do you mark less?")

    assert "How do you mark less?" in read(mentor, "questions")
    assert "How do you mark less?" in read(me, "questions")
    assert "How do you mark less?" not in read(other, "questions")
    assert "How do you mark less?" not in read(other, "question", asked.code)


def test_who_asked_without_a_name_stands_on_no_page_in_no_letter_and_in_no_history():
    me, mentor = make.two()
    seat = make.seat("owner", programme_=me.programme)
    asked = make.question(me, "May I say no to a duty?", is_anonymous=True)
    make.answer(asked, mentor)
    make.answer(asked, me, "Thank you, I will try.")
    operations.report(asked, mentor)
    slug = me.programme.slug
    pages = [
        read(mentor, "questions"),
        read(mentor, "question", asked.code),
        at_the_desk(seat.user, "desk", slug),
        at_the_desk(seat.user, "desk_question", slug, asked.code),
    ]
    operations.remove(asked, by=seat.user)

    assert all("May I say no" in page for page in pages)
    assert "Thank you, I will try." in pages[1]
    assert "The person who asked" in pages[1]
    assert not any("Bethan" in page for page in pages)
    history = Event.objects.filter(action__contains="question")
    assert [each.summary for each in history] == ["Removed a question from the network"]
    assert not any("Bethan" in str(each.detail) for each in history)
    line = Nudge.objects.get(participant=me)
    assert "duty" not in line.line


def test_an_answer_is_told_of_once_in_the_next_letter_of_whoever_asked():
    me, mentor = make.two()
    asked = make.question(me)
    make.answer(asked, mentor)
    make.answer(asked, mentor, "And stop writing comments.")
    make.answer(asked, me, "Thank you!")

    assert [each.participant for each in Nudge.objects.all()] == [me]


def test_a_form_that_is_sent_twice_asks_once_and_a_sixth_question_waits_for_tomorrow():
    me, _mentor = make.two()
    client = sign_in(Client(), me.user)
    page = reverse("network:ask", args=[me.programme.slug])
    sent = {"text": "How?", "form_key": "7d0e7d4e-62a3-4d8a-93f2-6ad2f4e3c111"}
    client.post(page, sent)
    client.post(page, sent)
    assert Question.objects.count() == 1
    for number in range(4):
        make.question(me, f"And {number}?")

    answer = client.post(page, {"text": "One more thing"})

    assert answer.status_code == 422
    assert "come back tomorrow" in answer.content.decode()
    assert "One more thing" in answer.content.decode()


def test_a_mark_is_only_for_oneself():
    me, mentor = make.two()
    answer = make.answer(make.question(me), mentor)
    press(me, "helpful", answer.code)
    press(me, "helpful", answer.code)

    assert Helpful.objects.get().participant == me
    assert "How do you mark less?" in read(me, "questions")
    assert "Take the mark away" in read(me, "question", answer.question.code)
    assert "Take the mark away" not in read(mentor, "question", answer.question.code)
    press(me, "helpful", answer.code, off="yes")
    assert not Helpful.objects.exists()


def test_words_from_the_private_list_are_shown_first_and_only_to_their_writer():
    me, mentor = make.two()
    note = notes.question(me.user, title="Exit cards?", text="When do I read them?")
    ask = reverse("network:ask_from_note", args=[note.code])

    page = sign_in(Client(), me.user).get(ask, follow=True).content.decode()
    assert "Exit cards?" in page
    assert "When do I read them?" in page
    assert "Nobody has them yet" in page
    assert not Question.objects.exists()
    stranger = sign_in(Client(), mentor.user)
    assert stranger.get(ask).status_code == 404
    address = reverse("network:ask", args=[me.programme.slug])
    assert "Exit cards?" not in stranger.get(f"{address}?note={note.code}").content.decode()


# --- Looking after it -----------------------------------------------------------------------------


def test_what_a_coordinator_removes_nobody_reads_until_it_is_brought_back():
    me, mentor = make.two()
    seat = make.seat("coordinator", programme_=me.programme)
    answer = make.answer(make.question(me), mentor, "An unkind word")
    operations.report(answer, me)
    operations.report(answer, me)
    slug, asked = me.programme.slug, answer.question

    assert Report.objects.count() == 1
    assert (
        "1 report from the network"
        in sign_in_as_staff(Client(), seat.user)
        .get(me.programme.get_absolute_url())
        .content.decode()
    )
    desk = at_the_desk(seat.user, "desk_question", slug, asked.code)
    assert "Somebody asked you to look at this" in desk
    at_the_desk(seat.user, "remove", slug, answer.code, method="post")
    assert "An unkind word" not in read(me, "question", asked.code)
    assert not Report.objects.filter(settled_at=None).exists()
    at_the_desk(seat.user, "restore", slug, answer.code, method="post")
    assert "An unkind word" in read(me, "question", asked.code)
    events = Event.objects.filter(action__endswith="_answer").order_by("pk")
    assert [each.action for each in events] == ["remove_answer", "restore_answer"]
    assert not any("unkind" in f"{each.summary}{each.detail}" for each in events)


def test_only_whoever_wrote_it_takes_it_back_and_the_words_go():
    me, mentor = make.two()
    answer = make.answer(make.question(me), mentor)

    press(me, "take_back", answer.code)
    assert Answer.objects.filter(pk=answer.pk).exists()
    press(mentor, "take_back", answer.code)
    assert not Answer.objects.exists()
