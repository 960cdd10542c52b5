import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.common.postman import message_of
from edumentoring.common.refused import Refused, Stale
from edumentoring.people.models import Event
from edumentoring.programmes.operations import copy_programme
from edumentoring.queries import operations
from edumentoring.queries.models import Message, Query, SavedAnswer
from edumentoring.queries.tests import make

pytestmark = pytest.mark.django_db


def letters_to(query: Query, kind: str = "query_reply"):
    return Letter.objects.filter(to=query.email, kind=kind).order_by("pk")


# --- Asking -----------------------------------------------------------------------------------


def test_a_question_is_kept_and_its_writer_hears_that_it_arrived():
    message = make.asked()

    query = message.query
    assert (query.state, query.owner, message.proved) == ("new", None, False)
    [letter] = letters_to(query, "query_received")
    assert "/query/" in letter.text
    assert message.text not in letter.text


def test_the_same_page_sent_twice_is_one_question():
    programme, key = make.programme(), uuid.uuid4()

    first = make.asked(programme, form_key=key)
    second = make.asked(programme, form_key=key)

    assert first == second
    assert Message.objects.count() == 1
    assert Letter.objects.count() == 1


def test_a_second_question_from_the_same_address_joins_the_open_one():
    programme = make.programme()
    first = make.asked(programme, email="jo@example.org")
    operations.reply_to_query(first.query, "Next week.", by=make.coordinator(programme_=programme))

    second = make.asked(programme, email="JO@example.org", text="And where?")

    second.query.refresh_from_db()
    assert second.query == first.query
    assert second.query.state == Query.State.OPEN


def test_a_closed_one_is_left_closed_and_a_new_one_begins():
    programme = make.programme()
    first = make.query(programme, email="jo@example.org")
    operations.settle(first, "closed", by=make.user())

    assert make.query(programme, email="jo@example.org") != first


def test_programmes_do_not_share_conversations():
    first = make.query(email="jo@example.org")

    assert make.query(make.programme("Another"), email="jo@example.org") != first


def test_who_is_signed_in_is_known_and_proved():
    programme = make.programme()
    participant = make.mentee(programme)

    message = make.asked(programme, email="liar@example.org", user=participant.user)

    query = message.query
    assert (query.email, query.participant, message.proved) == (
        participant.user.email,
        participant,
        True,
    )


def test_the_sixth_question_in_an_hour_is_refused():
    programme = make.programme()
    for _ in range(5):
        make.asked(programme, email="jo@example.org")

    with pytest.raises(Refused, match="Try again in an hour"):
        make.asked(programme, email="jo@example.org")
    make.asked(programme, email="sam@example.org")


def test_what_a_machine_wrote_is_kept_apart_and_answered_by_nobody():
    programme = make.programme()
    query = make.query(programme, is_junk=True)

    assert not Letter.objects.exists()
    assert not Query.objects.filter(programme=programme).open().exists()

    operations.mark_as_real(query, by=make.user())
    assert letters_to(query, "query_received").count() == 1
    assert Query.objects.open().get() == query


def test_a_subject_of_many_lines_becomes_one_short_line():
    query = make.query(text="Dear all\r\nBcc: everyone@example.org\n" + "word " * 60)

    assert "\n" not in query.subject
    assert len(query.subject) <= 80


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Hello,\n\nWhen is it? I can do Tuesdays.", "When is it?"),
        ("Dear Helen!\nIs it free, e.g. for us?", "Is it free, e.g. for us?"),
        ("Hi there. Thanks", "Thanks"),
        ("Hello", "Hello"),
        ("History is my subject", "History is my subject"),
    ],
)
def test_the_first_sentence_after_the_greeting_is_the_subject(text, subject):
    assert make.query(text=text).subject == subject


# --- Replies ----------------------------------------------------------------------------------


def test_a_reply_waits_two_minutes_and_threads_in_mail_programs():
    query = make.query()
    by = make.coordinator(programme_=query.programme)

    operations.reply_to_query(query, "Next week.", by=by)
    operations.reply_to_query(query, "On Monday, in fact.", by=by)

    received = letters_to(query, "query_received").get()
    first, second = letters_to(query)
    assert timedelta(minutes=1) < first.not_before - timezone.now() <= timedelta(minutes=2)
    assert first.headers["In-Reply-To"] == received.message_id
    sent = message_of(second).message()
    assert sent["In-Reply-To"] == first.message_id
    assert sent["References"].split() == [received.message_id, first.message_id]
    assert sent["Auto-Submitted"] == "no"
    assert "On Monday, in fact." in second.text
    query.refresh_from_db()
    assert (query.state, query.owner) == ("answered", by)


def test_a_reply_goes_back_to_the_thread_where_the_host_set_an_address(settings):
    settings.MAIL_REPLIES = "replies+{token}@example.org"
    query = make.query()

    operations.reply_to_query(query, "Next week.", by=make.user())

    [letter] = letters_to(query)
    assert letter.reply_to == f"replies+{query.mail_key}@example.org"
    assert "write above this line" in letter.text


