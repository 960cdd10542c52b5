"""The postman and a real mail server that refuses, stalls and hangs up."""

import threading
import time
from datetime import timedelta
from itertools import chain, repeat

import pytest
from django.test import override_settings
from django.utils import timezone

from edumentoring.common import postman
from edumentoring.common.models import Letter
from edumentoring.common.postman import Postman, deliver_due, set_doubtful_aside
from edumentoring.common.tests import make
from edumentoring.common.tests.peer import close_connections, free_port, mail_server, mailers

pytestmark = pytest.mark.django_db

WAITING, SENT = Letter.State.WAITING, Letter.State.SENT


def deliver() -> int:
    return deliver_due(worker="test")


def seconds_until_due(letter: Letter) -> float:
    return (make.after(letter).not_before - timezone.now()).total_seconds()


def test_a_letter_arrives_whole():
    letter = make.letter(
        reply_to="helen@example.org", from_line="The Wider Staffroom <a@b.example>"
    )

    with mail_server() as peer:
        assert deliver() == 1

    [arrived] = peer.taken
    assert arrived["Message-ID"] == letter.message_id
    assert arrived["Subject"] == letter.subject
    assert arrived["Reply-To"] == "helen@example.org"
    assert arrived.get_body(("plain",)).get_content().splitlines() == letter.text.splitlines()
    assert letter.html in arrived.get_body(("html",)).get_content()
    assert peer.envelopes == [("a@b.example", [letter.to])]
    assert make.after(letter).state == SENT
    assert letter.sent_at


def test_names_that_are_not_plain_english_arrive():
    letter = make.letter(subject="Siân, dyma Łukasz 李", from_line="Ysgol Ŵy <a@b.example>")

    with mail_server() as peer:
        deliver()

    assert peer.taken[0]["Subject"] == letter.subject
    assert peer.taken[0]["From"].startswith("Ysgol Ŵy")


def test_an_invitation_arrives_as_a_calendar_part_of_its_own_method():
    words = "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nSUMMARY:Siân\r\nEND:VCALENDAR\r\n"
    make.letter(calendar=words)

    with mail_server() as peer:
        deliver()

    parts = list(peer.taken[0].walk())
    kinds = [part.get_content_type() for part in parts if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "text/calendar", "application/ics"]
    [calendar] = [part for part in parts if part.get_content_type() == "text/calendar"]
    assert calendar.get_param("method") == "CANCEL"
    assert calendar.get_content_charset() == "utf-8"
    assert calendar.get_content_disposition() is None
    assert calendar.get_content().splitlines() == words.splitlines()
    assert parts[-1].get_filename() == "invite.ics"
    assert parts[-1].get_content() == words.encode()


def test_one_line_to_the_server_carries_many_letters():
    for _ in range(20):
        make.letter()

    with mail_server() as peer:
        assert deliver() == 20

    assert peer.connections == 1
    assert len({letter["Message-ID"] for letter in peer.taken}) == 20


def test_mail_that_is_kept_is_marked_as_sent_without_a_server():
    letter = make.letter()
    outbox = {"default": {"BACKEND": "edumentoring.common.mail.OutboxOnly"}}

    with override_settings(MAIL_IS_KEPT=True, MAILERS=outbox):
        assert deliver() == 1

    assert make.after(letter).state == SENT


def test_a_letter_whose_time_has_not_come_stays():
    make.letter(not_before=timezone.now() + timedelta(minutes=10))

    with mail_server() as peer:
        assert deliver() == 0

    assert not peer.taken


# --- Servers that misbehave -------------------------------------------------------------


def test_a_server_that_is_away_costs_no_letter_its_turn():
    letters = [make.letter(), make.letter()]

    with override_settings(MAIL_IS_KEPT=False, MAILERS=mailers(free_port())):
        assert deliver() == 0

    for letter in letters:
        assert make.after(letter).state == WAITING
        assert letter.tries == 0
        assert "does not answer" in letter.trouble


