"""The fast way of writing copies: the same message as the slow one, but for the reader's parts."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from edumentoring.common.mail_server import written
from edumentoring.common.postman import GIVE_UP_AFTER, message_of
from edumentoring.common.tests.peer import Peer, mail_server
from edumentoring.newsletter import carrying, copies, operations
from edumentoring.newsletter.carrying import NewsletterCarrier
from edumentoring.newsletter.composed import Composed
from edumentoring.newsletter.composing import compose
from edumentoring.newsletter.edition import edition_of
from edumentoring.newsletter.models import Delivery, Newsletter, Sending, Subscription
from edumentoring.newsletter.plate import is_plain
from edumentoring.newsletter.tests import make
from edumentoring.programmes.tests import make as programmes

pytestmark = pytest.mark.django_db

# Dots where lines begin, letters beyond ASCII, a line like a header's, and no end of words.
HARD = (
    "<p>Zoë says: “.hidden” is not a file.</p><p>To: reader@reader.invalid</p><p>Date: soon</p>"
    + "<p>Diolch — merci — £5 = 5 × £1. .</p>" * 60
)


@pytest.fixture
def peer():
    with mail_server() as server:
        yield server


@pytest.fixture
def newsletter() -> Newsletter:
    return make.newsletter(name="Nodiadau’r ystafell athrawon", reply_to="helen@school.example")


def alike(message: bytes) -> bytes:
    """Without what differs between two copies of one letter: the day and where parts are split."""
    border = re.search(rb'boundary="([^"]+)"', message)
    assert border
    return re.sub(rb"(?m)^Date: .*$", b"Date:", message).replace(border[1], b"border")


def test_both_ways_give_one_message_that_no_server_has_to_touch(newsletter: Newsletter):
    words = {"over": "", "title": "Small is not easy", "words": HARD}
    make.reader(newsletter)
    issue = make.issue(newsletter, ("words", words))
    edition = edition_of(make.sending(newsletter, composed=compose(issue)).pk)

    for to in (
        "jo@school.example",
        "a.very-long.name_of+somebody@sub.domain.academy-trust.example",
    ):
        own = {"code": uuid.uuid4(), "reader": uuid.uuid4()}
        fast = edition.content(to, **own)
        slow = written(message_of(edition.letter(to, **own)))

        assert fast
        assert alike(fast) == alike(slow)
        assert fast.isascii()
        assert b"\n" not in fast.replace(b"\r\n", b"")
        assert max(len(line) for line in fast.split(b"\r\n")) <= 998
        assert b"8bit" not in fast


def test_only_an_address_that_stands_on_one_line_as_it_is_goes_the_fast_way():
    assert is_plain("Jo.O'Neill+news@school.example")
    for address in (
        f"{'z' * 60}@school.example",
        "zoë@school.example",
        "jo@\N{LATIN SMALL LETTER LONG S}chool.example",
        '"jo b"@school.example',
        "jo@school.example\r\nBcc: all@school.example",
    ):
        assert not is_plain(address), address


def test_an_address_or_words_that_need_more_care_are_written_one_by_one(
    newsletter: Newsletter, peer: Peer
):
    for address in ("jo@schule-köln.example", "zoë@school.example", f"{'z' * 60}@school.example"):
        make.reader(newsletter, address)
    plain = make.composed()
    coded = Composed(plain.subject, "我们的通讯 " * 40 + plain.text, plain.html)
    sendings = [make.going_out(newsletter), make.going_out(newsletter, composed=coded)]

    assert edition_of(sendings[0].pk).plate
    assert edition_of(sendings[1].pk).plate is None
    assert NewsletterCarrier("here").deliver_due() == 4

    back = Delivery.objects.filter(state=Delivery.State.BOUNCED)
    assert {copy.email for copy in back} == {"zoë@school.example"}, "mail has no such address"
    assert [to for _from, (to,) in peer.envelopes[:1]] == ["jo@xn--schule-kln-lcb.example"]
    for letter in peer.taken:
        link = letter["List-Unsubscribe"].strip("<>")
        assert all(link in part.get_content() for part in letter.iter_parts())


def test_a_letter_that_cannot_be_written_comes_back_and_is_in_no_doubt(peer: Peer):
    newsletter = make.newsletter(reply_to="helen@school.example\nBcc: everybody@school.example")
    make.reader(newsletter)
    sending = make.going_out(newsletter)

    assert NewsletterCarrier("here").deliver_due() == 0

    assert [copy.state for copy in sending.deliveries.all()] == ["bounced"]
    assert not peer.taken


def interrupted(carrier: NewsletterCarrier, what: Callable[[], object]) -> None:
    """Let `what` happen each time that the carrier is about to hand a copy over."""
    hand_over = carrier.server.send_bytes

    def then(*args: object, **more: object) -> None:
        what()
        hand_over(*args, **more)

    carrier.server.send_bytes = then


def test_at_every_moment_one_copy_at_most_is_in_doubt(newsletter: Newsletter, peer: Peer):
    make.readers(newsletter, 4)
    sending = make.going_out(newsletter)
    signs = {"sent": "+", "sending": "?", "waiting": "."}
    carrier, seen = NewsletterCarrier("here"), []
    rows = sending.deliveries.order_by("pk").values_list("state", flat=True)
    interrupted(carrier, lambda: seen.append("".join(signs[state] for state in rows.all())))

    carrier.deliver_due()

    assert seen == ["?...", "+?..", "++?.", "+++?"]


def test_a_copy_follows_its_reader_to_a_new_address(newsletter: Newsletter, peer: Peer):
    reader = make.reader(newsletter, "ann@old.example")
    sending = make.going_out(newsletter)
    Subscription.objects.filter(pk=reader.pk).update(email="ann@new.example")

    NewsletterCarrier("here").deliver_due()

    assert [to for _from, (to,) in peer.envelopes] == ["ann@new.example"]
    assert sending.deliveries.get().email == "ann@new.example"


def test_who_stops_while_a_copy_comes_back_has_stopped(newsletter: Newsletter, peer: Peer):
    reader = make.reader(newsletter)
    peer.answers["RCPT"] = "550 nobody here"
    make.going_out(newsletter)
    NewsletterCarrier("here").deliver_due()
    make.going_out(newsletter)
    carrier = NewsletterCarrier("here")
    interrupted(carrier, lambda: operations.stop(reader))

    carrier.deliver_due()

    reader.refresh_from_db()
    assert reader.state == "off", "the desk could write again to one whose letters came back"


def test_what_a_person_decided_meanwhile_stands(newsletter: Newsletter, peer: Peer):
    make.reader(newsletter)
    sending = make.going_out(newsletter)
    peer.answers["DATA"] = "451 later"
    carrier = NewsletterCarrier("here")

    def decide() -> None:
        copy = make.copy(sending, state=Delivery.State.UNCERTAIN)
        operations.decide(copy, arrived=True, by=programmes.user())

    interrupted(carrier, decide)
    carrier.deliver_due()

    assert sending.deliveries.get().state == "sent", "nobody gets a second one unasked"


def test_a_server_that_says_later_for_days_is_asked_no_more(newsletter: Newsletter, peer: Peer):
    make.reader(newsletter)
    sending = make.going_out(newsletter)
    peer.answers["RCPT"] = "451 later"
    days = GIVE_UP_AFTER
    for since, state in ((days - timedelta(hours=1), "waiting"), (days, "bounced")):
        Sending.objects.filter(pk=sending.pk).update(began_at=timezone.now() - since)
        sending.deliveries.update(not_before=timezone.now())

        NewsletterCarrier("here").deliver_due()

        assert sending.deliveries.get().state == state


def test_two_carriers_take_no_copy_twice(newsletter: Newsletter, peer: Peer):
    make.readers(newsletter, 6)
    sending = make.going_out(newsletter)
    one, other = NewsletterCarrier("one"), NewsletterCarrier("other")
    turns = iter([2, 1])
    interrupted(one, lambda: other.deliver_due(limit=next(turns, 0)))

    assert one.deliver_due() == 3

    keys = [letter["Message-ID"] for letter in peer.taken]
    assert (len(keys), len(set(keys))) == (6, 6)
    assert set(sending.deliveries.values_list("claimed_by", flat=True)) == {"one", "other"}


def test_a_carrier_that_meets_another_leaves_it_the_copies_that_are_near(
    newsletter: Newsletter, peer: Peer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(copies, "AT_ONCE", 3)
    make.readers(newsletter, 6)
    sending = make.going_out(newsletter)
    one, turns = NewsletterCarrier("one"), iter([1])
    interrupted(one, lambda: NewsletterCarrier("other").deliver_due(limit=next(turns, 0)))

    assert one.deliver_due() == 5

    first = sending.deliveries.order_by("pk")[0].pk
    gone = sending.deliveries.order_by("sent_at").values_list("pk", flat=True)
    assert sorted(gone[:2]) == [first, first + 1]
    assert [pk - first for pk in gone[2:]] == [3, 4, 5, 2]


def test_words_that_are_taken_back_are_in_no_further_copy(
    newsletter: Newsletter, peer: Peer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(carrying, "LOOK_AGAIN_AFTER", 1)
    make.readers(newsletter, 2)
    sending = make.going_out(newsletter)
    carrier = NewsletterCarrier("here")
    fewer = make.composed(words="Something else.")
    kept = Sending.objects.filter(pk=sending.pk)
    interrupted(carrier, lambda: kept.update(text=fewer.text, html=fewer.html, version=9))

    carrier.deliver_due()

    first, second = (letter.get_body(("html",)).get_content() for letter in peer.taken)
    assert "Small is not easy" in first
    assert "Small is not easy" not in second
    assert "Something else" in second
