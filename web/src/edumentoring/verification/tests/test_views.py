import pytest

from edumentoring.people.tests.make import browser, sign_in, sign_in_as_staff
from edumentoring.programmes import panels, set_up, tonight
from edumentoring.programmes.models import Coordinator
from edumentoring.verification import operations
from edumentoring.verification.models import Verification
from edumentoring.verification.tests import make
from edumentoring.verification.use import Use

pytestmark = pytest.mark.django_db


def asked(email: str = "") -> tuple[Verification, str]:
    participant = make.at_school(name="Zadie Quill")
    email = email or f"head@{make.domain(participant.school)}"
    return operations.ask_colleague(participant, email), f"/verify/{make.last_key()}/"


def page(response) -> str:
    return response.content.decode()


# --- The letter's link ------------------------------------------------------------------------


def test_the_page_is_in_the_programmes_name_and_leads_to_nothing_that_is_not_public():
    asking, link = asked()
    programme = asking.participant.programme

    shown = page(browser().get(link))

    assert f"<span>{programme.name}</span></a>" in shown
    assert f"look-{programme.look}" in shown
    assert f"/join/{programme.slug}/" not in shown


def test_opening_the_link_shows_the_question_and_answers_nothing():
    asking, link = asked()
    client = browser()

    client.head(link)
    for _ in range(3):
        response = client.get(link)

    assert "Do you work with Zadie Quill?" in page(response)
    assert asking.participant.user.email not in page(response)
    asking.refresh_from_db()
    assert asking.state == Verification.State.ASKED


def test_the_answer_is_kept_and_the_page_says_thank_you_ever_after():
    asking, link = asked()
    client = browser()

    after = client.post(link, {"answer": "yes", "name": "Alison Birch"}, follow=True)
    again = client.post(link, {"answer": "no"}, follow=True)

    assert "We have kept your yes" in page(after)
    assert "answered already" in page(again)
    asking.participant.refresh_from_db()
    assert asking.participant.is_verified


def test_an_answer_that_is_neither_yes_nor_no_keeps_what_was_typed():
    _asking, link = asked()

    response = browser().post(link, {"answer": "perhaps", "name": "Alison Birch"})

    assert response.status_code == 422
    assert "Alison Birch" in page(response)


def test_a_link_nobody_sent_says_so():
    response = browser().get("/verify/made-up/")

    assert response.status_code == 404
    assert "This link does not work" in page(response)


# --- My own page ------------------------------------------------------------------------------


def own(participant):
    client = sign_in(browser(), participant.user)
    return client, f"/place/{participant.programme.slug}/verification/"


def test_my_page_offers_the_ways_that_are_open_to_me():
    participant = make.at_school(email="jo@gmail.com")
    client, here = own(participant)

    shown = page(client.get(here))

    assert make.domain(participant.school) in shown
    assert "Use the e-mail you sign in with" not in shown


def test_one_press_is_enough_for_somebody_who_signs_in_from_school():
    school = make.northgate()
    participant = make.at_school(school=school, email=f"jo@{make.domain(school)}")
    client, here = own(participant)

    assert "Use the e-mail you sign in with" in page(client.get(here))
    after = client.post(f"{here}sign-in/", follow=True)

    assert "We know where you work" in page(after)


def test_i_ask_a_colleague_and_take_it_back():
    participant = make.at_school()
    client, here = own(participant)

    after = client.post(f"{here}colleague/", {"colleague-email": "head@gmail.com"}, follow=True)
    asking = participant.verifications.get()
    assert "Asked head@gmail.com" in page(after)
    client.post(f"{here}{asking.code}/take-back/")

    asking.refresh_from_db()
    assert asking.state == Verification.State.WITHDRAWN


@pytest.mark.parametrize(("way", "field"), [("work", "email"), ("colleague", "colleague-email")])
def test_a_wrong_address_stays_to_be_mended(way, field):
    client, here = own(make.at_school())

    response = client.post(f"{here}{way}/", {field: "head at gmail"})

    assert response.status_code == 422
    assert 'value="head at gmail"' in page(response)
    assert not Verification.objects.exists()


