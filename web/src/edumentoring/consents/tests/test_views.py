"""The pages of consents: what people read, change and find again."""

import pytest
from django.urls import reverse
from django.utils import timezone

from edumentoring.consents import operations
from edumentoring.consents.notice import Block, blocks
from edumentoring.consents.panels import panel
from edumentoring.consents.set_up import step
from edumentoring.consents.tests import make
from edumentoring.people.tests import make as people

pytestmark = pytest.mark.django_db


def open_as(user, *, staff=False):
    browser = people.browser()
    return people.sign_in_as_staff(browser, user) if staff else people.sign_in(browser, user)


def words(response) -> str:
    return " ".join(response.content.decode().split())


def published():
    programme = make.programme()
    programme.sender_name, programme.reply_to = "Helen Marsh", "helen@school.example"
    programme.published_at = timezone.now()
    programme.save()
    return programme


# --- Public ---------------------------------------------------------------------------------------


def test_the_privacy_notice_names_who_is_responsible_and_every_purpose_asked():
    programme = published()
    operations.stop_asking(programme, "partners", by=make.user())

    page = words(people.browser().get(f"/join/{programme.slug}/privacy/"))

    assert "Helen Marsh runs The Wider Staffroom and is responsible" in page
    assert "helen@school.example" in page
    assert "never get my name" in page
    assert "They may write to me about training" not in page


def test_the_privacy_notice_follows_the_programme_s_own_words():
    programme = published()
    operations.word_notice(programme, {"kept": "Only <b>this</b>\n- and that"}, by=make.user())

    page = words(people.browser().get(f"/join/{programme.slug}/privacy/"))

    assert "Only &lt;b&gt;this&lt;/b&gt;" in page
    assert "<li>and that</li>" in page
    assert "Later changes of your answers" not in page
    assert "Complain to the data protection authority" in page
    assert "Version 1, of" in page


def test_lines_with_a_dash_make_one_list():
    assert blocks("We keep:\r\n- name\n- e-mail\n\nThat is all.") == [
        Block("We keep:"),
        Block(points=("name", "e-mail")),
        Block("That is all."),
    ]


def test_the_code_says_what_to_do_and_where_confidentiality_ends():
    page = words(people.browser().get(f"/join/{published().slug}/conduct/"))

    assert "Listen first" in page
    assert "may come to harm, do not keep it to yourself" in page
    assert "Call 999" in page


# --- One's own ------------------------------------------------------------------------------------


def test_i_see_what_i_agreed_to_and_take_it_back_at_once():
    participant = make.mentee()
    operations.give(participant, ["part", "research"], way="form")
    browser = open_as(participant.user)
    address = f"/place/{participant.programme.slug}/consents/"

    page = words(browser.get(address))
    assert "Agreed on" in page
    assert "on the sign-up form, version 1 of the words" in page
    answer = browser.post(address, {"purpose": "research", "withdraw": "yes"}, follow=True)

    assert "It counts from now" in words(answer)
    assert "Withdrawn on" in words(answer)
    assert not operations.holds(participant, "research")
    kept = participant.consents.get(purpose="research")
    assert (kept.withdrawn_by, kept.withdrawn_way) == (participant.user, "place")


def test_i_agree_to_the_words_i_was_shown():
    participant = make.mentee()
    browser = open_as(participant.user)
    address = f"/place/{participant.programme.slug}/consents/"
    browser.get(address)
    operations.ask_usual_consents(participant.programme, None)
    make.reworded(participant.programme)

    browser.post(address, {"purpose": "research", "version": "1", "give": "yes"})

    assert participant.consents.get().wording.version == 1


def test_taking_back_what_taking_part_needs_leads_to_leaving_and_changes_nothing():
    participant = make.mentee()
    operations.give(participant, ["part"], way="form")
    address = f"/place/{participant.programme.slug}/consents/"

    answer = open_as(participant.user).post(address, {"purpose": "part", "withdraw": "yes"})

    assert answer.status_code == 302
    assert operations.holds(participant, "part")


@pytest.mark.parametrize("asks_again", [True, False])
def test_changed_words_are_shown_only_where_their_meaning_changed(asks_again):
    consent = make.consent()
    participant = consent.participant
    make.reworded(participant.programme, asks_again=asks_again)
    make.reworded(participant.programme, text="And a comma.")

    page = words(open_as(participant.user).get(f"/place/{participant.programme.slug}/consents/"))

    assert ("These words have changed" in page) is asks_again
    assert ("And a comma." in page) is asks_again
    assert "They learn what mentoring does" in page


def test_somebody_who_came_with_an_import_was_not_asked():
    participant = make.mentee()

    page = words(open_as(participant.user).get(f"/place/{participant.programme.slug}/consents/"))

    assert page.count("Not asked") == 5
    assert not participant.consents.exists()


def test_a_purpose_or_a_version_made_up_by_hand_gives_nothing():
    participant = make.mentee()
    browser = open_as(participant.user)
    address = f"/place/{participant.programme.slug}/consents/"

    assert browser.post(address, {"purpose": "marketing", "give": "yes"}).status_code == 404
    for version in ("", "9" * 50, "-1", "x"):
        browser.post(address, {"purpose": "research", "version": version, "give": "yes"})

    assert not participant.consents.exists()


