import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.people.tests.make import browser, sign_in, sign_in_as_staff
from edumentoring.programmes import tonight
from edumentoring.programmes.models import Coordinator
from edumentoring.queries import operations
from edumentoring.queries.models import Message, Query, SavedAnswer
from edumentoring.queries.tests import make
from edumentoring.queries.thread_link import thread_key

pytestmark = pytest.mark.django_db


def words(response) -> str:
    return response.content.decode()


def question(**more: str) -> dict[str, str]:
    given = {"name": "Jo Barker", "email": "jo@example.org", "text": "When will I hear?"}
    return {**given, "about": "question", "form_key": str(uuid.uuid4()), **more}


# --- Asking -----------------------------------------------------------------------------------


def ask_at(programme) -> str:
    return f"/join/{programme.slug}/ask/"


def test_a_stranger_asks_and_is_thanked():
    programme = make.programme()

    after = browser().post(ask_at(programme), question(), follow=True)

    assert "Thank you. We have it" in words(after)
    assert Query.objects.get().email == "jo@example.org"


def test_the_thanks_are_the_same_for_a_known_and_an_unknown_address():
    programme = make.programme()
    known = make.mentee(programme, email="known@example.org")
    make.query(programme, email=known.user.email)

    pages = {
        re.sub(r'nonce="[^"]+"|[A-Za-z0-9]{64}', "", words(shown))
        for email in ("known@example.org", "unknown@example.org")
        if (shown := browser().post(ask_at(programme), question(email=email), follow=True))
    }

    assert len(pages) == 1


def test_pressing_twice_asks_once():
    programme, given = make.programme(), question()
    client = browser()

    client.post(ask_at(programme), given)
    again = client.post(ask_at(programme), given, follow=True)

    assert "Thank you" in words(again)
    assert Message.objects.count() == 1


def test_a_fault_says_what_and_keeps_the_rest():
    response = browser().post(ask_at(make.programme()), question(email="jo at example"))

    shown = words(response)
    assert response.status_code == 422
    assert "is not an e-mail address we can write to" in shown
    assert "When will I hear?" in shown
    assert not Query.objects.exists()


def test_who_is_signed_in_types_no_address():
    programme = make.programme()
    participant = make.mentee(programme)
    client = sign_in(browser(), participant.user)

    shown = words(client.get(ask_at(programme)))
    client.post(ask_at(programme), question())

    assert f"We answer to {participant.user.email}" in shown
    assert 'name="email"' not in shown
    assert Query.objects.get().participant == participant


def test_a_box_no_person_sees_gives_a_machine_away():
    programme = make.programme()

    after = browser().post(ask_at(programme), question(website="http://x.example"), follow=True)

    assert "Thank you" in words(after)
    assert Query.objects.get().is_junk
    assert not Letter.objects.exists()


def test_too_many_from_one_address_are_told_and_lose_nothing():
    programme, client = make.programme(), browser()
    for _ in range(5):
        client.post(ask_at(programme), question())

    response = client.post(ask_at(programme), question(text="The sixth"))

    assert response.status_code == 429
    assert "Try again in an hour" in words(response)
    assert "The sixth" in words(response)


def test_a_flood_from_one_place_is_stopped_and_loses_nothing(settings):
    programme, client = make.programme(), browser(REMOTE_ADDR="192.0.2.77")
    # A whole staff room behind one address may ask.
    assert int(settings.ACCOUNT_RATE_LIMITS["ask_query"].split("/")[0]) >= 60
    settings.ACCOUNT_RATE_LIMITS = {"ask_query": "3/10m/ip"}

    answers = [
        client.post(ask_at(programme), question(email=f"sam{number}@example.org"))
        for number in range(4)
    ]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert "When will I hear?" in words(answers[-1])


def test_a_worry_about_safety_is_led_to_those_who_look_after_that():
    programme = make.programme()

    assert f"/worried/about/{programme.slug}/" in words(browser().get(ask_at(programme)))


# --- The page behind the letter's link --------------------------------------------------------


def test_the_thread_shows_what_went_and_never_the_desks_notes():
    query = make.answered(reply="Next week.")
    operations.add_note(query, "Quillfeather", by=make.user())
    operations.reply_to_query(query, "Still held", by=make.user())

    shown = words(browser().get(f"/query/{thread_key(query)}/"))

    assert "Next week." in shown
    assert "Quillfeather" not in shown
    assert "Still held" not in shown


