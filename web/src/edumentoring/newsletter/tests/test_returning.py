"""Copies that come back as mail: whom we stop writing to, and how that is lifted."""

import io

import pytest
from django.test import override_settings
from django.urls import reverse

from edumentoring.common.tests.peer import mail_server
from edumentoring.newsletter import operations
from edumentoring.newsletter.carrying import NewsletterCarrier
from edumentoring.newsletter.edition import message_id_of
from edumentoring.newsletter.models import Delivery, Newsletter, Subscription
from edumentoring.newsletter.returned import return_path
from edumentoring.newsletter.tests import make
from edumentoring.people.tests import make as accounts
from edumentoring.programmes.tests import make as programmes
from edumentoring.queries.command import receive
from edumentoring.queries.tests import make as mails

pytestmark = pytest.mark.django_db

REPLIES = "replies+{token}@example.org"


@pytest.fixture
def newsletter() -> Newsletter:
    return make.newsletter()


def sent_copy(of: Newsletter) -> Delivery:
    """The first copy of a new issue, which the server took."""
    return make.copy(make.going_out(of), state="sent", claimed_by="here")


def take(raw: bytes) -> str:
    return receive(io.BytesIO(raw)).kind


def state_of(reader: Subscription) -> str:
    reader.refresh_from_db()
    return reader.state


def test_where_there_is_no_such_address_nothing_is_written_to_it_again(newsletter: Newsletter):
    other = make.newsletter(programmes.programme("Another"))
    reader = make.reader(newsletter, "jo@school.example")
    here_too = make.reader(other, "jo@school.example")
    copy = sent_copy(newsletter)
    waiting = make.going_out(other)

    assert take(mails.report(message_id_of(copy.code))) == "passed_on"

    copy.refresh_from_db()
    assert (copy.state, copy.trouble) == ("bounced", "550 5.1.1 No such user here")
    assert (state_of(reader), state_of(here_too)) == ("bounced", "bounced")
    with mail_server() as peer:
        NewsletterCarrier("here").deliver_due()
    assert not peer.taken
    assert [one.state for one in waiting.deliveries.all()] == ["dropped"]


def test_a_full_mailbox_ends_it_the_second_time_and_late_is_not_lost(newsletter: Newsletter):
    reader = make.reader(newsletter)
    for expected in ("on", "bounced"):
        copy = sent_copy(newsletter)
        name = message_id_of(copy.code)
        take(mails.report(name, "4.4.1", action="delayed"))
        assert state_of(reader) == "on"
        take(mails.report(name, "5.2.2"))
        take(mails.report(name, "5.2.2"))  # the same news twice is one
        assert state_of(reader) == expected
    operations.write_again(reader, by=programmes.user())
    take(mails.report(name))  # old news
    assert state_of(reader) == "on"
    take(mails.report(message_id_of(sent_copy(newsletter).code), "5.2.2"))
    assert state_of(reader) == "on", "it is counted anew"


def test_two_in_a_row_end_it_whichever_way_they_come_back(newsletter: Newsletter):
    reader = make.reader(newsletter)
    refused = {"RCPT": "550 nobody here"}
    with mail_server() as peer:
        for answers, later, expected in (
            ({}, "5.2.2", "on"),
            ({}, "", "on"),  # one arrives, and the count begins anew
            (refused, "", "on"),
            ({}, "5.2.2", "bounced"),
        ):
            make.copy(make.going_out(newsletter), state="dropped")  # it says nothing
            peer.answers.clear()
            peer.answers.update(answers)
            sending = make.going_out(newsletter)
            NewsletterCarrier("here").deliver_due()
            if later:
                take(mails.report(message_id_of(sending.deliveries.get().code), later))
            assert state_of(reader) == expected


@override_settings(MAIL_REPLIES=REPLIES, DEFAULT_FROM_EMAIL="Mentoring <hello@example.org>")
def test_each_copy_has_an_address_to_come_back_to(newsletter: Newsletter):
    reader = make.reader(newsletter)
    sending = make.going_out(newsletter)
    with mail_server() as peer:
        NewsletterCarrier("here").deliver_due()
    [(back_to, _to)] = peer.envelopes
    copy = sending.deliveries.get()

    assert back_to == f"replies+b{copy.code.hex}@example.org"
    assert return_path(copy.code, "hello@elsewhere.example") == "hello@elsewhere.example"
    away = mails.mail("I am away.", From=reader.email, To=back_to, Auto_Submitted="auto-replied")
    old = mails.mail("Hi. This is the program.", From="MAILER-DAEMON@mx.example", To=back_to)
    take(away)
    copy.refresh_from_db()
    assert copy.state == "sent", "somebody on holiday still reads"
    take(old)
    copy.refresh_from_db()
    assert (copy.state, state_of(reader)) == ("bounced", "on"), "once is not enough"


def test_a_report_about_nothing_of_ours_changes_nothing(newsletter: Newsletter):
    make.reader(newsletter)
    copy = sent_copy(newsletter)

    assert take(mails.report(f"<{copy.code}@elsewhere.example>")) == "automatic"
    assert take(mails.report("<0b9c1f9e-0000-4000-8000-000000000000@127.0.0.1>")) == "automatic"

    copy.refresh_from_db()
    assert copy.state == "sent"


def test_the_desk_reads_of_it_and_can_lift_it(newsletter: Newsletter):
    reader = make.reader(newsletter)
    take(mails.report(message_id_of(sent_copy(newsletter).code)))
    seat = programmes.seat("coordinator", programme_=newsletter.programme)
    client = accounts.sign_in_as_staff(accounts.browser(), seat.user)
    page = reverse("newsletter:readers", args=[newsletter.programme.slug])

    first = client.get(reverse("programmes:programme", args=[newsletter.programme.slug]))
    listed = client.get(f"{page}?state=bounced")
    nobody = client.post(page, {"again": "9" * 5_000})
    again = client.post(page, {"again": reader.pk})
    twice = client.post(page, {"again": reader.pk}, follow=True)

    assert nobody.status_code == 404
    assert "Letters to 1 reader of the newsletter came back" in first.content.decode()
    assert "No such user here" in listed.content.decode()
    assert again.status_code == 302
    assert state_of(reader) == "on"
    assert "nothing to lift" in twice.content.decode()
