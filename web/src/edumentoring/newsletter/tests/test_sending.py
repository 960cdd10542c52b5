"""What goes out, to whom, and that nobody gets two."""

import re
from datetime import timedelta

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from edumentoring.common import carriers
from edumentoring.common.models import Letter
from edumentoring.common.postman import Postman
from edumentoring.common.refused import Refused, Stale
from edumentoring.common.tests.peer import Peer, mail_server
from edumentoring.newsletter import operations
from edumentoring.newsletter.carrying import (
    LEASE,
    NewsletterCarrier,
    gone_since,
    set_doubtful_aside,
)
from edumentoring.newsletter.models import Delivery, Newsletter, Segment, Sending
from edumentoring.newsletter.operations import sending as steps
from edumentoring.newsletter.tests import make
from edumentoring.people.tests import make as accounts
from edumentoring.programmes.tests import make as programmes

pytestmark = pytest.mark.django_db


@pytest.fixture
def peer():
    with mail_server() as server:
        yield server


@pytest.fixture
def newsletter() -> Newsletter:
    return make.newsletter(reply_to="helen@school.example")


def carry(**more: object) -> int:
    return NewsletterCarrier("here").deliver_due(**more)


def states(of: Sending) -> list[str]:
    return list(of.deliveries.order_by("pk").values_list("state", flat=True))