def test_writing_back_on_the_page_opens_it_again_once():
    query = make.answered()
    client, link = browser(), f"/query/{thread_key(query)}/"
    sent = {"text": "And where?", "form_key": str(uuid.uuid4())}

    client.post(link, sent)
    after = client.post(link, sent, follow=True)

    assert "And where?" in words(after)
    assert query.messages.filter(text="And where?").count() == 1
    query.refresh_from_db()
    assert query.state == Query.State.OPEN


def test_an_empty_message_is_sent_back():
    assert browser().post(f"/query/{thread_key(make.query())}/", {"text": " "}).status_code == 422


@pytest.mark.parametrize("change", [lambda key: f"{key}x", lambda key: "made-up"])
def test_a_link_that_is_not_ours_opens_nothing(change):
    response = browser().get(f"/query/{change(thread_key(make.query()))}/")

    assert response.status_code == 404
    assert "no longer works" in words(response)


# --- The desk ---------------------------------------------------------------------------------


def at_desk(programme, role: str = "owner"):
    seat = make.seat(role, programme_=programme)
    return sign_in_as_staff(browser(), seat.user), f"/programmes/{programme.slug}/queries/", seat


def test_the_inbox_shows_each_under_its_filter_and_finds_words():
    programme = make.programme()
    client, here, seat = at_desk(programme)
    mine = make.query(programme, text="Mine is this")
    operations.give_to(mine, seat.user, by=seat.user)
    make.query(programme, text="Nobodys is this")
    make.answered(programme, text="Answered is this", reply="Because of the zebra")

    def shows(query: str) -> set[str]:
        shown = words(client.get(f"{here}?{query}"))
        return {word for word in ("Mine", "Nobodys", "Answered") if f"{word} is this" in shown}

    assert shows("") == {"Mine", "Nobodys"}
    assert shows("which=mine") == {"Mine"}
    assert shows("which=unowned") == {"Nobodys"}
    assert shows("which=answered") == {"Answered"}
    assert shows("which=closed") == set()
    assert shows("q=zebra") == {"Answered"}


def test_the_inbox_is_paged_and_asks_the_database_as_often_for_many(django_assert_max_num_queries):
    programme = make.programme()
    for number in range(35):
        make.query(programme, email=f"asker{number}@example.org", text=f"Number {number} asks")
    client, here, _seat = at_desk(programme)

    with django_assert_max_num_queries(20):
        first = words(client.get(here))
    second = words(client.get(f"{here}?page=2"))

    assert "Showing 1 to 30 of 35" in first
    assert "Number 0 asks" in second


def test_a_reply_is_sent_from_the_page_and_taken_back_with_its_words():
    query = make.query()
    client, here, _seat = at_desk(query.programme)

    after = client.post(
        f"{here}{query.code}/reply/",
        {"text": "Next weak", "then": "waiting", "version": query.version},
        follow=True,
    )
    undo = re.search(rf'action="({here}{query.code}/replies/[^"]+/take-back/)"', words(after))[1]
    back = client.post(undo, follow=True)

    assert "Nothing was sent" in words(back)
    assert "Next weak</textarea>" in words(back)
    query.refresh_from_db()
    assert query.state == Query.State.NEW


def test_two_coordinators_at_once_lose_no_word_and_send_one_letter():
    query = make.query()
    first, here, _seat = at_desk(query.programme)
    second, _here, _seat = at_desk(query.programme)
    given = {"then": "answered", "version": query.version}
    first.post(f"{here}{query.code}/reply/", {"text": "The first answer", **given})

    late = second.post(f"{here}{query.code}/reply/", {"text": "The second answer", **given})

    shown = words(late)
    assert late.status_code == 409
    assert "The first answer" in shown
    assert "The second answer</textarea>" in shown
    assert Letter.objects.filter(kind="query_reply").count() == 1
    version = re.search(r'name="version" value="(\d+)"', shown)[1]
    again = {"text": "The second answer", "then": "answered", "version": version}
    assert second.post(f"{here}{query.code}/reply/", again).status_code == 302