def test_otherwise_to_the_programmes_own_address():
    query = make.query(make.programme(reply_to="staffroom@example.org"))

    operations.reply_to_query(query, "Next week.", by=make.user())

    assert letters_to(query).get().reply_to == "staffroom@example.org"


def test_a_reply_taken_back_is_never_sent_and_all_is_as_before():
    query = make.query()
    by = make.user()
    message = operations.reply_to_query(query, "Next weak.", by=by, then="closed")

    operations.take_back_reply(message, by=by)
    operations.take_back_reply(message, by=by)

    query.refresh_from_db()
    assert query.state == Query.State.NEW
    assert letters_to(query).get().state == Letter.State.WITHDRAWN
    assert not query.messages.for_the_asker().filter(kind="reply").exists()


def test_taking_one_reply_back_leaves_the_other_on_its_way():
    query, by = make.query(), make.user()
    first = operations.reply_to_query(query, "One.", by=by)
    second = operations.reply_to_query(query, "Two.", by=by)

    operations.take_back_reply(second, by=by)

    kept, gone = letters_to(query)
    assert (kept.subject_key, kept.state) == (first.subject_key, Letter.State.WAITING)
    assert gone.state == Letter.State.WITHDRAWN


def test_a_reply_that_has_gone_cannot_be_taken_back():
    query = make.query()
    message = operations.reply_to_query(query, "Next week.", by=make.user())
    Letter.objects.update(state=Letter.State.SENDING)

    with pytest.raises(Refused, match="has gone"):
        operations.take_back_reply(message, by=make.user())


def test_a_reply_written_before_somebody_else_wrote_is_not_sent():
    query, seen = make.query(), 1
    operations.reply_to_query(query, "First.", by=make.user(), version=seen)

    with pytest.raises(Stale):
        operations.reply_to_query(query, "Second.", by=make.user(), version=seen)

    assert letters_to(query).count() == 1


def test_a_note_reaches_nobody_and_stops_nobody():
    query = make.query()
    operations.add_note(query, "Be gentle with her.", by=make.user())

    operations.reply_to_query(query, "Next week.", by=make.user(), version=1)

    assert not Letter.objects.filter(text__contains="gentle").exists()
    assert not query.messages.for_the_asker().filter(kind="note").exists()


def test_an_empty_reply_is_refused():
    with pytest.raises(Refused, match="Write your reply"):
        operations.reply_to_query(make.query(), "  \n", by=make.user())


# --- Writing again, closing -------------------------------------------------------------------


def test_who_writes_again_opens_a_closed_one():
    query = make.answered()
    operations.settle(query, "closed", by=make.user())

    operations.write_again(query, "One more thing")

    query.refresh_from_db()
    assert query.state == Query.State.OPEN


def test_what_was_answered_closes_after_two_quiet_weeks():
    quiet, lively = make.answered(), make.answered()
    Query.objects.filter(pk=quiet.pk).update(touched_at=timezone.now() - timedelta(days=15))

    assert operations.close_answered() == 1

    quiet.refresh_from_db()
    lively.refresh_from_db()
    assert (quiet.state, lively.state) == ("closed", "answered")


def test_a_paused_programme_closes_nothing_by_the_clock():
    query = make.answered()
    Query.objects.update(touched_at=timezone.now() - timedelta(days=15))
    type(query.programme).objects.update(paused_at=timezone.now())

    assert operations.close_answered() == 0


def test_only_somebody_who_may_answer_can_own_it():
    query = make.query()
    viewer = make.coordinator("viewer", query.programme)
    coordinator = make.coordinator("coordinator", query.programme)

    with pytest.raises(Refused, match="cannot answer here"):
        operations.give_to(query, viewer, by=viewer)
    operations.give_to(query, coordinator, by=coordinator)

    query.refresh_from_db()
    assert (query.owner, query.state) == (coordinator, "open")


# --- History ----------------------------------------------------------------------------------


def test_history_of_a_question_names_nobody():
    query = make.query(name="Quill Feather", text="Quillfeather?")
    operations.reply_to_query(query, "Quillfeather.", by=make.user())

    assert not Event.objects.filter(summary__icontains="quill").exists()


# --- Saved answers ----------------------------------------------------------------------------


def test_an_answer_is_kept_changed_and_removed():
    programme, by = make.programme(), make.user()
    saved = operations.save_answer(programme, title="Dates", text="In May.", by=by)
    assert operations.save_answer(programme, title="Dates", text="In May.", by=by) == saved

    operations.change_answer(saved, title="Dates", text="In June.", by=by)
    assert SavedAnswer.objects.get().text == "In June."
    with pytest.raises(Refused, match="a title"):
        operations.change_answer(saved, title=" ", text="In June.", by=by)

    operations.remove_answer(saved, by=by)
    assert not SavedAnswer.objects.exists()


def test_the_next_cohort_begins_with_the_saved_answers():
    programme = make.programme()
    by = programme.coordinators.get(role="owner").user
    operations.save_answer(programme, title="Who pays?", text="Nobody. It is free.", by=by)

    made = copy_programme(programme, name="Next", by=by)

    assert [(each.title, each.text) for each in made.saved_answers.all()] == [
        ("Who pays?", "Nobody. It is free.")
    ]
    assert programme.saved_answers.count() == 1