def test_each_reader_gets_one_copy_with_links_of_their_own(newsletter: Newsletter, peer: Peer):
    ann, jo = make.reader(newsletter), make.reader(newsletter)
    make.reader(newsletter, state="asked", confirmed_at=None)
    sending = make.going_out(newsletter)

    assert carry() == 2
    assert carry() == 0

    first, second = peer.taken
    assert [first["To"], second["To"]] == [ann.email, jo.email]
    assert first["Message-ID"] != second["Message-ID"]
    assert first["Reply-To"] == "helen@school.example"
    assert first["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert first["List-Unsubscribe"] != second["List-Unsubscribe"]
    as_sent = dict(first.raw_items())["List-Unsubscribe"]
    assert re.fullmatch(r"<http://\S+>", as_sent), "mail programs read it as it stands"
    assert "staffroom" in first["From"]
    for letter in peer.taken:
        for part in letter.iter_parts():
            words = part.get_content()
            assert ".invalid" not in words
            assert letter["List-Unsubscribe"].strip("<>") in words
    assert peer.connections == 1, "one line for all"
    sending.refresh_from_db()
    assert (sending.state, states(sending)) == ("done", ["sent", "sent"])


def test_whoever_stops_after_it_was_queued_gets_nothing(newsletter: Newsletter, peer: Peer):
    stopped, gone, ann = (make.reader(newsletter) for _n in range(3))
    sending = make.going_out(newsletter)
    operations.stop(stopped)
    gone.delete()

    carry()

    assert [letter["To"] for letter in peer.taken] == [ann.email]
    assert states(sending) == ["dropped", "dropped", "sent"]


def test_queueing_again_after_a_kill_gives_nobody_a_second_copy(
    newsletter: Newsletter, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(steps, "IN_A_BATCH", 2)
    for _n in range(5):
        make.reader(newsletter)
    sending = make.sending(newsletter)
    operations.begin_due()
    turns = iter([True, True, False])

    first = operations.queue_what_began(is_wanted=lambda: next(turns))
    sending.refresh_from_db()
    assert (first, sending.queued_at) == (4, None)
    Sending.objects.filter(pk=sending.pk).update(queued_to=0)  # as if that had not been kept
    operations.queue_what_began()

    sending.refresh_from_db()
    assert sending.queued_at
    assert sending.deliveries.count() == 5


def test_a_copy_of_a_dead_carrier_is_uncertain_and_waits_for_a_person(
    newsletter: Newsletter, peer: Peer
):
    make.reader(newsletter)
    sending = make.going_out(newsletter)
    old = timezone.now() - LEASE - timedelta(seconds=1)
    copy = make.copy(sending, state="sending", claimed_at=old, claimed_by="dead")

    set_doubtful_aside()
    carry()

    assert not peer.taken, "it may have gone already"
    copy.refresh_from_db()
    sending.refresh_from_db()
    assert (copy.state, sending.state) == ("uncertain", "done")
    operations.decide(copy, arrived=False, by=programmes.user())
    with pytest.raises(Refused, match="already decided"):
        operations.decide(copy, arrived=True, by=programmes.user())
    carry()
    assert peer.taken[0]["Message-ID"] == f"<{copy.code}@127.0.0.1>"


def test_a_line_that_breaks_after_the_letter_leaves_it_uncertain(
    newsletter: Newsletter, peer: Peer
):
    make.reader(newsletter)
    sending = make.going_out(newsletter)
    peer.answers["DATA"] = "drop"

    carry()

    assert states(sending) == ["uncertain"]


def test_a_server_that_is_away_costs_no_copy_its_turn(newsletter: Newsletter, peer: Peer):
    make.reader(newsletter)
    sending = make.going_out(newsletter)
    peer.answers["MAIL"] = "421 later"
    carrier = NewsletterCarrier("here")

    carrier.deliver_due()
    copy = sending.deliveries.get()

    assert copy.state == "waiting"
    assert copy.not_before > timezone.now()
    assert carrier.deliver_due() == 0, "it rests"


def test_an_address_that_came_back_twice_gets_no_more(newsletter: Newsletter, peer: Peer):
    reader = make.reader(newsletter)
    peer.answers["RCPT"] = "550 nobody here"

    for state in ("on", "bounced"):
        sending = make.going_out(newsletter)
        carry()
        assert states(sending) == ["bounced"]
        reader.refresh_from_db()
        assert reader.state == state


def test_it_pauses_by_itself_where_very_many_come_back(newsletter: Newsletter, peer: Peer):
    make.readers(newsletter, 40)
    sending = make.going_out(newsletter)
    peer.answers["DATA"] = "554 we do not like you"

    carry()

    sending.refresh_from_db()
    assert sending.state == "paused"
    assert "came back" in sending.trouble
    assert states(sending).count("bounced") == 20


def test_pausing_going_on_and_stopping(newsletter: Newsletter, peer: Peer):
    for _n in range(3):
        make.reader(newsletter)
    helen = programmes.user()
    sending = make.going_out(newsletter)
    carry(limit=1)

    sending = operations.pause(sending, by=helen, version=sending.version)
    assert carry() == 0
    with pytest.raises(Stale):
        operations.go_on(sending, by=helen, version=0)
    sending = operations.go_on(sending, by=helen, version=sending.version)
    assert carry(limit=1) == 1
    operations.stop_sending(sending, by=helen, version=sending.version)
    assert carry() == 0
    assert states(sending) == ["sent", "sent", "dropped"]


def test_above_five_hundred_readers_somebody_else_says_yes(newsletter: Newsletter):
    make.readers(newsletter, 501)
    helen, imran = programmes.user(), programmes.user()
    sending = make.sending(newsletter, by=helen)

    assert sending.state == "asked"
    assert not operations.begin_due()
    with pytest.raises(Refused, match="yourself"):
        operations.approve(sending, by=helen, version=sending.version)
    operations.approve(sending, by=imran, version=sending.version)
    assert operations.begin_due() == 1


def test_it_waits_for_its_time_and_for_a_programme_that_rests(newsletter: Newsletter):
    make.reader(newsletter)
    later = timezone.now() + timedelta(days=1)
    make.sending(newsletter, not_before=later)

    assert operations.begin_due() == 0
    newsletter.programme.paused_at = timezone.now()
    newsletter.programme.save()
    assert operations.begin_due(later) == 0
    newsletter.programme.paused_at = None
    newsletter.programme.save()
    assert operations.begin_due(later) == 1


def test_one_a_term_is_one_a_term(newsletter: Newsletter, peer: Peer):
    seldom = make.reader(newsletter, rhythm="term")
    often = make.reader(newsletter)
    make.going_out(newsletter)
    carry()
    make.going_out(newsletter)
    carry()

    assert [letter["To"] for letter in peer.taken] == [seldom.email, often.email, often.email]


def test_a_segment_nobody_is_in_is_refused(newsletter: Newsletter):
    make.reader(newsletter)
    empty = Segment.objects.create(newsletter=newsletter, name="Wales", regions=["wales"])

    with pytest.raises(Refused, match="Nobody would get this"):
        make.sending(newsletter, segment=empty)


@override_settings(MAIL_PER_MINUTE=10)
def test_ordinary_letters_keep_a_fifth_of_what_the_server_takes(newsletter: Newsletter, peer: Peer):
    make.readers(newsletter, 60)
    sending = make.going_out(newsletter)
    sending.deliveries.filter(pk__in=sending.deliveries.values("pk")[:8]).update(
        state="sent", sent_at=timezone.now()
    )

    assert gone_since(timezone.now() - timedelta(minutes=1)) == 8
    assert carriers.gone_in_a_minute() == 8
    assert carry() == 0
    Letter.objects.create(kind="any", to="a@b.example", subject="s", text="t", message_id="<1@x>")
    assert Postman("post").deliver_due() == 1


def test_where_mail_is_only_kept_it_is_marked_as_sent(newsletter: Newsletter):
    make.reader(newsletter)
    sending = make.going_out(newsletter)

    with override_settings(MAIL_IS_KEPT=True):
        assert carry() == 1

    sending.refresh_from_db()
    assert sending.state == "done"


def test_the_desk_reads_how_far_it_is_and_an_editor_sees_no_addresses(newsletter: Newsletter):
    reader = make.reader(newsletter)
    sending = make.going_out(newsletter)
    make.copy(sending, state=Delivery.State.UNCERTAIN)
    slug = newsletter.programme.slug
    page = reverse("newsletter:sending", args=[slug, sending.pk])
    shown = {}
    for role in ("coordinator", "editor"):
        seat = programmes.seat(role, programme_=newsletter.programme)
        client = accounts.sign_in_as_staff(accounts.browser(), seat.user)
        shown[role] = client.get(page).content.decode()
        client.post(page, {"do": "pause", "version": sending.version})

    assert reader.email in shown["coordinator"]
    assert reader.email not in shown["editor"]
    assert "May not have gone" in shown["editor"]
    sending.refresh_from_db()
    assert sending.state == "paused"


def test_one_tap_counts_one_answer_and_words_go_to_the_inbox(newsletter: Newsletter, peer: Peer):
    make.reader(newsletter, "ann@school.example")
    sending = make.going_out(newsletter)
    carry()
    words = peer.taken[0].get_body(("plain",)).get_content()
    link = next(line for line in words.split() if "/rate/" in line)
    page = "/" + link.split("/", 3)[3]
    client = accounts.browser()

    client.get(page)
    assert not sending.ratings.exists(), "looking counts nothing"
    client.post(page, {"answer": "no"})
    client.post(page, {"answer": "yes"})
    key = "7c2f2e1e-6f0f-4a39-9d9f-1f0f5a0a0001"
    client.post(page, {"text": "More about Year 8, please.", "form_key": key})

    assert [one.answer for one in sending.ratings.all()] == ["yes"]
    query = newsletter.programme.queries.get()
    assert query.email == "ann@school.example"