def test_a_suggested_answer_goes_into_the_box_and_keeps_what_was_typed():
    query = make.query(text="How do I change my answers?")
    client, here, _seat = at_desk(query.programme)
    page = words(client.get(f"{here}{query.code}/"))
    key = re.search(r'name="insert" value="([^"]+)"', page)[1]

    shown = words(
        client.post(
            f"{here}{query.code}/reply/",
            {"insert": key, "text": "Dear Jo,", "then": "closed", "version": query.version},
        )
    )

    assert re.search(r"Dear Jo,\s+You can change them yourself", shown)
    assert not Letter.objects.filter(kind="query_reply").exists()


def test_notes_owner_and_closing_work_from_the_page():
    query = make.query()
    client, here, seat = at_desk(query.programme)
    at = f"{here}{query.code}"

    client.post(f"{at}/note/", {"note-text": "Rang her"})
    client.post(f"{at}/owner/", {"owner": str(seat.user.code), "version": query.version})
    stale = client.post(f"{at}/settle/", {"state": "closed", "version": query.version})
    client.post(f"{at}/settle/", {"state": "closed", "version": query.version + 1})

    query.refresh_from_db()
    assert (query.owner, query.state, stale.status_code) == (seat.user, "closed", 409)
    assert query.messages.get(kind="note").text == "Rang her"


def test_no_other_button_of_the_page_loses_a_reply_or_a_note():
    query = make.query()
    client, here, seat = at_desk(query.programme)
    at = f"{here}{query.code}"
    page = words(client.get(f"{at}/"))
    assert page.count('<form method="post"') == page.count("data-sign-out")  # and one for all
    typed = {"text": "Dear Jo, half of it", "then": "closed", "version": query.version}

    noted = words(client.post(f"{at}/note/", {**typed, "note-text": "Rang her"}))
    assert "Dear Jo, half of it</textarea>" in noted
    assert "Rang her</textarea>" not in noted
    assert re.search(r'value="closed"[^>]*checked', noted)
    client.post(f"{at}/note/", {**typed, "note-text": "Rang her"})  # the page is loaded again
    assert query.messages.get(kind="note").text == "Rang her"

    both = {**typed, "note-text": "Ask Amir"}
    for path, press in (("owner", {"take": str(seat.user.code)}), ("settle", {"state": "closed"})):
        query.refresh_from_db()
        shown = words(client.post(f"{at}/{path}/", {**both, **press, "version": query.version}))
        query.refresh_from_db()
        assert "Dear Jo, half of it</textarea>" in shown
        assert "Ask Amir</textarea>" in shown
        assert f'name="version" value="{query.version}"' in shown
    assert (query.owner, query.state) == (seat.user, "closed")

    late = client.post(f"{at}/settle/", {**both, "state": "open", "version": 1})
    assert late.status_code == 409
    assert "Dear Jo, half of it</textarea>" in words(late)
    sent = words(client.post(f"{at}/reply/", {**both, "version": query.version}))
    assert "Ask Amir</textarea>" in sent
    assert Letter.objects.filter(kind="query_reply").count() == 1


@pytest.mark.parametrize("owner", ["", "not-a-code", "00000000-0000-4000-8000-000000000000"])
def test_an_owner_who_is_none_changes_nothing(owner):
    query = make.query()
    client, here, _seat = at_desk(query.programme)

    response = client.post(f"{here}{query.code}/owner/", {"owner": owner, "version": "1"})

    assert response.status_code == 302
    query.refresh_from_db()
    assert query.owner is None


def test_an_answer_is_kept_from_a_reply():
    query = make.answered(reply="Next week.")
    client, here, _seat = at_desk(query.programme)

    shown = words(client.get(f"{here}answers/?from={query.code}"))
    client.post(f"{here}answers/", {"title": "When", "text": "Next week."})

    assert "Next week.</textarea>" in shown
    assert SavedAnswer.objects.get().title == "When"


# --- What the other pages show ----------------------------------------------------------------


def test_tonight_counts_what_waits_and_nothing_else():
    programme = make.programme()
    seat = Coordinator.objects.get(programme=programme)
    make.answered(programme)
    assert not [one for one in tonight.lines_for(seat) if "quer" in str(one.text)]

    make.query(programme)
    Query.objects.update(asked_at=timezone.now() - timedelta(days=1))

    assert any(str(one.text) == "1 query waits for us" for one in tonight.lines_for(seat))
