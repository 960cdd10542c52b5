"""The answer from a letter, my place, the board, and the letters' pages."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.common.tests import make as post
from edumentoring.pairs import operations, wording
from edumentoring.pairs.models import CheckIn, Introduction, Pair, PlannedEnd
from edumentoring.pairs.reply import reply_link
from edumentoring.pairs.tests import make
from edumentoring.people.tests.make import sign_in, sign_in_as_staff
from edumentoring.programmes.models import Coordinator, Participant
from edumentoring.programmes.tonight import lines_for

pytestmark = pytest.mark.django_db


def link_of(pair: Pair, role: str = "mentee") -> str:
    return reply_link(make.introduction(pair, role)).removeprefix("http://127.0.0.1:8000")


def desk_of(pair_or_programme: object, role: str = "owner") -> tuple[Client, Coordinator]:
    programme = getattr(pair_or_programme, "programme", pair_or_programme)
    seat = make.seat(role, programme_=programme)
    return sign_in_as_staff(Client(), seat.user), seat


def reply_of(pair: Pair, role: str = "mentee") -> str:
    return make.introduction(pair, role).reply


# --- The link in the letter -------------------------------------------------------------


def test_a_mail_scanner_that_opens_the_link_answers_nothing():
    pair = make.introduced()
    scanner, person = Client(), Client()

    for _ in range(3):
        scanner.head(link_of(pair))
        assert scanner.get(link_of(pair)).status_code == 200
    assert reply_of(pair) == ""

    person.get(link_of(pair))
    person.post(link_of(pair), {"reply": "yes"})
    assert reply_of(pair) == "yes"


def test_the_page_shows_who_and_why_but_never_how_to_reach_them():
    pair = make.introduced()
    client = Client()

    for step in range(3):
        page = client.get(link_of(pair)).content.decode()
        assert "Imran Sadiq" in page or step
        assert pair.mentor.user.email not in page
        assert pair.mentee.user.email not in page
        role = ("mentee", "mentor", "mentor")[step]
        client.post(link_of(pair, role), {"reply": "yes"})

    assert "You have both said yes" in client.get(link_of(pair)).content.decode()


def test_the_answer_may_be_changed_until_the_other_has_answered():
    pair = make.introduced()
    client = Client()
    client.post(link_of(pair), {"reply": "yes"})

    page = client.get(link_of(pair)).content.decode()
    assert "Not now after all" in page
    client.post(link_of(pair), {"reply": "not_now"})

    pair.refresh_from_db()
    assert pair.state == Pair.State.DECLINED
    assert "This introduction is closed" in client.get(link_of(pair)).content.decode()


def test_a_double_press_keeps_one_answer():
    pair = make.introduced()
    client = Client()

    for _ in range(2):
        assert client.post(link_of(pair), {"reply": "yes"}).status_code == 302

    assert reply_of(pair) == "yes"


@pytest.mark.parametrize("token", ["nonsense", "a.b.c", "0" * 32 + ".1xUykc.forged"])
def test_a_link_that_is_not_ours_says_what_to_do(token: str):
    answer = Client().get(reverse("pairs:reply", args=[token]))

    assert answer.status_code == 404
    assert "This link no longer works" in answer.content.decode()


def test_a_link_works_for_sixty_days(time_machine_at):
    pair = make.introduced()
    link = link_of(pair)

    with time_machine_at(timezone.now() + timedelta(days=59)):
        assert Client().get(link).status_code == 200
    with time_machine_at(timezone.now() + timedelta(days=61)):
        assert Client().get(link).status_code == 404


@pytest.fixture
def time_machine_at(monkeypatch: pytest.MonkeyPatch):
    """Signed keys read the clock of `time`; nothing else needs to move."""
    from contextlib import contextmanager

    from django.core import signing

    @contextmanager
    def at(moment):
        with monkeypatch.context() as patch:
            patch.setattr(signing.time, "time", moment.timestamp)
            yield

    return at


def test_an_unknown_answer_changes_nothing_and_says_so():
    pair = make.introduced()

    page = Client().post(link_of(pair), {"reply": "role=owner"}, follow=True).content.decode()

    assert "Choose yes or not now" in page
    assert reply_of(pair) == ""


def test_the_link_of_an_introduction_that_was_taken_back_says_so():
    pair = make.held()
    link = link_of(pair)
    operations.take_back(pair.programme, 1, by=make.coordinator())

    assert "taken back before it was sent" in Client().get(link).content.decode()


def test_a_test_letters_link_explains_itself():
    assert "This was a test letter" in Client().get("/introduction/example/").content.decode()


# --- My place ---------------------------------------------------------------------------


def place_of(person: Participant) -> str:
    return sign_in(Client(), person.user).get(reverse("pairs:place")).content.decode()


def test_my_place_asks_for_my_answer_and_takes_it():
    pair = make.introduced()
    client = sign_in(Client(), pair.mentee.user)

    assert "We think Imran would be a good mentor for you" in place_of(pair.mentee)
    client.post(reverse("pairs:answer", args=[make.introduction(pair).code]), {"reply": "yes"})

    assert reply_of(pair) == "yes"
    assert "We write to you when Imran has answered" in place_of(pair.mentee)


def test_my_place_shows_the_others_address_only_when_both_said_yes():
    pair = make.introduced()
    operations.answer(make.introduction(pair, "mentee"), operations.YES)
    assert pair.mentor.user.email not in place_of(pair.mentee)
    assert pair.mentee.user.email not in place_of(pair.mentor)

    operations.answer(make.introduction(pair, "mentor"), operations.YES)

    for me, other in ((pair.mentee, pair.mentor), (pair.mentor, pair.mentee)):
        browser = sign_in(Client(), me.user)
        page = browser.get(reverse("pairs:own_pair", args=[pair.code])).content.decode()
        assert other.user.email in page
        assert reverse("pairs:own_pair", args=[pair.code]) in place_of(me)


def test_my_place_shows_nothing_of_letters_that_still_wait():
    pair = make.held()

    assert "Imran" not in place_of(pair.mentee)
    assert "We have not found your match yet" in place_of(pair.mentee)


def test_my_place_is_honest_while_i_wait_or_rest():
    waiting = make.mentee()
    resting = make.mentee(state="paused")

    assert "We cannot say yet when the next one is" in place_of(waiting)
    assert "You are taking a break" in place_of(resting)


def test_nobody_answers_another_persons_introduction():
    pair = make.introduced()
    stranger = sign_in(Client(), pair.mentor.user)

    answer = stranger.post(
        reverse("pairs:answer", args=[make.introduction(pair, "mentee").code]), {"reply": "yes"}
    )

    assert answer.status_code == 404
    assert reply_of(pair) == ""


# --- The board --------------------------------------------------------------------------


def board(client: Client, programme: object, **query: str) -> str:
    address = reverse("pairs:introductions", args=[programme.slug])
    answer = client.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_board_before_anything_was_published_says_what_to_do():
    client, seat = desk_of(make.programme())

    assert "Introductions will be here" in board(client, seat.programme)


def test_each_pair_lies_in_the_heap_where_it_belongs():
    programme = make.programme()
    pairs = {
        "held": make.held(programme, round_number=1),
        "waiting": make.introduced(programme, round_number=2),
        "silent": make.introduced(programme, round_number=3, days=15),
        "beginning": make.agreed(programme, round_number=4),
        "meeting": make.agreed(programme, round_number=5),
        "paused": make.agreed(programme, round_number=6),
        "finished": make.agreed(programme, round_number=7),
        "declined": make.introduced(programme, round_number=8),
        "ended": make.agreed(programme, round_number=9),
        "quiet": make.agreed(programme, round_number=10),
    }
    operations.answer(make.introduction(pairs["declined"]), operations.NOT_NOW)
    operations.end_pair(pairs["ended"], by=make.coordinator())
    for state in ("meeting", "paused", "finished"):
        Pair.objects.filter(pk=pairs[state].pk).update(state=state)
    long_ago = timezone.now() - timedelta(days=60)
    Pair.objects.filter(pk=pairs["quiet"].pk).update(agreed_at=long_ago)
    asked_at = timezone.now() - timedelta(days=20)
    CheckIn.objects.create(
        pair=pairs["quiet"], participant=pairs["quiet"].mentee, asked_at=asked_at
    )
    client, _seat = desk_of(programme)

    for group, pair in pairs.items():
        answer = client.get(reverse("pairs:introductions", args=[programme.slug]), {"group": group})
        assert [row.pair for row in answer.context["rows"]] == [pair], group
    from edumentoring.pairs import board as heaps

    assert heaps.counts(programme) == dict.fromkeys(pairs, 1)


def test_the_board_finds_by_name_and_pages():
    programme = make.programme()
    for number in range(42):
        make.held(
            programme,
            round_number=number,
            mentee=make.mentee(programme, name=f"Person {number:02}x"),
        )
    client, _seat = desk_of(programme)

    assert "Person 07x" in board(client, programme, q="07x")
    assert "Person 08x" not in board(client, programme, q="07x")
    here = reverse("pairs:introductions", args=[programme.slug])
    for page, length in (("", 40), ("2", 2), ("999999", 2)):
        assert len(client.get(here, {"page": page}).context["rows"]) == length
    assert "No pair fits" in board(client, programme, q="nobody of this name")


def test_the_board_asks_the_database_the_same_number_of_times_however_long_it_is(
    django_assert_max_num_queries,
):
    programme = make.programme()
    for number in range(15):
        make.held(programme, round_number=number)
    client, _seat = desk_of(programme)

    with django_assert_max_num_queries(21):
        board(client, programme)


def test_letters_that_wait_can_be_taken_back_from_the_board():
    pair = make.held()
    client, seat = desk_of(pair)
    assert "Take them back" in board(client, seat.programme)

    client.post(reverse("pairs:take_back", args=[seat.programme.slug, 1]))

    pair.refresh_from_db()
    assert pair.state == Pair.State.WITHDRAWN


def test_a_viewer_is_not_offered_what_they_may_not_do():
    pair = make.held()
    post.letter(programme_id=pair.programme_id, state=Letter.State.BOUNCED)
    client, seat = desk_of(pair, "viewer")

    page = board(client, seat.programme)

    assert "Take them back" not in page
    assert "Send again" not in page


def test_a_letter_that_came_back_is_listed_and_sent_to_a_corrected_address():
    pair = make.introduced()
    letter = make.letters(pair)[0]
    Letter.objects.filter(pk=letter.pk).update(
        state=Letter.State.BOUNCED, trouble="550 No such person"
    )
    client, seat = desk_of(pair)
    assert "550 No such person" in board(client, seat.programme)

    client.post(
        reverse("pairs:decide", args=[seat.programme.slug, letter.code]),
        {"what": "send", "to": "right@example.org"},
    )

    assert post.after(letter).state == Letter.State.WAITING
    assert letter.to == "right@example.org"


def test_an_uncertain_letter_can_be_marked_as_arrived():
    pair = make.introduced()
    letter = make.letters(pair)[0]
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.UNCERTAIN)
    client, seat = desk_of(pair)

    client.post(
        reverse("pairs:decide", args=[seat.programme.slug, letter.code]), {"what": "arrived"}
    )

    assert post.after(letter).state == Letter.State.SENT


@pytest.mark.parametrize("data", [{}, {"what": "burn"}, {"what": "send", "to": "no at sign"}])
def test_a_wrong_decision_changes_nothing_and_says_why(data: dict):
    pair = make.introduced()
    letter = make.letters(pair)[0]
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.BOUNCED)
    client, seat = desk_of(pair)

    page = client.post(
        reverse("pairs:decide", args=[seat.programme.slug, letter.code]), data, follow=True
    ).content.decode()

    assert post.after(letter).state == Letter.State.BOUNCED
    assert "Choose what to do" in page or "not an e-mail address" in page


def test_letters_of_another_programme_are_out_of_reach():
    letter = make.letters(make.introduced())[0]
    client, seat = desk_of(make.programme("Another"))

    answer = client.post(
        reverse("pairs:decide", args=[seat.programme.slug, letter.code]), {"what": "send"}
    )

    assert answer.status_code == 404


def test_a_pairs_page_shows_reasons_answers_and_letters():
    pair = make.introduced()
    operations.answer(make.introduction(pair), operations.YES)
    client, _seat = desk_of(pair)

    page = client.get(pair.get_absolute_url()).content.decode()

    assert "Bethan asked for help with behaviour" in page
    assert "Answer: Yes" in page
    assert "Imran, meet Bethan" in page
    assert "End this pair" in page


def test_a_pair_can_be_ended_from_its_page():
    pair = make.agreed()
    client, seat = desk_of(pair)

    press = {"do": "end", "pick": str(pair.code)}

    client.post(reverse("pairs:do", args=[seat.programme.slug]), press)

    pair.refresh_from_db()
    assert pair.state == Pair.State.AGREED, "it can be taken back for ten minutes"
    PlannedEnd.objects.update(due_at=timezone.now())
    operations.do_planned_ends()
    pair.refresh_from_db()
    assert pair.state == Pair.State.ENDED


def test_a_pair_that_was_taken_back_has_no_page():
    pair = make.held()
    operations.take_back(pair.programme, 1, by=make.coordinator())
    client, _seat = desk_of(pair)

    assert client.get(pair.get_absolute_url()).status_code == 404


def test_tonight_says_what_waits_and_what_went_wrong():
    programme = make.programme()
    seat = make.seat("owner", programme_=programme)
    make.held(programme, round_number=1)
    make.introduced(programme, round_number=2, days=15)
    make.introduced(programme, round_number=3)
    Letter.objects.filter(state=Letter.State.SENT).update(state=Letter.State.UNCERTAIN)

    texts = [str(line.text) for line in lines_for(seat)]

    assert "1 introduction waits. You can still take it back" in texts
    assert "4 letters did not arrive, or may not have" in texts
    assert "1 pair has been silent for two weeks" in texts
    assert "1 introduction is out, waiting for answers" in texts


# --- The letters' pages -----------------------------------------------------------------


def words(kind: str = "introduction", **changes: str) -> dict[str, str]:
    return wording.KINDS[kind].words | changes


def version_on(client: Client, address: str) -> str:
    return str(client.get(address).context["form"].initial["version"])


def test_words_are_changed_and_shown_as_a_real_person_gets_them():
    pair = make.introduced()
    client, seat = desk_of(pair)
    address = reverse("pairs:letter", args=[seat.programme.slug, "introduction"])
    reader = str(pair.mentee.code)

    answer = client.post(
        address,
        words(subject="Dear {first_name}", version=version_on(client, address), reader=reader),
        follow=True,
    )

    assert "Dear Bethan" in answer.content.decode()
    seat.programme.refresh_from_db()
    assert seat.programme.letters == {"introduction": {"subject": "Dear {first_name}"}}


def test_an_unknown_name_is_refused_in_words_and_nothing_typed_is_lost():
    client, seat = desk_of(make.introduced())
    address = reverse("pairs:letter", args=[seat.programme.slug, "introduction"])

    answer = client.post(address, words(opening="Dear {surname}, a long text", version="1"))

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "does not know {surname}" in page
    assert "Dear {surname}, a long text" in page


def test_somebody_elses_change_is_told_with_what_it_says_now():
    client, seat = desk_of(make.introduced())
    address = reverse("pairs:letter", args=[seat.programme.slug, "introduction"])
    version = version_on(client, address)
    client.post(address, words(closing="Yours, Pete", version=version))

    answer = client.post(address, words(closing="Yours, Helen", version=version))

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Yours, Pete" in page
    assert "Yours, Helen" in page
    kept = {
        name: answer.context["form"][name].value() for name in ("subject", "closing", "opening")
    }
    again = client.post(address, kept | {"version": answer.context["form"]["version"].value()})
    assert again.status_code == 302


def test_the_preview_may_carry_its_own_styles_and_nothing_else():
    pair = make.introduced()
    client, seat = desk_of(pair)
    address = reverse("pairs:preview", args=[seat.programme.slug, "introduction"])

    answer = client.get(address, {"reader": str(pair.mentee.code)})

    policy = answer["Content-Security-Policy"]
    assert "Bethan, meet Imran" in answer.content.decode()
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_words_can_be_looked_at_before_they_are_saved():
    client, seat = desk_of(make.introduced())
    address = reverse("pairs:preview", args=[seat.programme.slug, "introduction"])

    answer = client.post(address, words(opening="Not saved, {first_name}", version="1"))

    assert "Not saved, " in answer.content.decode()
    seat.programme.refresh_from_db()
    assert seat.programme.letters == {}


def test_a_test_goes_to_me_with_the_words_on_screen():
    client, seat = desk_of(make.introduced())
    address = reverse("pairs:test", args=[seat.programme.slug, "introduction"])

    answer = client.post(address, words(opening="Not saved yet", version="1"))

    letter = Letter.objects.get(kind="test")
    assert letter.to == seat.user.email
    assert "Not saved yet" in letter.text
    assert "Not saved yet" in answer.content.decode()


def test_an_unknown_letter_is_not_found():
    client, seat = desk_of(make.programme())

    address = reverse("pairs:letter", args=[seat.programme.slug, "newsletter"])
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("kind", list(wording.KINDS))
def test_every_letters_page_opens_with_people_and_without(kind: str):
    empty, seat = desk_of(make.programme())
    full, other = desk_of(make.introduced())

    for client, programme in ((empty, seat.programme), (full, other.programme)):
        for name in ("pairs:letter", "pairs:preview"):
            assert client.get(reverse(name, args=[programme.slug, kind])).status_code == 200
        assert client.get(reverse("pairs:letters", args=[programme.slug])).status_code == 200


def test_introductions_is_not_a_place_to_read_others_letters():
    """A reader of another programme named in the address is not shown."""
    stranger = make.introduced().mentee
    client, seat = desk_of(make.introduced())
    address = reverse("pairs:preview", args=[seat.programme.slug, "unmatched"])

    page = client.get(address, {"reader": str(stranger.code)}).content.decode()

    assert Introduction.objects.filter(participant=stranger).exists()
    assert "Bethan" in page or "Imran" in page
    assert str(stranger.user.email) not in page
