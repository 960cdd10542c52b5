"""Messages between two people, and the letters about them."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edumentoring.common.refused import Refused
from edumentoring.network import operations
from edumentoring.network.home_lines import lines
from edumentoring.network.letters import answer_link
from edumentoring.network.models import Message, Thread
from edumentoring.network.tests import make
from edumentoring.pairs.models import Pair
from edumentoring.pairs.nudge_models import Nudge
from edumentoring.pairs.sides import side_of
from edumentoring.pairs.tests import make as pairs
from edumentoring.people import operations as people
from edumentoring.people.models import User
from edumentoring.people.personal import Scope
from edumentoring.people.tests.make import sign_in, sign_in_as_staff
from edumentoring.programmes.models import Participant

pytestmark = pytest.mark.django_db


def page_of(user: User, thread: Thread) -> str:
    return (
        sign_in(Client(), user).get(reverse("network:thread", args=[thread.code])).content.decode()
    )


def test_a_first_message_goes_by_letter_with_name_and_words_and_without_an_address():
    me, other = make.two()
    thread = make.thread(me, other, "How do you start lessons?\nI try at the door.")

    assert operations.tell_of_messages() == 1
    assert operations.tell_of_messages() == 0

    [letter] = make.letters()
    assert letter.to == other.user.email
    assert "Bethan Cole" in letter.subject
    assert "How do you start lessons?" in letter.text
    assert answer_link(thread, other).rsplit(".", 2)[0] in letter.text
    sent = f"{letter.subject}{letter.text}{letter.html}{letter.from_line}{letter.reply_to}"
    assert me.user.email not in sent
    page = page_of(other.user, thread)
    assert "How do you start lessons?" in page
    assert me.user.email not in page


def test_one_letter_a_day_holds_all_that_came_since():
    me, other = make.two()
    third, fourth = (make.found(make.mentee(me.programme, name)) for name in ("Al One", "Bo Two"))
    make.thread(me, other)
    operations.tell_of_messages()
    make.thread(third, other, "From the third")
    make.thread(fourth, other, "From the fourth")

    assert operations.tell_of_messages() == 0
    assert operations.tell_of_messages(timezone.now() + timedelta(hours=25)) == 1

    [_first, letter] = make.letters()
    assert letter.subject == "2 people wrote to you"
    assert "From the third" in letter.text
    assert "From the fourth" in letter.text


def test_whoever_chose_one_letter_a_week_gets_a_line_without_the_words():
    me, other = make.two()
    User.objects.filter(pk=other.user.pk).update(letters=User.Letters.WEEKLY)
    make.thread(me, other, "Hidden words")

    operations.tell_of_messages()

    assert make.letters() == []
    assert Nudge.objects.get().line == "Bethan wrote to you in the network"


def test_nobody_is_written_to_while_they_rest_or_once_the_conversation_is_closed():
    me, other = make.two()
    thread = make.thread(me, other)
    type(other).objects.filter(pk=other.pk).update(state="paused")
    assert operations.tell_of_messages() == 0
    type(other).objects.filter(pk=other.pk).update(state="in")
    operations.close(thread, by=me)
    assert operations.tell_of_messages() == 0


def test_at_most_three_new_people_a_day_and_two_messages_without_an_answer():
    me, other = make.two()
    for name in ("Al One", "Bo Two"):
        make.thread(me, make.found(make.mentor(me.programme, name)))
    thread = make.thread(me, other)
    fifth = make.found(make.mentor(me.programme, "Di Four"))
    with pytest.raises(Refused, match="come back tomorrow"):
        make.thread(me, fifth)
    make.message(thread, me, "And one more thing")
    with pytest.raises(Refused, match="You wrote twice"):
        make.message(thread, me, "Hello?")
    make.message(thread, other)
    make.message(thread, me, "Thank you")

    assert make.thread(other, me, "By the way") == thread, "one conversation for two people"
    with pytest.raises(IntegrityError), transaction.atomic():
        Thread.objects.create(programme=me.programme, begun_by=other, to=me)


def test_only_people_in_the_directory_are_written_to_by_people_in_it():
    me, other = make.two()
    hidden = make.mentor(me.programme, "Not Listed")
    write = reverse("network:write_first", args=[me.programme.slug, hidden.code])
    assert sign_in(Client(), me.user).get(write).status_code == 404
    with pytest.raises(Refused, match="not in the directory"):
        make.thread(me, hidden)
    with pytest.raises(Refused, match="Say first"):
        make.thread(hidden, other)
    assert not Thread.objects.exists()


def test_the_letters_link_answers_nothing_by_being_opened_and_closes_with_one_press():
    me, other = make.two()
    thread = make.thread(me, other, "Private words")
    link = answer_link(thread, other).removeprefix("http://localhost:8000")
    link = link[link.index("/network/") :]

    page = Client().get(link).content.decode()
    thread.refresh_from_db()
    assert thread.closed_at is None
    assert "Private words" not in page
    assert "@" not in page.replace("@media", "")
    Client().post(link, {"answer": "rather_not"})

    thread.refresh_from_db()
    assert thread.closed_by == other
    assert "This conversation is closed" in page_of(me.user, thread)
    with pytest.raises(Refused, match="closed"):
        make.message(thread, me, "Why?")
    with pytest.raises(Refused, match="closed"):
        operations.open_again(thread, by=me)
    operations.open_again(thread, by=other)
    make.message(thread, other)


def test_a_block_closes_hides_both_ways_and_looks_to_the_other_like_a_closed_one():
    me, other = make.two()
    thread = make.thread(me, other)
    operations.block(other, me)

    assert list(make.reader(me).people) == []
    assert list(make.reader(other).people) == []
    page = page_of(me.user, thread)
    assert "This conversation is closed" in page
    assert "Open it again" not in page
    assert "Let them find me again" not in page
    assert "Let them find me again" in page_of(other.user, thread)
    with pytest.raises(Refused):
        make.message(thread, me)
    operations.unblock(other, me)
    assert [each.pk for each in make.reader(me).people] == [other.pk]


def test_each_shows_their_own_e_mail_and_may_hide_it_again():
    me, other = make.two()
    thread = make.thread(me, other)
    client = sign_in(Client(), me.user)
    share = reverse("network:share_email", args=[thread.code])
    client.post(share)

    assert me.user.email in page_of(other.user, thread)
    assert other.user.email not in page_of(me.user, thread)
    client.post(share, {"off": "yes"})
    assert me.user.email not in page_of(other.user, thread)


def test_nobody_else_reads_a_conversation_and_a_coordinator_finds_it_nowhere():
    me, other = make.two()
    thread = make.thread(me, other, "Between us")
    owner = make.seat("owner", programme_=me.programme).user
    stranger = make.found(make.mentor(me.programme, "A Stranger"))
    address = reverse("network:thread", args=[thread.code])

    assert sign_in(Client(), stranger.user).get(address).status_code == 404
    staff = sign_in_as_staff(Client(), owner)
    assert staff.get(address).status_code == 404
    desk = staff.get(reverse("network:desk", args=[me.programme.slug])).content.decode()
    assert "Between us" not in desk


def test_the_first_page_names_who_waits_for_an_answer_in_one_question(django_assert_num_queries):
    pair = pairs.agreed()
    pair = Pair.objects.with_people().get(pk=pair.pk)
    me = make.found(pair.mentee)
    thread = make.thread(make.found(make.mentor(me.programme, "Kit Rowe")), me)

    with django_assert_num_queries(1):
        found = list(lines([side_of(pair, pair.mentee)]))
    assert [str(line.text) for line in found] == ["Kit Rowe wrote to you in the network"]
    make.message(thread, me)
    assert list(lines([side_of(pair, pair.mentee)])) == []


def test_whoever_is_forgotten_leaves_no_words_and_the_other_keeps_their_own():
    me, other = make.two()
    thread = make.thread(me, other, "My words")
    make.message(thread, other, "Dear Bethan, gladly")
    asked = make.question(me, "My question")
    make.answer(asked, other, "My answer stays mine")
    make.group(me)

    people.forget(Scope(user=me.user), by=me.user)

    [kept] = Message.objects.all()
    assert kept.text.endswith(", gladly")
    assert "Bethan" not in kept.text
    thread.refresh_from_db()
    assert thread.begun_by is None
    asked.refresh_from_db()
    assert (asked.text, asked.by) == ("", None)
    assert "This conversation is closed" in page_of(other.user, thread)


def test_messages_of_two_programmes_go_in_two_letters_on_two_days():
    me, other = make.two()
    there, _somebody = make.two(make.programme(name="Another Staffroom"))
    again = Participant.objects.create(programme=there.programme, user=other.user, is_mentor=True)
    make.found(again)
    make.thread(me, other, "From the first programme")
    make.thread(there, again, "From the second programme")

    operations.tell_of_messages()
    operations.tell_of_messages(timezone.now() + timedelta(hours=25))

    first, second = make.letters()
    assert "From the second programme" not in first.text
    assert "From the first programme" not in second.text
    assert second.programme_id == there.programme_id
