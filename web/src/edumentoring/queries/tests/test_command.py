import io
from email.message import EmailMessage

import pytest

from edumentoring.common.models import Letter
from edumentoring.queries import operations
from edumentoring.queries.command import BAD_MAIL, MOST_BYTES, NOBODY, TAKEN, receive
from edumentoring.queries.models import Message, Query
from edumentoring.queries.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def with_replies(settings):
    settings.MAIL_REPLIES = "replies+{token}@example.org"


def take(raw: bytes):
    return receive(io.BytesIO(raw))


def to_thread(query: Query, text: str = "Thank you!", **headers: str) -> bytes:
    given = {"From": query.email, "To": f"Replies+{query.mail_key}@Example.org", **headers}
    return make.mail(text, **given)


def test_a_reply_to_the_threads_address_joins_it():
    query = make.answered()

    result = take(to_thread(query, "Thank you!\n\nOn Monday, Helen wrote:\n> Next week.\n"))

    assert (result.kind, result.exit_code) == ("joined", TAKEN)
    message = query.messages.last()
    assert (message.text, message.way, message.proved) == ("Thank you!", "mail", True)
    query.refresh_from_db()
    assert query.state == Query.State.OPEN


def test_the_next_letter_answers_the_mail_that_came_in():
    query = make.answered()
    take(to_thread(query, Message_ID="<from-jo@mail.example>"))

    operations.reply_to_query(query, "You are welcome.", by=make.user())

    last = Letter.objects.filter(kind="query_reply").order_by("-pk")[0]
    assert last.headers["In-Reply-To"] == "<from-jo@mail.example>"


@pytest.mark.parametrize("kind", ["query_received", "query_reply"])
def test_without_the_address_the_letters_it_answers_find_the_thread(kind):
    query = make.answered()
    letter = Letter.objects.get(kind=kind)

    result = take(make.mail(From=query.email, In_Reply_To=letter.message_id))

    assert result.kind == "joined"


def test_a_mail_from_another_address_joins_nothing():
    query = make.answered()

    result = take(to_thread(query, "I am Jo", From="Jo Barker <thief@example.net>"))

    assert result.kind == "new"
    assert not query.messages.filter(text="I am Jo").exists()
    other = Query.objects.get(email="thief@example.net")
    assert other.programme == query.programme
    assert not other.messages.get().proved


def test_the_same_mail_twice_is_kept_once():
    query = make.answered()
    raw = to_thread(query)

    assert [take(raw).kind, take(raw).kind] == ["joined", "known"]
    assert query.messages.filter(way="mail").count() == 1


def test_a_mail_without_an_id_comes_once_too():
    query = make.answered()
    raw = b"\n".join(
        line for line in to_thread(query).split(b"\n") if not line.startswith(b"Message-ID")
    )

    assert [take(raw).kind, take(raw).kind] == ["joined", "known"]


def test_a_mail_that_answers_nothing_of_ours_goes_back():
    make.answered()

    result = take(make.mail())

    assert (result.kind, result.exit_code) == ("unknown", NOBODY)
    assert Query.objects.count() == 1


def test_a_made_up_key_finds_nothing():
    make.query()

    result = take(make.mail(To=f"replies+{'0' * 24}@example.org"))

    assert result.kind == "unknown"


def test_who_answers_another_letter_of_the_programme_asks_something_new():
    programme = make.programme()
    letter = Letter.objects.create(
        kind="unmatched",
        to="jo@example.org",
        programme_id=programme.pk,
        subject="Nobody yet",
        text="Hello",
        message_id="<letter@example.org>",
    )

    assert take(make.mail(From="jo@example.org", In_Reply_To=letter.message_id)).kind == "new"
    assert take(make.mail(From="sam@example.org", In_Reply_To=letter.message_id)).kind == "unknown"


def test_a_machine_is_not_answered():
    query = make.answered()
    before = Letter.objects.count()

    assert take(to_thread(query, Auto_Submitted="auto-replied")).kind == "automatic"
    assert (query.messages.count(), Letter.objects.count()) == (2, before)


def test_files_are_left_out_and_the_sender_is_told():
    query = make.answered()
    mail = EmailMessage()
    mail["From"], mail["To"] = query.email, f"replies+{query.mail_key}@example.org"
    mail["Message-ID"] = "<with-file@mail.example>"
    mail.set_content("Here is my plan.")
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="plan.pdf")

    assert take(mail.as_bytes()).kind == "joined"

    message = query.messages.last()
    assert (message.text, message.left_out) == ("Here is my plan.", "plan.pdf")
    assert "do not take files" in Letter.objects.get(kind="query_not_kept").text


def test_a_mail_that_is_too_big_is_refused_politely_to_its_own_sender_only():
    query = make.answered()
    bulk = b"\n" + b"x" * MOST_BYTES

    assert take(to_thread(query) + bulk).kind == "told"
    assert "over 10 MB" in Letter.objects.get(kind="query_not_kept").text
    stranger = take(to_thread(query, From="thief@example.net") + bulk)

    assert (stranger.kind, stranger.exit_code) == ("unreadable", BAD_MAIL)
    assert Letter.objects.filter(kind="query_not_kept").count() == 1


def test_a_mail_without_new_words_is_not_kept_and_the_sender_is_told():
    query = make.answered()

    assert take(to_thread(query, "> only\n> quoted")).kind == "told"
    assert query.messages.count() == 2


def test_what_looks_like_a_program_is_only_words():
    query = make.answered()

    take(to_thread(query, "<script>alert(1)</script> $(rm -rf /) {{ 7 }}"))

    assert query.messages.last().text == "<script>alert(1)</script> $(rm -rf /) {{ 7 }}"


def test_too_many_mails_come_again_later():
    query = make.query()
    for number in range(20):
        Message.objects.create(query=query, kind="asked", way="mail", text=str(number))

    result = take(to_thread(query))

    assert (result.kind, result.exit_code) == ("later", 75)


def test_an_archived_programme_takes_no_mail():
    query = make.answered()
    type(query.programme).objects.update(archived_at=query.asked_at)

    assert take(to_thread(query)).kind == "unknown"


def test_a_letter_that_comes_back_by_mail_stands_among_those_a_person_looks_at():
    query = make.answered()
    letter = Letter.objects.get(kind="query_reply")
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.SENT)

    late = take(make.report(letter.message_id, "4.4.1", action="delayed"))
    back = take(make.report(letter.message_id))

    assert (late.kind, back.kind) == ("automatic", "came_back")
    assert "No such user here" in Letter.objects.for_a_person_to_see().get().trouble
    assert query.messages.count() == 2
