"""The form anybody can send, the contacts' pages, and the doors that separation shuts."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.common.tests.reading import grade_of, sentences_of, sentences_of_text
from edumentoring.concerns import operations
from edumentoring.concerns.keys import own_key
from edumentoring.concerns.models import Concern, Step
from edumentoring.concerns.tests import make
from edumentoring.people.models import User
from edumentoring.people.tests.make import browser, sign_in, sign_in_as_staff
from edumentoring.programmes.models import Programme
from edumentoring.programmes.tonight import lines_for

pytestmark = pytest.mark.django_db

CANARY = "Quillfeather"


def staff(user: User) -> Client:
    return sign_in_as_staff(browser(), user)


def published(**fields: object) -> Programme:
    programme = make.programme()
    Programme.objects.filter(pk=programme.pk).update(published_at=timezone.now(), **fields)
    programme.refresh_from_db()
    return programme


# --- Whoever is worried ---------------------------------------------------------------------------


def test_a_stranger_reads_what_to_do_first_and_who_reads_it_and_sends_a_worry():
    programme = published()
    named = make.contact(programme)
    here = reverse("concerns:tell", args=[programme.slug])

    page = browser().get(here).content.decode()
    assert page.index("999") < page.index("What worries you?")
    for said in (named.user.name, "Safeguarding lead"):
        assert page.index(said) < page.index("What worries you?"), "known before a word is written"
    assert named.user.email not in page
    assert "7 years after it is closed" in page

    thanks = browser().post(here, {"words": "They shouted."}, follow=True).content.decode()
    assert "Thank you for telling us" in thanks
    assert Concern.objects.get().words == "They shouted."


def test_a_worry_without_words_is_asked_for_and_nothing_typed_is_lost():
    programme = published()
    here = reverse("concerns:tell", args=[programme.slug])

    answer = browser().post(here, {"about": CANARY, "email": "no at sign"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Say in a few words what worries you" in page
    assert CANARY in page
    assert not Concern.objects.exists()


def test_the_programmes_own_words_for_an_emergency_stand_in_place_of_ours():
    programme = published()
    operations.change_arrangement(
        programme,
        emergency="Ring 112.",
        years_kept=25,
        kept_because="Our law asks for it.",
        by=make.owner(programme),
    )

    page = browser().get(reverse("concerns:tell", args=[programme.slug])).content.decode()

    assert "Ring 112." in page
    assert "0808 800 5000" not in page
    assert "25 years" in page
    assert "Our law asks for it." in page


def test_a_participant_may_name_their_pair_and_leave_their_own_name_out():
    pair = make.pair()
    client = sign_in(browser(), pair.mentee.user)
    led = client.get(reverse("concerns:worried"))
    assert led.url == reverse("concerns:tell", args=[pair.programme.slug])

    client.post(led.url, {"words": "I am afraid.", "pair": str(pair.code), "nameless": "on"})

    concern = Concern.objects.get()
    assert (concern.pair, concern.raised_by, concern.name) == (pair, None, "")


def test_whoever_raised_it_reads_it_again_and_answers_but_never_the_notes():
    programme = make.programme()
    concern = make.concern(programme, words="They shouted.")
    operations.take_step(concern, "acted", by=make.owner(programme), note=CANARY)
    operations.write_to_writer(concern, "We will ring you.", by=make.owner(programme))
    here = reverse("concerns:own", args=[own_key(concern)])

    page = browser().get(here).content.decode()
    assert "They shouted." in page
    assert "We will ring you." in page
    assert CANARY not in page

    browser().post(here, {"text": "Please do."})
    assert concern.steps.filter(kind=Step.Kind.ADDED, note="Please do.").exists()
    assert browser().get(reverse("concerns:own", args=["forged"])).status_code == 404


def test_every_page_has_the_link_at_its_foot():
    programme = published()
    link = "Worried about somebody’s safety?"

    sign_in_page = reverse("account_login")
    for address in ("/help/", sign_in_page, f"/join/{programme.slug}/", "/there-is-no-such-page/"):
        assert link in browser().get(address).content.decode(), address
    desk = staff(make.owner(programme))
    assert link in desk.get(programme.get_absolute_url()).content.decode()


def test_pages_and_letters_of_whoever_is_worried_read_easily():
    programme, pair = published(), make.pair()
    concern = make.concern(programme)
    operations.write_to_writer(concern, "We will ring you.", by=make.owner(programme))
    operations.separate_at_once(pair, by=make.owner(pair.programme))
    kinds = ("concern_raised", "concern_received", "concern_answered", "pair_separated")
    addresses = (
        reverse("concerns:tell", args=[programme.slug]),
        reverse("concerns:told", args=[programme.slug]),
        reverse("concerns:own", args=[own_key(concern)]),
        reverse("concerns:worried"),
    )

    grades = {
        each: grade_of(sentences_of(browser().get(each).content.decode())) for each in addresses
    }
    for kind in kinds:
        grades[kind] = grade_of(sentences_of_text(Letter.objects.filter(kind=kind)[0].text))

    assert {each: grade for each, grade in grades.items() if grade > 8} == {}


# --- The contacts ---------------------------------------------------------------------------------


def test_a_contact_without_a_seat_opens_it_with_a_press_that_is_noted_and_lasts_half_an_hour():
    programme = make.programme()
    contact = make.contact(programme)
    concern = make.concern(programme, words=f"{CANARY} shouted")
    client = staff(contact.user)

    cover = client.get(concern.get_absolute_url()).content.decode()
    assert CANARY not in cover
    assert not concern.steps.exists(), "looking at the cover writes nothing"

    client.post(reverse("concerns:open", args=[programme.slug, concern.code]))
    assert CANARY in client.get(concern.get_absolute_url()).content.decode()
    assert concern.steps.get().by == contact.user

    Step.objects.update(at=timezone.now() - timedelta(minutes=31))
    assert CANARY not in client.get(concern.get_absolute_url()).content.decode()
    record = reverse("concerns:record", args=[programme.slug, concern.code])
    assert client.get(record).status_code == 403


def test_a_coordinator_sees_that_there_is_one_and_how_old_but_no_word():
    programme = make.programme()
    make.contact(programme)
    concern = make.concern(programme, words=CANARY, about=CANARY, name=CANARY, email="q@x.example")
    Concern.objects.update(raised_at=timezone.now() - timedelta(days=3))

    for role in ("owner", "coordinator"):
        seat = make.seat(role, programme_=programme)
        client = staff(seat.user)
        page = client.get(reverse("concerns:concerns", args=[programme.slug])).content.decode()
        assert "3\xa0days ago" in page
        assert CANARY not in page
        assert client.get(concern.get_absolute_url()).status_code == 404
        tonight = [f"{line.text} {line.detail}" for line in lines_for(seat)]
        assert any("1 concern about safety is open" in each for each in tonight), role
        assert CANARY not in str(tonight)
    viewer = make.seat("viewer", programme_=programme)
    assert not any("concern" in str(line.text) for line in lines_for(viewer))
    client = staff(viewer.user)
    assert client.get(reverse("concerns:concerns", args=[programme.slug])).status_code == 403


def test_one_that_is_kept_from_a_contact_does_not_exist_for_them():
    programme = make.programme()
    make.contact(programme)
    accused = make.contact(programme)
    concern = make.concern(programme, kept_from=[accused.user])
    client = staff(accused.user)

    assert client.get(concern.get_absolute_url()).status_code == 404
    opening = reverse("concerns:open", args=[programme.slug, concern.code])
    assert client.post(opening).status_code == 404


def test_a_step_without_words_keeps_what_was_chosen_and_the_record_can_be_printed():
    programme = make.programme()
    owner = make.owner(programme)
    concern = make.opened(make.concern(programme, words=CANARY), owner)
    client = staff(owner)
    step = reverse("concerns:step", args=[programme.slug, concern.code])

    refused = client.post(step, {"kind": "passed_on", "note": ""})
    assert refused.status_code == 422
    assert "Say in a few words what was done" in refused.content.decode()

    client.post(step, {"kind": "passed_on", "note": "To the school’s lead."})
    record = reverse("concerns:record", args=[programme.slug, concern.code])
    page = client.post(record, follow=True).content.decode()
    assert CANARY in page
    assert "To the school’s lead." in page
    assert "Made a record of it" in page


# --- Separated ------------------------------------------------------------------------------------


def test_the_pages_of_a_separated_pair_are_shut_for_both_and_open_again_when_undone():
    pair = make.pair()
    seat = make.seat("coordinator", programme_=pair.programme)
    two = [sign_in(browser(), each.user) for each in (pair.mentor, pair.mentee)]
    page = reverse("pairs:own_pair", args=[pair.code])
    assert [each.get(page).status_code for each in two] == [200, 200]

    client = staff(seat.user)
    client.post(reverse("concerns:separate", args=[pair.programme.slug, pair.code]))

    assert [each.get(page).status_code for each in two] == [404, 404]
    for each, other in zip(two, (pair.mentee, pair.mentor), strict=True):
        assert other.user.email not in each.get(reverse("pairs:place")).content.decode()
    undo = reverse("concerns:undo_separation", args=[pair.programme.slug, pair.code])
    assert client.post(undo).status_code == 403, "only whoever reads concerns"
    staff(make.owner(pair.programme)).post(undo)
    assert [each.get(page).status_code for each in two] == [200, 200]


def test_an_owner_names_a_contact_and_settles_the_words():
    programme = make.programme()
    client = staff(make.owner(programme))
    here = reverse("concerns:arrangements", args=[programme.slug])
    add = reverse("concerns:add_contact", args=[programme.slug])
    given = {"name": "Farah Aziz", "email": "farah@school.example", "role": "Safeguarding lead"}

    assert "so concerns go to the owners" in client.get(here).content.decode()
    client.post(add, given)
    again = client.post(add, given)
    client.post(here, {"emergency": "", "years_kept": "25", "kept_because": ""})

    assert again.status_code == 422
    assert "Farah Aziz is a contact already" in again.content.decode()
    page = client.get(here).content.decode()
    assert "Safeguarding lead. farah@school.example" in page
    assert 'value="25"' in page
    wrong = client.post(here, {"emergency": "", "years_kept": "0", "kept_because": ""})
    assert wrong.status_code == 422