def test_where_it_is_not_used_the_page_is_closed():
    participant = make.at_school()
    operations.choose_use(participant.programme, Use.NOT_USED, by=make.user())
    client, here = own(participant)

    assert client.get(here).status_code == 404
    assert client.post(f"{here}colleague/", {"colleague-email": "a@b.example"}).status_code == 404


# --- The desk ---------------------------------------------------------------------------------


def desk(programme, role: str = "owner"):
    seat = make.seat(role, programme_=programme)
    return sign_in_as_staff(browser(), seat.user), f"/programmes/{programme.slug}/verification/"


def vouched() -> Verification:
    asking, link = asked("friend@gmail.com")
    browser().post(link, {"answer": "yes", "name": "A Friend"})
    return asking


def test_the_desk_sees_first_whom_to_look_at_and_tonight_says_so():
    asking = vouched()
    client, here = desk(asking.participant.programme)
    seat = Coordinator.objects.filter(programme=asking.participant.programme).last()

    shown = page(client.get(here))

    assert "A Friend, friend@gmail.com" in shown
    assert any("vouched for" in str(line.text) for line in tonight.lines_for(seat))


def test_two_coordinators_decide_and_the_second_is_told():
    asking = vouched()
    client, here = desk(asking.participant.programme)

    first = client.post(f"{here}{asking.code}/", {"answer": "accept"})
    second = client.post(f"{here}{asking.code}/", {"answer": "decline"})

    assert (first.status_code, second.status_code) == (302, 409)
    asking.participant.refresh_from_db()
    assert asking.participant.is_verified


def test_verified_by_hand_is_undone_from_the_toast():
    participant = make.at_school()
    client, _here = desk(participant.programme)
    person = f"/programmes/{participant.programme.slug}/people/{participant.code}/verify/"

    after = client.post(person, {"note": "I know her", "back": "list"}, follow=True)
    assert f'action="{person}take-back/"' in page(after)
    client.post(f"{person}take-back/")

    participant.refresh_from_db()
    assert not participant.is_verified


@pytest.mark.parametrize("group", ["look", "waiting", "not", "verified"])
def test_each_group_lists_its_own(group):
    asking, _link = asked()
    known = make.at_school(asking.participant.programme, name="Known Already")
    operations.verify_by_hand(known, make.user(), "I know her")
    client, here = desk(asking.participant.programme)

    shown = page(client.get(f"{here}?group={group}&q="))

    assert ("Zadie Quill" in shown) is (group in {"waiting", "not"})
    assert ("Known Already" in shown) is (group == "verified")


def test_the_list_asks_the_database_as_often_for_many_as_for_few(django_assert_max_num_queries):
    programme = make.programme()
    for _ in range(12):
        operations.verify_by_hand(make.at_school(programme), make.user(), "Known")
    client, here = desk(programme)

    with django_assert_max_num_queries(25):
        client.get(f"{here}?group=verified")


def test_setting_up_names_the_choice_and_knows_when_it_was_made():
    programme = make.programme()
    client, here = desk(programme)
    seat = Coordinator.objects.filter(programme=programme, role="owner").last()

    def step():
        seat.programme.refresh_from_db()
        return next(one for one in set_up.steps_for(seat) if one.key == "verification")

    assert not step().seen
    client.post(f"{here}use/", {"use": "offered"})
    assert step().seen
    assert step().url == here


def test_the_panel_shows_how_and_lets_only_coordinators_decide():
    asking = vouched()
    programme = asking.participant.programme

    def shown(role: str):
        seat = make.seat(role, programme_=programme)
        found = [
            p for p in panels.panels_for(asking.participant, seat) if "verification" in p.template
        ]
        return found[0].context

    assert shown("owner")["to_decide"] == [asking]
    assert shown("owner")["may_decide"]
    assert not shown("viewer")["may_decide"]
