"""Mentors hear of new questions in a line of their weekly letter, and only if they like."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.network import operations
from edumentoring.network.models import Question
from edumentoring.network.tests import make
from edumentoring.pairs import gentle
from edumentoring.pairs.models import Nudge
from edumentoring.people.tests.make import browser, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return make.programme()


def lines():
    found = Nudge.objects.waiting().filter(key__startswith="network:asked:")
    return set(found.values_list("participant__user__name", flat=True))


def test_one_line_a_week_to_every_other_mentor_with_no_word_of_the_question(here):
    asker, one, two = (make.mentor(here, name) for name in ("Asker", "Jo One", "Kit Two"))
    mentee = make.mentee(here)
    make.question(asker, "Quillfeather?")
    make.question(mentee, "And I?", is_anonymous=True)

    assert operations.tell_mentors() == 3, "the mentee’s is for the asker too"
    assert operations.tell_mentors() == 0

    assert lines() == {asker.user.name, one.user.name, two.user.name}
    [line] = {nudge.line for nudge in Nudge.objects.all()}
    assert line == "There are new questions to all mentors in the network"
    gentle.write_to(one.user_id, timezone.now())
    told = Letter.objects.get(person_code=one.user.code)
    assert "new questions to all mentors" in told.text
    assert "Quillfeather" not in told.text


def test_nobody_is_told_of_a_question_of_their_own_to_a_group_or_of_somebody_hidden(here):
    asker, apart = make.mentor(here, "Asker"), make.mentor(here, "Apart")
    group = make.group(asker)
    make.question(asker, "To a group", group=group)
    assert operations.tell_mentors() == 0
    operations.block(apart, asker)
    make.question(asker, "To all")
    old = make.question(make.mentor(here, "Long Ago"), "Old")
    Question.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=8))

    assert operations.tell_mentors() == 1

    assert lines() == {"Long Ago"}


def test_who_wants_no_such_line_gets_none_and_can_have_it_again(here):
    asker, jo = make.mentor(here, "Asker"), make.mentor(here, "Jo One")
    make.question(asker, "To all")
    operations.tell_mentors()
    client, page = sign_in(browser(), jo.user), reverse("network:questions", args=[here.slug])
    choose = reverse("network:tell_me", args=[here.slug])
    assert "Leave it out" in client.get(page).content.decode()

    client.post(choose, {"tell": "no"})
    assert lines() == set()
    assert operations.tell_mentors() == 0

    assert "Tell me of them" in client.get(page).content.decode()
    client.post(choose, {"tell": "yes"})
    assert operations.tell_mentors() == 1


@pytest.mark.parametrize("how", ["writer", "desk"])
def test_a_question_that_is_gone_is_told_to_nobody(here, how):
    asker, _jo = make.mentor(here, "Asker"), make.mentor(here, "Jo One")
    first, second = make.question(asker, "First"), make.question(asker, "Second")
    operations.tell_mentors()

    for question, left in ((first, {"Jo One"}), (second, set())):
        if how == "writer":
            operations.take_back(question, asker)
        else:
            operations.remove(question, by=make.person())
        assert lines() == left


def test_while_the_programme_rests_nobody_is_told(here):
    asker, _jo = make.mentor(here, "Asker"), make.mentor(here, "Jo One")
    make.question(asker, "To all")
    type(here).objects.update(paused_at=timezone.now())

    assert operations.tell_mentors() == 0