# --- The desk -------------------------------------------------------------------------------------


def test_an_owner_looks_at_new_words_saves_them_and_sees_who_holds_which():
    seat = make.seat("owner")
    participant = make.mentee(seat.programme)
    make.consent(participant)
    browser = open_as(seat.user, staff=True)
    address = reverse("consents:wording", args=[seat.programme.slug, "research"])
    new = {"title": "I help research", "text": "Leeds asks me twice.", "version": "1"}

    looked = browser.post(address, {**new, "look": "yes"})
    assert "Leeds asks me twice." in words(looked)
    assert operations.current_wordings(seat.programme)[3].version == 1
    saved = browser.post(address, new, follow=True)

    page = words(saved)
    assert "people agree to version 2" in page
    assert "Version 1: 1." in page
    again = browser.post(
        reverse("consents:wordings", args=[seat.programme.slug]),
        {"purpose": "research", "again": "yes"},
        follow=True,
    )
    assert "1 person has not answered the new words yet" in words(again)


def test_words_saved_upon_older_ones_are_kept_for_another_look():
    seat = make.seat("owner")
    make.reworded(seat.programme)
    address = reverse("consents:wording", args=[seat.programme.slug, "research"])

    answer = open_as(seat.user, staff=True).post(
        address, {"title": "Mine", "text": "My words", "version": "1"}
    )

    assert answer.status_code == 409
    page = words(answer)
    assert "My words" in page
    assert "They ask you twice." in page
    assert 'name="version" value="2"' in page


def test_an_owner_switches_an_optional_purpose_off_and_on():
    seat = make.seat("owner")
    browser = open_as(seat.user, staff=True)
    address = reverse("consents:wordings", args=[seat.programme.slug])

    browser.post(address, {"purpose": "directory", "stop": "yes"})
    assert [w.purpose for w in operations.current_wordings(seat.programme)][-1] == "research"
    browser.post(address, {"purpose": "directory", "ask": "yes"})

    assert [w.purpose for w in operations.current_wordings(seat.programme)][-1] == "directory"
    refused = browser.post(address, {"purpose": "part", "stop": "yes"}, follow=True)
    assert "Nobody can take part without this one" in words(refused)


def test_an_owner_words_the_notice_and_an_emptied_box_goes_back_to_ours():
    seat = make.seat("owner")
    browser = open_as(seat.user, staff=True)
    address = reverse("consents:notice", args=[seat.programme.slug])
    new = {
        "version": "0",
        "kept": "Your name.",
        "who": "",
        "sees": "",
        "how_long": "",
        "rights": "",
    }

    assert "Your name." in words(browser.post(address, {**new, "look": "yes"}))
    assert not seat.programme.notices.exists()
    browser.post(address, new)

    assert seat.programme.notices.get().sections == {"kept": "Your name."}
    stale = browser.post(address, {**new, "kept": "Mine"})
    assert stale.status_code == 409
    assert "Mine" in words(stale)


def test_a_coordinator_notes_what_somebody_said_and_how():
    seat = make.seat("coordinator")
    participant = make.mentee(seat.programme)
    browser = open_as(seat.user, staff=True)
    address = reverse("consents:person", args=[seat.programme.slug, participant.code])

    unsaid = browser.post(address, {"purposes": ["part"], "note": "", "give": "yes"})
    assert unsaid.status_code == 422
    assert "Say how they agreed" in words(unsaid)
    browser.post(
        address,
        {"purposes": ["part", "research"], "note": "By telephone, 3 October", "give": "yes"},
    )
    browser.post(address, {"withdraw": "research"})
    browser.post(address, {"withdraw": "part"})

    [part] = participant.consents.filter(purpose="part")
    assert (part.way, part.given_by, part.note) == ("desk", seat.user, "By telephone, 3 October")
    assert part.withdrawn_at is None
    assert participant.consents.get(purpose="research").withdrawn_by == seat.user


def test_a_person_s_page_has_the_whole_story():
    seat = make.seat("viewer")
    participant = make.mentee(seat.programme)
    make.consent(participant)
    operations.withdraw(participant, "research", way="place", by=participant.user)

    shown = panel(participant, seat)

    assert [said.status for said in shown.context["said"]].count("Not agreed") == 4
    assert next(said for said in shown.context["said"] if said.past).status == "Withdrawn"
    assert not shown.context["may_note"]


def test_setting_up_knows_whether_somebody_looked_at_the_words():
    seat = make.seat("owner")
    assert not step(seat).seen

    make.reworded(seat.programme)

    assert step(seat).seen
    assert "3 choices" in step(seat).standing


def test_an_owner_keeps_our_words_and_the_step_is_done():
    seat = make.seat("owner")

    open_as(seat.user, staff=True).post(
        reverse("consents:wordings", args=[seat.programme.slug]), {"fine": "yes"}
    )

    seat.programme.refresh_from_db()
    assert step(seat).seen
    assert not seat.programme.wordings.exists()
