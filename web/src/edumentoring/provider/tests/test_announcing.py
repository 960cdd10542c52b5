"""Announcements: to whom they go, when, once; and what each replies."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused, Stale
from edumentoring.pairs import nudges
from edumentoring.pairs.home import lines_for
from edumentoring.pairs.nudge_models import Nudge
from edumentoring.people.tests.make import sign_in, sign_in_as_staff
from edumentoring.provider import operations
from edumentoring.provider.letters import link_of
from edumentoring.provider.models import Announcement, Receipt
from edumentoring.provider.tests import make
from edumentoring.queries.models import Query

pytestmark = pytest.mark.django_db

CHOICE = {"reply": "choice", "choices": ["I come", "I cannot"]}


def test_it_goes_to_whom_it_is_for_after_ten_minutes_and_can_be_taken_back_until_then():
    programme = make.programme()
    by = make.writer(programme)
    me = make.mentor(programme)
    make.mentor(programme, stage="head")
    make.mentee(programme)
    found = make.announcement(programme, by=by, whom="mentors", stages=[me.stage])

    assert operations.send(found, version=1, by=by) == 1
    with pytest.raises(Stale):
        operations.send(found, version=1, by=by)
    [letter] = make.letters(found)
    found.refresh_from_db()
    assert letter.to == me.user.email
    assert letter.not_before == found.goes_at
    page = reverse("provider:announcement", args=[found.code])
    assert sign_in(Client(), me.user).get(page).status_code == 404  # nobody reads it yet

    operations.take_back(found, by=by)
    assert make.letters(found)[0].state == Letter.State.WITHDRAWN
    assert not Receipt.objects.exists()
    found.refresh_from_db()
    make.sent(found, by=by)
    assert "last Friday" in sign_in(Client(), me.user).get(page).content.decode()
    with pytest.raises(Refused, match="It has gone"):
        operations.take_back(found, by=by)


def test_who_wants_one_letter_a_week_gets_a_line_unless_a_reply_is_asked_for():
    programme = make.programme()
    me, by = make.mentor(programme), make.writer(programme)
    nudges.choose(me.user, "weekly")
    news = make.sent(make.announcement(programme), by=by)
    assert make.letters(news) == []
    assert "A day together" in Nudge.objects.get().line

    day = programme.today() + timedelta(days=20)
    asked = make.sent(make.announcement(programme, "Come?", reply_by=day, **CHOICE), by=by)
    assert len(make.letters(asked)) == 1
    reminder = Nudge.objects.get(key__startswith=f"announcement:{asked.pk}:")
    assert reminder.due_at.date() == day
    operations.reply(make.receipt(asked, me), choice="I come")
    assert not Nudge.objects.filter(pk=reminder.pk).exists()


def test_one_tap_from_the_letter_replies_and_opening_the_link_does_not():
    programme = make.programme()
    me = make.mentee(programme)
    found = make.sent(make.announcement(programme, **CHOICE))
    receipt = make.receipt(found, me)
    path = link_of(receipt).partition("testserver")[2] or link_of(receipt)
    path = path[path.index("/announcements/") :]
    client = Client()

    assert "I cannot" in client.get(path).content.decode()
    receipt.refresh_from_db()
    assert (receipt.read_at, receipt.replied_at) == (None, None)
    assert [str(line.text) for line in lines_for([], me.user)] == [
        "A reply is asked for: A day together"
    ]
    assert client.post(path, {"choice": "Another"}).status_code == 422
    client.post(path, {"choice": "I cannot", "words": "I am away. Is it recorded?"})

    receipt.refresh_from_db()
    assert receipt.choice == "I cannot"
    assert receipt.read_at
    assert list(lines_for([], me.user)) == []
    [query] = Query.objects.all()
    assert (query.participant, query.state) == (me, "new")
    assert receipt.message.text == "I am away. Is it recorded?"


def test_a_reply_in_words_comes_once_however_often_it_is_sent():
    programme = make.programme()
    me = make.mentor(programme)
    found = make.sent(make.announcement(programme, reply="words"))
    client = sign_in(Client(), me.user)
    page = reverse("provider:announcement", args=[found.code])
    key = "7d9c4f3e-2a51-4f9b-8a9e-111111111111"

    assert client.post(page, {"words": " "}).status_code == 422
    for _twice in range(2):
        client.post(page, {"words": "Thursday suits me", "form_key": key})

    assert Query.objects.get().messages.count() == 1


def test_an_editor_writes_and_a_coordinator_sends():
    programme = make.programme()
    make.mentor(programme, name="Bethan Quill")
    client = sign_in_as_staff(Client(), make.writer(programme, "editor"))
    words = {"title": "From the hub", "text": "Come and see", "in_name_of": "North Hub"}
    client.post(
        reverse("provider:new_announcement", args=[programme.slug]),
        {**words, "whom": "everyone", "reply": "none"},
    )
    found = Announcement.objects.get()
    here = [programme.slug, found.code]

    first = client.get(programme.get_absolute_url()).content.decode()
    assert reverse("provider:desk_announcements", args=[programme.slug]) in first
    assert "Find a person" not in first
    page = client.get(reverse("provider:desk_announcement", args=here)).content.decode()
    assert "It would go to 1 person" in page
    assert client.post(reverse("provider:send_announcement", args=here)).status_code == 403
    make.sent(found)
    assert make.letters(found)[0].from_line.startswith("North Hub <")
    page = client.get(reverse("provider:desk_announcement", args=here)).content.decode()
    assert "Quill" not in page


def test_words_changed_after_it_went_are_marked_and_whom_it_was_for_stays():
    programme = make.programme()
    me, by = make.mentor(programme), make.writer(programme)
    found = make.sent(make.announcement(programme, whom="mentors"))
    operations.change_announcement(
        found,
        version=found.version,
        by=by,
        title="A day together",
        text="On Thursday.",
        edit_note="The day",
        whom="mentees",
    )
    found.refresh_from_db()
    page = reverse("provider:announcement", args=[found.code])
    read = sign_in(Client(), me.user).get(page).content.decode()

    assert found.whom == "mentors"
    assert "On Thursday" in read
    assert "Changed on" in read
    assert "The day" in read


def test_refuses_what_cannot_be_answered_and_what_reaches_nobody():
    programme = make.programme()
    by = make.writer(programme)
    with pytest.raises(Refused, match="two to six"):
        make.announcement(programme, reply="choice", choices=["Only one"])
    with pytest.raises(Refused, match="Nobody is among"):
        operations.send(make.announcement(programme), version=1, by=by)
    make.mentor(programme)
    gone = make.announcement(
        programme, reply="words", reply_by=programme.today() - timedelta(days=1)
    )
    with pytest.raises(Refused, match="gone by"):
        operations.send(gone, version=1, by=by)
    programme.paused_at = programme.created_at
    programme.save()
    with pytest.raises(Refused, match="rests"):
        operations.send(make.announcement(programme), version=1, by=by)
    assert not Receipt.objects.exists()


def test_what_was_put_away_stands_under_earlier_and_asks_for_nothing():
    programme = make.programme()
    me, by = make.mentor(programme), make.writer(programme)
    found = make.sent(make.announcement(programme, **CHOICE))
    operations.archive(found, by=by)
    page = reverse("provider:announcements", args=[programme.slug])
    client = sign_in(Client(), me.user)

    assert "A day together" not in client.get(page).content.decode()
    assert "A day together" in client.get(f"{page}?show=earlier").content.decode()
    assert list(lines_for([], me.user)) == []


def test_the_first_page_tells_of_announcements_and_documents_to_those_who_are_asked():
    programme = make.programme()
    me, other = make.mentor(programme), make.mentee(programme)
    make.document(programme)
    make.sent(make.announcement(programme))

    found = sorted(str(line.text) for line in lines_for([], me.user))

    assert found == ["New: A day together", "Please read: How we meet"]
    assert [str(line.text) for line in lines_for([], other.user)] == ["New: A day together"]