def test_a_server_that_is_away_is_left_in_peace_longer_each_time(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(postman.time, "monotonic", lambda: now[0])
    make.letter()
    carrier = Postman("test")
    waits = []

    with override_settings(MAIL_IS_KEPT=False, MAILERS=mailers(free_port())):
        for _ in range(9):
            carrier.deliver_due()
            waits.append(carrier._rests_until - now[0])
            now[0] = carrier._rests_until

    assert waits == [10, 20, 40, 80, 160, 320, 640, 900, 900]


def test_letters_go_as_soon_as_the_server_is_back():
    letter = make.letter()
    with override_settings(MAIL_IS_KEPT=False, MAILERS=mailers(free_port())):
        deliver()

    with mail_server() as peer:
        deliver()

    assert len(peer.taken) == 1
    assert make.after(letter).trouble == ""


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("answer", ["421 Too busy", "450 Try later", "451 Greylisted"])
def test_a_refusal_that_may_pass_waits_ten_seconds_and_then_goes(step: str, answer: str):
    letter = make.letter()

    with mail_server() as peer:
        peer.answers[step] = answer
        assert deliver() == 0
        assert make.after(letter).state == WAITING
        assert 8 < seconds_until_due(letter) <= 10
        assert answer[:3] in letter.trouble

        peer.answers.clear()
        Letter.objects.update(not_before=timezone.now())
        assert deliver() == 1

    assert len(peer.taken) == 1


def test_waits_grow_to_a_quarter_of_an_hour_and_end_after_three_days():
    letter = make.letter(tries=30)

    with mail_server() as peer:
        peer.answers["RCPT"] = "450 Mailbox busy"
        deliver()
        assert 890 < seconds_until_due(letter) <= 900

        Letter.objects.update(
            not_before=timezone.now(), queued_at=timezone.now() - timedelta(days=4)
        )
        deliver()

    assert make.after(letter).state == Letter.State.BOUNCED
    assert "three days" in letter.trouble


@pytest.mark.parametrize("step", ["RCPT", "DATA"])
def test_a_final_refusal_comes_back_with_the_servers_words(step: str):
    wrong, right = make.letter(), make.letter()

    with mail_server() as peer:
        peer.answers[step] = chain(["550 No such person here"], repeat("250 OK")).__next__
        assert deliver() == 1

    assert make.after(wrong).state == Letter.State.BOUNCED
    assert wrong.trouble == "550 No such person here"
    assert make.after(right).state == SENT
    assert wrong in Letter.objects.for_a_person_to_see()


def test_a_refusal_of_our_own_address_blames_no_letter():
    letter = make.letter()

    with mail_server() as peer:
        peer.answers["MAIL"] = "550 We do not know you"
        deliver()

    assert make.after(letter).state == WAITING


@pytest.mark.parametrize("step", ["MAIL", "RCPT"])
@pytest.mark.parametrize("answer", ["drop", 3])
def test_a_line_lost_before_the_letter_was_handed_over_is_safe_to_try_again(step: str, answer):
    letter = make.letter()

    with mail_server(timeout=1) as peer:
        peer.answers[step] = answer
        assert deliver() == 0

    assert make.after(letter).state == WAITING
    assert not peer.taken


@pytest.mark.parametrize("answer", ["drop", 3])
def test_a_line_lost_after_the_letter_was_handed_over_leaves_it_to_a_person(answer: object):
    letter = make.letter()

    with mail_server(timeout=1) as peer:
        peer.answers["DATA"] = answer
        assert deliver() == 0
        peer.answers.clear()
        assert deliver() == 0

    assert make.after(letter).state == Letter.State.UNCERTAIN
    assert "may have gone" in letter.trouble


def test_a_server_that_hangs_up_between_letters_is_called_once_more():
    letters = [make.letter() for _ in range(3)]

    with mail_server() as peer:
        peer.answers["MAIL"] = chain(["250 OK", "drop"], repeat("250 OK")).__next__
        assert deliver() == 3

    assert [make.after(letter).state for letter in letters] == [SENT] * 3
    assert len(peer.taken) == 3


def test_an_address_no_server_could_take_comes_back():
    letter = make.letter()
    Letter.objects.filter(pk=letter.pk).update(to="siân@example.org")

    with mail_server():
        deliver()

    assert make.after(letter).state == Letter.State.BOUNCED


# --- Order, ration, doubt ---------------------------------------------------------------


def test_a_sign_in_letter_that_comes_meanwhile_overtakes_the_rest():
    for _ in range(5):
        make.letter(priority=Letter.Priority.BULK)
    carrier = Postman("test")

    with mail_server() as peer:
        carrier.deliver_due(limit=2)
        sign_in = make.letter(priority=Letter.Priority.SIGN_IN)
        carrier.deliver_due(limit=1)

    assert peer.taken[2]["Message-ID"] == sign_in.message_id


@override_settings(MAIL_PER_MINUTE=3)
def test_the_ration_of_a_minute_holds_bulk_but_not_sign_in():
    for _ in range(5):
        make.letter(priority=Letter.Priority.BULK)

    with mail_server() as peer:
        assert deliver() == 3
        sign_in = make.letter(priority=Letter.Priority.SIGN_IN)
        assert deliver() == 1

    assert peer.taken[-1]["Message-ID"] == sign_in.message_id
    assert Letter.objects.filter(state=WAITING).count() == 2


def test_the_postman_for_sign_in_carries_nothing_else():
    make.letter()
    sign_in = make.letter(priority=Letter.Priority.SIGN_IN)

    with mail_server() as peer:
        Postman("test", least=Letter.Priority.SIGN_IN).deliver_due()

    assert [letter["Message-ID"] for letter in peer.taken] == [sign_in.message_id]


def test_a_claim_left_by_a_dead_postman_is_set_aside_and_never_sent():
    old = make.letter(state=Letter.State.SENDING, claimed_at=timezone.now() - timedelta(minutes=6))
    young = make.letter(state=Letter.State.SENDING, claimed_at=timezone.now())

    with mail_server() as peer:
        assert set_doubtful_aside() == 1
        deliver()

    assert make.after(old).state == Letter.State.UNCERTAIN
    assert make.after(young).state == Letter.State.SENDING
    assert not peer.taken


def test_what_a_slow_postman_learns_late_still_counts():
    """The lease ran out while the server thought about it; then it said yes."""
    letter = make.letter()

    with mail_server():
        carrier = Postman("test")
        carrier.server.open()
        claimed = carrier._claim(0)
        Letter.objects.filter(pk=letter.pk).update(state=Letter.State.UNCERTAIN)
        carrier._carry(claimed)
        carrier.server.close()

    assert make.after(letter).state == SENT


def test_a_postman_who_is_told_to_stop_stops_within_a_second(transactional_db):
    letter = make.letter()
    with mail_server(timeout=30) as peer:
        peer.answers["RCPT"] = 20
        carrier = Postman("test")

        def work() -> None:
            carrier.deliver_due()
            close_connections()

        thread = threading.Thread(target=work)
        thread.start()
        time.sleep(0.5)
        began = time.monotonic()
        carrier.stop()
        thread.join(5)
        took = time.monotonic() - began

    assert took < 1
    assert make.after(letter).state == WAITING
