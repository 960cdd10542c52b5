"""Writing and queueing letters."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from edumentoring.common import mail
from edumentoring.common.mail import queue_letter, withdraw_letters
from edumentoring.common.models import Letter
from edumentoring.common.postman import message_of
from edumentoring.common.refused import Refused
from edumentoring.common.tests import make

HOSTILE = "Bethan\r\nBcc: everybody@example.org\n\nHello"


@pytest.mark.django_db
def test_a_letter_is_whole_and_has_its_message_id_when_it_is_queued():
    letter = make.letter(subject_key="pair:1")

    assert letter.state == Letter.State.WAITING
    assert letter.message_id == f"<{letter.code}@127.0.0.1>"
    assert message_of(letter).message()["Message-ID"] == letter.message_id
    assert message_of(letter).message()["Auto-Submitted"] == "auto-generated"


@pytest.mark.django_db
def test_a_letter_exists_only_if_its_transaction_does():
    with transaction.atomic():
        make.letter()
        transaction.set_rollback(True)

    assert not Letter.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["subject", "from_line"])
def test_what_is_typed_into_a_name_never_becomes_a_header(field: str):
    value = mail.from_line(HOSTILE) if field == "from_line" else HOSTILE
    letter = make.letter(**{field: value})

    message = message_of(letter).message()

    assert "Bcc" not in message
    assert message.get_all("To") == [letter.to]
    assert message_of(letter).recipients() == [letter.to]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["a@b.example\r\nBcc: c@d.example", "no-at-sign", "", "a@b.example, c@d.example"]
)
def test_an_address_that_is_none_is_refused_in_words(address: str):
    with pytest.raises(Refused, match="not an e-mail address"):
        make.letter(to=address)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Bcc", "to", "Message-ID", "X\r\nBcc", "Content-Type"])
def test_extra_headers_cannot_redirect_a_letter(name: str):
    with pytest.raises(ValueError, match="may not set"):
        make.letter(headers={name: "everybody@example.org"})


@pytest.mark.django_db
def test_extra_headers_stay_on_one_line():
    letter = make.letter(
        headers={"List-Unsubscribe": "<https://x.example/stop>\r\nBcc: a@b.example"}
    )

    message = message_of(letter).message()

    assert "Bcc" not in message
    assert "x.example/stop" in message["List-Unsubscribe"]


@given(st.text(max_size=60))
def test_any_name_makes_one_sender_with_our_address(name: str):
    line = mail.from_line(name)

    assert "\n" not in line
    assert "\r" not in line
    assert line.endswith("<hello@localhost.localdomain>")


@pytest.mark.django_db
def test_withdrawing_takes_only_what_still_waits():
    waiting = make.letter(subject_key="pair:7")
    sent = make.letter(subject_key="pair:7", state=Letter.State.SENT)
    other = make.letter(subject_key="pair:77")

    assert withdraw_letters("pair:7") == 1

    assert make.after(waiting).state == Letter.State.WITHDRAWN
    assert make.after(sent).state == Letter.State.SENT
    assert make.after(other).state == Letter.State.WAITING


@pytest.mark.django_db
def test_the_most_pressing_letter_is_due_first_and_later_ones_not_yet():
    bulk = make.letter(priority=Letter.Priority.BULK)
    sign_in = make.letter(priority=Letter.Priority.SIGN_IN)
    make.letter(not_before=timezone.now() + timedelta(minutes=10))

    assert list(Letter.objects.due()) == [sign_in, bulk]


@pytest.mark.django_db
def test_a_person_may_send_a_troubled_letter_again_under_the_same_message_id():
    letter = make.letter(state=Letter.State.BOUNCED, tries=1)
    before = letter.message_id

    mail.send_again(letter, to="right@example.org")

    assert make.after(letter).state == Letter.State.WAITING
    assert letter.to == "right@example.org"
    assert letter.message_id == before
    assert letter.tries == 0


@pytest.mark.django_db
def test_only_one_of_two_people_decides_about_a_letter():
    letter = make.letter(state=Letter.State.UNCERTAIN)
    mail.call_it_sent(letter)

    with pytest.raises(Refused, match="already decided"):
        mail.send_again(letter)

    assert make.after(letter).state == Letter.State.SENT


def test_plain_text_is_wrapped_and_keeps_addresses_whole():
    address = "https://mentoring.example.org/" + "x" * 100
    words = mail.tidy_text(f"word {'another ' * 30}\n\n\n\n- {'point ' * 30}\n{address}\n")

    lines = words.splitlines()
    assert address in lines
    assert max(len(line) for line in lines if line != address) <= 74
    assert "\n\n\n" not in words
    assert any(line.startswith("  point") for line in lines)


@pytest.mark.django_db
def test_the_subject_fits_its_column():
    letter = queue_letter("test", to="a@b.example", subject="x" * 900, text="")

    assert len(make.after(letter).subject) == 250
