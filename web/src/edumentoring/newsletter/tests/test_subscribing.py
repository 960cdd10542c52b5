"""Only who said yes reads, and whoever stops has stopped."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from edumentoring.common.models import Letter
from edumentoring.common.refused import Refused
from edumentoring.newsletter import operations
from edumentoring.newsletter.keys import choose_key, confirm_link, stop_link
from edumentoring.newsletter.models import Segment, Subscription
from edumentoring.newsletter.readers import readers_of
from edumentoring.newsletter.tests import make
from edumentoring.newsletter.tests.canary import plant
from edumentoring.people import operations as people
from edumentoring.people.personal import Scope
from edumentoring.people.tests import make as accounts
from edumentoring.programmes.tests import make as programmes

pytestmark = pytest.mark.django_db


def path_of(link: str) -> str:
    return "/" + link.split("/", 3)[3]


def last_link(to: str) -> str:
    letter = Letter.objects.filter(to=to).latest("pk")
    return re.search(r"http\S+/newsletter/\S+", letter.text)[0]


def test_asking_makes_nobody_a_reader_until_the_letters_button_is_pressed():
    newsletter = make.newsletter()
    page = newsletter.get_absolute_url()

    answer = accounts.browser().post(page, {"email": " Ann@School.example ", "role": "mentor"})

    assert answer.status_code == 302
    assert not newsletter.subscriptions.reading().exists()
    link = path_of(last_link("ann@school.example"))
    for _look in range(3):
        shown = accounts.browser().get(link).content.decode()
        assert "Yes, I want it" in shown
    assert not newsletter.subscriptions.reading().exists(), "looking says nothing"
    accounts.browser().post(link)
    accounts.browser().post(link)
    reader = newsletter.subscriptions.reading().get()
    assert (reader.email, reader.role) == ("ann@school.example", "mentor")
    assert "use it for nothing else" in reader.agreed_to
    assert reader.agreed_to in shown, "what they read is what is kept"
    Subscription.objects.filter(pk=reader.pk).update(agreed_to="Older words.")
    chosen = reverse("newsletter:choose", args=[choose_key(reader.code)])
    assert "to this: Older words." in accounts.browser().get(chosen).content.decode()


def test_a_known_address_and_a_new_one_get_the_same_answer_and_one_letter_each():
    newsletter = make.newsletter()
    make.reader(newsletter, "known@school.example", role="lead")

    known, new = (
        accounts.browser().post(
            newsletter.get_absolute_url(), {"email": f"{who}@school.example", "role": "mentee"}
        )
        for who in ("known", "new")
    )

    assert (known.status_code, known.url) == (new.status_code, new.url)
    letters = dict(Letter.objects.values_list("to", "kind"))
    assert letters == {
        "known@school.example": "newsletter_you_get_it",
        "new@school.example": "newsletter_confirm",
    }
    assert newsletter.subscriptions.get(email="known@school.example").role == "lead"


def test_no_more_than_three_letters_a_day_are_written_to_one_address():
    newsletter = make.newsletter()

    for _press in range(5):
        operations.ask_to_subscribe(newsletter, email="ann@school.example")

    assert Letter.objects.count() == 3
    row = newsletter.subscriptions.get()
    Subscription.objects.filter(pk=row.pk).update(
        letters_since=timezone.now() - timedelta(hours=25)
    )
    operations.ask_to_subscribe(newsletter, email="ann@school.example")
    assert Letter.objects.count() == 4


def test_a_wrong_address_is_named_and_nothing_is_kept():
    newsletter = make.newsletter()

    answer = accounts.browser().post(newsletter.get_absolute_url(), {"email": "ann@school"})

    assert answer.status_code == 422
    assert "ann@school" in answer.content.decode()
    assert not Subscription.objects.exists()
    assert not Letter.objects.exists()


def test_a_mail_programs_button_stops_it_without_cookies_and_looking_does_not():
    newsletter = make.newsletter()
    reader = make.reader(newsletter)
    stop = path_of(stop_link(reader.code))
    client = accounts.browser()
    client.handler.enforce_csrf_checks = True

    try:
        client.get(stop)
        reader.refresh_from_db()
        assert reader.state == "on"
        answer = client.post(stop, {"List-Unsubscribe": "One-Click"})
    finally:
        client.handler.enforce_csrf_checks = False

    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain")
    reader.refresh_from_db()
    assert reader.state == "off"


def test_one_address_chooses_for_all_its_newsletters_on_one_page():
    here, there, strange = (make.newsletter(name=f"Notes {n}") for n in range(3))
    mine = make.reader(here, "ann@school.example")
    also = make.reader(there, "ann@school.example")
    make.reader(strange, "jo@school.example")
    page = reverse("newsletter:choose", args=[choose_key(mine.code)])

    shown = accounts.browser().get(page).content.decode()
    accounts.browser().post(page, {f"n{here.pk}-rhythm": "term", f"n{there.pk}-rhythm": "off"})

    assert "Notes 1" in shown
    assert "Notes 2" not in shown
    mine.refresh_from_db()
    also.refresh_from_db()
    assert (mine.state, mine.rhythm, also.state) == ("on", "term", "off")


def test_a_key_that_is_not_ours_opens_nothing():
    reader = make.reader(make.newsletter())
    key = choose_key(reader.code)

    for name in ("choose", "stop", "rate", "confirm"):
        address = reverse(f"newsletter:{name}", args=[key[:-3] + "abc"])
        assert accounts.browser().post(address).status_code == 404
    as_confirm = reverse("newsletter:confirm", args=[key])
    assert accounts.browser().post(as_confirm).status_code == 404, "a key to choose says no yes"


def test_somebody_who_takes_part_chooses_at_my_place():
    part = programmes.mentor()
    newsletter = make.newsletter(part.programme)
    client = accounts.sign_in(accounts.browser(), part.user)
    page = reverse("newsletter:mine")

    shown = client.get(page).content.decode()
    client.post(page, {f"n{newsletter.pk}-rhythm": "every"})

    assert newsletter.name in shown
    assert newsletter.subscriptions.reading().get().user == part.user
    client.post(page, {f"n{newsletter.pk}-rhythm": "off"})
    assert not newsletter.subscriptions.reading().exists()


def test_the_database_refuses_a_reader_who_never_said_yes():
    newsletter = make.newsletter()

    with pytest.raises(IntegrityError), transaction.atomic():
        make.reader(newsletter, confirmed_at=None)


# --- A list from before ---------------------------------------------------------------------------


def test_a_list_without_evidence_is_asked_and_one_with_it_reads():
    newsletter = make.newsletter()
    make.reader(newsletter, "old@school.example", state="off")
    helen = programmes.user()
    found = operations.read_list(
        "Ann Lee <Ann@School.example>; old@school.example\njo@school.example, not@an@address"
    )

    first = operations.bring_in(newsletter, found.emails, evidence="", by=helen)
    again = operations.bring_in(newsletter, found.emails, evidence="Ticked a box", by=helen)
    more = operations.bring_in(newsletter, ["kim@x.example"], evidence="Ticked a box", by=helen)

    assert found.faulty == ["not@an@address"]
    assert (first.asked, first.readers, first.known) == (2, 0, 1)
    assert (again.asked, again.readers, again.known) == (0, 0, 3), "the same list changes nothing"
    assert more.readers == 1
    assert set(newsletter.subscriptions.reading().values_list("email", flat=True)) == {
        "kim@x.example"
    }
    assert Letter.objects.filter(kind="newsletter_ask").count() == 2
    assert newsletter.subscriptions.get(email="old@school.example").state == "off"


def test_whoever_asked_to_be_forgotten_is_not_brought_in_again():
    part = programmes.mentee(email="gone@school.example")
    newsletter = make.newsletter(part.programme)
    make.reading(part, newsletter)
    sent = make.going_out(newsletter)

    people.forget(Scope(user=part.user), by=None)
    came = operations.bring_in(
        newsletter, ["gone@school.example"], evidence="On our list", by=programmes.user()
    )

    assert (came.readers, came.left_out) == (0, 1)
    assert not newsletter.subscriptions.exists()
    copy = sent.deliveries.get()
    assert "gone" not in copy.email
    assert copy.state == "dropped"


def test_an_unanswered_address_is_let_go_of_after_a_month():
    newsletter = make.newsletter()
    operations.ask_to_subscribe(newsletter, email="ann@school.example")
    operations.ask_to_subscribe(newsletter, email="jo@school.example")
    old = timezone.now() - timedelta(days=31)
    newsletter.subscriptions.filter(email="jo@school.example").update(asked_at=old)

    operations.forget_unanswered()

    assert newsletter.subscriptions.get().email == "ann@school.example"


def test_the_desk_sees_the_mistake_in_a_pasted_list_and_keeps_what_was_pasted():
    newsletter = make.newsletter()
    seat = programmes.seat("coordinator", programme_=newsletter.programme)
    client = accounts.sign_in_as_staff(accounts.browser(), seat.user)
    page = reverse("newsletter:bring_in", args=[newsletter.programme.slug])

    answer = client.post(page, {"addresses": "ann@x.example bob@@x", "agreed": "yes"})

    words = answer.content.decode()
    assert answer.status_code == 422
    assert "bob@@x" in words
    assert "Say when and how they agreed" in words
    assert "ann@x.example" in words
    assert not newsletter.subscriptions.exists()


# --- Segments and addresses -----------------------------------------------------------------------


def test_a_segment_asks_those_who_take_part_and_believes_what_others_said():
    newsletter = make.newsletter()
    programme = newsletter.programme
    mentor = make.reading(programmes.mentor(programme, region="wales"), newsletter)
    make.reading(programmes.mentee(programme, region="wales"), newsletter)
    outside = make.reader(newsletter, role="mentor", region="wales")
    make.reader(newsletter, role="mentor", region="london")
    leader = make.reading(
        programmes.mentor(programme, region="wales", stage="senior_leader"), newsletter
    )
    segment = Segment(newsletter=newsletter, name="Wales", roles=["mentor"], regions=["wales"])

    assert set(readers_of(newsletter, segment)) == {mentor, outside, leader}
    segment.stages = [programmes.mentor().stage]
    assert set(readers_of(newsletter, segment)) == {mentor}, "outsiders told no stage"


def test_a_changed_address_takes_its_newsletters_along_and_a_stop_there_stands():
    newsletter = make.newsletter()
    moved, stopped = (
        programmes.mentee(newsletter.programme),
        programmes.mentee(newsletter.programme),
    )
    for part in (moved, stopped):
        make.reading(part, newsletter)
    make.reader(newsletter, "stopped@new.example", state="off")
    for part, email in ((moved, "moved@new.example"), (stopped, "stopped@new.example")):
        part.user.email = email
        part.user.save()

    operations.follow_people()

    states = dict(newsletter.subscriptions.values_list("email", "state"))
    assert states == {"moved@new.example": "on", "stopped@new.example": "off"}


def test_a_closed_newsletter_has_no_public_page():
    newsletter = make.newsletter(is_open=False)

    assert accounts.browser().get(newsletter.get_absolute_url()).status_code == 404
    assert accounts.browser().get(path_of(confirm_link(make.reader(newsletter)))).status_code == 200


def test_a_refused_address_says_so():
    with pytest.raises(Refused, match="not an e-mail address"):
        operations.ask_to_subscribe(make.newsletter(), email="nobody")


def test_nothing_of_somebody_forgotten_is_left_in_this_room():
    part = programmes.mentor(name="Quill Zephyrine", email="quill@canary.example")
    programmes.seat("owner", programme_=part.programme)
    plant(part)
    newsletter = part.programme.newsletter
    words = f"<p>Thanks to {part.user.name}.</p>"
    make.issue(newsletter, ("thanks", {"title": "For Quill Zephyrine", "words": words}))

    people.forget(Scope(user=part.user), by=None)

    models = apps.get_app_config("newsletter").get_models(include_auto_created=True)
    rows = [str(list(model.objects.values())) for model in models]
    assert len(rows) == 10
    assert not any("quill" in row.lower() or "zephyrine" in row.lower() for row in rows)
